"""What an assessment comes to, in words: beside the form as the numbers are typed, and on the page of the record."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.assessing.reading import named_scale
from desktop.services.assessing.result import Result, ScaleResult
from desktop.services.session import DutyLine
from desktop.views import wording
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import Line, TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.warning_chip import Chip, ChipKind, InstrumentChip
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16

_NOBODY = say("Nobody is on the rota now. Phone your team.")
_NOTHING_YET = say("Nothing to say yet: fill in the numbers.")


class ResultCard(QFrame):
    """``resized`` when it needs other room, ``discussion_wanted`` by the button of what must be discussed."""

    resized = Signal()
    discussion_wanted = Signal()

    def __init__(self, today: date, *, offers_discussion: bool = False) -> None:
        super().__init__()
        self.setObjectName("assessment_result")
        self.setProperty("role", "card")
        self.setAccessibleName(say("What it comes to"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._today, self._offers = today, offers_discussion
        self.result = Result()
        self._inner: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)

    def show_result(self, result: Result, *, said: bool = False) -> None:
        """Show a result; ``said`` has it read out where it is another than before."""
        if result == self.result and self._inner is not None:
            return
        changed = result.sentence != self.result.sentence
        self.result = result
        self._replace(self._parts(result))
        self.setAccessibleDescription(result.sentence)
        if said and changed and result.sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, result.sentence))
        self.resized.emit()

    def _replace(self, widgets: list[QWidget]) -> None:
        old, self._inner = self._inner, QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        for widget in widgets:
            column.addWidget(widget)
        self._column.addWidget(self._inner)
        if old is not None:
            self._column.removeWidget(old)
            # Its parent stays until Qt's loop comes round, or Python would own it.
            old.hide()
            old.deleteLater()

    def _parts(self, result: Result) -> list[QWidget]:
        found: list[QWidget] = [Words(say("What it comes to"), TextRole.SECTION)]
        if result.refusal:
            return [*found, Notice(NoticeKind.DANGER, result.refusal, name="assessment_refused")]
        if result.total:
            total = Words(say("Total: {total}", total=result.total), TextRole.STRONG)
            total.setObjectName("assessment_total")
            found.append(total)
        for number, scale in enumerate(result.scales):
            found += [Line()] if number else []
            found += self._scale(result.instrument, scale)
        if not result.scales and not result.total:
            found.append(Words(_NOTHING_YET, TextRole.MUTED))
        found += [Words(sentence, TextRole.MUTED) for sentence in result.missing]
        return [*found, *self._notices(result), *self._limits(result)]

    def _scale(self, instrument: str, scale: ScaleResult) -> list[QWidget]:
        row = QWidget()
        flow = FlowLayout(row, gap_px=SPACE_8)
        flow.addWidget(InstrumentChip(named_scale(instrument, scale.title), scale.level or say("no level")))
        if scale.level:
            flow.addWidget(Chip(_whence(scale), ChipKind.PLAIN))
        found: list[QWidget] = [row]
        found += [Words(scale.follows, TextRole.MUTED)] if scale.follows else []
        found += [Words(scale.override)] if scale.override else []
        if scale.beside:
            found.append(Notice(NoticeKind.DANGER, scale.beside, name="assessment_disagrees"))
        return found

    def _notices(self, result: Result) -> list[QWidget]:
        found: list[QWidget] = []
        for number, sentence in enumerate(_said_once(result)):
            found.append(Notice(NoticeKind.DANGER, sentence, name=f"assessment_blocked_{number}"))
        if result.training:
            found.append(Notice(NoticeKind.WARNING, result.training, name="assessment_training"))
        if result.discussed:
            found.append(Notice(NoticeKind.OK, result.discussed, name="assessment_discussed"))
        elif result.discuss:
            words = f"{result.discuss} {duty_words(result.duty, self._today)}"
            action = say("Record the discussion…") if self._offers else ""
            notice = Notice(NoticeKind.WARNING, words, name="assessment_discuss", action=action)
            notice.action_requested.connect(self._on_discuss)
            found.append(notice)
        return found

    def _limits(self, result: Result) -> list[QWidget]:
        return [Words(say("Limits: {limits}", limits=result.limits), TextRole.MUTED)] if result.limits else []

    @Slot()
    def _on_discuss(self) -> None:
        self.discussion_wanted.emit()


def _whence(scale: ScaleResult) -> str:
    if scale.derived:
        return say("Follows from the numbers")
    return say("Judgement") if scale.judged else say("As entered")


def _said_once(result: Result) -> list[str]:
    """What blocks it, without what stands beside a level already."""
    beside = {scale.beside for scale in result.scales}
    return [sentence for sentence in dict.fromkeys(result.blocking) if sentence not in beside]


def duty_words(duty: DutyLine | None, today: date) -> str:
    """Whom to ring now, such as "Duty senior now: Seonaid Senior, 01632 960 017, until 17:00."."""
    if duty is None:
        return _NOBODY
    number = duty.telephone or say("no number on the rota")
    return say(
        "Duty senior now: {duty}, {number}, until {time_today}.",
        duty=duty.name,
        number=number,
        time_today=wording.time_today(duty.until, today),
    )
