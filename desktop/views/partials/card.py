"""A section of a page: a small title, then a surface with a thin line around it and rows on it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16


class Card(QWidget):
    """``Card("Visits")``, then ``add_row`` for each row (lines between) or ``body`` for anything else."""

    def __init__(self, title: str = "", *, title_inside: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.surface = QFrame()
        self.surface.setProperty("role", "card")
        self.body = QVBoxLayout(self.surface)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self._head = QHBoxLayout()
        self._title = Words(title, TextRole.SECTION)
        # Hidden, never shown, while it has no parent: it would become a window for a moment, and take the focus.
        if not title:
            self._title.hide()
        self._head.addWidget(self._title, 1)
        self._place(title, title_inside)
        if title:
            self.setAccessibleName(title)

    def _place(self, title: str, title_inside: bool) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_8)
        if title_inside:
            self._head.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, 0)
            self.body.addLayout(self._head)
        elif title:
            whole.addLayout(self._head)
        whole.addWidget(self.surface, 1)
        self._fixed_items = self.body.count()

    @property
    def title(self) -> str:
        """The title, as written."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_trailing(self, widget: QWidget) -> None:
        """Put ``widget`` (a link, a count) at the right end of the title's line."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)

    def add_row(self, row: QWidget) -> None:
        """Add a row with room around it, below a thin line where it is not the first."""
        if self.body.count() > self._fixed_items:
            self.body.addWidget(Line())
        padded = QVBoxLayout()
        padded.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        padded.addWidget(row)
        self.body.addLayout(padded)

    def clear(self) -> None:
        """Take all rows away."""
        while self.body.count() > self._fixed_items:
            _discard(self.body, self._fixed_items)


def _discard(layout: QVBoxLayout, index: int) -> None:
    item = layout.takeAt(index)
    if item is None:
        return
    inner = item.layout()
    while inner is not None and inner.count():
        child = inner.takeAt(0)
        if child is not None and child.widget() is not None:
            _remove(child.widget())
    if item.widget() is not None:
        _remove(item.widget())


def _remove(widget: QWidget | None) -> None:
    if widget is not None:
        # Hidden at once: it goes when Qt's loop comes round. Its parent stays, or Python would own it and might
        # destroy it in another thread.
        widget.hide()
        widget.deleteLater()
