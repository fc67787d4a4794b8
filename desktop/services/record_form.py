"""Writing any record through a form made from its declaration: begin, change, correct."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.assessment.discussion import Discussion
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.contact.concern import ProtectionConcern
from casework.records.file.case import Case
from casework.records.identifier import (
    AGENCY,
    CaseId,
    Scope,
    ScopeSort,
    case_scope,
    owner_of,
    restricted_scope,
    scope_sort,
)
from casework.records.multi_agency.mappa_meeting import MappaMeeting
from casework.records.oversight.quality import QualityForm
from casework.records.oversight.supervision import SupervisionSession
from casework.records.oversight.training import Training
from casework.records.person.agency_contact import AgencyPerson
from casework.records.record import KINDS
from casework.records.shape import Shape, Sort, reading_order, shape_of, shapes_of
from casework.rules.day_words import plain_date
from casework.rules.guidance import guidance_for
from casework.rules.plain_name import by_letters
from casework.rules.standing import standing_values
from casework.words import say
from desktop.services.concern import protection_of
from desktop.services.discussing import begun_discussion
from desktop.services.high_risk.deciding import begun_proposal
from desktop.services.local_time import local_day
from desktop.services.person_line import PersonLine, person_line, person_lines
from desktop.services.record_check import CORRECTS, UNSEEN, Path, RecordForm
from desktop.services.record_home import Home, access_at, home_words, service_at
from desktop.services.record_list import (
    CONCERN,
    NOT_CORRECTED,
    find_state,
    is_for_deciders,
    may_restrict,
    naming,
    own_scopes,
    own_team,
    read_line,
)
from desktop.services.record_words import blocks_of
from desktop.services.session import DutyLine, Session

_WRITTEN_ON = "made_on"
"""The day on which something is written is the day on which it is begun, unless somebody says otherwise."""

SOMEBODY_ELSE = frozenset({"senior", "decided_by", "whose_work"})
"""Who decided, who was asked, whose work is audited: said by whoever writes it, never presumed to be themself."""

_NOW = {ProtectionConcern.kind: "noticed_at", CheckIn.kind: "at"}
"""What is mostly written while it happens begins with the moment; whoever writes it later changes that."""

_WHOSE = {SupervisionSession.kind: "about", Training.kind: "staff"}
"""The field that says whose scope of the service a record is written in."""

_NOT_OPEN = say("This is not open to you on this laptop any more. Sync, or ask a senior of the team.")


@dataclass(frozen=True)
class Wish:
    """What is to be written: a new record of a `kind`, a change of `record`, or a correction of `corrects`.

    `about`: a record that the new one points to. `service`: where it is written, if it belongs to no case.
    """

    case: CaseId
    kind: str = ""
    record: str | None = None
    corrects: str | None = None
    about: str | None = None
    service: Scope | None = None

    @property
    def home(self) -> Home:
        """The case or the scope of the service."""
        return self.service or self.case


@dataclass(frozen=True)
class Pick:
    """One thing that a field may point to."""

    id: str
    words: str


@dataclass(frozen=True)
class RecordOpening:
    """All that a form needs to show itself. `links`: by field or part, what it may point to.

    `whose`: the member of staff or the team that it belongs to, where it is about no case and so no `person`.
    `corrected`: a mistake is put right by a new record; else by ending this one and recording it again.
    `settled`: fields that do not change any more; `complete`: what they say, as (title, words). `completes`: the kind
    has such fields.
    """

    form: RecordForm
    title: str
    person: PersonLine | None
    today: date
    shapes: tuple[Shape, ...]
    settled: frozenset[str]
    links: Mapping[Path, tuple[Pick, ...]]
    staff: tuple[Pick, ...]
    may_restrict: bool
    completes: bool
    complete: tuple[tuple[str, str], ...] = ()
    whose: str = ""
    corrected: bool = True
    rings_first: bool = False
    """Whoever begins it rings before they write: `duty` is on duty then."""
    duty: DutyLine | None = None
    protection: tuple[AgencyPerson, ...] = ()
    """Whom to ring in child and adult protection, of those with a number around the case."""
    guidance: str = ""
    """What to keep in mind while it is written."""

    @property
    def is_change(self) -> bool:
        """Whether it changes a record that is there."""
        return self.form.record is not None


def open_record(session: Session, wish: Wish) -> RecordOpening:
    """Begin a form. Raises ``UserError`` where the case or the record is not open to this person."""
    if not access_at(session, wish.home).reads:
        raise UserError(say("This person is not open to you on this laptop any more.") if wish.case else _NOT_OPEN)
    earlier = wish.record or wish.corrects
    state = find_state(session, wish.home, earlier) if earlier else None
    if earlier and state is None:
        raise UserError(say("This record is not on this laptop any more. Sync and open it again."))
    kind = state.kind if state else wish.kind
    values = standing_values(state) if state else {}
    form = RecordForm(case=wish.case, service=wish.service, kind=kind, about=wish.about)
    form.restricted = state is None and kind == MappaMeeting.kind and may_restrict(session, wish.home)
    if state is not None:
        form.restricted = scope_sort(state.scope) == "restricted"
        form.values = {name: values[name] for name in values if wish.record or name not in UNSEEN}
    if state is not None and wish.record:
        form.record, form.shown = wish.record, dict(values)
    elif state is not None:
        form.values[CORRECTS] = _correction(kind, state.record)
        form.values = {name: value for name, value in form.values.items() if value is not None}
    else:
        about = find_state(session, wish.home, wish.about) if wish.about else None
        # What belongs to something restricted is restricted, too, unless its author takes the tick away.
        form.restricted |= about is not None and scope_sort(about.scope) == "restricted"
        form.values = _begun(session, wish, about)
    if not wish.record:
        form.values |= begun_proposal(session, kind)
    return reopen_record(session, form)


def reopen_record(session: Session, form: RecordForm) -> RecordOpening:
    """A form as it is shown: begun now, or kept as a draft. Raises ``UserError`` for a kind this version lacks."""
    model = KINDS.get(form.kind)
    if model is None:
        raise UserError(say("This was recorded in a newer version of Doorstep. Update Doorstep to change it."))
    decides = access_at(session, form.home).decides
    rings_first = form.kind == CONCERN and not form.record
    fields = (shape for shape in reading_order(form.kind) if shape.name not in UNSEEN and _has_place(shape, form))
    shapes = tuple(shape for shape in fields if _can_be_written(shape, decides))
    settled = frozenset(shape.name for shape in shapes_of(form.kind) if shape.once) if form.record else frozenset()
    return RecordOpening(
        form=form,
        title=model.title,
        person=person_line(session, form.case) if form.case else None,
        today=session.today(),
        shapes=shapes,
        settled=settled,
        links={path: _picks(session, form.home, kinds) for path, kinds in _links(shapes)},
        staff=_staff(session),
        may_restrict=model.restrictable and may_restrict(session, form.home),
        completes=any(shape.once for shape in shapes),
        complete=tuple(_complete(session, form, shapes)) if form.record else (),
        whose=home_words(session, form.home),
        corrected=form.kind not in NOT_CORRECTED,
        rings_first=rings_first,
        duty=session.duty_now() if rings_first else None,
        protection=protection_of(session, form.case) if rings_first and form.case else (),
        guidance=_guidance(form.kind),
    )


def _guidance(kind: str) -> str:
    found = guidance_for(kind)
    return found.words if found else ""


def _complete(session: Session, form: RecordForm, shapes: Sequence[Shape]) -> Iterator[tuple[str, str]]:
    named = naming(session, form.home)
    for shape in shapes:
        if shape.once and form.shown.get(shape.name) is not None:
            blocks = blocks_of(shape, form.shown[shape.name], named)
            lines = [": ".join(part for part in line if part) for block in blocks for line in block]
            yield shape.title, "\n".join(lines)


def form_scope(session: Session, form: RecordForm) -> Scope:
    """Where the record of a form lies, or will lie."""
    state = find_state(session, form.home, form.record) if form.record else None
    if state is not None:
        return state.scope
    model = KINDS[form.kind]
    if form.service:
        return AGENCY if model.scope == "agency" else form.service
    if form.restricted or model.scope == "restricted":
        return restricted_scope(form.case)
    team = own_team(session) if model.scope == "team" else None
    return team or (AGENCY if model.scope == "agency" else case_scope(form.case))


def draft_scope(session: Session, form: RecordForm) -> Scope:
    """Where the draft of a form lies: with its record; in the case where that scope is not on this laptop yet.

    What is begun for the service is kept with the agency until then: nobody else sees a draft, wherever it lies.
    """
    scope = form_scope(session, form)
    return scope if scope in _held(session) else AGENCY if form.service else case_scope(form.case)


def corrected_of(kind: str, values: Mapping[str, JsonValue]) -> str:
    """The record that another one corrects; empty where it corrects none."""
    value, shape = values.get(CORRECTS), shape_of(kind, CORRECTS)
    if isinstance(value, dict) and shape is not None:
        names = [part.name for part in shape.parts if part.sort is Sort.LINK or part.name in {kind, "record"}]
        return next((str(value[name]) for name in names if value.get(name)), "")
    return str(value) if value else ""


def _correction(kind: str, record: str) -> JsonValue:
    """What the field that says what is corrected begins with; None where the kind has none."""
    shape = shape_of(kind, CORRECTS)
    if shape is None:
        return None
    names = [part.name for part in shape.parts if part.sort is Sort.LINK or part.name in {kind, "record"}]
    return {names[0]: record} if names else record


def _begun(session: Session, wish: Wish, state: RecordState | None) -> dict[str, JsonValue]:
    """Sensible values for a new record: who writes it, and what it is about."""
    values: dict[str, JsonValue] = _of_home(wish.kind, wish.home)
    for shape in shapes_of(wish.kind):
        mine = shape.sort is Sort.STAFF and shape.required and shape.name not in UNSEEN | SOMEBODY_ELSE
        if mine and session.me not in values.values():
            values.setdefault(shape.name, session.me)
        if shape.name == _WRITTEN_ON:
            values[shape.name] = session.today().isoformat()
        if shape.name == _NOW.get(wish.kind):
            values[shape.name] = _to_the_minute(session)
        links = shape.sort is Sort.LINK and shape.name not in UNSEEN | {CORRECTS}
        # What is audited may be of any kind: it is the one that the form was begun from.
        audited = wish.kind == QualityForm.kind and not shape.kinds
        if state is not None and links and (audited or state.kind in shape.kinds):
            values[shape.name] = state.record
            state = None
        elif state is not None and wish.kind == Discussion.kind and shape.name == "about":
            values[shape.name] = [{"record": state.record}]
    if wish.kind == Discussion.kind:
        values |= begun_discussion(session, CaseId(wish.home), wish.about or "")
    if wish.kind == CheckIn.kind and "appointment" in values:
        # Begun from a visit by somebody who is not at it: they rang, and close it. A visitor has buttons for the rest.
        values["step"] = CheckInStep.CLOSED.value
    return values


def _to_the_minute(session: Session) -> str:
    now = session.now().replace(second=0, microsecond=0)
    return now.isoformat().replace("+00:00", "Z")


def _of_home(kind: str, home: Home) -> dict[str, JsonValue]:
    """What follows from where a record is written: whose supervision or training it is."""
    owner = owner_of(home) if scope_sort(home) == "staff" else None
    return {shape.name: owner for shape in shapes_of(kind) if owner and shape.name == _WHOSE.get(kind)}


def _has_place(shape: Shape, form: RecordForm) -> bool:
    """What a record corrects is said by the button that began the correction, never picked from a list.

    Nor is it asked whose supervision or training it is, where it is written with them.
    """
    if shape.name in _of_home(form.kind, form.home):
        return False
    return shape.name != CORRECTS or bool(form.values.get(CORRECTS))


def _can_be_written(shape: Shape, decides: bool) -> bool:
    """Whether the form has a field for it: what only a senior may write is not offered to anybody else."""
    return shape.sort is not Sort.UNKNOWN and (decides or not is_for_deciders(shape))


def _links(shapes: Sequence[Shape], before: str = "") -> list[tuple[Path, tuple[str, ...]]]:
    found: list[tuple[Path, tuple[str, ...]]] = []
    for shape in shapes:
        path = f"{before}{shape.name}"
        item = shape.item or shape
        if item.sort is Sort.LINK:
            found.append((path, item.kinds))
        found += _links(item.parts, f"{path}.")
    return found


def _picks(session: Session, home: Home, kinds: tuple[str, ...]) -> tuple[Pick, ...]:
    if service_at(home) and kinds == (Case.kind,):
        return _people(session)
    states = session.store.states(set(kinds) or None, own_scopes(session, home))
    lines = [line for state in states if (line := read_line(session, state))]
    lines.sort(key=lambda line: line.at, reverse=True)
    return tuple(Pick(line.record, f"{line.title}, {plain_date(local_day(line.at))}") for line in lines)


def _people(session: Session) -> tuple[Pick, ...]:
    """The cases that are open here, each by name and date of birth."""
    people = sorted(person_lines(session).items(), key=lambda item: (by_letters(item[1].name), item[0]))
    return tuple(
        Pick(case, f"{one.name}{(say(', born {born}', born=plain_date(one.born)) if one.born else '')}")
        for case, one in people
    )


def _staff(session: Session) -> tuple[Pick, ...]:
    members = session.store.facts().staff.items()
    found = [Pick(ident, member.name or "") for ident, member in members if member.active and member.name]
    return tuple(sorted(found, key=lambda pick: (pick.id != session.me, pick.words)))


def _held(session: Session) -> set[Scope]:
    store = session.store
    sorts: tuple[ScopeSort, ...] = ("case", "restricted", "team", "staff", "agency")
    return {scope for sort in sorts for scope in store.scopes(sort)}
