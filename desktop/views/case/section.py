"""Cards of a person's page: rows of words with buttons, and what is said where there is no row yet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.theme.token import SPACE_4, SPACE_8

_NARROW_PX = 460


def section(title: str, rows: Sequence[QWidget], nothing: str) -> Card:
    """A card with rows, or with a sentence where there is none."""
    card = Card(title)
    for row in rows:
        card.add_row(row)
    if not rows:
        card.add_row(Words(nothing, TextRole.MUTED))
    return card


def entry(strong: str, muted: str, lines: Sequence[str] = (), buttons: Sequence[Button] = ()) -> QWidget:
    """One row: what it is in bold, lines below it, buttons at the right or below."""
    words = QWidget()
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    column.addWidget(StrongLine(strong, muted))
    for line in lines:
        if line:
            column.addWidget(Words(line))
    if not buttons:
        return words
    group = QWidget()
    flow = FlowLayout(group, gap_px=SPACE_8)
    for button in buttons:
        flow.addWidget(button)
    return FoldRow(words, group, narrow_px=_NARROW_PX)
