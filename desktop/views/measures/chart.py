"""A chart of a table: a bar a row, its parts told apart by pattern, their figures on them. Always with its table.

Painted by Qt alone: for bars and words, a library of graphs would bring numpy and 60 MB to every laptop.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.ledger.measures import FigureTable
from casework.rules.measure.report.words import PrintedTable
from casework.rules.measure.suppression import HIDDEN
from casework.words import say
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SMALL_PT, SPACE_4, SPACE_8, SPACE_12

_STYLE = Qt.BrushStyle
PATTERNS = (
    _STYLE.SolidPattern,
    _STYLE.BDiagPattern,
    _STYLE.Dense6Pattern,
    _STYLE.CrossPattern,
    _STYLE.HorPattern,
    _STYLE.FDiagPattern,
    _STYLE.VerPattern,
    _STYLE.Dense4Pattern,
    _STYLE.DiagCrossPattern,
)
_ROW_PX = 50
_THICK = 0.46
"""Of a row, the bar; the rest is its title's."""
_EDGE_PX, _GAP_PX = 12, 3
_LEAST_LABELLED = 0.05
"""A part that is narrower than this share of the chart carries no figure: it would lie over its neighbours."""


@dataclass(frozen=True)
class Bar:
    """One row: what it is called, its parts as numbers, and the words on them; no parts where something is hidden."""

    title: str
    parts: tuple[int, ...]
    words: tuple[str, ...]


def bars_of(table: FigureTable, printed: PrintedTable) -> tuple[Bar, ...]:
    """The rows as bars. A row of which something is hidden has no bar: its length would tell."""
    found = []
    for row, line in zip(table.rows, printed.rows, strict=True):
        hides = line.of == HIDDEN or any(HIDDEN in (cell.share, cell.count) for cell in line.cells)
        words = tuple(cell.share or cell.count for cell in line.cells)
        found.append(Bar(line.title, () if hides else tuple(row.counts), words))
    return tuple(found)


def has_chart(table: FigureTable) -> bool:
    """Whether there is anything to draw."""
    return any(any(row.counts) for row in table.rows)


@dataclass(frozen=True)
class _Part:
    """A part of a bar as it is painted: which column, from where, how wide (px), and its figure where there is room."""

    number: int
    left: float
    width: float
    words: str


class Chart(QWidget):
    """The bars below a line that says which pattern is which."""

    def __init__(self, table: FigureTable, printed: PrintedTable) -> None:
        super().__init__()
        self.setObjectName(f"chart_{table.code}")
        self.setAccessibleName(say("Chart of {title}. The table above it has the same figures.", title=table.title))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._bars, self._percents = bars_of(table, printed), table.percents
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_8)
        if len(table.columns) > 1:
            self._column.addWidget(_legend(printed.columns))
        self.plot: Plot | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.draw)

    @Slot()
    def draw(self) -> None:
        """Draw in the colours of the theme."""
        if self.plot is not None:
            self._column.removeWidget(self.plot)
            self.plot.hide()
            self.plot.deleteLater()
        self.plot = Plot(self._bars, percents=self._percents)
        self._column.addWidget(self.plot)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, other colours; larger text, more room: drawn anew once for both."""
        super().changeEvent(event)
        if (
            event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
            and getattr(self, "plot", None) is not None
        ):
            self._again.start()


class _Swatch(QWidget):
    """A small field with a pattern."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a line of text."""
        scale = current_scale()
        return QSize(round(26 * scale), round(18 * scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pattern as it is on the bars."""
        painter = QPainter(self)
        painter.setPen(_pen())
        painter.setBrush(_brush(self._number))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def _legend(columns: tuple[str, ...]) -> QWidget:
    legend = QWidget()
    flow = FlowLayout(legend, gap_px=SPACE_12, row_gap_px=SPACE_4)
    for number, words in enumerate(columns):
        pair = QWidget()
        row = FlowLayout(pair, gap_px=SPACE_4)
        row.addWidget(_Swatch(number))
        row.addWidget(Words(words, TextRole.SMALL, wraps=False))
        flow.addWidget(pair)
    return legend


def _brush(number: int) -> QBrush:
    tokens = current_tokens()
    return QBrush(QColor(tokens.accent if number < len(PATTERNS) else tokens.muted), PATTERNS[number % len(PATTERNS)])


def _pen() -> QPen:
    pen = QPen(QColor(current_tokens().text))
    pen.setCosmetic(True)
    return pen


class Plot(QWidget):
    """The bars themselves, painted; nothing can be done with the mouse here, and its wheel scrolls the page."""

    def __init__(self, bars: tuple[Bar, ...], *, percents: bool) -> None:
        super().__init__()
        self.setObjectName("plot")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bars, self._percents = bars, percents
        self._longest = 100.0 if percents else float(max((sum(bar.parts) for bar in bars), default=0) or 1)
        self.setFixedHeight(self._row_px * max(len(bars), 1))

    @property
    def _row_px(self) -> int:
        return round(_ROW_PX * current_scale())

    @property
    def words(self) -> tuple[str, ...]:
        """What is written in it, bar after bar: the title above each, then the figures on its parts."""
        found: list[str] = []
        for bar in self._bars:
            found += [_title(bar), *(part.words for part in self._parts(bar) if part.words)]
        return tuple(found)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every bar below its title."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current_tokens().surface))
        painter.setFont(scaled_font(SMALL_PT))
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, number * self._row_px)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: Bar, top: int) -> None:
        thick = self._row_px * _THICK
        middle = top + self._row_px - thick / 2 - _GAP_PX
        title = QRectF(_EDGE_PX, top, self.width() - 2 * _EDGE_PX, middle - thick / 2 - top)
        painter.setPen(QColor(current_tokens().text))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _title(bar))
        for part in self._parts(bar):
            where = QRectF(part.left, middle - thick / 2, part.width, thick)
            painter.setPen(_pen())
            painter.setBrush(_brush(part.number))
            painter.drawRect(where)
            if part.words:
                _paint_figure(painter, part.words, where)

    def _parts(self, bar: Bar) -> Iterator[_Part]:
        whole, left = sum(bar.parts), float(_EDGE_PX)
        room = max(self.width() - 2 * _EDGE_PX, 1)
        for number, count in enumerate(bar.parts):
            if count:
                share = count / whole if self._percents else count / self._longest
                words = bar.words[number] if share >= _LEAST_LABELLED else ""
                yield _Part(number, left, share * room, words)
                left += share * room


def _title(bar: Bar) -> str:
    if sum(bar.parts):
        return bar.title
    if bar.parts:
        return say("{title}: no cases", title=bar.title)
    return say("{title}: hidden", title=bar.title)


def _paint_figure(painter: QPainter, words: str, where: QRectF) -> None:
    """On its own ground, so that no pattern runs through it."""
    box = QRectF(painter.fontMetrics().boundingRect(words)).adjusted(-_GAP_PX, 0, _GAP_PX, 0)
    box.moveCenter(where.center())
    painter.fillRect(box, QColor(current_tokens().surface))
    painter.setPen(QColor(current_tokens().text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
