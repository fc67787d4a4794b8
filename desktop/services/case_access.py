"""Who has access to a case: who, why, until when and by whom; and how each of it is ended early."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.identifier import AGENCY, CaseId, RecordId, StaffId, grants_scope
from casework.records.part import Choice
from casework.records.record import Period
from casework.records.staff.grant import (
    GRANT_WORDS,
    Allocation,
    Cover,
    EmergencyAccess,
    End,
    Exclusion,
    GrantRole,
    RestrictedReader,
)
from casework.records.staff.staff import Post, StaffRole, Team
from casework.rules.access import Why, access
from casework.rules.grant_time import Given, is_in_force, is_open
from casework.rules.permission import Action
from casework.rules.plain_name import by_letters
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.granting import reason_of
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

_MODELS: tuple[type[Given], ...] = (Allocation, Cover, EmergencyAccess, RestrictedReader)
_NOT_YOURS = UserError(say("Only a senior of the case ends this. Ask one of them."))
_GONE = UserError(say("This has ended, or is not on this laptop any more. Sync and look again."))


class GivenSort(Choice):
    """What somebody was given, or is kept from."""

    OFFICER = "officer", GRANT_WORDS[GrantRole.OFFICER]
    CO_WORKER = "co_worker", GRANT_WORDS[GrantRole.CO_WORKER]
    TEAM = "team", say("Seniors of the team")
    COVER = "cover", say("Cover")
    DUTY = "duty", say("Duty senior, while something waits")
    EMERGENCY = "emergency", say("Emergency access")
    READER = "reader", say("Named reader of the restricted part")
    EXCLUSION = "exclusion", say("Excluded")


@dataclass(frozen=True)
class AccessLine:
    """One thing that gives access to a case, or keeps somebody from it.

    `starts` and `ends`: moments for cover and emergencies, else days of which the last belongs to it; None: no end is
    known. `reason` is empty where whoever looks may not read it. `by`: who gave it. `record` is empty for what follows
    from the rota. `sent`: the office has it; until then it gives nothing.
    """

    sort: GivenSort
    who: str
    starts: date | datetime | None
    ends: date | datetime | None = None
    reason: str = ""
    handover: str = ""
    by: str = ""
    record: str = ""
    sent: bool = True
    begun: bool = True
    may_end: bool = False


@dataclass(frozen=True)
class CaseAccess:
    """All of it, and what the person at the keyboard may do: give cover, and decide about the rest."""

    lines: tuple[AccessLine, ...]
    may_cover: bool = False
    may_decide: bool = False


def read_case_access(session: Session, case: CaseId) -> CaseAccess:
    """Who has access to a case, why and until when, for those who work on it; nothing for anybody else."""
    if not session.access(case).reads:
        return CaseAccess(())
    grants = grants_scope(case)
    order = list(GivenSort)
    found = [*_given(session, case), *_on_duty(session, case), *_kept_out(session, case)]
    found.sort(key=lambda line: (order.index(line.sort), by_letters(line.who), line.record))
    return CaseAccess(
        lines=tuple(found),
        may_cover=session.may(Action.GIVE_COVER, grants),
        may_decide=session.may(Action.ALLOCATE, grants),
    )


def end_given(session: Session, case: CaseId, record: str, reason: str) -> Change:
    """End cover, a co-worker's or an emergency's access, or a reader's name now; an exclusion with this day.

    Raises:
        NotComplete: without a reason.
        UserError: for what has ended, or by somebody who may not end it.
    """
    line = next((one for one in read_case_access(session, case).lines if one.record == record), None)
    if line is None:
        raise _GONE
    if not line.may_end:
        raise _NOT_YOURS
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write in a sentence why."))])
    grants, recorder = grants_scope(case), Recorder(session)
    state = session.store.record(grants, RecordId(record))
    if state is None:
        raise _GONE
    values = _last_day(session, state) if line.sort is GivenSort.EXCLUSION else _now(session)
    return recorder.save(grants, [recorder.change(state, values, reason.strip())])


def _now(session: Session) -> dict[str, JsonValue]:
    return {"ended": End(at=session.now()).model_dump(mode="json")}


def _last_day(session: Session, state: RecordState) -> dict[str, JsonValue]:
    """An exclusion ends with a day: one that began today would otherwise end before it began, and hold for good."""
    period = read_record(Exclusion, state).period
    starts = period.starts if period else session.today()
    return {"period": Period(starts=starts, ends=session.today()).model_dump(mode="json")}


def _given(session: Session, case: CaseId) -> Iterator[AccessLine]:
    for model in _MODELS:
        for state in session.store.records(model.kind, grants_scope(case)):
            given = read_record(model, state)
            if is_open(given, session.now()) and state.created:
                yield _line(session, case, state, given)


def _line(session: Session, case: CaseId, state: RecordState, given: Given) -> AccessLine:
    starts, ends = _times(given)
    sort, created = _sort_of(given), state.created
    return AccessLine(
        sort=sort,
        who=_who(session, given),
        starts=starts,
        ends=given.ended.at if given.ended else ends,
        reason="" if isinstance(given, Allocation) else given.reason or "",
        handover=(given.handover or "") if isinstance(given, Cover) else "",
        by=session.name_of(created.on_behalf or created.author) if created else "",
        record=state.record,
        sent=created is not None and created.order[0] == 0,
        begun=is_in_force(given, session.now()),
        may_end=given.ended is None and _may_end(session, case, sort, given),
    )


def _times(given: Given) -> tuple[date | datetime | None, date | datetime | None]:
    if isinstance(given, Allocation | RestrictedReader):
        return (given.period.starts, given.period.ends) if given.period else (None, None)
    return (given.window.starts, given.window.ends) if given.window else (None, None)


def _sort_of(given: Given) -> GivenSort:
    if isinstance(given, Allocation):
        return GivenSort(given.holder.role.value) if given.holder else GivenSort.CO_WORKER
    if isinstance(given, Cover):
        return GivenSort.COVER
    return GivenSort.READER if isinstance(given, RestrictedReader) else GivenSort.EMERGENCY


def _may_end(session: Session, case: CaseId, sort: GivenSort, given: Given) -> bool:
    """A case keeps its officer until another takes over, and its team."""
    if sort is GivenSort.COVER:
        return session.may(Action.GIVE_COVER, grants_scope(case))
    own = isinstance(given, EmergencyAccess) and given.staff == session.me
    ends = sort in {GivenSort.CO_WORKER, GivenSort.READER, GivenSort.EMERGENCY}
    return own or (ends and session.may(Action.ALLOCATE, grants_scope(case)))


def _who(session: Session, given: Given) -> str:
    if not isinstance(given, Allocation):
        return session.name_of(given.staff or "")
    holder = given.holder
    if holder is None or holder.sort == "staff":
        return session.name_of(holder.id if holder else "")
    state = session.store.record(AGENCY, RecordId(holder.id))
    team = read_record(Team, state).name if state else None
    members = session.store.facts().staff.items()
    seniors = [one.name or "" for _, one in members if one.active and _leads(one.post, holder.id)]
    return f"{team or say('A team')}: {', '.join(sorted(seniors))}" if seniors else team or say("A team")


def _leads(post: Post | None, team: str) -> bool:
    return post is not None and post.team == team and post.role is StaffRole.SENIOR


def _on_duty(session: Session, case: CaseId) -> Iterator[AccessLine]:
    """Whoever is on the case now because something in it waits, and for no other reason."""
    facts, now = session.store.facts(), session.now()
    for staff in facts.staff:
        why = access(staff, case, facts, now).why
        if why and why <= {Why.DUTY, Why.SERVICE_MANAGER}:
            yield AccessLine(GivenSort.DUTY, session.name_of(staff), None)


def _kept_out(session: Session, case: CaseId) -> Iterator[AccessLine]:
    may_end, today = session.may(Action.EXCLUDE, grants_scope(case)), session.today()
    for state in session.store.records(Exclusion.kind, grants_scope(case)):
        recorded, created = read_record(Exclusion, state), state.created
        period = recorded.period
        over = period is not None and period.ends is not None and period.starts <= period.ends < today
        if recorded.staff is None or created is None or over:
            continue
        yield AccessLine(
            sort=GivenSort.EXCLUSION,
            who=session.name_of(StaffId(recorded.staff)),
            starts=period.starts if period else None,
            ends=period.ends if period else None,
            reason=reason_of(session, case, state.record),
            by=session.name_of(created.on_behalf or created.author),
            record=state.record,
            sent=created.order[0] == 0,
            begun=period is None or period.covers(today),
            may_end=may_end and (period is None or period.ends != today),
        )
