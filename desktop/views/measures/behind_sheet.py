"""The list behind a figure: the people, each to be opened, or the members of staff."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.views import wording
from desktop.views.dialogs import Dialog
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList, RowOpened
from desktop.views.person_look import badge_of
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_32

_SIZE_PX = (640, 460)


class BehindSheet(Dialog):
    """``on_case`` gets the case that somebody opens. Escape goes back."""

    def __init__(
        self,
        parent: QWidget,
        words: str,
        rows: Sequence[RowLook],
        on_case: Callable[[CaseId], object] | None,
    ) -> None:
        sentence = say("{words}. Enter opens the person.", words=words) if on_case else words
        super().__init__(parent, say("Behind this figure"), sentence)
        self.setObjectName("behind_sheet")
        self._on_case = on_case
        self.rows = RowList(name="behind_rows", accessible_name=say("Behind this figure"))
        self.rows.set_rows(rows)
        self.rows.click_opens = False
        self.column.addWidget(self.rows, 1)
        self.back_button = Button(say("&Go back"), name="behind_back")
        self.open_button = Button(say("&Open the person"), ButtonKind.PRIMARY, name="behind_open")
        self.open_button.setVisible(on_case is not None)
        self.add_buttons(self.back_button, self.open_button)
        self.rows.row_opened.connect(self._on_opened)
        self.back_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_wanted)
        room = parent.window().size()
        wide, high = (round(side * current_scale()) for side in _SIZE_PX)
        self.resize(min(wide, room.width() - SPACE_32), min(high, room.height() - SPACE_32))
        self.rows.enter()

    @Slot(RowOpened)
    def _on_opened(self, _row: RowOpened) -> None:
        self._on_wanted()

    @Slot()
    def _on_wanted(self) -> None:
        case = self.rows.current_key
        if case and self._on_case is not None:
            self.accept()
            self._on_case(CaseId(case))


def person_rows(people: Sequence[PersonLine], today: date) -> list[RowLook]:
    """People as rows, with their date of birth, because two may have one name."""
    born = wording.born_words
    return [RowLook(one.case, one.name, born(one.born, today), badge=badge_of(one.risk, short=True)) for one in people]


def staff_rows(names: Sequence[str]) -> list[RowLook]:
    """Members of staff as rows."""
    return [RowLook(str(number), name) for number, name in enumerate(names)]
