"""Give cover: to whom, from which day to which, why, and what they have to know."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.staff.grant import Window
from casework.rules.day import begin_of
from casework.words import say
from desktop.services.granting import cover_choices, give_cover
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.access.colleague_sheet import ASK_WHO, ASK_WHY, Choices, ColleagueSheet, ColleagueWords
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.case_sheets.known import Known
from desktop.views.case_sheets.sheet import SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.narrative_edit import NarrativeEdit

_WORDS = ColleagueWords(
    SheetWords(
        say("Give cover"), say("Give co&ver"), say("Cover given. The case goes to their laptop with the next sync.")
    ),
    say(
        "The case is on their laptop from the first day to the end of the last, and leaves it by itself. What they have"
        " written by then is kept."
    ),
    say("The officer of the case, a senior of the team or a service manager gives cover. Ask one of them."),
)
_DAY = say("Write the day, such as 5/3, tomorrow or Tue.")


class CoverSheet(ColleagueSheet):
    """From today unless another day is written; the last day belongs to it."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, cover_choices)
        self.since = DayField(say("&From"), "since", past=False)
        self.until = DayField(say("&Until the end of"), "until", past=False)
        self.handover = NarrativeEdit(name="handover", lines=4)
        self.watch(self.since, self.until)
        self.column.addWidget(field_row(self.since, self.until))
        self.add_reason(say("Such as leave, training or illness. Everybody on the case reads it."))
        hint = say("What is planned, what to look out for, whom to ring.")
        self.add(FormField(say("&Handover note"), self.handover, name="handover", hint=hint, optional=True))
        self.add_effect()

    def show_known(self, known: Known[Choices]) -> None:
        """It begins today unless another day is written."""
        super().show_known(known)
        for field in (self.since, self.until):
            field.set_today(known.today)
        self.since.set_value(known.today)

    def problems(self) -> Mapping[str, str]:
        """Whom, from when, until when, and why."""
        since, until = self.since.value, self.until.value
        today = self.known.today if self.known else date.min
        found = {} if self.staff else {"who": ASK_WHO}
        if since is None or since < today:
            found["since"] = _DAY if since is None else say("This day is past: write today or a later one.")
        if until is None:
            found["until"] = _DAY
        elif since is not None and until < since:
            found["until"] = say("The last day is before the first: correct one of them.")
        return found if self.reason.text.strip() else found | {"reason": ASK_WHY}

    def work(self) -> Work:
        """Give the case for the days."""
        case, staff, reason, handover = self.case, self.staff, self.reason.text, self.handover.text
        since, until = self.since.value or date.min, self.until.value or date.min

        def give(session: Session) -> Change:
            # Today's cover begins now, any other with its day.
            starts = max(begin_of(since), session.now())
            window = Window(starts=starts, ends=begin_of(until + timedelta(days=1)))
            return give_cover(session, case, staff, window, reason, handover)

        return give
