"""The fields of a record as they are read: title, words, what the person may be told, and how it came about."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.records.telling import Telling
from casework.words import say, say_count
from desktop.services.disclosure import TellingLine
from desktop.services.record_page import PageField, PastLine
from desktop.views import wording
from desktop.views.case.facts import Account, FactLines
from desktop.views.case.records.wish import Deed, RecordWish
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16


class FieldView(QWidget):
    """One field. Asks with ``wanted`` to decide what the person may be told."""

    wanted = Signal(RecordWish)

    def __init__(self, field: PageField, record: str, today: date, *, says_telling: bool = True) -> None:
        super().__init__()
        self._says_telling = says_telling
        self.setObjectName(f"read_{field.name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._field, self._record, self._today = field, record, today
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(Words(field.title, TextRole.LABEL))
        for widget in _words_of(field):
            column.addWidget(widget)
        for other in field.views:
            column.addWidget(Words(say("Another view: {other}", other=other), TextRole.DANGER))
        foot = self._foot()
        column.addWidget(foot)
        foot.setVisible(bool(foot.findChildren(QWidget)))
        self.history = QWidget()
        self.history.setObjectName(f"history_{field.name}")
        lines = QVBoxLayout(self.history)
        lines.setContentsMargins(SPACE_16, 0, 0, 0)
        lines.setSpacing(SPACE_4)
        for line in field.history:
            lines.addWidget(Words(past_words(line, today), TextRole.MUTED))
        column.addWidget(self.history)
        self.history.hide()

    def _foot(self) -> QWidget:
        """The mark of what the person may be told, and the buttons that belong to the field."""
        field = self._field
        foot = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        flow = FlowLayout(foot, gap_px=SPACE_8)
        if self._says_telling:
            flow.addWidget(
                Words(
                    say("The person: {telling_words}", telling_words=field.telling_words.lower()),
                    TextRole.SMALL,
                    wraps=False,
                )
            )
        for widget in self._buttons(field):
            flow.addWidget(widget)
        return foot

    def _buttons(self, field: PageField) -> list[QWidget]:
        found: list[QWidget] = []
        if field.changed:
            words = say_count(len(field.history), "{number} version", "{number} versions")
            self.history_button = Button(
                say("History: {words}", words=words), ButtonKind.LINK, name=f"history_{field.name}_button"
            )
            self.history_button.clicked.connect(self._on_history)
            found.append(self.history_button)
        self.deciding = self._deciding(field.decision)
        for button in self.deciding:
            button.hide()
        return [*found, *self.deciding]

    def _deciding(self, line: TellingLine | None) -> list[Button]:
        """Out of sight until somebody wants to decide: most who read a record do not."""
        if line is None or line.telling is Telling.NEVER:
            return []
        tells = line.telling is Telling.OPEN
        found = [self._decide(say("Withhold…"), Deed.WITHHOLD)] if tells or line.telling is Telling.UNDECIDED else []
        return found + (
            [self._decide(say("Let them be told…"), Deed.DISCLOSE)] if not tells and line.may_disclose else []
        )

    def show_deciding(self, shown: bool) -> None:
        """Show the buttons by which somebody decides what the person may be told."""
        for button in self.deciding:
            button.setVisible(shown)

    def _decide(self, words: str, deed: Deed) -> Button:
        name = f"{deed.value}_{self._field.name}"
        button = Button(words, ButtonKind.LINK, name=name, about=self._field.title)
        button.clicked.connect(self._on_disclose if deed is Deed.DISCLOSE else self._on_withhold)
        return button

    @Slot()
    def _on_history(self) -> None:
        self.history.setVisible(self.history.isHidden())

    @Slot()
    def _on_disclose(self) -> None:
        self.wanted.emit(RecordWish(Deed.DISCLOSE, self._record, self._field.name))

    @Slot()
    def _on_withhold(self) -> None:
        self.wanted.emit(RecordWish(Deed.WITHHOLD, self._record, self._field.name))


def _words_of(field: PageField) -> list[QWidget]:
    if field.prose and field.blocks:
        return [Account(field.blocks[0][0][1], f"text_{field.name}", field.title)]
    found: list[QWidget] = []
    for block in field.blocks:
        if len(field.blocks) > 1 and len(block) > 1:
            frame = QFrame()
            frame.setProperty("role", "card")
            frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            inner = QVBoxLayout(frame)
            inner.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
            inner.addWidget(FactLines(block))
            found.append(frame)
        else:
            found.append(FactLines(block))
    return found or [Words(say("Emptied"), TextRole.MUTED)]


def past_words(line: PastLine, today: date) -> str:
    """Such as "Today 14:05, Wilma Worker: Medium. Reason: … Stands now."."""
    when = wording.day_and_time(line.at, today)
    parts = [f"{when[0].upper()}{when[1:]}, {line.by}: {line.words}"]
    parts += [say("Reason: {reason}", reason=line.reason)] if line.reason else []
    parts += [say("Waits to be released by a senior")] if line.awaiting else []
    return ". ".join(part.rstrip(".") for part in parts) + "."
