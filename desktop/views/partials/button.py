"""Buttons. Their words are verbs; every one has a name for tests and screen readers and a target of 32 px."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink, token_icon
from desktop.views.theme.token import SPACE_4

_ICON_PX = 17


class ButtonKind(StrEnum):
    """How much a button weighs. One primary button on a page at most."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    LINK = "link"
    QUIET = "quiet"


_INK = {
    ButtonKind.PRIMARY: Ink.ON_ACCENT,
    ButtonKind.SECONDARY: Ink.TEXT,
    ButtonKind.DANGER: Ink.ON_DANGER,
    ButtonKind.LINK: Ink.ACCENT,
    ButtonKind.QUIET: Ink.TEXT,
}


class Button(QPushButton):
    """A push button. ``&`` in ``words`` marks its letter for Alt; ``about`` completes its name when read out.

    ``Button("Start visit", name="start_visit", about="Callum Exampleton")`` is read
    "Start visit, Callum Exampleton".
    """

    def __init__(
        self,
        words: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        *,
        name: str,
        icon: str = "",
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setProperty("kind", kind.value)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        spoken = words.replace("&", "")
        self.setAccessibleName(f"{spoken}, {about}" if about else spoken)
        if icon:
            self.setIcon(token_icon(icon, _INK[kind]))
        self._fit_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Let the icon grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_icon()

    def _fit_icon(self) -> None:
        side = round(_ICON_PX * current_scale())
        self.setIconSize(QSize(side + SPACE_4, side))
