"""Something that is due, a draft, or a proposed lower level, each as a row."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from casework.words import say
from desktop.services.draft import DraftLine
from desktop.services.risk import ProposalLine, level_words
from desktop.services.today import DueLine
from desktop.services.unfinished import OpenNote
from desktop.views import wording
from desktop.views.desk import Place, place_of_draft
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.person_look import badge_of
from desktop.views.today.row import Row, flowing, stacked, who

_WHEN_FOLDS_PX = 300
_FORM_WORDS = {"contact": say("Contact record")}


class DueRow(Row):
    """What is due, for whom, and when; with one button. A contact to record opens its sheet."""

    def __init__(self, line: DueLine, today: date) -> None:
        super().__init__()
        self.line = line
        role = TextRole.DANGER if line.overdue else TextRole.BODY
        due = line.when or wording.due_words(line.due_on, today)
        when = Words(due[0].upper() + due[1:], role)
        badge = RiskBadge(badge_of(line.person.risk).level, two_views=line.person.risk.two_views, short=True)
        whose = Words(who(line.person, today), TextRole.MUTED)
        words = stacked([Words(line.title), whose, flowing([badge]), when])
        verb, name = (say("Record"), "due_record") if line.appointment else (say("Open"), "due_open")
        rule = f"_{line.rule}" if line.rule else ""
        key = line.appointment or f"{line.person.case}_{line.due_on}{rule}"
        about = f"{line.title}, {who(line.person, today)}"
        self.button = Button(verb, name=f"{name}_{key}", about=about)
        self.button.clicked.connect(self._on_clicked)
        self.fill(FoldRow(words, self.button, narrow_px=_WHEN_FOLDS_PX))

    @Slot()
    def _on_clicked(self) -> None:
        case, appointment = self.line.person.case, self.line.appointment
        if appointment:
            self.place_wanted.emit(Place("contact", case, appointment=appointment))
        else:
            self.place_wanted.emit(Place("person", case, tab="due" if self.line.rule else None))


class DraftRow(Row):
    """Something begun: "Continue" and "Discard"; ``discard_wanted`` carries the line."""

    discard_wanted = Signal(DraftLine)

    def __init__(self, line: DraftLine, today: date) -> None:
        super().__init__()
        self._line = line
        kept = say("begun, kept {time_today}", time_today=wording.time_today(line.kept_at, today))
        form = line.title or _FORM_WORDS.get(line.form, say("Record"))
        if line.person:
            born = wording.born_words(line.person.born, today)
            words: list[QWidget] = [
                StrongLine(say("{form} about {person}", form=form, person=line.person.name), f"{born} · {kept}")
            ]
        else:
            words = [StrongLine(form, kept), *([Words(_LEFT, TextRole.MUTED)] if line.case else [])]
        about = f"{form}, {(who(line.person, today) if line.person else say('case not on this laptop any more'))}"
        going_on = Button(say("Continue"), name=f"draft_continue_{line.id}", about=about)
        going_on.clicked.connect(self._on_continue)
        discard = Button(say("Discard"), ButtonKind.QUIET, name=f"draft_discard_{line.id}", about=about)
        discard.clicked.connect(self._on_discard)
        self.fill(stacked(words), [going_on, discard])

    @Slot()
    def _on_continue(self) -> None:
        self.place_wanted.emit(place_of_draft(self._line))

    @Slot()
    def _on_discard(self) -> None:
        self.discard_wanted.emit(self._line)


_LEFT = say(
    "This case is no longer open to you on this laptop. What you wrote is kept here: finish it and it still goes to "
    "the office, or discard it."
)


class NoteRow(Row):
    """What somebody had begun when the case left their laptop: "Read" and "Take over"."""

    def __init__(self, note: OpenNote, today: date) -> None:
        super().__init__()
        self._note = note
        line, person = note.line, note.person
        written = Words(
            say("Begun by {by}, {time_today}", by=line.by, time_today=wording.time_today(line.kept_at, today)),
            TextRole.MUTED,
        )
        read = Button(say("Read"), ButtonKind.QUIET, name=f"note_read_{line.record}", about=who(person, today))
        read.clicked.connect(self._on_read)
        take_over = Button(say("Take over"), name=f"note_take_over_{line.record}", about=who(person, today))
        take_over.clicked.connect(self._on_take_over)
        named = StrongLine(
            say("Unfinished note about {person}", person=person.name), wording.born_words(person.born, today)
        )
        self.fill(stacked([named, written]), [read, take_over])

    @Slot()
    def _on_read(self) -> None:
        self.place_wanted.emit(Place("person", self._note.person.case, tab="chronology"))

    @Slot()
    def _on_take_over(self) -> None:
        self.place_wanted.emit(Place("contact", self._note.person.case, record=self._note.line.record))


class ProposalRow(Row):
    """A proposed lower level that waits for a senior."""

    def __init__(self, line: ProposalLine, today: date) -> None:
        super().__init__()
        on = wording.near_day(line.on, today)
        proposed = Words(
            say("{level}, proposed {on} by {by}", level=level_words(line.level), on=on, by=line.by), TextRole.MUTED
        )
        look = Button(say("Look"), name=f"proposal_look_{line.record}", about=who(line.person, today))
        look.clicked.connect(self._on_look)
        born = wording.born_words(line.person.born, today)
        self.fill(stacked([StrongLine(line.person.name, born), proposed]), [look])

    @Slot()
    def _on_look(self) -> None:
        self.place_wanted.emit(Place("proposals"))
