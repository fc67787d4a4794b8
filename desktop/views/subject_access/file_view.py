"""The file as it would go out, page by page, before it is saved."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say, say_count
from desktop.services.paper import page_count
from desktop.services.subject_access.file import AccessFile
from desktop.views.desk import Desk
from desktop.views.papers.page_view import PageView
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.tick_box import TickBox
from desktop.views.theme.token import SPACE_12, SPACE_16, SPACE_24

_CARE = say(
    "Read it as whoever asked will. What is saved is no longer protected by Doorstep: hand it over, then destroy your "
    "copy. Attachments are saved beside it, with numbers; several in one PDF, too."
)


class FileView(QWidget):
    """``save_wanted``, ``left``, and ``staff_wanted`` when members of staff are to be named, or not."""

    save_wanted = Signal()
    left = Signal()
    staff_wanted = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("access_file_view")
        self.file: AccessFile | None = None
        self.pages = PageView(desk)
        self.staff = TickBox(say("&Name members of staff where they recorded something"), name="access_staff")
        self.data = TickBox(say("Save it as &JSON, too, for a program to read"), name="access_data")
        self.back = Button(say("&Back to the passages"), name="access_back", icon="ph.caret-left")
        self.save = Button(say("Save as P&DF…"), ButtonKind.PRIMARY, name="access_save")
        self.turn = Button("", name="access_attachments", icon="ph.paperclip")
        self._shows_attachments = False
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(held(self.back, self.turn, self.save))
        column.addWidget(held(self.staff, self.data))
        column.addWidget(Words(_CARE, TextRole.MUTED))
        column.addWidget(self.pages, 1)
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.save_wanted)
        self.staff.clicked.connect(self._on_staff)
        self.turn.clicked.connect(self._on_turned)

    def show_file(self, file: AccessFile) -> None:
        """Show a file."""
        self.file = file
        self._shows_attachments = False
        self._show_pages()

    def forget(self) -> None:
        """Keep nothing of it."""
        self.file = None
        self.pages.clear()

    @Slot()
    def _on_turned(self) -> None:
        self._shows_attachments = not self._shows_attachments
        # From the first page on.
        self.pages.clear()
        self._show_pages()

    def _show_pages(self) -> None:
        """The paper, or the attachments one behind the other as they go out."""
        if self.file is None:
            return
        self.turn.setVisible(bool(self.file.together))
        others = say_count(len(self.file.enclosures), "Show the &attachment", "Show the {number} &attachments")
        self.turn.setText(say("Show the p&aper") if self._shows_attachments else others)
        pdf = self.file.together if self._shows_attachments else self.file.pdf
        self.pages.show_pdf(pdf, page_count(pdf))

    @Slot(bool)
    def _on_staff(self, named: bool) -> None:
        self.staff_wanted.emit(named)
