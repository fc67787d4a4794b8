"""A chart of a table: a bar a row, its parts told apart by pattern, their figures on them. Always with its table.

pyqtgraph (MIT) and numpy are loaded when the first chart is drawn, not with the application.
"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
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
        self.plot: Any = None
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
        self.plot = _plot(self._bars, percents=self._percents)
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


def _plot(bars: tuple[Bar, ...], *, percents: bool) -> Any:
    import pyqtgraph

    tokens = current_tokens()
    plot = pyqtgraph.PlotWidget(background=QColor(tokens.surface), enableMenu=False)
    plot.setObjectName("plot")
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # Nothing can be done with the mouse here, and its wheel scrolls the page.
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.hideButtons()
    plot.hideAxis("left")
    plot.hideAxis("bottom")
    plot.setMouseEnabled(x=False, y=False)
    longest = 100.0 if percents else float(max((sum(bar.parts) for bar in bars), default=0) or 1)
    for number, bar in enumerate(bars):
        _add_bar(plot, bar, -float(number), longest, percents)
    plot.setXRange(0, longest, padding=0.01)
    plot.setYRange(-len(bars) + 0.55, 0.75, padding=0)
    plot.setFixedHeight(round(_ROW_PX * current_scale()) * max(len(bars), 1))
    return plot


def _add_bar(plot: Any, bar: Bar, at: float, longest: float, percents: bool) -> None:
    import pyqtgraph

    whole, start = sum(bar.parts), 0.0
    empty = "hidden" if not bar.parts else say("no cases")
    _add_text(plot, bar.title if whole else f"{bar.title}: {empty}", (0, at + _THICK / 2 + 0.02), (0, 1))
    for number, part in enumerate(bar.parts):
        if not part:
            continue
        width = 100.0 * part / whole if percents else float(part)
        plot.addItem(
            pyqtgraph.BarGraphItem(x0=[start], width=[width], y=[at], height=_THICK, brush=_brush(number), pen=_pen())
        )
        if width >= _LEAST_LABELLED * longest:
            _add_text(plot, bar.words[number], (start + width / 2, at), (0.5, 0.5), boxed=True)
        start += width


def _add_text(
    plot: Any,
    words: str,
    at: tuple[float, float],
    anchor: tuple[float, float],
    *,
    boxed: bool = False,
) -> None:
    import pyqtgraph

    tokens = current_tokens()
    fill = QBrush(QColor(tokens.surface)) if boxed else None
    text = pyqtgraph.TextItem(words, color=QColor(tokens.text), anchor=anchor, fill=fill)
    text.setFont(scaled_font(SMALL_PT))
    text.setPos(*at)
    plot.addItem(text)
