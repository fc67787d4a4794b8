"""What pages of cards have in common: a column of them, their rows shown anew, and the focus where it was."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.views.desk import Place
from desktop.views.partials.card import Card
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_24
from desktop.views.today.row import Row


def card_column(cards: Sequence[QWidget]) -> QWidget:
    """Cards below one another, at the top of the room there is."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_24)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return side


def show_rows(card: Card, rows: Sequence[Row], go: Callable[[Place], None], empty: str = "") -> None:
    """Show these rows in a card, or the words for nothing; without either the card is hidden. `go` is a slot."""
    card.clear()
    for row in rows:
        row.place_wanted.connect(go)
        card.add_row(row)
        # At once, not when Qt's loop comes round: what has the focus is looked for among them.
        row.show()
    if not rows and empty:
        card.add_row(Words(empty, TextRole.MUTED))
    card.setVisible(bool(rows or empty))


def focused_name(content: QWidget) -> str:
    """The name of what has the focus inside ``content``; empty where nothing has."""
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None and content.isAncestorOf(widget) else ""


def focus_again(content: QWidget, name: str) -> None:
    """Give the focus back to what has this name now."""
    # Rows that were taken away are there until Qt's loop comes round, hidden.
    same = content.findChildren(QWidget, name) if name else []
    shown = [widget for widget in same if widget.isVisibleTo(content)]
    if shown:
        shown[0].setFocus()
