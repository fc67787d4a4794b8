"""Change language, interpreter and communication needs: one field, so that they agree."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.person.person import Communication
from casework.words import say
from desktop.services.amend import change_communication
from desktop.views.capture.form_field import FormField
from desktop.views.capture.word_choice import chosen_bool, show_bool, yes_no_choice
from desktop.views.case_sheets.known import Known, reader, standing_communication
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.narrative_edit import NarrativeEdit

_WORDS = SheetWords(
    say("Language and communication needs"), say("&Save"), say("Language and needs saved."), changes=True
)
_NEEDS_MOST = 1000


class LanguageSheet(Sheet[Communication]):
    """What the person needs to take part."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, standing_communication))
        self.language = LineField(say("&Language"), "language", 200)
        self.interpreter = yes_no_choice("interpreter")
        self.needs = NarrativeEdit(name="needs", lines=3)
        self.add(
            self.language,
            FormField(say("Is an &interpreter needed?"), self.interpreter, name="interpreter"),
            FormField(
                say("&Communication needs"),
                self.needs,
                name="needs",
                hint=say("Reading, hearing, sight, memory, learning: what helps."),
                optional=True,
            ),
        )

    def show_known(self, known: Known[Communication]) -> None:
        """Show what is recorded."""
        self.language.set_text(known.stands.language)
        show_bool(self.interpreter, known.stands.interpreter)
        self.needs.set_text(known.stands.needs or "")

    def stands_words(self, known: Known[Communication]) -> str:
        """What is recorded, in words."""
        needs = known.stands
        parts = (
            needs.language,
            say("interpreter needed") if needs.interpreter else say("no interpreter"),
            needs.needs or "",
        )
        return ", ".join(part for part in parts if part)

    def problems(self) -> Mapping[str, str]:
        """A language, and needs that fit."""
        found = {} if self.language.text else {"language": say("Write the language.")}
        if len(self.needs.text.strip()) > _NEEDS_MOST:
            found["needs"] = say("Shorten this to {needs_most} characters.", needs_most=_NEEDS_MOST)
        return found

    def work(self) -> Work:
        """Save all three."""
        case = self.case
        needs = Communication(
            language=self.language.text,
            interpreter=bool(chosen_bool(self.interpreter)),
            needs=self.needs.text.strip() or None,
        )
        return lambda session: change_communication(session, case, needs)
