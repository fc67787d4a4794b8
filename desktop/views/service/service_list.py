"""The list of what belongs to no case: of whom, of what kind and by words it is narrowed; what is due stands out."""

from collections import Counter
from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from casework.words import say
from desktop.services.record_list import RecordLine
from desktop.services.service_page import ServiceLine, ServiceView
from desktop.views import wording
from desktop.views.case.records.record_list import RecordList
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.list_delegate import RowLook

_EVERYBODY = ""


class ServiceList(RecordList):
    """As the list of a person's records, with one more choice: whose."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, ServiceLine] = {}
        self.new_button.setObjectName("new_service_record")
        self.search.setAccessibleName(say("Find in supervision, training and learning"))
        self.member = DropList()
        self.member.setObjectName("service_member")
        self.member.setAccessibleName(say("Whose records are shown"))
        self.member.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.member.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.member.setMinimumContentsLength(18)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.member)
        self.staffing = Button(say("Training matrix and supervision…"), ButtonKind.LINK, name="open_staffing")
        if isinstance(column, QVBoxLayout):
            column.addWidget(self.staffing)
        self.member.activated.connect(self._on_narrowed)
        self.nothing.setText(
            say("Nothing like this is recorded. Choose somebody else or another kind, or use fewer words.")
        )

    def show_view(self, view: ServiceView, chosen: str = "") -> None:
        """List these; what is typed and chosen stays, unless it would hide ``chosen``."""
        self._found = {line.record: line for line in view.lines}
        before = self.member.currentData()
        with QSignalBlocker(self.member):
            self.member.clear()
            self.member.addItem(say("Everybody ({lines})", lines=len(view.lines)), _EVERYBODY)
            counts = Counter(line.home for line in view.lines)
            for home, words in view.members:
                self.member.addItem(f"{words} ({counts[home]})", home)
            found = self._found.get(chosen)
            hidden = found is not None and before not in (None, _EVERYBODY, found.home)
            self.member.setCurrentIndex(0 if hidden else max(self.member.findData(before), 0))
        self.show_lines(tuple(line.line for line in view.lines), view.today, chosen)

    def narrow(self, home: str, kind: str) -> None:
        """Show what there is of one member of staff, and of one kind where there is any of it."""
        with QSignalBlocker(self.member), QSignalBlocker(self.filter):
            self.member.setCurrentIndex(max(self.member.findData(home), 0))
            self.filter.setCurrentIndex(max(self.filter.findData(f"kind:{kind}"), 0))
        self._on_narrowed()

    def look_of(self, line: RecordLine) -> RowLook:
        """Of whom it is and when it was recorded; at the right what is due, or over."""
        return service_look(self._found[line.record], self._today)

    def _fit(self) -> None:
        """The list of members grows with the text like the others."""
        super()._fit()
        if hasattr(self, "member"):
            self.member.setMinimumHeight(self.member.sizeHint().height())

    def _shown(self) -> list[RecordLine]:
        home = str(self.member.currentData() or _EVERYBODY)
        return [line for line in super()._shown() if home in (_EVERYBODY, self._found[line.record].home)]

    def _show_filter(self) -> None:
        """Every kind that there is, with how many there are of each."""
        counts = Counter((line.kind, line.kind_title) for line in self._lines)
        before = self.filter.currentData()
        with QSignalBlocker(self.filter):
            self.filter.clear()
            self.filter.addItem(say("Every kind ({lines})", lines=len(self._lines)), _EVERYBODY)
            for (kind, title), count in sorted(counts.items(), key=lambda item: item[0][1]):
                self.filter.addItem(f"{title} ({count})", f"kind:{kind}")
            self.filter.setCurrentIndex(max(self.filter.findData(before), 0))


def service_look(found: ServiceLine, today: date) -> RowLook:
    """One record as a row."""
    line = found.line
    marks = [found.whose, wording.short_day(wording.local(line.at).date(), today), say("by {by}", by=line.by)]
    marks += [] if line.at_office else [say("this laptop only")]
    urgent = line.two_views or line.awaiting or found.expired or (found.due is not None and found.due < today)
    words = [say("2 views")] if line.two_views else []
    words += [say("Awaiting")] if line.awaiting else []
    words += [found.over] if found.over else []
    words += [due_words(found, today)] if found.due else []
    return RowLook(line.record, line.title, second=" · ".join(marks), trailing=" · ".join(words), urgent=urgent)


def due_words(found: ServiceLine, today: date) -> str:
    """Such as "due Tuesday 10 March", or "expires Tuesday 10 March"."""
    if found.due is None:
        return ""
    return (
        say("expires {near_day}", near_day=wording.near_day(found.due, today))
        if found.expires
        else wording.due_words(found.due, today)
    )
