"""All keys over what somebody is doing (Ctrl+/), from the table that binds them; the help page shows the same."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from casework.words import say
from desktop.views.dialogs import Dialog
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.shortcut import READ_BACK, READ_ON, bind, listed
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16, SPACE_32

_SIZE_PX = (760, 640)
_KEYS_PX = 190


def key_table() -> QWidget:
    """Return every key in two columns, under where it does what it says."""
    table = QWidget()
    table.setObjectName("key_table")
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_16)
    grid.setVerticalSpacing(SPACE_8)
    grid.setColumnStretch(1, 1)
    row = 0
    for where, shortcuts in listed():
        heading = Words(where.words, TextRole.SECTION)
        # Nearer to what it is about than to what stands above it.
        heading.setContentsMargins(0, SPACE_12 if row else 0, 0, 0)
        grid.addWidget(heading, row, 0, 1, 2)
        row += 1
        for one in shortcuts:
            keys = Words(one.label, TextRole.STRONG)
            keys.setMinimumWidth(round(_KEYS_PX * min(current_scale(), 1.4)))
            keys.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(keys, row, 0)
            words = Words(one.words)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
            row += 1
    return table


class KeySheet(Dialog):
    """Escape or Close leads back; Page Up and Page Down scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, say("Keys"), say("Letters that are underlined work with Alt."))
        self.setObjectName("key_sheet")
        self.page = ScrollPage("key_page")
        self.page.body.setContentsMargins(0, 0, SPACE_16, 0)
        self.page.content.setProperty("role", "surface")
        self.page.body.addWidget(key_table())
        self.close_button = Button(say("&Close"), ButtonKind.PRIMARY, name="keys_close")
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        self.column.addWidget(self.page, 1)
        self.add_buttons(self.close_button)
        room = parent.window().size()
        wide, high = (round(side * current_scale()) for side in _SIZE_PX)
        self.resize(min(wide, room.width() - SPACE_32), min(high, room.height() - SPACE_32))
        self.close_button.setFocus()
        bind(READ_ON, self, self._on_down)
        bind(READ_BACK, self, self._on_up)

    @Slot()
    def _on_down(self) -> None:
        self._scroll(1)

    @Slot()
    def _on_up(self) -> None:
        self._scroll(-1)

    def _scroll(self, pages: int) -> None:
        bar = self.page.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep() * 9 // 10)


def open_key_sheet(parent: QWidget) -> KeySheet:
    """Show all keys over the window of ``parent``; one sheet at a time."""
    sheet = parent.findChild(KeySheet)
    if sheet is None or not sheet.isVisible():
        sheet = KeySheet(parent)
        sheet.open()
    return sheet
