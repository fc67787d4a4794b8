"""The frame of a small sheet: title, whose it is, a notice, what scrolls, and the buttons that always stay in sight."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.views import wording
from desktop.views.help.opening import open_sheet_help
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import focusable, set_reading_order
from desktop.views.shortcut import FINISH, HELP, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_16, SPACE_24, SPACE_32

_WIDTH_PX = 600


class SheetFrame(QDialog):
    """Window-modal. Escape leaves, Ctrl+Enter asks to save (``save_requested``).

    ``appeared`` once it is open, ``vanished`` whenever it goes from sight: it is done with, or somebody locks.
    ``saving``: it is being saved, or no longer, because it was refused.
    """

    save_requested = Signal()
    appeared = Signal()
    vanished = Signal()
    saving = Signal(bool)

    def __init__(self, parent: QWidget, title: str, verb: str, *, danger: bool = False) -> None:
        # Of the page, not of its window: when the page goes because somebody locks, the sheet goes with it.
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setWindowTitle("Doorstep")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.notice = Notice(NoticeKind.DANGER, "", name="sheet_notice")
        self._whose = StrongLine("")
        self._scroll = ScrollPage("sheet_fields")
        self._scroll.content.setProperty("role", "surface")
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_24)
        self._scroll.body.addLayout(self.column)
        self.leave_button = Button(say("&Go back"), name="sheet_leave")
        self.save_button = Button(verb, ButtonKind.DANGER if danger else ButtonKind.PRIMARY, name="sheet_save")
        self.save_button.setToolTip(FINISH.label)
        self._arrange(title)
        self.leave_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save_requested)
        bind(FINISH, self, self.save_requested)
        bind(HELP, self, self.show_help)

    @Slot()
    def show_help(self) -> None:
        """Show the help over the sheet; what is written on it stays."""
        open_sheet_help(self)

    def _arrange(self, title: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE_24, 0, SPACE_16)
        whole.setSpacing(SPACE_8)
        for words in (Words(title, TextRole.HEADING), self._whose, self.notice):
            inset = QVBoxLayout()
            inset.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
            inset.addWidget(words)
            whole.addLayout(inset)
        whole.addWidget(self._scroll, 1)
        foot = QFrame()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = FlowLayout(foot, gap_px=SPACE_16, row_gap_px=SPACE_8)
        row.setContentsMargins(SPACE_24, 0, SPACE_24, 0)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        whole.addWidget(foot)

    def show_whose(self, person: PersonLine, today: date) -> None:
        """Say whose sheet it is: name and date of birth, because two people may have one name."""
        born = wording.born_words(person.born, today)
        self._whose.set_words(person.name, born)
        self.setAccessibleDescription(f"{person.name}, {born}")

    def say(self, kind: NoticeKind, sentence: str) -> None:
        """Say something about the sheet as a whole; nothing takes it away."""
        self.notice.set_notice(kind, sentence)
        if self.isVisible():
            self.fit()

    def show_widget(self, widget: QWidget) -> None:
        """Scroll to a widget."""
        self._scroll.ensureWidgetVisible(widget, 0, SPACE_24)

    def appear(self) -> None:
        """Open over the window, as high as its fields need and the window has room for."""
        self.open()
        self.fit()
        set_reading_order(self._scroll.content)
        order = [*focusable(self._scroll.content), self.save_button, self.leave_button]
        for one, other in pairwise(order[-3:]):
            QWidget.setTabOrder(one, other)
        first = next((widget for widget in order if _takes_focus(widget)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.appeared.emit()

    def fit(self) -> None:
        """Take the size that the fields need, at most that of the window; called while it is shown."""
        page = self.parentWidget()
        parent = page.window() if page is not None else None
        room = parent.size() if parent else self.maximumSize()
        width = min(round(_WIDTH_PX * current_scale()), room.width() - SPACE_32)
        most = room.height() - SPACE_32
        self.resize(width, min(self._height_at(width), most))
        # How high the fields are shows only once they have the width.
        for _ in range(2):
            self.resize(width, min(self.height() + self._scroll.verticalScrollBar().maximum(), most))
        if parent is not None:
            self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())

    def _height_at(self, width: int) -> int:
        layout, body = self.layout(), self._scroll.body
        body.activate()
        fields = body.heightForWidth(width) if body.hasHeightForWidth() else body.sizeHint().height()
        if layout is None:
            return fields
        layout.activate()
        return fields + self.height() - self._scroll.height()

    def reject(self) -> None:
        """Leave, unless something was written and this is the first time."""
        if self.may_leave():
            super().reject()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say so."""
        super().hideEvent(event)
        self.vanished.emit()

    def may_leave(self) -> bool:
        """Whether the sheet may be left now."""
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self.fit()


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
