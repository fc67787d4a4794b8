"""Put up a warning."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.risk.warning import WARNING_WORDS, Notice, WarningSort
from casework.words import say
from desktop.services.amend import add_warning
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.known import Known, nothing_stands, reader
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.narrative_edit import NarrativeEdit

_WORDS = SheetWords(say("Add a warning"), say("&Add warning"), say("Warning added."))


class WarningSheet(Sheet[None]):
    """What it is about and, in words, what to do."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, nothing_stands))
        words = WARNING_WORDS | {WarningSort.OTHER: say("Something else")}
        self.sort = Choice(tuple(Option(sort, words[sort]) for sort in WarningSort), name="sort")
        self.text = NarrativeEdit(name="text", lines=3)
        self.add(
            FormField(say("A&bout"), self.sort, name="sort"),
            FormField(
                say("What to &know"),
                self.text,
                name="text",
                hint=say("For whoever goes next. It holds until a senior removes it, and is reviewed in three months."),
                optional=True,
            ),
        )

    def stands_words(self, known: Known[None]) -> str:
        """A new warning replaces nothing."""
        del known
        return ""

    def problems(self) -> Mapping[str, str]:
        """The sort, and for another sort the words."""
        if not self.sort.key:
            return {"sort": say("Choose what the warning is about.")}
        if self.sort.key == WarningSort.OTHER and not self.text.text.strip():
            return {"text": say("Write what the warning is about.")}
        return {"text": say("Shorten this to 1000 characters.")} if len(self.text.text.strip()) > 1000 else {}

    def work(self) -> Work:
        """Add the warning."""
        case, sort, text = self.case, WarningSort(self.sort.key), self.text.text.strip()
        return lambda session: add_warning(session, case, Notice(sort=sort, text=text))
