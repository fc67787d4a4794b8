"""Two views: what two people recorded without seeing each other's, side by side, and one decision with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import Head, Placed, RecordState
from casework.problem import about
from casework.records.check import check_value, field_title
from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.contact import Contact
from casework.records.file.case import Case
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, StaffId, case_of
from casework.records.merge import DECIDE
from casework.records.person.person import Person
from casework.records.record import KINDS, merge_of
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.access import access
from casework.rules.grant_time import is_in_force
from casework.rules.standing import Standing, conflicts, read_record, shown_parents
from casework.words import say
from desktop.services.local_time import local_day
from desktop.services.present import Lines, lines_of, time_words
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.change import Change


@dataclass(frozen=True)
class View:
    """What one person recorded, as lines to read, with who, when and where from, and whether it stands meanwhile.

    `had_on_screen` is what the author was shown of this field and replaced; empty for a first value.
    """

    entry: EntryId
    lines: Lines
    author: str
    at: datetime
    on_this_laptop: bool
    at_office: bool
    had_on_screen: Lines
    stands: bool
    reason: str


@dataclass(frozen=True)
class ConflictLine:
    """One open conflict, for a list and for its sheet. `views[0]` is what stands meanwhile.

    `owner`: who is to decide, by name. `age_days`: for how many days the question has been open.
    """

    scope: Scope
    case: CaseId
    record: RecordId
    kind: str
    field: str
    title: str
    views: tuple[View, ...]
    since: datetime
    cautious: bool
    may_decide: bool
    senior_decides: bool
    owner: str = ""
    age_days: int = 0


def open_conflicts(session: Session) -> tuple[ConflictLine, ...]:
    """Every field of every open case on which there are two views, the oldest first."""
    cases = set(session.cases())
    lines = []
    for state in session.store.contested():
        case = case_of(state.scope)
        if case in cases and state.kind in KINDS:
            lines += [_line(session, case, state, name, view) for name, view in conflicts(state).items()]
    return tuple(sorted(lines, key=lambda line: line.since))


def find_conflict(session: Session, scope: Scope, record: RecordId, field: str) -> ConflictLine | None:
    """One conflict as it is now; None once it has been decided."""
    state, case = session.store.record(scope, record), case_of(scope)
    view = conflicts(state).get(field) if state else None
    return _line(session, case, state, field, view) if state and case and view else None


def decide_conflict(session: Session, line: ConflictLine, entry: EntryId, reason: str) -> Change:
    """Let one of the views stand, with a reason; the others stay in the history.

    Raises:
        NotComplete: without a reason.
        UserError: where somebody decided meanwhile, or a senior has to.
    """
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why this view should stand."))])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)
    now = find_conflict(session, line.scope, line.record, line.field)
    state = session.store.record(line.scope, line.record)
    if now is None or state is None or {v.entry for v in now.views} != {v.entry for v in line.views}:
        raise UserError(say("Somebody has recorded something new about this meanwhile. Look at it again, then decide."))
    if not now.may_decide:
        raise UserError(say("A senior of the team has to decide this. Both views are kept until then."))
    value = _value(state, line.field, entry)
    if check_value(state.kind, line.field, value):
        raise UserError(say("This view was recorded in a newer version. Update Doorstep, then decide."))
    edit = Edit(
        record=line.record,
        kind=state.kind,
        set={line.field: value},
        parents={line.field: [EntryId(parent) for parent in shown_parents(state, line.field)]},
        reason=reason,
    )
    return Recorder(session).save(line.scope, [edit])


def _value(state: RecordState, field: str, entry: EntryId) -> JsonValue:
    return next(head.value for head in state.fields[field].heads if head.entry == entry)


def _line(session: Session, case: CaseId, state: RecordState, field: str, view: Standing) -> ConflictLine:
    rule = merge_of(state.kind, field) or DECIDE
    placed = session.store.placed(state.scope, state.record)
    heads = (view.head, *view.others)
    senior = rule.decider == "senior"
    since = max(head.at for head in heads)
    return ConflictLine(
        scope=state.scope,
        case=case,
        record=state.record,
        kind=state.kind,
        field=field,
        title=_title(state.kind, field),
        views=tuple(_view(session, state, field, head, placed, stands=head is view.head) for head in heads),
        since=since,
        cautious=rule.rule == "cautious",
        may_decide=session.access(case).decides or not senior,
        senior_decides=senior,
        owner=owner_of(session, case, senior=senior),
        age_days=max(0, (session.today() - local_day(since)).days),
    )


def _title(kind: str, field: str) -> str:
    """Such as "Telephone", or "Safety plan · review date": what is not of the person or the case says of what it is."""
    title = field_title(kind, field)
    return title if kind in _OWN_NAMES else f"{KINDS[kind].title} · {title[:1].lower()}{title[1:]}"


_OWN_NAMES = {Case.kind, Person.kind}


def owner_of(session: Session, case: CaseId, *, senior: bool) -> str:
    """Who is to decide something in a case: the officers, or the seniors of the team; else whoever is on duty."""
    facts, now = session.store.facts(), session.now()
    given = [one for one in facts.allocations.get(case, ()) if one.holder and is_in_force(one, now)]
    officers = [StaffId(one.holder.id) for one in given if one.holder and one.holder.role is GrantRole.OFFICER]
    teams = {one.holder.id for one in given if one.holder and one.holder.sort == "team"}
    seniors = [
        staff
        for staff, member in facts.staff.items()
        if facts.role(staff) is StaffRole.SENIOR and member.post and member.post.team in teams
    ]
    wanted = [staff for staff in (seniors if senior else officers) if access(staff, case, facts, now).reads]
    if wanted:
        return say(" or ").join(sorted({session.name_of(staff) for staff in wanted}))
    duty = session.duty_now()
    return say("{duty}, duty senior", duty=duty.name) if duty else say("The duty senior")


def _view(
    session: Session, state: RecordState, field: str, head: Head, placed: Sequence[Placed], *, stands: bool
) -> View:
    return View(
        entry=head.entry,
        lines=_said(session, state, field, head.value),
        author=session.name_of(head.on_behalf or head.author),
        at=head.at,
        on_this_laptop=head.device == session.store.identity().device,
        at_office=head.order[0] == 0,
        had_on_screen=_had_on_screen(session, state, field, head, placed),
        stands=stands,
        reason=head.reason or "",
    )


def _had_on_screen(session: Session, state: RecordState, field: str, head: Head, placed: Sequence[Placed]) -> Lines:
    edits = {p.sealed.id: e for p in placed for e in p.sealed.entry.edits if e.record == state.record}
    own = edits.get(head.entry)
    parents = own.parents.get(field, []) if own else []
    values = [edits[EntryId(p)].set.get(field) for p in parents if EntryId(p) in edits]
    return tuple(line for value in values for line in _said(session, state, field, value))


def _said(session: Session, state: RecordState, field: str, value: JsonValue) -> Lines:
    """A value as lines. What it points to is said, because two views may differ in nothing else."""
    if field == "corrected_by":
        return (("", _contact_words(session, state.scope, value)),)
    lines = lines_of(field, value, session.name_of)
    contact = value.get("contact") if isinstance(value, dict) else None
    return (*lines, (say("Contact"), _contact_words(session, state.scope, contact))) if contact else lines


def _contact_words(session: Session, scope: Scope, contact: JsonValue) -> str:
    state = session.store.record(scope, RecordId(str(contact)))
    record = read_record(Contact, state) if state and state.kind == Contact.kind else Contact()
    if record.sort is None or record.happened is None:
        return say("A contact that is not on this laptop")
    parts = (CONTACT_SORT_WORDS[record.sort], time_words(record.happened.starts))
    why = f": {record.corrects.reason}" if record.corrects else ""
    return say(
        "{parts}, by {name}{why}", parts=", ".join(parts), name=session.name_of(record.recorded_by or ""), why=why
    )
