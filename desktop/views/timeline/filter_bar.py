"""What of the chronology is shown: everything or what is significant, which sorts, how far back; and the zoom."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from casework.words import say
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Chosen, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_4, SPACE_8
from desktop.views.timeline.mark import SORTS, Mark
from desktop.views.timeline.shape_paint import shape_icon

_ALL, _SIGNIFICANT = "all", "significant"
_PERIODS = (
    (say("All the time"), 0),
    (say("Last 3 months"), 92),
    (say("Last 12 months"), 366),
    (say("Last 3 years"), 1096),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is let through. ``since`` None: from the beginning."""

    significant: bool
    sorts: frozenset[str]
    since: date | None

    def lets(self, mark: Mark) -> bool:
        """Whether an event is shown. What is of the lifeline is never measured by what the case finds significant."""
        counts = not self.significant or mark.significant or mark.in_life
        return counts and mark.sort.key in self.sorts and (self.since is None or mark.last >= self.since)


class FilterBar(QWidget):
    """``changed`` when something else is to be shown; ``zoomed_in``, ``zoomed_out``, ``whole_wanted`` for the axis."""

    changed = Signal()
    zoomed_in = Signal()
    zoomed_out = Signal()
    whole_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("timeline_filter")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.choice = Choice(
            (Option(_ALL, say("Everything"), "e"), Option(_SIGNIFICANT, say("Significant only"), "s")),
            name="chronology_filter",
            segmented=True,
        )
        self.choice.setAccessibleName(say("What the chronology shows"))
        self.choice.set_keys([_ALL])
        self.kinds = Button(say("&Kinds: all"), name="chronology_kinds")
        self.menu = QMenu(self)
        self.menu.setObjectName("chronology_kinds_menu")
        self.menu.setAccessibleName(say("Kinds of event to show"))
        self._actions = [self._action(number) for number in range(len(SORTS))]
        self.kinds.setMenu(self.menu)
        self.period = DropList()
        self.period.setObjectName("chronology_period")
        self.period.setAccessibleName(say("How far back"))
        for words, days in _PERIODS:
            self.period.addItem(words, days)
        self._arrange()
        self.choice.chosen.connect(self._on_chosen)
        self.menu.triggered.connect(self._on_kind)
        self.period.currentIndexChanged.connect(self._on_period)

    def _action(self, number: int) -> QAction:
        sort = SORTS[number]
        # Made here and not by the menu: Python then hears when Qt deletes it.
        action = QAction(shape_icon(sort.shape), sort.words, self.menu)
        self.menu.addAction(action)
        action.setObjectName(f"kinds_{sort.key}")
        action.setCheckable(True)
        action.setChecked(True)
        action.setData(sort.key)
        return action

    def _arrange(self) -> None:
        flow = FlowLayout(self, gap_px=SPACE_8, row_gap_px=SPACE_4)
        flow.addWidget(self.choice)
        flow.addWidget(self.kinds)
        flow.addWidget(self.period)
        for words, name, icon, tip, signal in (
            (say("Zoom in"), "timeline_in", "ph.magnifying-glass-plus", "+", self.zoomed_in),
            (say("Zoom out"), "timeline_out", "ph.magnifying-glass-minus", "-", self.zoomed_out),
            (say("Whole"), "timeline_whole", "ph.arrows-out-line-horizontal", "0", self.whole_wanted),
        ):
            button = Button(words, name=name, icon=icon)
            button.setToolTip(say("{tip} on the timeline", tip=tip))
            button.clicked.connect(signal)
            flow.addWidget(button)

    def filter(self, today: date) -> Filter:
        """What is let through now."""
        days = int(self.period.currentData() or 0)
        chosen = frozenset(str(action.data()) for action in self._actions if action.isChecked())
        return Filter(self.choice.key == _SIGNIFICANT, chosen, today - timedelta(days=days) if days else None)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the shapes of the menu in the colours and the size of now."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and hasattr(self, "_actions"):
            for sort, action in zip(SORTS, self._actions, strict=True):
                action.setIcon(shape_icon(sort.shape))

    @Slot(QAction)
    def _on_kind(self, _action: QAction) -> None:
        count = sum(action.isChecked() for action in self._actions)
        words = say("all") if count == len(SORTS) else say("{count} of {sorts}", count=count, sorts=len(SORTS))
        self.kinds.setText(say("&Kinds: {words}", words=words))
        self.kinds.setAccessibleName(say("Kinds: {words}", words=words))
        self.changed.emit()

    @Slot(Chosen)
    def _on_chosen(self, _chosen: Chosen) -> None:
        self.changed.emit()

    @Slot(int)
    def _on_period(self, _number: int) -> None:
        self.changed.emit()
