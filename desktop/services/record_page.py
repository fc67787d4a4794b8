"""One record to be read: its fields in words, their history, what it belongs to, and how far it has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import Placed, RecordState
from casework.ledger.plain import same
from casework.records.check import field_title
from casework.records.contact.concern import ProtectionConcern
from casework.records.identifier import CaseId, case_of
from casework.records.plan.frame import Plan
from casework.records.record import KINDS, telling_of
from casework.records.shape import Shape, Sort, reading_order, shape_of, shapes_of
from casework.records.telling import TELLING_WORDS, Telling
from casework.rules.concern import why_waiting
from casework.rules.day_words import plain_date
from casework.rules.plan import IN_USE
from casework.rules.standing import conflicts, read_record, standing_values
from casework.words import say
from desktop.services.assessing.reading import AssessmentView, read_assessment
from desktop.services.contact_page import ladder_sentence
from desktop.services.countersign import OversightView, read_oversight
from desktop.services.disclosure import TellingLine, telling_lines
from desktop.services.looking import unseen_words
from desktop.services.plan import PlanSeen, plan_in_use, see_plan
from desktop.services.present import Lines
from desktop.services.record_check import CORRECTED_BY, CORRECTS, RECORDED_BY, UNSEEN
from desktop.services.record_form import corrected_of
from desktop.services.record_home import Home, access_at, case_at
from desktop.services.record_list import (
    NOT_CORRECTED,
    OWN_SHEETS,
    RecordLine,
    author_words,
    find_state,
    group_of,
    is_offered,
    naming,
    parts_of,
    read_line,
    scopes_of,
)
from desktop.services.record_words import Naming, blocks_of, words_of_value
from desktop.services.session import Session
from desktop.store.ledger_table import Ladder

_COUNTERSIGNED = frozenset({"assessment", "plan", "report", "risk", "multi_agency", "contact"})
_BY_NOBODY = frozenset({"appointment", "contact", "check_in", "near_miss", "warning"})
"""Groups of which a senior may be asked to countersign the records, and kinds in them of which nobody is."""

_ONLY_BY_SHEET = frozenset({"contact", "appointment", "risk_level", "warning"})
_NEVER_SHOWN = frozenset({RECORDED_BY, CORRECTED_BY, "rank"})
_FOR_THE_OFFICE = frozenset(
    {("misfiling", name) for name in ("entries", "ticket", "holds", "done")}
    | {("receiving", "ticket"), ("misfiling_reach", "misfiling"), ("same_person", "link"), ("same_person", "other")}
)
"""Fields that hold nothing to read: numbers by which the office finds what belongs together."""


@dataclass(frozen=True)
class PastLine:
    """What one save said of a field. `stands`: it is what is shown now; `awaiting`: nobody has released it yet."""

    at: datetime
    by: str
    words: str
    reason: str = ""
    awaiting: bool = False
    stands: bool = False


@dataclass(frozen=True)
class PageField:
    """One field. `blocks`: its (title, words) lines, one block a row of a list; `views`: what else is recorded."""

    name: str
    title: str
    blocks: tuple[Lines, ...]
    prose: bool
    once: bool
    telling: Telling
    history: tuple[PastLine, ...] = ()
    views: tuple[str, ...] = ()
    decision: TellingLine | None = None

    @property
    def telling_words(self) -> str:
        """What may become of it in the copy for the person."""
        return self.decision.words if self.decision else TELLING_WORDS[self.telling]

    @property
    def changed(self) -> bool:
        """Whether it ever said anything else."""
        return len(self.history) > 1


@dataclass(frozen=True)
class BelongingLine:
    """A record that points to the one shown. `facts`: what it says, where it is a part of that one."""

    line: RecordLine
    facts: Lines = ()


@dataclass(frozen=True)
class BelongingGroup:
    """Records that point to the one shown, of one kind; `may_add`: one more may be begun from here."""

    kind: str
    title: str
    lines: tuple[BelongingLine, ...]
    may_add: bool


@dataclass(frozen=True)
class PlanMark:
    """What a plan's page says besides: whether it is the one in use, and whether it may be put in use.

    `seen` goes back with that: what is put in use is what was read. None where it may not be.
    """

    words: str
    may_use: bool
    seen: PlanSeen | None = None


@dataclass(frozen=True)
class RecordPage:
    """One record whole. `points_to`: (field title, its record) for each link that can be followed."""

    home: Home
    today: date
    line: RecordLine
    fields: tuple[PageField, ...]
    ladder: Ladder
    ladder_sentence: str
    read_by: str
    unseen: tuple[str, ...]
    belonging: tuple[BelongingGroup, ...]
    points_to: tuple[tuple[str, str, str], ...]
    corrects: str
    corrected_by: str
    may_change: bool
    may_correct: bool
    sheet: str = ""
    newer: bool = False
    oversight: OversightView | None = None
    plan: PlanMark | None = None
    waits: str = ""
    """What is still missing, in a sentence to act on; for a concern of which nobody was told."""
    assessment: AssessmentView | None = None


def read_record_page(
    session: Session, home: Home, record: str, *, restricted: bool = True, whole: bool = True
) -> RecordPage | None:
    """One record; None where it is not on this laptop, or is not open to this person.

    `restricted`: with what belongs to it or is named in it out of the restricted part, where that may be read.
    `whole`: with what belongs to it and what the person may be told of it; both are looked for in all of the case.
    """
    state = find_state(session, home, record) if access_at(session, home).reads else None
    line = read_line(session, state) if state else None
    if state is None or line is None or state.created is None:
        return None
    model = KINDS.get(state.kind)
    values = standing_values(state)
    ladder = session.store.ladder(state.created.entry)
    named = naming(session, home, restricted=restricted)
    offered, case = model is not None and is_offered(session, model, home), case_at(home)
    corrected_by = str(values.get(CORRECTED_BY) or "") or _correction_of(session, home, state)
    assessment = read_assessment(session, case, state, restricted=restricted) if case else None
    said = assessment.blocks if assessment else {}
    return RecordPage(
        home=home,
        today=session.today(),
        line=line,
        fields=tuple(_with_words(_fields(session, state, values, named, told=whole), said)),
        assessment=assessment,
        ladder=ladder,
        ladder_sentence=ladder_sentence(ladder),
        read_by=session.name_of(ladder.read_by) if ladder.read_by else "",
        unseen=unseen_words(session, session.store.looks.unseen_by(state.created.entry)),
        belonging=tuple(_belonging(session, home, state, named, restricted)) if whole else (),
        points_to=tuple(_points_to(session, home, state, values, named)),
        corrects=corrected_of(state.kind, values),
        corrected_by=corrected_by,
        may_change=offered and state.kind not in _ONLY_BY_SHEET and _has_open_fields(state.kind),
        may_correct=offered and state.kind not in NOT_CORRECTED and _has_once_fields(state.kind) and not corrected_by,
        sheet=OWN_SHEETS.get(state.kind, ""),
        newer=model is None or bool(state.unknown),
        oversight=_oversight(session, state) if offered else None,
        plan=_plan(session, case, state) if offered and case else None,
        waits=why_waiting(read_record(ProtectionConcern, state)) if state.kind == ProtectionConcern.kind else "",
    )


def _correction_of(session: Session, home: Home, state: RecordState) -> str:
    """The record that says it corrects this one, for kinds that have no place for it; empty where none does."""
    if shape_of(state.kind, CORRECTS) is None or shape_of(state.kind, CORRECTED_BY) is not None:
        return ""
    others = session.store.states({state.kind}, scopes_of(session, home))
    found = (str(one.record) for one in others if corrected_of(one.kind, standing_values(one)) == state.record)
    return max(found, default="")


def _plan(session: Session, case: CaseId, state: RecordState) -> PlanMark | None:
    if not issubclass(KINDS[state.kind], Plan):
        return None
    # Of another file of the same person: what is in use there is said there.
    case = case_of(state.scope) or case
    found = plan_in_use(session, case, state.kind)
    this = found is not None and found.plan == state.record
    words = (
        say("In use since {fromisoformat}", fromisoformat=plain_date(date.fromisoformat(found.since)))
        if found is not None and this
        else ""
    )
    may_use = state.kind in IN_USE and not this
    seen = see_plan(session, case, state.record) if may_use else None
    return PlanMark(words or (say("Not in use") if state.kind in IN_USE else ""), may_use, seen)


def _oversight(session: Session, state: RecordState) -> OversightView | None:
    """Where it stands with the seniors; what is no case's is countersigned by nobody."""
    in_group = group_of(KINDS[state.kind]) in _COUNTERSIGNED and state.kind not in _BY_NOBODY
    return read_oversight(session, state.scope, state.record) if in_group and case_of(state.scope) else None


def _fields(
    session: Session, state: RecordState, values: dict[str, JsonValue], named: Naming, *, told: bool
) -> Iterator[PageField]:
    placed = session.store.placed(state.scope, state.record)
    contested = conflicts(state)
    decisions = {one.field: one for one in telling_lines(session, state.scope, state.record)} if told else {}
    for shape in reading_order(state.kind):
        blocks = blocks_of(shape, values.get(shape.name), named)
        history = tuple(_history(session, state, shape, values.get(shape.name), named, placed))
        if {shape.name, (state.kind, shape.name)} & (_NEVER_SHOWN | _FOR_THE_OFFICE) or not (blocks or history):
            continue
        others = contested[shape.name].others if shape.name in contested else ()
        yield PageField(
            name=shape.name,
            title=field_title(state.kind, shape.name),
            blocks=blocks,
            prose=shape.sort is Sort.PROSE,
            once=shape.once,
            telling=telling_of(state.kind, shape.name),
            history=history,
            views=tuple(
                f"{_flat(blocks_of(shape, head.value, named))} ({session.name_of(head.author)})" for head in others
            ),
            decision=decisions.get(shape.name),
        )


def _with_words(fields: Iterator[PageField], said: Mapping[str, tuple[Lines, ...]]) -> Iterator[PageField]:
    """The fields, with words for those that hold codes of a data file."""
    return (replace(one, blocks=said.get(one.name, one.blocks)) for one in fields)


def _history(
    session: Session, state: RecordState, shape: Shape, value: JsonValue, named: Naming, placed: list[Placed]
) -> Iterator[PastLine]:
    """Every save that touched a field, the latest first."""
    for one in reversed(placed):
        entry = one.sealed.entry
        hidden = state.kind == "near_miss"
        by = author_words(session, state) if hidden else session.name_of(entry.on_behalf or entry.author)
        for edit in entry.edits:
            if edit.record != state.record:
                continue
            if words := edit_words(shape, edit, named):
                stands = shape.name in edit.set and same(edit.set[shape.name], value)
                yield PastLine(entry.at, by, "; ".join(words), edit.reason or "", not one.counts, stands)


def edit_words(shape: Shape, edit: Edit, named: Naming) -> list[str]:
    """What an edit did to one field."""
    item, name = shape.item or shape, shape.name
    words = [_flat(blocks_of(shape, edit.set[name], named)) or say("emptied")] if name in edit.set else []
    words += [say("added: {flat}", flat=_flat(blocks_of(item, one, named))) for one in edit.add.get(name, ())]
    return words + [
        say("removed: {flat}", flat=_flat(blocks_of(item, one.item, named))) for one in edit.remove.get(name, ())
    ]


def _flat(blocks: tuple[Lines, ...]) -> str:
    return "; ".join(", ".join(": ".join(p for p in pair if p) for pair in block) for block in blocks)


def _belonging(
    session: Session, home: Home, state: RecordState, named: Naming, restricted: bool
) -> Iterator[BelongingGroup]:
    """The records that point to this one, kind by kind, and the kinds that must point to one like it."""
    scopes = parts_of(session, home, restricted=restricted)
    for model in KINDS.values():
        required = [s for s in shapes_of(model.kind) if _points_at(s, state.kind)]
        if not required:
            continue
        names = {shape.name for shape in required}
        is_part = any(shape.required for shape in required)
        lines: list[BelongingLine] = []
        for one in session.store.states({model.kind}, scopes):
            values, line = standing_values(one), read_line(session, one)
            if line is not None and state.record in (values.get(name) for name in names):
                lines.append(BelongingLine(line, _facts(one.kind, values, names, named) if is_part else ()))
        adds = is_part and is_offered(session, model, home)
        if lines or adds:
            lines.sort(key=lambda one: one.line.at)
            yield BelongingGroup(model.kind, model.title, tuple(lines), adds)


def _facts(kind: str, values: dict[str, JsonValue], links: set[str], named: Naming) -> Lines:
    shapes = (shape for shape in reading_order(kind) if shape.name not in links | _NEVER_SHOWN)
    found = ((shape.title, words_of_value(shape, values.get(shape.name), named)) for shape in shapes)
    return tuple((title, words) for title, words in found if words)


def _points_at(shape: Shape, kind: str) -> bool:
    return shape.sort is Sort.LINK and kind in shape.kinds and shape.name != "corrects"


def _points_to(
    session: Session, home: Home, state: RecordState, values: dict[str, JsonValue], named: Naming
) -> Iterator[tuple[str, str, str]]:
    for shape in shapes_of(state.kind):
        value = values.get(shape.name)
        for ident in value if isinstance(value, list) else [value]:
            links = shape.sort is Sort.LINK or (shape.item is not None and shape.item.sort is Sort.LINK)
            if links and isinstance(ident, str) and find_state(session, home, ident):
                yield field_title(state.kind, shape.name), ident, named.record(ident)


def _has_open_fields(kind: str) -> bool:
    return any(not shape.once and shape.name not in UNSEEN for shape in shapes_of(kind))


def _has_once_fields(kind: str) -> bool:
    return any(shape.once for shape in shapes_of(kind))
