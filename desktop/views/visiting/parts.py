"""The small parts of the brief: warnings in large type, sections of lines, facts with their labels above one column."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.person_line import WarningLine
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_WARNING_FOLDS_PX = 620


def stacked(widgets: Sequence[QWidget], gap_px: int = SPACE_4) -> QWidget:
    """Parts below one another."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    for widget in widgets:
        column.addWidget(widget)
    return part


def flowing(widgets: Sequence[QWidget], gap_px: int = SPACE_8) -> QWidget:
    """Parts in a row that goes on below."""
    part = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)
    flow = FlowLayout(part, gap_px=gap_px)
    for widget in widgets:
        flow.addWidget(widget)
    return part


def part_of_brief(title: str, widgets: Sequence[QWidget], name: str) -> Card:
    """A part with its title on the surface: one row, whatever is in it."""
    card = Card(title, title_inside=True)
    card.setObjectName(name)
    inside = QVBoxLayout()
    inside.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, SPACE_8)
    inside.addWidget(stacked(widgets))
    card.body.addLayout(inside)
    return card


def fact_lines(lines: Sequence[tuple[str, str]]) -> QWidget:
    """Labels in one column, their words in another; both wrap."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_12)
    grid.setVerticalSpacing(SPACE_4)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for row, (label, words) in enumerate(lines):
        grid.addWidget(Words(label, TextRole.MUTED), row, 0)
        grid.addWidget(Words(words), row, 1)
    part.setAccessibleName(". ".join(f"{label}: {words}" for label, words in lines))
    return part


class StaleBand(QFrame):
    """That this laptop has not heard from the office for too long, in large type; hidden while it has."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brief_stale")
        self.setProperty("role", "notice")
        self.setProperty("kind", "danger")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        row.setSpacing(SPACE_12)
        row.addWidget(IconLabel("ph.phone-call-fill", Ink.DANGER, 28))
        self._title, self._text = Words("", TextRole.HEADING), Words("")
        row.addWidget(stacked([self._title, self._text]), 1)
        self.hide()

    def show_words(self, title: str, text: str) -> None:
        """Say whom to phone, and how old what is known is; nothing for an empty title."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title}. {text}")
        self.setVisible(bool(title))


class WarningBand(QFrame):
    """Every warning that holds, in the largest type of the page; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brief_warnings")
        self.setProperty("role", "notice")
        self.setProperty("kind", "warning")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        row.setSpacing(SPACE_12)
        row.addWidget(IconLabel("ph.warning-fill", Ink.NOTICE, 28))
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_4)
        row.addLayout(self._column, 1)

    def show_warnings(self, status: str, warnings: Sequence[WarningLine]) -> None:
        """Show where the person is, unless at large, and these warnings, in the order in which they come."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        said = [_sentence(warning) for warning in warnings]
        first: list[QWidget] = [Words(status, TextRole.HEADING)] if status else []
        for row in (*first, *(_warning(warning) for warning in warnings)):
            self._column.addWidget(row)
            row.show()
        self.setVisible(bool(warnings or status))
        self.setAccessibleName(say("Warnings: ") + ". ".join([*([status] if status else []), *said]))


def _warning(warning: WarningLine) -> QWidget:
    title = Words(
        say("{words} · 2 views", words=warning.words) if warning.two_views else warning.words,
        TextRole.HEADING,
        wraps=False,
    )
    text = _text(warning)
    if not text:
        title.setWordWrap(True)
        return title
    return FoldRow(title, Words(text), narrow_px=_WARNING_FOLDS_PX, stretch=(0, 1))


def _text(warning: WarningLine) -> str:
    return "" if warning.text == warning.words else warning.text


def _sentence(warning: WarningLine) -> str:
    return ": ".join(part for part in (warning.words, _text(warning)) if part)
