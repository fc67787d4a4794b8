"""What to bring in, and the imports made so far."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.services.importing.page import ImportLine
from desktop.services.importing.target import TARGETS, TargetSort
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.importing.field_row import drop_list
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_4, SPACE_16

_HOW = say(
    "A CSV or an Excel workbook (XLSX) with a row of headings. You say which column is what, see the first rows as "
    "they will be, and let the whole file be checked before anything is written. What comes in is recorded by you, "
    "today, and says where it comes from."
)
_NONE = (
    say("Nothing has been brought in on this laptop"),
    say("What you bring in is listed here, and a whole import can be undone."),
)


_WIDEST_PX = 1000


class ImportRow(QWidget):
    """One import that was made. ``send_wanted`` and ``undo_wanted`` with its id."""

    send_wanted = Signal(str)
    undo_wanted = Signal(str)

    def __init__(self, line: ImportLine) -> None:
        super().__init__()
        self.line = line
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(Words(line.title, TextRole.STRONG))
        column.addWidget(Words(line.words, TextRole.MUTED))
        self.send = Button(say("Send now"), name="import_row_send", about=line.title)
        self.undo = Button(say("Undo…"), name="import_row_undo", about=line.title)
        shown = [button for button, wanted in ((self.send, line.held), (self.undo, line.may_undo)) if wanted]
        for button in (self.send, self.undo):
            if button not in shown:
                button.setParent(self)
                button.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(FoldRow(words, held(*shown), narrow_px=640, stretch=(3, 1)) if shown else words)
        self.send.clicked.connect(self._on_send)
        self.undo.clicked.connect(self._on_undo)

    @Slot()
    def _on_send(self) -> None:
        self.send_wanted.emit(self.line.run)

    @Slot()
    def _on_undo(self) -> None:
        self.undo_wanted.emit(self.line.run)


class StartView(ScrollPage):
    """``send_wanted`` and ``undo_wanted`` with an import's id."""

    send_wanted = Signal(str)
    undo_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("import_start", widest_px=_WIDEST_PX)
        self.sort = drop_list("import_sort")
        for one in TargetSort:
            self.sort.addItem(one.words, one)
        self.sort_field = FormField(
            say("&What it is"), self.sort, name="import_sort", hint=TARGETS[TargetSort.CONTACTS].about
        )
        self.choose_button = Button(
            say("Choose a &file…"), ButtonKind.PRIMARY, name="import_choose", icon="ph.file-text"
        )
        self.notice = Notice(NoticeKind.DANGER, "", name="import_problem")
        self.empty = EmptyState("ph.download-simple", *_NONE, name="no_imports")
        self.made = Card(say("Imports on this laptop"))
        self.rows: list[ImportRow] = []
        self._lines: tuple[ImportLine, ...] | None = None
        self.body.setSpacing(SPACE_16)
        for widget in (
            Words(_HOW),
            field_row(self.sort_field),
            held(self.choose_button),
            self.notice,
            self.made,
            self.empty,
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.sort_field.edited.connect(self._on_sort)
        self.made.hide()

    @property
    def chosen(self) -> TargetSort:
        """What the file is to be brought in as."""
        return TargetSort(self.sort.currentData())

    def choose(self, sort: TargetSort) -> None:
        """Choose for the person."""
        self.sort.setCurrentIndex(max(self.sort.findData(sort), 0))
        self._on_sort()

    def show_lines(self, lines: Sequence[ImportLine]) -> None:
        """Show the imports that were made."""
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        self.made.clear()
        self.rows = [ImportRow(line) for line in lines]
        for row in self.rows:
            self.made.add_row(row)
            row.send_wanted.connect(self.send_wanted)
            row.undo_wanted.connect(self.undo_wanted)
        self.made.setVisible(bool(lines))
        self.empty.setVisible(not lines)

    @Slot()
    def _on_sort(self) -> None:
        self.sort_field.set_hint(TARGETS[self.chosen].about)
