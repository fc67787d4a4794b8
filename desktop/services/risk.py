"""Recording a level of risk of serious harm, proposing a lower one, and a senior's answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.problem import about
from casework.records.caution import HIGH, RISK_LEVELS
from casework.records.file.case import RISK_WORDS, Case, RiskLevel, StandingRisk
from casework.records.identifier import CaseId, RecordId, case_of, case_scope
from casework.records.risk.risk_level import Answer, ProposalAnswer, RiskLevelRecord
from casework.rules.standing import read_record, shown_parents
from casework.words import say
from desktop.services.person_line import PersonLine, RiskView, risk_view
from desktop.services.recorder import REASON_MAX, NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.change import Change


@dataclass(frozen=True)
class ProposalLine:
    """A proposed lower level that waits for a senior. `person.risk` is what stands; `may_answer`: by who looks."""

    record: str
    case: CaseId
    person: PersonLine
    level: RiskLevel
    rationale: str
    by: str
    on: date
    may_answer: bool = False


@dataclass(frozen=True)
class Signed:
    """What signing did: set the level, or put a proposal before a senior."""

    change: Change
    proposal: bool
    record: str


def is_lowering(session: Session, case: CaseId, level: RiskLevel) -> bool:
    """Whether this level is below a standing high or very high one, so that only a senior may set it."""
    state = session.store.record(case_scope(case), RecordId(case))
    return lowers(risk_view(session, state).level, level)


def lowers(standing: RiskLevel | None, level: RiskLevel) -> bool:
    """Whether a level is below a standing high or very high one."""
    return standing is not None and _rank(standing) >= HIGH and _rank(level) < _rank(standing)


def sign_level(session: Session, case: CaseId, level: RiskLevel, rationale: str) -> Signed:
    """Sign a level. A worker's lowering of a high or very high one becomes a proposal, and the higher stands.

    Raises:
        NotComplete: if the rationale is missing.
    """
    if not rationale.strip():
        raise NotComplete([about("rationale", say("Rationale is missing: write what the level follows from."))])
    lowering = is_lowering(session, case, level)
    if lowering and reason_problems(rationale):
        # It is kept as the reason of the lowering, too.
        raise NotComplete(
            [
                about(
                    "rationale",
                    say("Rationale is too long: shorten it to {reason_max} characters.", reason_max=REASON_MAX),
                )
            ]
        )
    proposal = lowering and not session.access(case).decides
    record = session.store.new_id()
    signed = RiskLevelRecord(
        level=level, rationale=rationale, assessor=session.me, assessed_on=session.today(), proposal=proposal
    )
    recorder = Recorder(session)
    edits = [recorder.new_record(signed, record)]
    if not proposal:
        edits.append(_standing_edit(session, case, signed, record, rationale if lowering else None))
    return Signed(recorder.save(case_scope(case), edits), proposal, record)


def open_proposals(session: Session, people: Mapping[CaseId, PersonLine]) -> tuple[ProposalLine, ...]:
    """Proposed lower levels without an answer: those a senior may answer, and the person's own."""
    lines = []
    for state in session.store.records(RiskLevelRecord.kind):
        record, case = read_record(RiskLevelRecord, state), case_of(state.scope)
        if not record.proposal or record.answer or case is None or case not in people or record.level is None:
            continue
        mine, decides = record.assessor == session.me, session.access(case).decides
        if not decides and not mine:
            continue
        by, on = session.name_of(record.assessor or ""), record.assessed_on or session.today()
        lines.append(
            ProposalLine(
                state.record, case, people[case], record.level, record.rationale or "", by, on, decides and not mine
            )
        )
    return tuple(sorted(lines, key=lambda line: line.on))


def answer_proposal(
    session: Session, case: CaseId, record: str, answer: ProposalAnswer, reason: str, shown: RiskView | None = None
) -> Change:
    """A senior agrees to a proposed lower level, which then stands, or declines it.

    `shown` is what stood on the senior's screen: nobody lowers a level that they have not seen.

    Raises:
        UserError: without the role or a reason, on one's own proposal, or where something changed meanwhile.
    """
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why you agree or decline."))])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)
    state = session.state(case, record)
    proposed = read_record(RiskLevelRecord, state) if state else None
    if state is None or proposed is None or proposed.level is None:
        raise UserError(say("This proposal is not on this laptop any more. Sync and open it again."))
    if proposed.assessor == session.me:
        raise UserError(say("This is your own proposal. Another senior has to answer it."))
    if proposed.answer is not None:
        raise UserError(say("This proposal has been answered meanwhile. Nothing was changed."))
    if shown is not None and risk_view(session, session.store.record(case_scope(case), RecordId(case))) != shown:
        raise UserError(say("The standing level has changed meanwhile. Look at it again, then answer."))
    given = Answer(answer=answer, senior=session.me, on=session.today(), reason=reason)
    recorder = Recorder(session)
    edits = [recorder.change(state, {"answer": given.model_dump(mode="json")}, reason)]
    if answer is ProposalAnswer.AGREED:
        edits.append(_standing_edit(session, case, proposed, record, reason))
    return recorder.save(case_scope(case), edits)


def _standing_edit(session: Session, case: CaseId, signed: RiskLevelRecord, record: str, reason: str | None) -> Edit:
    """Set what stands, naming what it replaces.

    Somebody who may decide replaces every view on the screen, with the reason; anybody else continues the one that
    stands, so that an open conflict stays open.
    """
    state = session.store.record(case_scope(case), RecordId(case))
    value = StandingRisk(
        level=signed.level or RiskLevel.VERY_HIGH,
        assessor=signed.assessor or session.me,
        assessed_on=signed.assessed_on or session.today(),
        rationale=signed.rationale or "",
        record=record,
    )
    values: dict[str, JsonValue] = {"standing_risk": value.model_dump(mode="json")}
    if state is None:
        return Edit(record=RecordId(case), kind=Case.kind, set=values)
    edit = Recorder(session).change(state, values, reason)
    if reason and session.access(case).decides:
        return edit.model_copy(update={"parents": {"standing_risk": shown_parents(state, "standing_risk")}})
    return edit


def level_words(level: RiskLevel | None) -> str:
    """Such as High risk of serious harm, or that it is not known."""
    return (
        say("{risk} risk of serious harm", risk=RISK_WORDS[level]) if level else say("Risk of serious harm not known")
    )


def _rank(level: RiskLevel) -> int:
    return RISK_LEVELS.index(level) + 1
