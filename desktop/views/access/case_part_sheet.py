"""Allocate a case, name a reader of its restricted part, exclude a colleague: a senior of the case does each."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.staff.grant import GRANT_WORDS, GrantRole
from casework.words import say
from desktop.services.granting import (
    allocate,
    allocation_choices,
    exclude,
    exclusion_choices,
    name_reader,
    reader_choices,
)
from desktop.views.access.colleague_sheet import ASK_WHO, Choices, ColleagueSheet, ColleagueWords
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.known import Known
from desktop.views.case_sheets.sheet import SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option

_PUZZLE = say("Write the day, such as 5/3, tomorrow or Tue; or leave it empty.")
_PAST = say("This day is past: write today or a later one, or leave it empty.")
_ALLOCATION = ColleagueWords(
    SheetWords(say("Allocate the case"), say("&Allocate"), say("Allocated.")),
    say(
        "A co-worker works on the case beside the officer, and takes over when the officer is away. A new officer "
        "takes the"
        " place of the one before, whose access as officer ends at once."
    ),
    say("A senior of the case allocates it. Ask one of them."),
)
_READER = ColleagueWords(
    SheetWords(
        say("Name a reader of the restricted part"), say("&Name them"), say("Named. They read it after the next sync.")
    ),
    say(
        "They read and write what is restricted in this case: safety plans, police intelligence, what was kept from the"
        " person. Only somebody who works on the case can be named."
    ),
    say(
        "Nobody can be named: a senior of the case names readers, from those who work on it and do not read it already."
    ),
)
_EXCLUSION = ColleagueWords(
    SheetWords(
        say("Exclude a colleague"), say("&Exclude them"), say("Excluded. The case leaves their laptop."), danger=True
    ),
    say(
        "The case does not exist for them any more: not in lists, search, alerts or choices, whatever else they are "
        "given."
        " Those on the case see that they are excluded; the reason lies in the restricted part."
    ),
    say("A senior of the case excludes somebody. Ask one of them."),
)


class AllocationSheet(ColleagueSheet):
    """A co-worker, or a new officer. It needs no reason."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _ALLOCATION, allocation_choices)
        roles = (GrantRole.CO_WORKER, GrantRole.OFFICER)
        self.role = Choice(tuple(Option(role, GRANT_WORDS[role]) for role in roles), name="role", in_rows=True)
        self.add(FormField(say("In what &part"), self.role, name="role"))
        self.add_effect()

    def problems(self) -> Mapping[str, str]:
        """Whom, and in what part."""
        found = {} if self.staff else {"who": ASK_WHO}
        return found if self.role.key else found | {"role": say("Choose co-worker or officer.")}

    def work(self) -> Work:
        """Allocate from today on."""
        case, staff, role = self.case, self.staff, GrantRole(self.role.key)
        return lambda session: allocate(session, case, staff, role)


class _UntilSheet(ColleagueSheet):
    """With a last day, or none."""

    def add_until(self) -> None:
        """Put the last day below whom."""
        self.until = DayField(say("&Until the end of"), "until", past=False, optional=True)
        self.add(self.until)

    def show_known(self, known: Known[Choices]) -> None:
        """Reckon days from today."""
        super().show_known(known)
        self.until.set_today(known.today)

    def problems(self) -> Mapping[str, str]:
        """A last day is one to come."""
        found = dict(super().problems())
        day = self.until.value
        if self.until.puzzled or (day is not None and self.known is not None and day < self.known.today):
            found["until"] = _PUZZLE if day is None else _PAST
        return found


class ReaderSheet(_UntilSheet):
    """Who reads the restricted part, until when, and why."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _READER, reader_choices)
        self.add_until()
        self.add_reason(say("Everybody on the case reads it."))
        self.add_effect()

    def work(self) -> Work:
        """Name them."""
        case, staff, until, reason = self.case, self.staff, self.until.value, self.reason.text
        return lambda session: name_reader(session, case, staff, until, reason)


class ExclusionSheet(_UntilSheet):
    """Who is excluded, until when, and why."""

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _EXCLUSION, exclusion_choices)
        self.add_until()
        self.add_reason(say("Such as a relative or a neighbour. It is kept in the restricted part."))
        self.add_effect()

    def work(self) -> Work:
        """Exclude them."""
        case, staff, until, reason = self.case, self.staff, self.until.value, self.reason.text
        return lambda session: exclude(session, case, staff, reason, until)
