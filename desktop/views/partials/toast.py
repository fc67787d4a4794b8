"""A short message at the foot of the window that goes by itself; it never takes the focus."""

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsOpacityEffect, QHBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button
from desktop.views.partials.label import Words
from desktop.views.shortcut import UNDO, bind
from desktop.views.theme.theme import fade_ms
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_32

STAYS_MS = 6_000
STAYS_WITH_UNDO_MS = 12_000


class Toast(QFrame):
    """One for each window, over its foot. A new message replaces the one before, and its Undo with it.

    ``beneath`` gives way while it stands: nothing that is read or pressed is covered.
    """

    undo_requested = Signal()

    def __init__(self, window: QWidget, beneath: QWidget | None = None) -> None:
        super().__init__(window)
        self._window, self._beneath = window, beneath
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._words = Words("", wraps=False)
        self.undo_button = Button(say("Undo"), name="toast_undo")
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo_button.setToolTip("Ctrl+Z")
        self.undo_button.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_16, SPACE_8, SPACE_8, SPACE_8)
        row.setSpacing(SPACE_16)
        row.addWidget(self._words, 1)
        row.addWidget(self.undo_button)
        (self._undo_key,) = bind(UNDO, window, self._on_undo)
        self._undo_key.setEnabled(False)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        window.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """The message shown last."""
        return self._words.text()

    def show_message(self, sentence: str, *, undo: bool = False) -> None:
        """Show ``sentence`` for six seconds, or with an Undo (Ctrl+Z) for twelve."""
        self._words.setText(sentence)
        self._words.setWordWrap(False)
        self.setAccessibleName(say("{sentence} Control Z undoes it.", sentence=sentence) if undo else sentence)
        self.undo_button.setVisible(undo)
        self._undo_key.setEnabled(undo)
        self._place()
        self.show()
        self.raise_()
        announce(self, self.accessibleName())
        self._fade_in()
        self._timer.start(STAYS_WITH_UNDO_MS if undo else STAYS_MS)

    @Slot()
    def dismiss(self) -> None:
        """Take the message away. It stays while it is pointed at or its button has the focus."""
        if self.isVisible() and (self.underMouse() or self.undo_button.hasFocus()):
            self._timer.start(STAYS_MS)
            return
        self._undo_key.setEnabled(False)
        self._put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that larger text needs, once what is inside has grown, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            QTimer.singleShot(0, self, self._fit_again)

    @Slot()
    def _fit_again(self) -> None:
        if not self.isVisible():
            # Its time was over before the larger text was there: nobody gives way to nothing.
            return
        self._words.setWordWrap(False)
        self._place()

    def _place(self) -> None:
        window = self._window
        room = window.width() - SPACE_32 * 2
        layout = self.layout()
        if layout is not None:
            layout.activate()
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
        width = min(self.sizeHint().width() + SPACE_4, room)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        below = SPACE_12 if self._beneath else SPACE_32
        self.setGeometry((window.width() - width) // 2, window.height() - height - below, width, height)
        self._give_way(height + SPACE_12 * 2)

    def _give_way(self, room_px: int) -> None:
        if self._beneath is not None:
            self._beneath.setContentsMargins(0, 0, 0, room_px)

    def _put_away(self) -> None:
        """Hide, and give the room back, too, where the window is hidden and Qt therefore says nothing of it."""
        self.hide()
        self._give_way(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the room back."""
        super().hideEvent(event)
        self._give_way(0)

    def _fade_in(self) -> None:
        app = QApplication.instance()
        length_ms = fade_ms(app) if isinstance(app, QApplication) else 0
        if not length_ms:
            return
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        fade = QPropertyAnimation(effect, b"opacity", self)
        fade.setDuration(length_ms)
        fade.setStartValue(0.0)
        fade.setEndValue(1.0)
        fade.finished.connect(self._on_faded)
        fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    @Slot()
    def _on_faded(self) -> None:
        # Text painted through an effect is slower and less crisp: take it off when it has done its work.
        self.setGraphicsEffect(None)  # type: ignore[arg-type]

    @Slot()
    def _on_undo(self) -> None:
        self._undo_key.setEnabled(False)
        self._timer.stop()
        self._put_away()
        self.undo_requested.emit()
