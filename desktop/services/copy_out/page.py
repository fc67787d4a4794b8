"""What is still to be keyed into other systems: this person's own, and that of the cases in which they decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.file.rekeying import Rekeyed, tick_id
from casework.records.identifier import SERVER_DEVICE, CaseId, RecordId, Scope, case_of
from casework.records.risk.risk_level import ProposalAnswer, RiskLevelRecord
from casework.rules.copy_out.layout import Layout, Only, copy_out_tables, layouts_on
from casework.rules.copy_out.standing import (
    Read,
    Standing,
    Tick,
    hindrance,
    is_struck_out,
    is_taken_back,
    standing_of,
    ticks_of,
)
from casework.rules.high_risk.membership import on_list
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.caseload import officer_of
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.copy_out.block import CopyBlock, copy_block, head_of
from desktop.services.local_time import local
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.record_check import CORRECTS
from desktop.services.record_form import corrected_of
from desktop.services.record_list import RecordLine, read_line
from desktop.services.session import Session

KEYED_SHOWN_DAYS = 7
"""So long what was keyed still stands at the end of the list, so that a slip can be taken back."""


@dataclass(frozen=True)
class Corrections:
    """By record, the entries that made what corrects it; of which one waits for a senior; what is struck out."""

    made: Mapping[str, frozenset[str]]
    awaiting: frozenset[str]
    struck: frozenset[str]


_TAKEN_OUT = say("something that was taken out of this file")

OPEN = (Standing.TO_REMOVE, Standing.CHANGED, Standing.TO_KEY, Standing.WAITS)
"""What stands in the list until somebody keys it, in its order."""


@dataclass(frozen=True)
class TickLine:
    """One tick in words: by whom, and when."""

    by: str
    at: datetime
    mine: bool


@dataclass(frozen=True)
class KeyingCase:
    """One record and one system. `why`: why it is not to be keyed yet, in a sentence; `officer`: whose case it is.

    `gone`: it was taken out of the file, so that nothing but its tick is left here.
    """

    layout: Layout
    line: RecordLine
    person: PersonLine
    standing: Standing
    block: CopyBlock
    read: Read
    officer: str
    mine: bool
    days: int
    corrected_by: frozenset[str] = frozenset()
    gone: bool = False
    why: str = ""
    ticks: tuple[TickLine, ...] = ()
    corrects: bool = False

    @property
    def key(self) -> str:
        """What tells it from every other; once it is keyed it is another row."""
        part = "open" if self.is_open else "keyed"
        return f"{self.layout.system}/{self.line.record}/{part}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.standing in OPEN

    @property
    def may_tick(self) -> bool:
        """Whether it is for keying now."""
        return self.is_open and self.standing is not Standing.WAITS


@dataclass(frozen=True)
class Share:
    """How much of a team is still to be keyed by one officer, and for how many days the oldest has been."""

    officer: str
    count: int
    oldest_days: int


@dataclass(frozen=True)
class KeyingView:
    """What there is to key, own first, then the oldest; `off`: the lay-outs that the agency has not switched on."""

    today: date
    cases: tuple[KeyingCase, ...]
    off: tuple[str, ...] = ()
    shares: tuple[Share, ...] = field(default=())

    @property
    def open(self) -> tuple[KeyingCase, ...]:
        """What is still to be keyed."""
        return tuple(one for one in self.cases if one.is_open)


def read_keying(session: Session) -> KeyingView:
    """Everything that is to be keyed by this person, and by the officers of the cases in which they decide."""
    confirmed, today = confirmed_tables(session), session.today()
    layouts = layouts_on(confirmed, today)
    people = person_lines(session)
    listed = (*_cases(session, layouts, people), *_gone(session, layouts, people))
    found = [one for one in listed if one.mine or session.access(one.person.case).decides]
    ordered = sorted(found, key=_order)
    off = sorted({table.title for table in copy_out_tables(confirmed) if not table.confirmed})
    return KeyingView(today, tuple(ordered), tuple(off), tuple(_shares(ordered)))


def count_keying(session: Session) -> int:
    """How much this person still has to key."""
    return sum(one.mine and one.may_tick for one in read_keying(session).cases)


def _order(one: KeyingCase) -> tuple[bool, bool, int, datetime, str]:
    place = OPEN.index(one.standing) if one.is_open else len(OPEN)
    return not one.is_open, not one.mine, place, one.line.at, one.key


def _cases(session: Session, layouts: tuple[Layout, ...], people: dict[CaseId, PersonLine]) -> Iterator[KeyingCase]:
    kinds = {layout.block.kind for layout in layouts}
    if not kinds:
        return
    states = session.store.states(kinds, set(_scopes(session, people)))
    replaced = _replaced(states)
    officers = {case: officer_of(session, case) or "" for case in people}
    listed = {
        case: found.proposal
        for case, of_case in _by_case(states).items()
        if (found := on_list(of_case, session.today())) is not None
    }
    for state in states:
        case = case_of(state.scope)
        if case is None or case not in people:
            continue
        for layout in layouts:
            if layout.block.kind == state.kind and _is_due(state, layout):
                holds = _holds(state, layout, replaced, listed.get(case, ""))
                made, waits = replaced.made.get(str(state.record)), str(state.record) in replaced.awaiting
                around = _Around(people[case], officers[case], made or frozenset(), holds, waits)
                if (one := _case(session, layout, state, around)) is not None:
                    yield one


def _gone(session: Session, layouts: tuple[Layout, ...], people: dict[CaseId, PersonLine]) -> Iterator[KeyingCase]:
    """What was keyed and then taken out of the file, as of somebody else: the other system has it all the same."""
    first = {layout.system.value: layout for layout in reversed(layouts)}
    for state in session.store.states({Rekeyed.kind}, set(_scopes(session, people))):
        said, ticks, case = read_record(Rekeyed, state), ticks_of(state), case_of(state.scope)
        layout = first.get(said.system or "")
        if not (ticks and layout and case in people and said.about):
            continue
        if session.store.record(state.scope, RecordId(said.about)) is None:
            yield _gone_case(session, layout, people[case], state, ticks)


def _gone_case(
    session: Session, layout: Layout, person: PersonLine, state: RecordState, ticks: tuple[Tick, ...]
) -> KeyingCase:
    said, officer, at = read_record(Rekeyed, state), officer_of(session, person.case) or "", ticks[-1].keyed.at
    place = layout.block.model_copy(update={"place": _TAKEN_OUT})
    line = RecordLine(state.scope, said.about or "", "", _TAKEN_OUT, "file", "", at, ticks[-1].keyed.by)
    return KeyingCase(
        layout=layout.model_copy(update={"block": place}),
        line=line,
        person=person,
        standing=Standing.TO_REMOVE,
        block=CopyBlock(tuple(head_of(session, person, layout.system)), ()),
        read=Read(frozenset()),
        officer=session.name_of(officer) if officer else say("Not allocated"),
        mine=session.me in {officer, *(one.keyed.by for one in ticks)},
        gone=True,
        days=max((session.today() - local(at).date()).days, 0),
        ticks=tuple(TickLine(session.name_of(one.keyed.by), one.keyed.at, one.keyed.by == session.me) for one in ticks),
    )


def _scopes(session: Session, people: Iterable[CaseId]) -> Iterator[Scope]:
    for case in people:
        yield Scope(f"case:{case}")
        if session.access(case).restricted:
            yield Scope(f"case:{case}/restricted")


def _by_case(states: Iterable[RecordState]) -> dict[CaseId, list[RecordState]]:
    found: dict[CaseId, list[RecordState]] = {}
    for state in states:
        if case := case_of(state.scope):
            found.setdefault(case, []).append(state)
    return found


def _replaced(states: Sequence[RecordState]) -> Corrections:
    made: dict[str, frozenset[str]] = {}
    awaiting, struck = set[str](), frozenset(str(state.record) for state in states if is_struck_out(state))
    for state in states:
        corrected = _corrected(state) if state.created and str(state.record) not in struck else ""
        if not corrected or not state.created:
            continue
        if state.created.awaiting:
            awaiting.add(corrected)
        else:
            made[corrected] = made.get(corrected, frozenset()) | {state.created.entry}
    return Corrections(made, frozenset(awaiting), struck)


def _corrected(state: RecordState) -> str:
    """The record that this one corrects; empty where it corrects none."""
    field = state.fields.get(CORRECTS)
    return corrected_of(state.kind, {CORRECTS: field.heads[0].value}) if field and field.heads else ""


def _is_due(state: RecordState, layout: Layout) -> bool:
    """Whether any of it was written here since it is keyed at all: what the office took over came from elsewhere."""
    fields = (state.fields.get(name) for name in layout.block.fields)
    heads = (head for field in fields if field for head in field.heads)
    return any(head.device != SERVER_DEVICE and local(head.at).date() >= layout.since for head in heads)


def _holds(state: RecordState, layout: Layout, replaced: Corrections, listed: str) -> bool:
    if is_taken_back(state, replaced.struck) or str(state.record) in replaced.made:
        return False
    if layout.block.only is Only.ON_HIGH_RISK_LIST:
        return str(state.record) == listed
    if state.kind == RiskLevelRecord.kind:
        level = read_record(RiskLevelRecord, state)
        # A proposal to lower what stands is keyed nowhere before a senior agreed.
        return not level.proposal or bool(level.answer and level.answer.answer is ProposalAnswer.AGREED)
    if layout.block.instruments:
        return read_record(Assessment, state).instrument in layout.block.instruments
    return True


@dataclass(frozen=True)
class _Around:
    """What is known around a record: whose it is, by which entries it was corrected, and whether it holds.

    `awaits`: a correction of it waits for a senior.
    """

    person: PersonLine
    officer: str
    corrected_by: frozenset[str]
    holds: bool
    awaits: bool


def _case(session: Session, layout: Layout, state: RecordState, around: _Around) -> KeyingCase | None:
    holds, officer = around.holds, around.officer
    line = read_line(session, state)
    ticks = ticks_of(session.store.record(state.scope, tick_id(state.record, layout.system)))
    if line is None or not (holds or ticks):
        return None
    block = copy_block(session, around.person, state, layout)
    read = block.read(state, layout.block, around.corrected_by)
    waits = hindrance(state, layout.block, corrects_awaiting=around.awaits)
    standing = standing_of(state, layout.block, ticks, read, holds=holds, waits=waits)
    if block.problem and standing in OPEN:
        standing = Standing.WAITS
    if standing is Standing.NOTHING or (standing is Standing.KEYED and not _is_recent(session, ticks)):
        return None
    author = state.created.on_behalf or state.created.author if state.created else ""
    return KeyingCase(
        layout=layout,
        line=line,
        person=around.person,
        standing=standing,
        block=block,
        read=read,
        officer=session.name_of(officer) if officer else say("Not allocated"),
        mine=session.me in {officer, author},
        corrected_by=around.corrected_by,
        days=max((session.today() - local(line.at).date()).days, 0),
        why=block.problem or (waits.words if waits else ""),
        ticks=tuple(TickLine(session.name_of(one.keyed.by), one.keyed.at, one.keyed.by == session.me) for one in ticks),
        corrects=bool(_corrected(state)),
    )


def _is_recent(session: Session, ticks: tuple[Tick, ...]) -> bool:
    return any((session.today() - local(one.keyed.at).date()).days < KEYED_SHOWN_DAYS for one in ticks)


def _shares(cases: Iterable[KeyingCase]) -> Iterator[Share]:
    """For each officer other than this person; riskier to leave is what is older."""
    found: dict[str, list[int]] = {}
    for one in cases:
        if one.is_open and not one.mine:
            found.setdefault(one.officer, []).append(one.days)
    for officer, days in sorted(found.items(), key=lambda item: (-max(item[1]), item[0])):
        yield Share(officer, len(days), max(days))
