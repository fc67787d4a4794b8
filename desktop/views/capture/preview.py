"""What becomes permanent, word for word, before it does."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.present import Lines
from desktop.views.dialogs import Dialog
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.shortcut import FINISH, bind
from desktop.views.theme.token import SPACE_4, SPACE_16

_WIDTH_PX = 720
_SHARE_OF_WINDOW = 0.9
_SENTENCE = say(
    "This is exactly what is recorded. Afterwards it does not change; a mistake is put right by a correction."
)


class PreviewSheet(Dialog):
    """Shows every line of the record to be, and asks: record it, or keep writing? Escape keeps writing."""

    def __init__(self, parent: QWidget, lines: Lines, on_record: Callable[[], None]) -> None:
        super().__init__(parent, say("This becomes permanent"), _SENTENCE)
        self.setObjectName("preview")
        self._on_record = on_record
        self._problem = Notice(NoticeKind.DANGER, "", name="preview_problem")
        self.column.addWidget(self._problem)
        card = QFrame()
        card.setProperty("role", "card")
        QVBoxLayout(card).addWidget(_page(lines))
        self.column.addWidget(card, 1)
        self.write_button = Button(say("&Keep writing"), name="keep_writing")
        self.record_button = Button(say("&Record contact"), ButtonKind.PRIMARY, name="record_contact", icon="ph.check")
        self.write_button.clicked.connect(self.reject)
        self.record_button.clicked.connect(self._on_wanted)
        self.record_button.setDefault(True)
        self.add_buttons(self.write_button, self.record_button)
        bind(FINISH, self, self._on_wanted)
        self.record_button.setFocus()
        room = parent.window().size() * _SHARE_OF_WINDOW
        self.resize(min(_WIDTH_PX, room.width()), room.height())

    def show_problem(self, sentence: str) -> None:
        """Say why it could not be recorded; nothing is lost and it can be tried again."""
        self._problem.set_notice(NoticeKind.DANGER, sentence)
        self.record_button.setEnabled(True)

    @Slot()
    def _on_wanted(self) -> None:
        if self.record_button.isEnabled():
            # A second Enter while the first is being saved would record it twice.
            self.record_button.setEnabled(False)
            self._on_record()


def _page(lines: Lines) -> ScrollPage:
    page = ScrollPage("preview_lines")
    page.content.setProperty("role", "surface")
    page.body.setSpacing(SPACE_16)
    for title, words in lines:
        page.body.addWidget(_line(title, words))
    return page


def _line(title: str, words: str) -> QFrame:
    frame = QFrame()
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    rows = QVBoxLayout(frame)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(SPACE_4)
    rows.addWidget(Words(title, TextRole.LABEL))
    rows.addWidget(Words(words))
    return frame
