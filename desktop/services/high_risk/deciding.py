"""Proposals for the high-risk list, and what a senior decides: on the list, declined, taken off, looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.proposal import HighRiskProposal, Listing, ListStatus
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.identifier import CaseId, RecordId, case_of, case_scope
from casework.records.part import words_of
from casework.rules.day_words import plain_date
from casework.rules.high_risk.definition import definition_of, eligibility, met_in
from casework.rules.high_risk.membership import decisions, waiting
from casework.rules.standing import read_record, shown_parents
from casework.words import say
from desktop.services.high_risk.facts import definition_now, high_risk_tables
from desktop.services.person_line import PersonLine
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.change import Change

GONE = say("This proposal is not on this laptop any more. Sync and open it again.")
NO_DEFINITION = say("No definition of the high-risk list is in force. Ask the office to confirm one.")
OWN = say("This is your own proposal. Another senior of the case has to decide about it.")
DECIDED = say("This has been decided meanwhile. Nothing was changed.")

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProposalLine:
    """A proposal that nobody has decided about. `carried`: which limbs and conditions carry it, with their words.

    `grounds`: what each rests on. `may_decide`: by who looks; `mine`: they proposed it.
    """

    case: CaseId
    record: RecordId
    person: PersonLine
    by: str
    on: date
    sort: HighRiskSort | None
    version: str
    carried: Lines
    grounds: Lines
    at_risk: str
    handling: str
    may_decide: bool = False
    mine: bool = False


def begun_proposal(session: Session, kind: str) -> dict[str, JsonValue]:
    """What a new proposal begins with: the definition it is made under, and today. Nothing for any other kind."""
    definition = definition_now(session) if kind == HighRiskProposal.kind else None
    if definition is None:
        return {}
    return {"definition": definition.ref.model_dump(mode="json"), "proposed_on": session.today().isoformat()}


def proposal_lines(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[ProposalLine, ...]:
    """The proposals that wait: those a senior of the case may decide about, and those of people one works with."""
    states = waiting(session.store.records(HighRiskProposal.kind))
    lines = [_line(session, state, people) for state in states]
    return tuple(line for line in lines if line)


def _line(session: Session, state: RecordState, people: Mapping[CaseId, PersonLine]) -> ProposalLine | None:
    case = case_of(state.scope)
    if case is None or case not in people:
        return None
    record = read_record(HighRiskProposal, state)
    mine = _is_own(session, state)
    definition = record.definition
    return ProposalLine(
        case=case,
        record=state.record,
        person=people[case],
        by=session.name_of(record.recorded_by or ""),
        on=record.proposed_on or session.today(),
        sort=record.sort,
        version=say("version {version}", version=definition.version) if definition else say("a version not known here"),
        carried=_carried(session, record),
        grounds=_grounds(record),
        at_risk=", ".join(words_of(one) for one in record.at_risk or ()),
        handling=record.handling.words if record.handling else "",
        may_decide=session.access(case).decides and not mine,
        mine=mine,
    )


def _carried(session: Session, record: HighRiskProposal) -> Lines:
    tables = high_risk_tables(session).definitions
    definition = definition_of(record.definition, tables) if record.definition else None
    if definition is None:
        return ()
    codes = eligibility(definition, met_in(record.values())).codes
    words = {one.code: one.words for side in definition.side for one in side.criterion}
    return tuple((code, words[code]) for code in codes)


def _grounds(record: HighRiskProposal) -> Lines:
    found: list[tuple[str, str]] = []
    found += [
        ("a", f"{one.offence}, {one.court}, {plain_date(one.on)}")
        for one in record.convictions or ()
        if one.on_indictment
    ]
    found += [("b", record.public_safety)] if record.public_safety else []
    found += [("c", f"{plain_date(one.on)}: {one.what}") for one in record.concerns or ()]
    if record.assessments:
        found.append(
            (
                "i",
                say(
                    "{assessments} recorded assessment{part}",
                    assessments=len(record.assessments),
                    part="s" * (len(record.assessments) > 1),
                ),
            )
        )
    found += [
        (
            "ii",
            say(
                "{source}, {on}, held by {holder}{part}{says}",
                source=one.source,
                on=plain_date(one.on),
                holder=one.holder,
                part=": " * bool(one.says),
                says=one.says,
            ),
        )
        for one in record.reports or ()
    ]
    return (*found, ("", record.continues or ""))


def may_decide(session: Session, case: CaseId, proposal: RecordState) -> bool:
    """Whether the person at the keyboard may decide about a proposal: a senior of the case who did not make it."""
    return session.access(case).decides and not _is_own(session, proposal)


def _is_own(session: Session, state: RecordState) -> bool:
    made_by = state.created.author if state.created else ""
    return session.me in {read_record(HighRiskProposal, state).recorded_by, made_by}


def decide_proposal(session: Session, case: CaseId, record: str, *, accept: bool, reason: str) -> Change:
    """A senior puts somebody on the list, or declines the proposal, with the reason.

    Raises:
        NotComplete: without a reason, or with one that is too long.
        UserError: without the role, on one's own proposal, or where it was decided meanwhile.
    """
    state = _state(session, case, record)
    if decisions(state):
        raise UserError(DECIDED)
    status = ListStatus.ON if accept else ListStatus.DECLINED
    return _list(session, state, status, reason, session.today() if accept else None)


def take_off(session: Session, case: CaseId, record: str, reason: str) -> Change:
    """A senior takes somebody off the list, with the reason. Raises as `decide_proposal`."""
    state = _state(session, case, record)
    on = [one for one in decisions(state) if one.status is ListStatus.ON]
    if not on:
        raise UserError(DECIDED)
    return _list(session, state, ListStatus.OFF, reason, min(one.since or one.on for one in on))


def look_again(session: Session, case: CaseId, record: str, reason: str) -> Change:
    """A senior notes that somebody on the list meets the definition as it is now. Raises as `decide_proposal`."""
    _check_reason(reason, say("the definition is still met"))
    definition = definition_now(session)
    if definition is None:
        raise UserError(NO_DEFINITION)
    made = HighRiskRecheck(
        proposal=_state(session, case, record).record,
        definition=definition.ref,
        recorded_by=session.me,
        on=session.today(),
        reason=reason.strip(),
    )
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.new_record(made, session.store.new_id())])


def _list(session: Session, state: RecordState, status: ListStatus, reason: str, since: date | None) -> Change:
    _check_reason(
        reason,
        {ListStatus.ON: say("you agree"), ListStatus.DECLINED: say("you decline")}.get(status, say("they come off")),
    )
    if _is_own(session, state):
        raise UserError(OWN)
    definition = definition_now(session)
    if definition is None:
        raise UserError(NO_DEFINITION)
    made = Listing(
        status=status, by=session.me, on=session.today(), reason=reason.strip(), definition=definition.ref, since=since
    )
    values: dict[str, JsonValue] = {"listing": made.model_dump(mode="json", exclude_none=True)}
    recorder = Recorder(session)
    edit = recorder.change(state, values, reason.strip())
    parents = shown_parents(state, "listing")
    edit = edit.model_copy(update={"parents": {"listing": parents} if parents else {}})
    return recorder.save(state.scope, [edit])


def _check_reason(reason: str, why: str) -> None:
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why {why}.", why=why))])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)


def _state(session: Session, case: CaseId, record: str) -> RecordState:
    state = session.state(case, record)
    if state is None or state.kind != HighRiskProposal.kind:
        raise UserError(GONE)
    return state
