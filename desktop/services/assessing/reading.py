"""An assessment as it is read: what follows from it now, what was discussed, and the results over time.

A level is worked out whenever it is read, from the numbers that stand and the table of the assessment; none is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casework.ledger.fold import Order, RecordState
from casework.records.assessment.assessment import Assessment, EnteredLevel, Instrument, Override, PartNumber
from casework.records.assessment.discussion import Discussed, Discussion
from casework.records.file.ending import RuleRef
from casework.records.identifier import CaseId
from casework.rules.day_words import plain_date
from casework.rules.discussed import accounts_of, names
from casework.rules.duty.assessment import talked_over_on
from casework.rules.duty.fact import DutyFacts, gather_facts
from casework.rules.instrument.completing import may_complete
from casework.rules.instrument.instrument_table import InstrumentTable, Part, table_for
from casework.rules.instrument.subject import known_problems
from casework.rules.permission import may_record
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.assessing.result import Result, result_of
from desktop.services.assessing.scores import ScoreSeries, score_series
from desktop.services.assessing.tables import confirmation_of, instruments_here, subject_here, trainings_here
from desktop.services.present import Lines
from desktop.services.record_list import parts_of
from desktop.services.session import Session


@dataclass(frozen=True)
class PastResult:
    """One assessment with the same instrument. `levels`: each scale with its level as it follows now."""

    record: str
    on: date
    total: str
    levels: tuple[str, ...]
    by: str
    this: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class AssessmentView:
    """What the page of an assessment says above its fields. `past`: the latest first, this one among them.

    `scores`: the numbers over time, by scale. `blocks`: by field what stands there in the words of the instrument,
    instead of its codes. `sort`: which instrument it is; `instrument`: what it is called.
    """

    instrument: str
    result: Result
    past: tuple[PastResult, ...]
    may_repeat: bool = True
    scores: tuple[ScoreSeries, ...] = ()
    blocks: Mapping[str, tuple[Lines, ...]] = field(default_factory=dict)
    sort: Instrument | None = None


def read_assessment(
    session: Session, case: CaseId, state: RecordState, *, restricted: bool = True
) -> AssessmentView | None:
    """What follows from an assessment; None for a record of another kind. `restricted`: with others of that part."""
    if state.kind != Assessment.kind:
        return None
    tables = instruments_here(session)
    this = read_record(Assessment, state)
    scopes = parts_of(session, case, restricted=restricted) | {state.scope}
    states = session.store.states({Assessment.kind, Discussion.kind}, scopes)
    facts = gather_facts(states)
    table = table_for(this, tables)
    result = result_of(this, table, session.name_of)
    said = _discussed(session, facts, str(state.record))
    return AssessmentView(
        instrument=result.instrument,
        result=replace(
            result,
            # It may have been signed before somebody corrected who the person is.
            refusal=_refusal(session, case, this, table),
            training=_training(session, this),
            discussed=said,
            duty=session.duty_now(),
        ),
        past=tuple(_past(session, states, this, str(state.record), tables)),
        scores=score_series(_same(states, this), str(state.record), tables),
        may_repeat=may_record(Assessment.kind, session.role(), session.access(case)),
        blocks=_blocks(this, table, session),
        sort=this.instrument,
    )


def _refusal(session: Session, case: CaseId, this: Assessment, table: InstrumentTable | None) -> str:
    if table is None or this.assessed_on is None:
        return ""
    return " ".join(known_problems(table, subject_here(session, case), this.assessed_on))


def _levels(result: Result) -> Iterator[str]:
    """Each level with what it is of: such as "LS/CMI, risk and need level: High, overridden to Medium"."""
    for one in result.scales:
        if one.level:
            override = (
                say(", overridden to {overridden_to}", overridden_to=one.overridden_to) if one.overridden_to else ""
            )
            beside = say(" (another level was entered)") if one.beside else ""
            yield f"{named_scale(result.instrument, one.title)}: {one.level}{override}{beside}"


def named_scale(instrument: str, scale: str) -> str:
    """The name of a scale with its instrument's, once: a level is never said without what it is of."""
    return scale if instrument.casefold() in scale.casefold() else f"{instrument}, {scale[:1].lower()}{scale[1:]}"


def _past(
    session: Session, states: list[RecordState], this: Assessment, record: str, tables: tuple[InstrumentTable, ...]
) -> list[PastResult]:
    found = []
    # Of two of one day the later one comes first.
    of_kind = sorted((s for s in states if s.kind == Assessment.kind and s.created), key=_made, reverse=True)
    known = {str(s.record): read_record(Assessment, s) for s in of_kind}
    corrected = {one.corrects for one in known.values()}
    for ident, one in known.items():
        same = one.instrument is this.instrument and one.instrument_name == this.instrument_name
        if not same or one.assessed_on is None:
            continue
        result = result_of(one, table_for(one, tables), session.name_of)
        found.append(
            PastResult(
                record=ident,
                on=one.assessed_on,
                total=result.total,
                levels=tuple(_levels(result)),
                by=session.name_of(one.assessor) if one.assessor else "",
                this=ident == record,
                corrected=ident in corrected,
            )
        )
    return sorted(found, key=lambda one: one.on, reverse=True)


def _same(states: list[RecordState], this: Assessment) -> dict[str, Assessment]:
    """Every assessment with the same instrument, in the order in which they were made."""
    made = sorted((s for s in states if s.kind == Assessment.kind and s.created), key=_made)
    read = {str(s.record): read_record(Assessment, s) for s in made}
    named = (this.instrument, this.instrument_name)
    return {ident: one for ident, one in read.items() if (one.instrument, one.instrument_name) == named}


def _made(state: RecordState) -> tuple[datetime, Order]:
    assert state.created is not None
    return state.created.at, state.created.order


def _training(session: Session, this: Assessment) -> str:
    if not this.assessor or this.instrument is None or this.assessed_on is None:
        return ""
    return may_complete(trainings_here(session), this.assessor, this.instrument, this.assessed_on) or ""


def _discussed(session: Session, facts: DutyFacts, record: str) -> str:
    """That exactly this version was discussed with a senior; empty while it was not."""
    day = talked_over_on(facts, record, session.today())
    if day is None:
        return ""
    this = Discussed(record=record, version=facts.versions.get(record, ""))
    about = [one for one in facts.of(Discussion).values() if one.on == day and names(one, this)]
    senior = session.name_of(about[0].senior) if about and about[0].senior else say("a senior")
    both = say(" Both recorded it: see Discussions.") if len(accounts_of(this, facts.of(Discussion))) > 1 else ""
    return say("Discussed with {senior}, {day}.{both}", senior=senior, day=plain_date(day), both=both)


def _blocks(this: Assessment, table: InstrumentTable | None, session: Session) -> dict[str, tuple[Lines, ...]]:
    """The fields that hold codes of the instrument, in its words instead."""
    if table is None:
        return {}
    parts = {part.code: part for part in table.parts}
    numbers = tuple(_number(parts.get(one.code), one, table) for one in this.parts or ())
    levels = tuple(_entered(one, table) for one in this.levels or ())
    found: dict[str, tuple[Lines, ...]] = {"parts": (numbers,) if numbers else (), "levels": levels}
    if this.override is not None:
        found["override"] = (_override(this.override, table, session),)
    if this.table is not None:
        found["table"] = (_named_table(this.table, table, session),)
    return {name: blocks for name, blocks in found.items() if blocks}


def _number(part: Part | None, one: PartNumber, table: InstrumentTable) -> tuple[str, str]:
    if part is None:
        return one.code, str(one.number)
    return part.label, say("{number} of {maximum}", number=one.number, maximum=part.maximum) if table.applies else str(
        one.number
    )


def _entered(one: EnteredLevel, table: InstrumentTable) -> Lines:
    scale = table.scale(one.scale)
    level = (scale.label if scale else one.scale, table.words(one.level))
    return _filled(level, (say("From"), one.table), (say("Why"), one.rationale))


def _override(one: Override, table: InstrumentTable, session: Session) -> Lines:
    scale = table.scale(one.scale)
    agreed = session.name_of(one.senior) if one.senior else ""
    level = (scale.label if scale else say("Level"), table.words(one.level))
    return _filled(level, (say("Reason"), one.reason), (say("Senior who agreed"), agreed))


def _named_table(ref: RuleRef, table: InstrumentTable, session: Session) -> Lines:
    """The table by which it was signed, and whose word switched it on."""
    if ref != table.ref:
        return (
            (
                "",
                say(
                    "{code}, table version {version}: not in use on this laptop any more",
                    code=ref.code,
                    version=ref.version,
                ),
            ),
        )
    by = confirmation_of(session, table)
    if by is None or by.confirmed_on is None or not by.confirmed_by:
        return (("", table.name),)
    when = f"{session.name_of(by.confirmed_by)}, {plain_date(by.confirmed_on)}"
    said = by.withdrawn
    over = f"{session.name_of(said.by)}, {plain_date(said.on)}: {said.reason}" if said else ""
    return _filled(
        ("", table.name), (say("Confirmed"), when), (say("Against"), by.manual or ""), (say("Withdrawn"), over)
    )


def _filled(*lines: tuple[str, str]) -> Lines:
    return tuple(line for line in lines if line[1])
