"""Change the telephone number."""

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.amend import change_telephone
from desktop.views.case_sheets.known import Known, reader, standing_telephone
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk

_WORDS = SheetWords(say("Change telephone"), say("&Save number"), say("Telephone number saved."), changes=True)


class TelephoneSheet(Sheet[str]):
    """One number; an empty one says that there is none."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, standing_telephone))
        self.number = LineField(say("&Telephone"), "telephone", 40, hint=say("Leave it empty if there is none."))
        self.add(self.number)

    def show_known(self, known: Known[str]) -> None:
        """Show the number, ready to be typed over."""
        self.number.set_text(known.stands)
        self.number.line.selectAll()

    def stands_words(self, known: Known[str]) -> str:
        """The number."""
        return known.stands or say("no number")

    def work(self) -> Work:
        """Save the number."""
        case, number = self.case, self.number.text
        return lambda session: change_telephone(session, case, number)
