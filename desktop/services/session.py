"""What every service works on while a store is unlocked: the store, who is at the keyboard, the clock."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from casework.ledger.fold import RecordState
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_of, case_scope
from casework.records.staff.staff import Duty, Staff, StaffRole
from casework.rules.access import NO_ACCESS, Access, access, access_to, last_access
from casework.rules.access_fact import AccessFacts
from casework.rules.permission import Action, may
from casework.rules.standing import read_record
from casework.words import say
from desktop.clock import Clock
from desktop.services.due_memory import DueMemory
from desktop.services.local_time import local_day
from desktop.store.case_store import CaseStore
from desktop.store.leaving import LINGER

_ASKED_SINCE = timedelta(days=366)
"""How far back is looked where the office has asked for a case, and the store itself counts the hours."""


@dataclass(frozen=True)
class DutyLine:
    """Who is the duty senior, until when, and the number to ring."""

    name: str
    telephone: str
    until: datetime
    staff: str = ""


@dataclass(frozen=True)
class Session:
    """An unlocked store and the staff member it belongs to. Used on the store's thread only."""

    store: CaseStore
    clock: Clock
    photographs: bool = False
    """Whether the agency lets photographs be attached."""
    due: DueMemory = field(default_factory=DueMemory, compare=False, repr=False)
    _accesses: dict[CaseId, tuple[AccessFacts, datetime, Access]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _finished: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def me(self) -> StaffId:
        """The staff member at the keyboard."""
        return self.store.identity().staff

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """The day here."""
        return local_day(self.clock.now())

    def member(self, staff: str) -> Staff | None:
        """A staff member by id."""
        return self.store.facts().staff.get(StaffId(staff))

    @contextmanager
    def finishing(self, draft: str) -> Iterator[None]:
        """What is saved in the ``with`` block deletes a draft in the same commit: a crash leaves one of the two."""
        self._finished.append(draft)
        try:
            yield
        finally:
            self._finished.remove(draft)

    @property
    def finished_draft(self) -> str | None:
        """The draft of which the work at hand is the save; None where it is none's."""
        return self._finished[-1] if self._finished else None

    def name_of(self, staff: str) -> str:
        """The name of a staff member, or words for somebody this laptop does not know."""
        member = self.member(staff)
        return member.name if member and member.name else say("somebody not known on this laptop")

    def role(self) -> StaffRole | None:
        """The role of the staff member at the keyboard."""
        return self.store.facts().role(self.me)

    def access(self, case: CaseId) -> Access:
        """What the staff member may do with a case at this moment.

        One page asks for it twenty times; within the same second, of the same facts, the answer is the same.
        """
        now, facts = self.now(), self.store.facts()
        second = now.replace(microsecond=0)
        known = self._accesses.get(case)
        if known is not None and known[0] is facts and known[1] == second:
            return known[2]
        mine = access(self.me, case, facts, now)
        if mine.reads:
            self._accesses[case] = (facts, second, mine)
            return mine
        self._accesses.pop(case, None)
        return mine if mine.excluded else self._lingering(case, now)

    def access_to(self, scope: Scope) -> Access:
        """What the staff member may do at this moment in a scope: that of its case, or in one of the service."""
        case = case_of(scope)
        return self.access(case) if case else access_to(self.me, scope, self.store.facts(), self.now())

    def may(self, action: Action, scope: Scope) -> bool:
        """Whether the staff member may do something at this moment in a scope."""
        return may(action, self.role(), self.access_to(scope))

    def _lingering(self, case: CaseId, now: datetime) -> Access:
        """A contact that is being written can be ended: until then, for some hours, its case is what it was."""
        if case not in self.store.writing():
            return NO_ACCESS
        asked = self.store.leaves_at(case_scope(case)) is not None
        return last_access(self.me, case, self.store.facts(), now - (_ASKED_SINCE if asked else LINGER), now)

    def cases(self, of: Collection[CaseId] | None = None) -> list[CaseId]:
        """Every case that is on this laptop and open to this person at this moment, or which of some are."""
        held = (case_of(scope) for scope in self.store.scopes("case"))
        wanted = (case for case in held if case is not None and (of is None or case in of))
        return [case for case in wanted if self.access(case).reads]

    def state(self, case: CaseId, record: str) -> RecordState | None:
        """One record of a case."""
        return self.store.record(case_scope(case), RecordId(record))

    def duty_now(self) -> DutyLine | None:
        """The duty senior at this moment by the rota on this laptop."""
        now = self.clock.now()
        for state in self.store.records(Duty.kind, AGENCY):
            turn = read_record(Duty, state).turn
            if turn and turn.starts <= now < turn.ends:
                return DutyLine(self.name_of(turn.staff), turn.telephone, turn.ends, turn.staff)
        return None
