"""Saving what stands on a form: a new record, or an edit with exactly what is another than was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import Conflict, UserError
from casework.ledger.entry import Edit, Removal
from casework.ledger.fold import RecordState
from casework.ledger.plain import same
from casework.records.assessment.discussion import Discussion
from casework.records.check import check_value, field_title
from casework.records.identifier import EntryId, Scope
from casework.records.merge import caution_of
from casework.records.plan.review import Review
from casework.records.record import KINDS, merge_of
from casework.records.shape import shape_of, shapes_of
from casework.rules.standing import standing_values
from casework.rules.version import PARTS, covered, version_of
from casework.words import say
from desktop.services.assessing.assessing import signed_form, signing_problems
from desktop.services.plan import attendance_problems
from desktop.services.record_check import (
    CORRECTED_BY,
    RECORDED_BY,
    UNSEEN,
    RecordForm,
    RecordProblem,
    by_field,
    form_problems,
    whole_problems,
)
from desktop.services.record_form import corrected_of, form_scope
from desktop.services.record_list import find_state, naming
from desktop.services.record_words import Naming, words_of_value
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

_NO_SENIOR = say("Senior: the person named is no senior; name the senior it was discussed with.")


class ChangedMeanwhile(Conflict):
    """What the form changes is not any more what it showed. `stands`: what each such field says now, by name."""

    def __init__(self, stands: Mapping[str, str]) -> None:
        super().__init__(say("Somebody changed this meanwhile. Save again to replace it, or go back."))
        self.stands = dict(stands)


@dataclass(frozen=True)
class Saved:
    """What was saved, and what changed."""

    record: str
    title: str
    change: Change


def save_record(session: Session, form: RecordForm, draft: str | None) -> Saved:
    """Save a form as one commit; its draft goes in the same.

    Raises:
        RecordProblem: with a sentence for each field to mend.
        ChangedMeanwhile: if somebody changed a field that this form changes, too.
        UserError: where the rules would not let it count.
    """
    form = signed_form(session, form)
    problems = form_problems(form) | signing_problems(session, form) or _senior_problems(session, form)
    if problems:
        raise RecordProblem(problems)
    recorder = Recorder(session)
    scope, title = form_scope(session, form), KINDS[form.kind].title
    if form.record:
        return Saved(form.record, title, recorder.save(scope, [change_of(session, form)], draft))
    ident = session.store.new_id()
    values = {name: value for name, value in form.values.items() if value is not None}
    if shape_of(form.kind, RECORDED_BY):
        values[RECORDED_BY] = session.me
    if form.kind == Discussion.kind and (about := _in_its_version(session, form)):
        values["about"] = about
    try:
        edits = [recorder.new_record(KINDS[form.kind].model_validate(values), ident)]
    except NotComplete as error:
        raise RecordProblem(by_field(error.problems)) from None
    edits += _closing(session, form, scope, ident)
    return Saved(ident, title, recorder.save(scope, edits, draft))


def _in_its_version(session: Session, form: RecordForm) -> list[JsonValue]:
    """What was discussed, each in the version that stands: a discussion of another one closes nothing."""
    found: list[JsonValue] = []
    for item in _items(form.values.get("about")):
        state = find_state(session, form.home, str(item.get("record"))) if isinstance(item, dict) else None
        states = session.store.states({state.kind, *PARTS}, {state.scope}) if state else []
        version = version_of(covered(state.record, state.scope, states)) if state else None
        found.append({**item, "version": version.digest} if isinstance(item, dict) and version else item)
    return found


def _senior_problems(session: Session, form: RecordForm) -> dict[str, str]:
    """A review is closed, and a case discussed, with a senior who is one: the form's list has everybody."""
    if form.kind == Discussion.kind and attendance_problems(session, str(form.values.get("senior"))):
        return {"senior": _NO_SENIOR}
    closed = form.values.get("closed") if form.kind == Review.kind else None
    if not isinstance(closed, dict) or same(closed, form.shown.get("closed")) or not closed.get("senior"):
        return {}  # One that is closed without a senior says why it was not held as the standard asks.
    return by_field(attendance_problems(session, str(closed.get("senior"))))


def change_of(session: Session, form: RecordForm) -> Edit:
    """The edit with what is another than was shown. Raises as `save_record`, and where nothing is another."""
    state = find_state(session, form.home, form.record or "")
    if state is None:
        raise UserError(say("This record is not on this laptop any more. Sync and open it again."))
    now = {name: plain_value(form.kind, name, value) for name, value in standing_values(state).items()}
    form = form.model_copy(
        update={
            part: {name: plain_value(form.kind, name, value) for name, value in getattr(form, part).items()}
            for part in ("values", "shown")
        }
    )
    names = [shape.name for shape in shapes_of(form.kind) if shape.name not in UNSEEN and not shape.once]
    changed = [name for name in names if not same(form.values.get(name) or None, form.shown.get(name) or None)]
    moved = [n for n in changed if not same(now.get(n) or None, form.shown.get(n) or None) and not _is_set(form, n)]
    if moved:
        named = naming(session, form.home)
        raise ChangedMeanwhile({name: _words(form.kind, name, now.get(name), named) for name in moved})
    if unreasoned := _unreasoned(form, now, changed):
        raise RecordProblem(unreasoned)
    if not changed:
        raise RecordProblem({"": say("Nothing is changed yet. Change something, or go back.")})
    plain = {name: form.values.get(name) for name in changed if not _is_set(form, name)}
    try:
        edit = Recorder(session).change(state, plain, form.reason.strip() or None)
    except NotComplete as error:
        raise RecordProblem(by_field(error.problems)) from None
    for name in (name for name in changed if _is_set(form, name)):
        edit = _with_items(edit, state, name, _items(form.values.get(name)), _items(form.shown.get(name)))
    whole = {**now, **{name: value for name, value in plain.items() if value is not None}}
    # What did not agree before is not this change's to mend: some of it cannot be changed any more.
    before = whole_problems(KINDS[form.kind], now)
    problems = [sentence for sentence in whole_problems(KINDS[form.kind], whole) if sentence not in before]
    if problems:
        raise RecordProblem(by_field(problems))
    return edit


def _unreasoned(form: RecordForm, now: Mapping[str, JsonValue], changed: Sequence[str]) -> dict[str, str]:
    """What anybody may take back, but only with a reason: that an incident was significant."""
    if form.reason.strip():
        return {}
    rules = {name: rule for name in changed if (rule := merge_of(form.kind, name)) and rule.decider == "worker"}
    lowered = [
        name
        for name, rule in rules.items()
        if rule.guarded_from is not None
        and caution_of(rule, now.get(name)) >= rule.guarded_from
        and caution_of(rule, form.values.get(name)) < caution_of(rule, now.get(name))
    ]
    return {
        name: say("{field_title}: to take this back, write the reason below.", field_title=field_title(form.kind, name))
        for name in lowered
    }


def plain_value(kind: str, name: str, value: JsonValue) -> JsonValue:
    """A field's value as its model writes it, so that one is told from another only where they differ."""
    model = KINDS.get(kind)
    if model is None or value is None or check_value(kind, name, value):
        return value
    return model.model_validate({name: value}).values().get(name)


def _words(kind: str, name: str, value: JsonValue, named: Naming) -> str:
    shape = shape_of(kind, name)
    return words_of_value(shape, value, named) if shape else ""


def _is_set(form: RecordForm, name: str) -> bool:
    shape = shape_of(form.kind, name)
    return shape is not None and shape.is_set


def _items(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _with_items(edit: Edit, state: RecordState, name: str, wanted: list[JsonValue], shown: list[JsonValue]) -> Edit:
    """Add what is new, and take out what was shown and is not wanted: nothing that somebody else added meanwhile."""
    added = [item for item in wanted if not any(same(item, one) for one in shown)]
    gone = [item for item in shown if not any(same(item, one) for one in wanted)]
    field = state.fields.get(name)
    removals = [
        Removal(entry=EntryId(head.entry), item=head.value)
        for head in (field.heads if field else ())
        if any(same(plain_value(state.kind, name, [head.value]), [item]) for item in gone)
    ]
    more = {**edit.add, **({name: added} if added else {})}
    less = {**edit.remove, **({name: removals} if removals else {})}
    return edit.model_copy(update={"add": more, "remove": less})


def _closing(session: Session, form: RecordForm, scope: Scope, ident: str) -> list[Edit]:
    """What a new record corrects points to it, where its kind has a place for that."""
    corrected = corrected_of(form.kind, form.values)
    if not corrected or shape_of(form.kind, CORRECTED_BY) is None:
        return []
    old = find_state(session, form.home, corrected)
    if old is None or old.scope != scope:
        return []
    return [Recorder(session).change(old, {CORRECTED_BY: ident})]
