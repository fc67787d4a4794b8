"""The end of the work with a person: recording it, taking it back, legal holds, and how the file stands."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.problem import Problem, about
from casework.records.check import check_value
from casework.records.file.case import Case, CaseState
from casework.records.file.ending import Ending, EndingCause, Handover, RuleRef
from casework.records.file.legal_hold import HoldGrounds, HoldState, HoldStatus, LegalHold
from casework.records.file.retention_text import RetentionText
from casework.records.identifier import AGENCY, CaseId, RecordId, case_of, case_scope
from casework.records.multi_agency.transfer import Transfer
from casework.records.part import Said
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.sentence.order import ORDER_WORDS, Order
from casework.rules.handover import HandedOver, handed_over, waits_for_acceptance
from casework.rules.retention import CaseEnd, Retention, gather_end, last_order_ended, retention_of
from casework.rules.retention_rule import RetentionRule, load_rules, read_rules, rule_for
from casework.rules.standing import read_record, shown_parents
from casework.rules.status import status_of
from casework.words import say
from desktop.services.person_line import PersonLine, person_state
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.services.status import CaseDue, read_status
from desktop.store.change import Change

_FACTS = (Case.kind, Ending.kind, Order.kind, LegalHold.kind, Transfer.kind)
_ACCEPTED = "The other service accepted the case"
"""Recorded as where a status is known from: a record is the same in every language."""

_GONE = UserError(say("This is not on this laptop any more. Sync and open it again."))


@dataclass(frozen=True)
class EndingLine:
    """One end of the work that is recorded and was not taken back."""

    record: str
    because: EndingCause
    on: date
    by: str


@dataclass(frozen=True)
class HoldLine:
    """One legal hold that stands."""

    record: str
    words: str
    asked_by: str
    since: date | None


@dataclass(frozen=True)
class EndingPage:
    """How a case stands: open or not, its orders, ends and holds, and the retention of its file.

    `handed_over`: a transfer that the other service has accepted. `asked`: one that waits for it. `in_force`: the
    record of an order that is in force, where its last day is corrected.
    """

    open: bool
    orders: tuple[str, ...] = ()
    last_ended: date | None = None
    dead_since: date | None = None
    review_waits: bool = False
    endings: tuple[EndingLine, ...] = ()
    holds: tuple[HoldLine, ...] = ()
    retention: Retention | None = None
    handed_over: HandedOver | None = None
    asked: bool = False
    in_force: str = ""


def read_ending(session: Session, case: CaseId) -> EndingPage:
    """How the case of a person stands."""
    states, today = _facts(session, case), session.today()
    end, status = gather_end(states), read_status(session, case)
    ended = [state for state in states if state.kind == Ending.kind]
    dead = status.view.standing if status.view.is_dead else None
    return EndingPage(
        open=not end.closed,
        orders=_running(end, today),
        last_ended=last_order_ended(end, today),
        dead_since=dead.since if dead else None,
        review_waits=status.review_of is not None,
        endings=tuple(line for state in ended if (line := _ending_line(session, state))),
        holds=tuple(hold for state in states if state.kind == LegalHold.kind and (hold := _hold_line(state))),
        retention=retention_of(end, agency_rules(session), today) if ended else None,
        handed_over=handed_over(_transfers(states)),
        asked=waits_for_acceptance(_transfers(states)),
        in_force=next((state.record for state in states if _is_running(state, today)), ""),
    )


def _is_running(state: RecordState, today: date) -> bool:
    return state.kind == Order.kind and bool(_running(gather_end([state]), today))


def agency_rules(session: Session) -> tuple[RetentionRule, ...]:
    """The retention rules of this agency as the office told them; those that come with Doorstep where it told none."""
    for state in session.store.records(RetentionText.kind, AGENCY):
        text = read_record(RetentionText, state).text
        with suppress(UserError):
            if text:
                return read_rules(text)
    return load_rules()


def end_work(
    session: Session,
    case: CaseId,
    because: EndingCause,
    on: date,
    notes: str = "",
    handover: Handover | None = None,
) -> Change:
    """Record that the work has ended, and close the case with it; a transfer also says where the person is.

    Raises:
        NotComplete: with a sentence for each thing that is missing, or that speaks against it.
        UserError: where the case is not on this laptop any more.
    """
    page, state = read_ending(session, case), session.store.record(case_scope(case), RecordId(case))
    if state is None:
        raise _GONE
    if problems := _ending_problems(page, because, on, session.today()):
        raise NotComplete(problems)
    record = Ending(
        because=because,
        on=on,
        rule=_rule_ref(session, because),
        handover=handover,
        notes=notes.strip() or None,
        recorded_by=session.me,
    )
    recorder = Recorder(session)
    edits = [recorder.new_record(record, session.store.new_id()), recorder.change(state, {"state": CaseState.CLOSED})]
    if because is EndingCause.TRANSFER and handover is not None:
        edits += _transferred(session, case, handover)
    return recorder.save(case_scope(case), edits)


def _rule_ref(session: Session, because: EndingCause) -> RuleRef | None:
    """The rule that runs from now on. Where the agency has none for this, Doorstep's own, which nobody confirmed.

    The work has ended whether or not the agency has thought of a rule for it: it has to be recorded, and the file is
    kept, with no day, until the agency writes one.
    """
    rule = rule_for(because, agency_rules(session)) or rule_for(because, load_rules())
    return rule.ref if rule else None


def take_back_ending(session: Session, case: CaseId, ending: str, reason: str) -> Change:
    """Withdraw an end of the work, with the reason, and open the case again.

    Raises:
        NotComplete: without a reason.
        UserError: where it is not on this laptop any more.
    """
    state, own = session.state(case, ending), session.store.record(case_scope(case), RecordId(case))
    if state is None or own is None:
        raise _GONE
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why the work has not ended."))])
    if problems := reason_problems(reason):
        raise NotComplete(problems)
    said = Said(by=session.me, on=session.today(), reason=reason.strip()).model_dump(mode="json")
    recorder = Recorder(session)
    edits = [
        recorder.change(state, {"withdrawn": said}, reason.strip()),
        recorder.change(own, {"state": CaseState.OPEN}, reason.strip()),
    ]
    return recorder.save(case_scope(case), edits)


def put_hold(session: Session, case: CaseId, grounds: HoldGrounds) -> Change:
    """Put up a legal hold: nothing of the case is disposed of while it stands."""
    state = HoldState(status=HoldStatus.ACTIVE, by=session.me, on=session.today())
    recorder = Recorder(session)
    record = LegalHold(grounds=grounds, state=state)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])


def lift_hold(session: Session, case: CaseId, hold: str, reason: str) -> Change:
    """A senior lifts a legal hold, with the reason.

    Raises:
        NotComplete: without a reason.
        UserError: by anybody else, or where it is not on this laptop any more.
    """
    state = session.state(case, hold)
    if state is None:
        raise _GONE
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why the hold is lifted."))])
    gone: JsonValue = HoldState(status=HoldStatus.REMOVED, by=session.me, on=session.today()).model_dump(mode="json")
    recorder = Recorder(session)
    edit = recorder.change(state, {"state": gone}, reason.strip())
    parents = {"state": shown_parents(state, "state")}
    return recorder.save(case_scope(case), [edit.model_copy(update={"parents": parents})])


def ends_due(session: Session, people: Mapping[CaseId, PersonLine]) -> list[CaseDue]:
    """The open cases whose orders have all ended, or that another service accepted: somebody records the end."""
    by_case: dict[CaseId, list[RecordState]] = {}
    for kind in _FACTS:
        for state in session.store.records(kind):
            case = case_of(state.scope)
            if case is not None and case in people and state.scope == case_scope(case):
                by_case.setdefault(case, []).append(state)
    found = []
    for case, states in by_case.items():
        due = _end_due(case, states, session.today())
        if due is not None:
            found.append(due)
    return found


def _end_due(case: CaseId, states: list[RecordState], today: date) -> CaseDue | None:
    end, over = gather_end(states), handed_over(_transfers(states))
    if over is not None and over.ends_on <= today and not end.closed:
        return CaseDue(say("Another service accepted the case: record the end of the work"), case, over.ends_on)
    ended = last_order_ended(end, today)
    if ended is None:
        return None
    return CaseDue(say("The last order has ended: record the next one, or the end of the work"), case, ended)


def _ending_problems(page: EndingPage, because: EndingCause, on: date, today: date) -> list[Problem]:
    problems = [] if page.open else [about("", say("This case is closed already."))]
    if on > today:
        problems.append(about("on", say("Ended on: the day has not come yet; correct it.")))
    if because is EndingCause.ORDER_END and page.orders:
        problems.append(
            about(
                "because",
                say(
                    "Still in force: {orders}. Correct its last day, or wait until it has ended.",
                    orders="; ".join(page.orders),
                ),
            )
        )
    if because is EndingCause.DEATH and page.dead_since is None:
        problems.append(about("because", say("Nobody has recorded that the person died: record that first.")))
    elif because is EndingCause.DEATH and page.review_waits:
        problems.append(about("because", say("A senior has to decide first whether the death is reviewed.")))
    if because is EndingCause.TRANSFER and page.asked and page.handed_over is None:
        problems.append(
            about(
                "because",
                say("Nobody of the other service has accepted the case: record that first. We are responsible."),
            )
        )
    return problems


def _transferred(session: Session, case: CaseId, handover: Handover) -> list[Edit]:
    """Where the person is after a transfer; left as it is while two views of that wait to be settled."""
    state = person_state(session, case)
    if state is None or status_of(state).two_views:
        return []
    value: dict[str, JsonValue] = {
        "status": StatusSort.TRANSFERRED,
        "since": handover.accepted_on.isoformat(),
        "source": _ACCEPTED,
        "place": handover.service,
    }
    status = PersonStatus.model_validate(value)
    return [Recorder(session).change(state, {"status": status.model_dump(mode="json")})]


def checked_handover(service: str, accepted_on: date, accepted_by: str) -> Handover:
    """Who took the case over. Raises `NotComplete` where something is too long or missing."""
    value: dict[str, JsonValue] = {
        "service": service.strip(),
        "accepted_on": accepted_on.isoformat(),
        "accepted_by": accepted_by.strip(),
    }
    if problems := check_value(Ending.kind, "handover", value):
        raise NotComplete(problems)
    return Handover.model_validate(value)


def _transfers(states: list[RecordState]) -> list[Transfer]:
    return [read_record(Transfer, state) for state in states if state.kind == Transfer.kind]


def _facts(session: Session, case: CaseId) -> list[RecordState]:
    return [state for kind in _FACTS for state in session.store.records(kind, case_scope(case))]


def _running(end: CaseEnd, today: date) -> tuple[str, ...]:
    running = [term for term in end.orders if term and (term.ends is None or max(term.starts, term.ends) >= today)]
    unread = [say("An order recorded in a newer version")] if None in end.orders else []
    return (*dict.fromkeys(ORDER_WORDS[term.sort] for term in running), *unread)


def _ending_line(session: Session, state: RecordState) -> EndingLine | None:
    record = read_record(Ending, state)
    if record.withdrawn is not None or record.because is None or record.on is None:
        return None
    return EndingLine(state.record, record.because, record.on, session.name_of(record.recorded_by or ""))


def _hold_line(state: RecordState) -> HoldLine | None:
    record = read_record(LegalHold, state)
    if record.state is not None and record.state.status is HoldStatus.REMOVED:
        return None
    grounds = record.grounds
    if grounds is None:
        return HoldLine(state.record, say("A legal hold that a senior has to look at first"), "", None)
    return HoldLine(state.record, grounds.basis.words, grounds.asked_by, grounds.since)
