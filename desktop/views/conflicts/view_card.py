"""One view: who recorded what, when, where, and what they had on the screen. Differences are marked by a word."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.conflict import View
from desktop.views import wording
from desktop.views.conflicts.difference import MarkedLine
from desktop.views.conflicts.sentence import screen_words, where_words
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import OneLine, StrongLine, TextRole, Words
from desktop.views.partials.warning_chip import Chip
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12

DIFFERS = say("differs")
NOTHING = say("Nothing recorded")
_SHORT = 24


def view_card(number: int, view: View, lines: Sequence[MarkedLine], today: date) -> Card:
    """A card titled "View 1, stands meanwhile"."""
    card = Card(
        say("View {number}, stands meanwhile", number=number) if view.stands else say("View {number}", number=number)
    )
    card.setObjectName(f"view_{number}")
    column = _column(SPACE_4)
    when = wording.near_day_capital(wording.local(view.at).date(), today)
    column.addWidget(StrongLine(view.author, f"{when} {wording.clock_time(view.at)}"))
    column.addWidget(Words(where_words(view), TextRole.MUTED))
    card.add_row(_widget(column))
    card.add_row(_said(lines))
    foot = _column(SPACE_4)
    foot.addWidget(Words(screen_words(view), TextRole.MUTED))
    if view.reason:
        foot.addWidget(Words(say("Reason given: {reason}", reason=view.reason), TextRole.MUTED))
    card.add_row(_widget(foot))
    return card


def _said(lines: Sequence[MarkedLine]) -> QWidget:
    column = _column(SPACE_12)
    for line in lines:
        column.addWidget(_line(line))
    return _widget(column)


def _line(line: MarkedLine) -> QWidget:
    """Title, value and mark in one row; a long value below it."""
    column = _column(SPACE_4)
    said = line.words or NOTHING
    role = TextRole.BODY if line.words else TextRole.MUTED
    short = len(said) <= _SHORT
    head = QWidget()
    head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    flow = FlowLayout(head, gap_px=SPACE_8)
    if line.title:
        flow.addWidget(OneLine(line.title, TextRole.LABEL))
    if short:
        flow.addWidget(OneLine(said, role))
    if line.differs:
        flow.addWidget(Chip(DIFFERS))
    column.addWidget(head)
    if not short:
        column.addWidget(Words(said, role))
    whole = _widget(column)
    marked = f", {DIFFERS}" if line.differs else ""
    whole.setAccessibleName(f"{line.title}{marked}: {line.words or NOTHING}")
    return whole


def _column(gap_px: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    return column


def _widget(column: QVBoxLayout) -> QWidget:
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    whole.setLayout(column)
    return whole
