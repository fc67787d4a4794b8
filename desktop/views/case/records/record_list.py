"""The list of a case's records: typed words and a group or kind narrow it, counts say how many there are."""

from collections import Counter
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.joined import OTHER_FILE
from desktop.services.record_list import GROUP_WORDS, RecordLine
from desktop.views import wording
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.list_delegate import RowLook
from desktop.views.partials.row_list import RowList
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8

_EVERYTHING = ""
_ROWS_LEAST_PX = 110


class RecordList(QWidget):
    """``new_wanted`` for a new record. ``rows`` says which one is marked and opened."""

    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[RecordLine, ...] = ()
        self._today = date.min
        self.new_button = Button(say("New record…"), ButtonKind.SECONDARY, name="new_record", icon="ph.plus")
        self.new_button.setToolTip("Ctrl+Shift+N")
        self.search = QLineEdit()
        self.search.setObjectName("record_search")
        self.search.setAccessibleName(say("Find in the records of this person"))
        self.search.setPlaceholderText(say("Find in these records"))
        self.search.setClearButtonEnabled(False)
        self.filter = DropList()
        self.filter.setObjectName("record_filter")
        self.filter.setAccessibleName(say("Which records are shown"))
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.setMinimumContentsLength(18)
        self.filter.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rows = RowList(name="records", accessible_name=say("Records, the newest first"))
        self.nothing = Words(say("No record has these words. Use fewer words, or show every kind."), TextRole.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.filter, self.search, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.rows, 1)
        self.nothing.hide()
        self._fit()
        self.search.textEdited.connect(self._on_narrowed)
        self.search.installEventFilter(self)
        self.filter.activated.connect(self._on_narrowed)
        self.rows.left_upwards.connect(self.search.setFocus)
        self.new_button.clicked.connect(self.new_wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Leave room for two rows at least, however large the text is."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rows"):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it known how high the lists are in the text size in use."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rows.setMinimumHeight(round(_ROWS_LEAST_PX * current_scale()))
        for control in (self.new_button, self.filter, self.search):
            control.setMinimumHeight(control.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from what is typed into the list."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.search and is_key and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            self.rows.enter()
            return True
        return super().eventFilter(watched, event)

    def show_lines(self, lines: tuple[RecordLine, ...], today: date, chosen: str = "") -> None:
        """List these; what is typed and chosen stays, unless it would hide ``chosen``."""
        self._lines, self._today = lines, today
        self._show_filter()
        if chosen and chosen not in {line.record for line in self._shown()}:
            self.search.clear()
            self.filter.setCurrentIndex(0)
        self._show_rows(chosen)

    def _shown(self) -> list[RecordLine]:
        wanted, text = str(self.filter.currentData() or _EVERYTHING), self.search.text()
        return [
            line
            for line in self._lines
            if wanted in (_EVERYTHING, line.group, f"kind:{line.kind}") and _has(line, text)
        ]

    def _show_rows(self, chosen: str = "") -> None:
        shown = self._shown()
        keys = {line.record for line in shown}
        wanted = next((key for key in (chosen, self.rows.current_key) if key in keys), "")
        self.rows.set_rows([self.look_of(line) for line in shown])
        self.rows.setVisible(bool(shown))
        self.nothing.setVisible(not shown and bool(self._lines))
        if shown:
            self.rows.set_current(wanted or shown[0].record)

    def look_of(self, line: RecordLine) -> RowLook:
        """How a record looks as a row."""
        return row_look(line, self._today)

    def _show_filter(self) -> None:
        """Every group and kind that there is, with how many there are of each."""
        groups, kinds = Counter(line.group for line in self._lines), Counter(line.kind for line in self._lines)
        titles = {line.kind: (line.kind_title, line.group) for line in self._lines}
        before = self.filter.currentData()
        with QSignalBlocker(self.filter):
            self.filter.clear()
            self.filter.addItem(say("All records ({lines})", lines=len(self._lines)), _EVERYTHING)
            known = [group for group in GROUP_WORDS if group in groups]
            for group in (*known, *sorted(set(groups) - set(known))):
                words = GROUP_WORDS.get(group, say("Other records"))
                self.filter.addItem(f"{words} ({groups[group]})", group)
                for kind, (title, of) in sorted(titles.items(), key=lambda item: item[1][0]):
                    if of == group:
                        self.filter.addItem(f"    {title} ({kinds[kind]})", f"kind:{kind}")
            self.filter.setCurrentIndex(max(self.filter.findData(before), 0))

    @Slot()
    def _on_narrowed(self) -> None:
        self._show_rows()


def row_look(line: RecordLine, today: date) -> RowLook:
    """One record as a row; what needs attention stands at the right."""
    day = wording.short_day(wording.local(line.at).date(), today)
    urgent = [
        words
        for words, there in (
            (say("2 views"), line.two_views),
            (say("Awaiting"), line.awaiting),
            (say("Restricted"), line.restricted),
        )
        if there
    ]
    marks = [day, line.by]
    marks += ["withheld"] if line.withheld else []
    marks += [say("the team's own")] if line.team else []
    marks += [OTHER_FILE] if line.other_file else []
    marks += [] if line.at_office else [say("this laptop only")]
    return RowLook(line.record, line.title, second=" · ".join(marks), trailing=" · ".join(urgent), urgent=bool(urgent))


def _has(line: RecordLine, text: str) -> bool:
    words = f"{line.title} {line.by} {line.group_words}".casefold()
    return all(part in words for part in text.casefold().split())
