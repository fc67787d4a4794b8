"""Text on a page. What people have recorded is always shown as plain text, never read as markup."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.views.theme.palette import current_tokens


class TextRole(StrEnum):
    """What a text is on the page; the style sheet gives each its size, weight and colour."""

    BODY = "body"
    MUTED = "muted"
    SMALL = "small"
    STRONG = "strong"
    LABEL = "label"
    HINT = "hint"
    SECTION = "section"
    HEADING = "heading"
    TITLE = "title"
    DISPLAY = "display"
    DANGER = "danger"
    OK = "ok"


class Words(QLabel):
    """A plain text in a role, that wraps. ``wraps=False`` keeps it on one line."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setWordWrap(wraps)
        self.setText(text)

    def set_role(self, role: TextRole) -> None:
        """Show the same text in another role."""
        restyle(self, "role", role.value)

    def let_select(self) -> None:
        """Let it be selected, to be copied or read letter by letter, with the mouse and by keyboard."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Qt would let only the mouse give it the focus.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class OneLine(Words):
    """A text on one line as long as there is room for it; where there is none it wraps, and is not cut."""

    def sizeHint(self) -> QSize:
        """Return the room for all of it on one line."""
        self.ensurePolished()
        words = QFontMetrics(self.font()).size(0, self.text())
        # A pixel to spare: Qt would wrap what just fits.
        return QSize(words.width() + 1, words.height())


class StrongLine(QLabel):
    """A name in bold and what belongs to it in the muted colour: "Name · 14 Sample Terrace". Wraps."""

    def __init__(self, strong: str, muted: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        # Grows to the width there is, so that words wrap only when they must.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_words(strong, muted)

    def set_words(self, strong: str, muted: str = "") -> None:
        """Show other words; both are plain text."""
        self._strong, self._muted = strong, muted
        self.setAccessibleName(" · ".join(part for part in (strong, muted) if part))
        self._paint_words()

    def _paint_words(self) -> None:
        from html import escape  # Not needed before the first window.

        muted = f' <span style="color:{current_tokens().muted}">· {escape(self._muted)}</span>'
        rest = muted if self._muted else ""
        self.setText(f"<b>{escape(self._strong)}</b>{rest}")

    def changeEvent(self, event: QEvent) -> None:
        """Take the muted colour of the theme that was switched to."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_strong"):
            self._paint_words()


class Line(QFrame):
    """A thin line between two rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        self.setFixedHeight(1)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set the property that the style sheet looks at, and have the style sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # What has not been styled yet looks at it when it is.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
