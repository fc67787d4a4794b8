"""What the server makes of an entry, and what a laptop checks before it saves: one pure judgement for both.

Nothing is thrown away: what may not count yet is quarantined with a reason, kept, shown and decided by a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import RecordState
from casework.ledger.plain import canonical
from casework.ledger.protocol import Verdict
from casework.records.check import check_item, check_new, check_values
from casework.records.delivery.ruling import Ruling
from casework.records.delivery.sighting import Sighting
from casework.records.delivery.unfinished_note import UnfinishedNote
from casework.records.file.case import Case
from casework.records.file.disposal import Disposal
from casework.records.file.telling_decision import TellingDecision
from casework.records.identifier import (
    SERVER_DEVICE,
    SERVICE_SORTS,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_of,
    scope_sort,
)
from casework.records.merge import DECIDE, caution_of
from casework.records.oversight.countersignature import Countersignature
from casework.records.oversight.training import Training
from casework.records.record import KINDS, Record, merge_of
from casework.records.staff.staff import StaffRole
from casework.rules.access import NO_ACCESS, Access
from casework.rules.disclosure import Decider, Objection, objection
from casework.rules.duty_handover import hands_duty_over
from casework.rules.giving import Giver, is_timely, may_write_grants
from casework.rules.high_risk.deciding import ListObjection, list_objection
from casework.rules.instrument.refusal import NO_FACTS, InstrumentFacts, refused_assessment
from casework.rules.intake_reason import Reason
from casework.rules.misfiling import is_offices_part
from casework.rules.named_senior import names_no_senior
from casework.rules.oversight import knows_what_it_signs, signs_own_work
from casework.rules.own_word import says_for_another
from casework.rules.permission import Action, may, may_record
from casework.rules.plan import closes_review, problems_after
from casework.rules.replaced import ParentValue, PassedOn, everything_counts, replaced_by
from casework.rules.report import (
    approves_for_another,
    approves_own_work,
    goes_off_unapproved,
    goes_off_without_factors,
    passes_gate,
)
from casework.rules.ruling import SubjectOf, is_to_be_ruled_on, no_subject, rules_on_anothers, sees_others_only
from casework.rules.standing import standing_values

_NEVER_FOLDED = frozenset({Reason.NO_ACCESS, Reason.AUTHOR, Reason.WRONG_FILE})


def is_withheld(reason: str | None, scope: Scope) -> bool:
    """Whether an entry that was quarantined for a reason is kept from everybody but those who rule on it.

    It is folded nowhere and stands for nobody until it is released. What belongs to the agency, a team or a member of
    staff is no case's: what may not be written there is for the administrator alone.
    """
    sort = scope_sort(scope)
    return reason is not None and (reason in _NEVER_FOLDED or sort == "agency" or sort in SERVICE_SORTS)


def is_unseen(reason: str | None, scope: Scope) -> bool:
    """Whether the author of what was quarantined may not hold the scope that they wrote into.

    Who may hold a case may not hold its restricted part, nor anybody a team's: not how much there is of it, either.
    """
    sort = scope_sort(scope)
    return reason == Reason.SCOPE and (sort == "restricted" or sort in SERVICE_SORTS)


def supervises_nobody(_member: StaffId) -> Access:
    """The access to supervision of somebody who supervises nobody."""
    return NO_ACCESS


@dataclass(frozen=True)
class Setting:
    """What is known when an entry is judged.

    `states` holds the folded records it touches, or decides about, that exist; `parent_value` finds what an entry
    set in a field (None where it is not known), `passed_on` what one that does not count had named as parents (None
    where it counts), and `subject` an entry that this one is about. `access`: to the entry's case, or to its scope
    of the service; `supervision`: that to the supervision of a member of staff. `first_grant`: whether the case has
    no grant yet. `late`: access ended a few days ago. `at`: when it is judged, where the office judges. `stopped`:
    it comes from a laptop that was stopped. `instruments`: what an assessment is judged with.
    """

    staff: StaffId
    role: StaffRole | None
    access: Access
    states: dict[RecordId, RecordState]
    parent_value: ParentValue
    first_grant: bool = False
    late: bool = False
    own_team: str | None = None
    at: datetime | None = None
    passed_on: PassedOn = everything_counts
    subject: SubjectOf = no_subject
    stopped: bool = False
    supervision: Callable[[StaffId], Access] = supervises_nobody
    instruments: InstrumentFacts = NO_FACTS

    def with_states(self, states: dict[RecordId, RecordState], *, late: bool) -> "Setting":
        """The same for another entry of the same scope: `replace` would take ten times as long, once an entry."""
        other = object.__new__(Setting)
        other.__dict__.update(self.__dict__, states=states, late=late)
        return other

    def may(self, action: Action) -> bool:
        """Whether the author may do something in the entry's scope; the office's own entries ask for no permission."""
        return may(action, self.role, self.access)

    def giver(self) -> Giver:
        """The author as somebody who gives or takes access to the case."""
        counting = {record: state for record, state in self.states.items() if _counts(state)}
        existing = {record: standing_values(state).get("staff") for record, state in counting.items()}
        return Giver(self.staff, self.role, self.access, self.own_team, self.first_grant, existing)


@dataclass(frozen=True)
class Judgement:
    """The verdict, with a reason where it is quarantined."""

    verdict: Verdict
    reason: Reason | None = None


def judge(entry: Entry, setting: Setting) -> Judgement:
    """Judge one entry. The server's own entries (device 0, an administrator's) pass the question of access."""
    reason = _who(entry, setting) or _what(entry, setting)
    if reason or setting.stopped:
        return Judgement(Verdict.QUARANTINED, reason or Reason.STOPPED)
    if setting.late and not setting.access.reads and entry.device != SERVER_DEVICE:
        return Judgement(Verdict.LATE)
    return Judgement(Verdict.ACCEPTED)


def _who(entry: Entry, setting: Setting) -> Reason | None:
    if entry.device == SERVER_DEVICE:
        return None
    if entry.author != setting.staff or setting.role is None:
        return Reason.AUTHOR if entry.author != setting.staff else Reason.NO_ACCESS
    return _where(entry, setting) or _for_whom(entry, setting) or _whether_more_is_needed(entry, setting)


def _for_whom(entry: Entry, setting: Setting) -> Reason | None:
    """Only the office writes for somebody else: every screen names that person as the one who said it."""
    own = not any(
        approves_for_another(entry, edit) or says_for_another(entry, edit, setting.states) for edit in entry.edits
    )
    return None if own and entry.on_behalf in {None, entry.author} else Reason.SCOPE


def _whether_more_is_needed(entry: Entry, setting: Setting) -> Reason | None:
    """Kinds for which it is not enough to write into the scope."""
    allowed = all(may_record(edit.kind, setting.role, setting.access) for edit in entry.edits)
    return None if allowed else Reason.SCOPE


def _where(entry: Entry, setting: Setting) -> Reason | None:
    sort = scope_sort(entry.scope)
    if sort == "case":
        late = setting.late and not setting.access.excluded
        return None if setting.may(Action.READ_CASE) or late else Reason.NO_ACCESS
    if sort == "restricted":
        return None if setting.may(Action.WRITE_RESTRICTED) else _denied(setting)
    if sort == "grants":
        allowed = setting.access.decides or may_write_grants(entry, setting.giver())
        return None if allowed else _denied(setting)
    if sort == "agency":
        handed = hands_duty_over(entry, setting.states, setting.instruments.role, setting.at)
        return None if handed or all(_trains(edit, setting) for edit in entry.edits) else Reason.SCOPE
    return None if sort in SERVICE_SORTS and setting.access.reads else Reason.SCOPE


def _trains(edit: Edit, setting: Setting) -> bool:
    """Whether this records training of somebody whom the author supervises."""
    state = setting.states.get(edit.record)
    known = standing_values(state) if state and _counts(state) else edit.set
    member = known.get("staff")
    if edit.kind != Training.kind or not isinstance(member, str):
        return False
    return may(Action.TRAINING, setting.role, setting.supervision(StaffId(member)))


def _denied(setting: Setting) -> Reason:
    return Reason.SCOPE if setting.access.reads else Reason.NO_ACCESS


def _what(entry: Entry, setting: Setting) -> Reason | None:
    for edit in entry.edits:
        model = KINDS.get(edit.kind)
        if model is None:
            continue  # A newer version's kind: kept byte for byte and shown read-only.
        if not model.lies_in(scope_sort(entry.scope)) or _is_foreign_case(model, edit, entry):
            return Reason.WRONG_SCOPE
        state = setting.states.get(edit.record)
        if state is not None and state.kind != edit.kind:
            return Reason.WRONG_SCOPE
        begun = entry.device == SERVER_DEVICE or _counts(state)
        timely = begun or is_timely(edit, entry.at, setting.at)
        reason = _values(edit, state) if timely else Reason.INVALID
        reason = reason or _about(entry, edit, setting) or _telling(entry, edit, setting)
        # What the office takes over from papers was signed long ago, whatever follows from its numbers by now.
        signed = entry.device != SERVER_DEVICE and not _counts(state)
        if not reason and signed and refused_assessment(edit, setting.instruments):
            return Reason.INVALID
        if not reason and entry.device != SERVER_DEVICE and names_no_senior(edit, setting.instruments.role):
            return Reason.INVALID
        reason = reason or _high_risk(entry, edit, setting)
        reason = reason or _approving(entry, edit, state) or _settled(edit, state) or _roles(entry, edit, setting)
        if reason:
            return reason
    return None


def _about(entry: Entry, edit: Edit, setting: Setting) -> Reason | None:
    """Kinds that are about another entry, or that only the office writes."""
    office = entry.device == SERVER_DEVICE
    if edit.kind == Ruling.kind:
        subject = setting.subject(EntryId(str(edit.set.get("entry"))))
        if not is_to_be_ruled_on(edit, subject):
            return Reason.NOTHING_TO_RULE
        senior = office or setting.may(Action.RELEASE)
        return None if senior and rules_on_anothers(entry, subject) else Reason.RULING
    if (edit.kind == Disposal.kind or is_offices_part(edit)) and entry.device != SERVER_DEVICE:
        return Reason.SCOPE
    if edit.kind == Sighting.kind:
        senior = office or setting.may(Action.SIGHT)
        return None if senior and sees_others_only(edit, entry, setting.subject) else Reason.SCOPE
    if edit.kind == Countersignature.kind:
        return _signing(entry, edit, setting)
    # The office alone hands a note on; what became of it is said by who took it over.
    handed_on = edit.kind == UnfinishedNote.kind and edit.set.keys() != {"ended"}
    return Reason.SCOPE if handed_on and entry.device != SERVER_DEVICE else None


_OBJECTIONS = {
    Objection.INVALID: Reason.INVALID,
    Objection.SENIOR: Reason.TELLING,
    Objection.NEVER: Reason.NEVER_TOLD,
}


def _telling(entry: Entry, edit: Edit, setting: Setting) -> Reason | None:
    """A decision about what the person may be told: what is withheld is lifted by whoever decides."""
    if edit.kind != TellingDecision.kind:
        return None
    senior = entry.device == SERVER_DEVICE or setting.may(Action.LIFT_WITHHELD)
    rule = merge_of(edit.kind, "decision") or DECIDE
    replaced = replaced_by(edit, "decision", setting.parent_value, setting.passed_on)
    found = objection(entry, edit, setting.states, Decider(senior, lifts=replaced.caution(rule) > 0))
    return _OBJECTIONS[found] if found else None


def _signing(entry: Entry, edit: Edit, setting: Setting) -> Reason | None:
    """A senior of the case countersigns what somebody else wrote; the office itself never does."""
    signs = entry.device != SERVER_DEVICE and setting.may(Action.COUNTERSIGN)
    if not signs or not knows_what_it_signs(edit, setting.subject):
        return Reason.COUNTERSIGNING
    return Reason.OWN_WORK if signs_own_work(entry, edit, setting.subject) else None


def _high_risk(entry: Entry, edit: Edit, setting: Setting) -> Reason | None:
    """Who decides about the high-risk list, opens a sweep, signs a return. The office takes over from papers."""
    if entry.device == SERVER_DEVICE:
        return None
    found = list_objection(entry, edit, setting.states.get(edit.record), setting.may)
    return _LIST_OBJECTIONS[found] if found else None


_LIST_OBJECTIONS = {
    ListObjection.ROLE: Reason.LISTING,
    ListObjection.OWN: Reason.LISTING,
    ListObjection.NAME: Reason.SCOPE,
    ListObjection.SCOPE: Reason.SCOPE,
}


def _approving(entry: Entry, edit: Edit, state: RecordState | None) -> Reason | None:
    """A report is approved by somebody who wrote nothing of it, and goes off as it was approved."""
    if entry.device == SERVER_DEVICE:
        return None  # The office takes over from papers what was approved then.
    if approves_own_work(entry, edit, state):
        return Reason.OWN_WORK
    if goes_off_without_factors(edit, state):
        return Reason.INVALID
    return Reason.APPROVAL if goes_off_unapproved(edit, state) else None


def _is_foreign_case(model: type[Record], edit: Edit, entry: Entry) -> bool:
    """Whether this is a second case record in a case: its own has the case's id, and what stands is read from that."""
    return model is Case and str(edit.record) != case_of(entry.scope)


def _values(edit: Edit, state: RecordState | None) -> Reason | None:
    # What has no record yet is looked at as a whole new one, which says of each value what it says alone.
    problems = check_values(edit.kind, edit.set) if _counts(state) else check_new(edit.kind, edit.set)
    problems += [s for name, items in edit.add.items() for i in items for s in check_item(edit.kind, name, i)]
    misplaced = [n for n in edit.set if (rule := merge_of(edit.kind, n)) and rule.rule == "set"]
    misplaced += [n for n in (*edit.add, *edit.remove) if (rule := merge_of(edit.kind, n)) and rule.rule != "set"]
    if not problems and (closes_review(edit) or passes_gate(edit)):
        problems = problems_after(edit, state)
    return Reason.INVALID if problems or misplaced else None


def _counts(state: RecordState | None) -> bool:
    """Whether anything of the record counts; what only waits for release makes no beginning."""
    return state is not None and any(not head.awaiting for field in state.fields.values() for head in field.heads)


def _settled(edit: Edit, state: RecordState | None) -> Reason | None:
    """A completed field is not written again, except by the very same value."""
    for name, value in edit.set.items():
        rule, field = merge_of(edit.kind, name), state.fields.get(name) if state else None
        counting = [head for head in field.heads if not head.awaiting] if field else []
        if rule and rule.rule == "once" and any(canonical(head.value) != canonical(value) for head in counting):
            return Reason.COMPLETED
    # A completed record takes no new once-fields either: leaving one out was part of what was signed.
    late = [n for n in edit.set if state and n not in state.fields and _is_once(edit.kind, n)]
    return Reason.COMPLETED if late else None


def _is_once(kind: str, name: str) -> bool:
    rule = merge_of(kind, name)
    return rule is not None and rule.rule == "once"


def _roles(entry: Entry, edit: Edit, setting: Setting) -> Reason | None:
    # Whoever may write for the agency at all supervises the one it is about.
    supervises = scope_sort(entry.scope) == "agency"
    senior = entry.device == SERVER_DEVICE or supervises or setting.may(Action.DECIDE_SAFETY)
    for name, value in edit.set.items():
        rule = merge_of(edit.kind, name)
        if rule is None or rule.rule in {"set", "once"}:
            continue
        replaced = replaced_by(edit, name, setting.parent_value, setting.passed_on)
        allowed = bool(edit.reason and edit.reason.strip()) and (senior or rule.decider == "worker")
        if replaced.differ and not allowed:
            return Reason.DECIDING
        highest = replaced.caution(rule)
        guarded = rule.guarded_from is not None and highest >= rule.guarded_from
        if guarded and caution_of(rule, value) < highest and not allowed:
            return Reason.LOWERING
        if rule.decider == "senior" and rule.rule == "decide" and not senior:
            return Reason.DECIDING
    return None
