"""Change the name. The old one is kept as a former name and is still found."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.person.person import PersonName
from casework.words import say
from desktop.services.amend import change_name
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.known import Known, reader, standing_name
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.label import Words

_WORDS = SheetWords(
    say("Change name"), say("&Save name"), say("Name saved. The old name is kept and still found."), changes=True
)


class NameSheet(Sheet[PersonName | None]):
    """Given name, family name, what the person is called, since when."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, standing_name))
        self.given = LineField(say("&Given name"), "given", 200)
        self.family = LineField(say("&Family name"), "family", 200)
        self.known_as = LineField(say("&Known as"), "known_as", 100, optional=True)
        self.since = DayField(say("&In use since"), "since", past=True, optional=True)
        self.column.addWidget(
            Words(say("The name that stands now is kept as a former name and is still found by search."))
        )
        self.add(self.given, self.family, self.known_as, self.since)

    def show_known(self, known: Known[PersonName | None]) -> None:
        """Show the name in use."""
        name = known.stands
        self.since.set_today(known.today)
        if name is not None:
            self.given.set_text(name.given)
            self.family.set_text(name.family)
            self.known_as.set_text(name.known_as or "")
        self.given.line.selectAll()

    def stands_words(self, known: Known[PersonName | None]) -> str:
        """The name in use."""
        return known.stands.full() if known.stands else ""

    def problems(self) -> Mapping[str, str]:
        """Both names, and a day that can be read."""
        found = {}
        if not self.given.text:
            found["given"] = say("Write the given name.")
        if not self.family.text:
            found["family"] = say("Write the family name.")
        if self.since.puzzled:
            found["since"] = say("Write the day as day, month and year, or leave it out.")
        return found

    def work(self) -> Work:
        """Save the name."""
        case = self.case
        name = PersonName(
            given=self.given.text,
            family=self.family.text,
            known_as=self.known_as.text or None,
            since=self.since.value,
        )
        return lambda session: change_name(session, case, name)
