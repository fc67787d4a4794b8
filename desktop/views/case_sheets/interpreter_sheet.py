"""Write down which interpreter is arranged for the person: one field, so that its parts agree."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.contact.contact import INTERPRETER_WORDS, InterpreterSort
from casework.records.identifier import CaseId
from casework.records.part import LINE_MAX
from casework.records.person.interpreter import InterpreterArrangement
from casework.rules.interpreting import interpreter_warning
from casework.words import say
from desktop.services.amend import change_interpreter
from desktop.views.capture.form_field import FormField
from desktop.views.capture.word_choice import chosen_bool, show_bool, yes_no_choice
from desktop.views.case_sheets.known import Known, reader, standing_interpreter
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.notice import Notice, NoticeKind

Standing = InterpreterArrangement | None

_WORDS = SheetWords(say("Interpreter as arranged"), say("&Save"), say("Interpreter saved."), changes=True)
_NOT_SAID = say("Answer yes or no.")


class InterpreterSheet(Sheet[Standing]):
    """Whether one is arranged, and then who, into which language, through whom and on which number."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, standing_interpreter))
        self.arranged = yes_no_choice("arranged")
        self.sort = Choice(
            tuple(Option(sort, words) for sort, words in INTERPRETER_WORDS.items()), name="sort", in_rows=True
        )
        self.language = LineField(say("&Language"), "language", LINE_MAX)
        self.dialect = LineField(say("&Dialect"), "dialect", LINE_MAX, optional=True)
        self.agency = LineField(say("Interpreting a&gency"), "agency", LINE_MAX, optional=True)
        self.telephone = LineField(say("&Telephone"), "telephone", 40, optional=True)
        self.name = LineField(say("Na&me of the interpreter"), "name", LINE_MAX, optional=True)
        self.wishes = LineField(say("W&hat to ask for"), "wishes", 1000, hint=say("Such as a woman."), optional=True)
        self.warning = Notice(NoticeKind.WARNING, "", name="arrangement_warning")
        arranged = FormField(say("Is an &interpreter arranged?"), self.arranged, name="arranged")
        who = FormField(say("&Who interprets?"), self.sort, name="sort")
        self._details = (
            who, self.language, self.dialect, self.agency, self.telephone, self.name, self.wishes,
        )  # fmt: skip
        self.add(arranged, who)
        self.column.addWidget(self.warning)
        self.add(*self._details[1:])
        for field in (arranged, who):
            field.edited.connect(self._on_choice)

    def show_known(self, known: Known[Standing]) -> None:
        """Show what is arranged."""
        if known.stands is not None:
            stands = known.stands
            show_bool(self.arranged, value=True)
            self.sort.set_keys([stands.sort])
            self.language.set_text(stands.language)
            self.dialect.set_text(stands.dialect)
            self.agency.set_text(stands.agency)
            self.telephone.set_text(stands.telephone)
            self.name.set_text(stands.name)
            self.wishes.set_text(stands.wishes)
        self._show_details()

    def stands_words(self, known: Known[Standing]) -> str:
        """What is arranged, in words."""
        stands = known.stands
        if stands is None:
            return say("no interpreter arranged")
        parts = (INTERPRETER_WORDS[stands.sort], stands.language, stands.dialect, stands.agency, stands.telephone)
        return ", ".join(part for part in parts if part)

    def problems(self) -> Mapping[str, str]:
        """Yes or no; and then who, into which language."""
        arranged = chosen_bool(self.arranged)
        if arranged is None:
            return {"arranged": _NOT_SAID}
        if not arranged:
            return {}
        found = {} if self.sort.key else {"sort": say("Choose who interprets.")}
        return found if self.language.text else {**found, "language": say("Write the language.")}

    def work(self) -> Work:
        """Save the arrangement, or that there is none."""
        case, arrangement = self.case, self._arrangement()
        return lambda session: change_interpreter(session, case, arrangement)

    def _arrangement(self) -> Standing:
        if not chosen_bool(self.arranged):
            return None
        return InterpreterArrangement(
            sort=InterpreterSort(self.sort.key),
            language=self.language.text,
            dialect=self.dialect.text,
            name=self.name.text,
            agency=self.agency.text,
            telephone=self.telephone.text,
            wishes=self.wishes.text,
        )

    @Slot()
    def _on_choice(self) -> None:
        self._show_details()
        self.fit()

    def _show_details(self) -> None:
        arranged = bool(chosen_bool(self.arranged))
        for field in self._details:
            field.setVisible(arranged)
        sort = InterpreterSort(self.sort.key) if self.sort.key else InterpreterSort.PROFESSIONAL
        words = interpreter_warning(InterpreterArrangement(sort=sort, language="-")) if arranged else ""
        self.warning.set_notice(NoticeKind.WARNING, words)
        self.warning.setVisible(bool(words))
