"""The file as it would go out, page by page, before it is saved."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.paper import page_count
from desktop.services.subject_access.file import AccessFile
from desktop.views.desk import Desk
from desktop.views.papers.page_view import PageView
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_12, SPACE_16, SPACE_24

_CARE = say(
    "Read it as whoever asked will. What is saved is no longer protected by Doorstep: hand it over, then destroy your "
    "copy. Attachments are saved beside it, with numbers."
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
        self.staff = QCheckBox(say("&Name members of staff where they recorded something"))
        self.staff.setObjectName("access_staff")
        self.data = QCheckBox(say("Save it as &JSON, too, for a program to read"))
        self.data.setObjectName("access_data")
        self.back = Button(say("&Back to the passages"), name="access_back", icon="ph.caret-left")
        self.save = Button(say("Save as P&DF…"), ButtonKind.PRIMARY, name="access_save")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(held(self.back, self.save))
        column.addWidget(held(self.staff, self.data))
        column.addWidget(Words(_CARE, TextRole.MUTED))
        column.addWidget(self.pages, 1)
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self.save_wanted)
        self.staff.clicked.connect(self._on_staff)

    def show_file(self, file: AccessFile) -> None:
        """Show a file."""
        self.file = file
        self.pages.show_pdf(file.pdf, page_count(file.pdf))

    def forget(self) -> None:
        """Keep nothing of it."""
        self.file = None
        self.pages.clear()

    @Slot(bool)
    def _on_staff(self, named: bool) -> None:
        self.staff_wanted.emit(named)
