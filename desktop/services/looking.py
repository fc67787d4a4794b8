"""What a senior has to look at: what was held back, came late, was made without sight of others, or in an emergency.

An author sees here what of their own was held back, and why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.errors import UserError
from casework.ledger.entry import Edit, Entry, Sealed
from casework.ledger.fold import FieldState, Head, Placed
from casework.problem import about
from casework.records.check import field_title
from casework.records.delivery.adoption import Adoption
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.delivery.sighting import MOST_ENTRIES, Sighting
from casework.records.file.case import Case
from casework.records.identifier import SERVER_DEVICE, CaseId, EntryId, Scope, case_of
from casework.records.merge import DECIDE
from casework.records.record import KINDS, merge_of
from casework.records.risk.warning import WarningRecord
from casework.records.staff.grant import Cover, EmergencyAccess
from casework.records.staff.staff import SENIORS
from casework.rules.access import AccessFacts, access
from casework.rules.grant_time import is_open
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from casework.rules.matter import MatterSort, opens_in_emergency
from casework.rules.ruling import authors_of
from casework.rules.sight import is_cautious
from casework.rules.standing import read_record, standing
from casework.words import say
from desktop.services.present import Lines, lines_of
from desktop.services.recorder import NotComplete, Recorder, reason_problems
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.store.ledger_table import Waiting

NOT_RELEASED = frozenset({Ruling.kind, Adoption.kind})
"""A ruling that could not count is not released: one rules on the entry itself again."""

_NEVER_SHOWN = frozenset({"record", "entry", "entries", "by", "assessor", "recorded_by"})


@dataclass(frozen=True)
class ChangeLine:
    """One field that an entry sets: its words, and what stands there without it."""

    title: str
    lines: Lines
    stands: Lines = ()


@dataclass(frozen=True)
class LookLine:
    """One thing to look at. `sorts`: why; `mine`: the person at the keyboard wrote it.

    `why` says why it was held back or is listed. `unseen`: what its author had not seen. `may_rule` and `may_read`
    are about the person at the keyboard; `may_release` is false for what can only be refused.
    """

    entry: EntryId
    scope: Scope
    case: CaseId
    sorts: frozenset[MatterSort]
    by: str
    at: datetime
    title: str
    changes: tuple[ChangeLine, ...]
    why: str
    unseen: tuple[str, ...] = ()
    withheld: bool = False
    mine: bool = False
    may_rule: bool = False
    may_release: bool = False
    may_read: bool = False

    @property
    def needs_me(self) -> bool:
        """Whether the person at the keyboard has something to do about it."""
        return self.may_rule or self.may_read


def read_looks(session: Session) -> tuple[LookLine, ...]:
    """Everything to look at in the cases that are open to this person, what was held back first, then by age."""
    senior = session.role() in SENIORS
    # Nobody else decides anywhere: for them what is to be read is not even looked for.
    found = [*_held_back(session), *(_to_read(session) if senior else ())]
    lines = [line for line in found if line.needs_me or line.mine]
    return tuple(sorted(lines, key=lambda line: (MatterSort.QUARANTINED not in line.sorts, line.at, line.entry)))


def rule(session: Session, scope: Scope, entry: EntryId, decision: Decision, reason: str) -> Change:
    """Release or refuse a held-back entry, with a reason.

    Raises:
        NotComplete: without a reason, or with one that is too long.
        UserError: by somebody who may not, or where nothing waits there.
    """
    if not reason.strip():
        raise NotComplete([about("reason", say("Reason is missing: write why."))])
    if too_long := reason_problems(reason):
        raise NotComplete(too_long)
    recorder = Recorder(session)
    record = Ruling(entry=entry, decision=decision, reason=reason)
    return recorder.save(scope, [recorder.new_record(record, session.store.new_id())])


def note_read(session: Session, scope: Scope, entries: Sequence[EntryId]) -> Change:
    """Record that the person at the keyboard has read some entries of one scope.

    Raises:
        UserError: by somebody who may not, or about their own work.
    """
    if not entries:
        raise UserError(say("There is nothing here to be read any more."))
    recorder = Recorder(session)
    record = Sighting(entries=tuple(entries[:MOST_ENTRIES]))
    return recorder.save(scope, [recorder.new_record(record, session.store.new_id())])


def _held_back(session: Session) -> Iterator[LookLine]:
    for waiting in session.store.looks.quarantined():
        why = _reason_words(waiting, mine=session.me in authors_of(waiting.sealed.entry))
        line = _line(session, waiting.sealed, frozenset({MatterSort.QUARANTINED}), why)
        if line is not None:
            kinds = {edit.kind for edit in waiting.sealed.entry.edits}
            may = _may_look(session, line, waiting.sealed)
            releases = may and not kinds & NOT_RELEASED
            yield replace(line, withheld=waiting.withheld, may_rule=may, may_release=releases)


def _to_read(session: Session) -> Iterator[LookLine]:
    looks = session.store.looks
    read, unsighted = looks.reads(), looks.unsighted()
    found: dict[EntryId, tuple[Placed, set[MatterSort]]] = {}
    for sort, entries in (
        (MatterSort.LATE, looks.late()),
        (MatterSort.UNSIGHTED, looks.entries(unsighted).values()),
        (MatterSort.EMERGENCY, _emergencies(session)),
        (MatterSort.COVER, _covers(session)),
    ):
        for placed in entries:
            found.setdefault(placed.sealed.id, (placed, set()))[1].add(sort)
    for entry, (placed, sorts) in found.items():
        line = None if entry in read else _line(session, placed.sealed, frozenset(sorts), _why_listed(sorts))
        if line is not None and _may_look(session, line, placed.sealed):
            yield replace(line, may_read=True, unseen=unseen_words(session, unsighted.get(entry, ())))


def _emergencies(session: Session) -> list[Placed]:
    states = session.store.records(EmergencyAccess.kind)
    made = {head.entry for state in states for head in _heads(state.fields.get("staff")) if not head.awaiting}
    placed = session.store.looks.entries(made).values()
    return [one for one in placed if one.counts and opens_in_emergency(one.sealed.entry)]


def _covers(session: Session) -> list[Placed]:
    """The covers, not over yet, that somebody arranged who does not decide in the case."""
    facts, now = session.store.facts(), session.now()
    states = [one for one in session.store.records(Cover.kind) if is_open(read_record(Cover, one), now)]
    made = {head.entry for one in states for head in _heads(one.fields.get("staff")) if not head.awaiting}
    found = [one for one in session.store.looks.entries(made).values() if one.sealed.entry.device != SERVER_DEVICE]
    return [one for one in found if not _decided(one.sealed.entry, facts, now)]


def _decided(entry: Entry, facts: AccessFacts, at: datetime) -> bool:
    case = case_of(entry.scope)
    return case is not None and access(entry.author, case, facts, at).decides


def _heads(field: FieldState | None) -> Sequence[Head]:
    return field.heads if field else ()


def _may_look(session: Session, line: LookLine, sealed: Sealed) -> bool:
    """Whoever decides in the case, about what somebody else wrote."""
    return session.access(line.case).decides and session.me not in authors_of(sealed.entry)


def _line(session: Session, sealed: Sealed, sorts: frozenset[MatterSort], why: str) -> LookLine | None:
    entry, case = sealed.entry, case_of(sealed.entry.scope)
    if case is None or not session.access(case).reads:
        return None
    models = [KINDS[edit.kind] for edit in entry.edits if edit.kind in KINDS]
    return LookLine(
        entry=sealed.id,
        scope=entry.scope,
        case=case,
        sorts=sorts,
        by=session.name_of(entry.on_behalf or entry.author),
        at=entry.at,
        title=models[0].title if models else say("Something recorded in a newer version"),
        changes=tuple(line for edit in entry.edits for line in _changes(session, entry.scope, sealed.id, edit)),
        why=why,
        mine=session.me in authors_of(entry),
    )


def _changes(session: Session, scope: Scope, entry: EntryId, edit: Edit) -> Iterator[ChangeLine]:
    for name, value in edit.set.items():
        if name not in _NEVER_SHOWN and value is not None and value is not False:
            lines = lines_of(name, value, session.name_of)
            stands = _stands(session, scope, entry, edit, name)
            if lines:
                yield ChangeLine(field_title(edit.kind, name), lines, stands)
    for name, items in edit.add.items():
        lines = tuple(line for item in items for line in lines_of(name, item, session.name_of))
        if lines:
            yield ChangeLine(say("{field_title}: added", field_title=field_title(edit.kind, name)), lines)


def _stands(session: Session, scope: Scope, entry: EntryId, edit: Edit, name: str) -> Lines:
    """What stands in a field without the entry in question."""
    state = session.store.record(scope, edit.record)
    field = state.fields.get(name) if state else None
    others = tuple(head for head in field.heads if head.entry != entry and not head.awaiting) if field else ()
    found = standing(merge_of(edit.kind, name) or DECIDE, FieldState(others)) if others else None
    return lines_of(name, found.value, session.name_of) if found else ()


def unseen_words(session: Session, entries: Sequence[EntryId]) -> tuple[str, ...]:
    """Entries that somebody had not seen, each in a few words."""
    return tuple(_entry_words(session, placed.sealed) for placed in session.store.looks.entries(entries).values())


def _entry_words(session: Session, sealed: Sealed) -> str:
    """What matters for safety in an entry, and by whom it is: "Warning: Dog at the property, by Colin Colleague"."""
    entry = sealed.entry
    found = next(((edit, name) for edit in entry.edits for name in edit.set if is_cautious(edit.kind, name)), None)
    what = _safety_words(session, *found) if found else say("What was held back and is released")
    return say("{what}, by {name}", what=what, name=session.name_of(entry.on_behalf or entry.author))


def _safety_words(session: Session, edit: Edit, name: str) -> str:
    """The title of what is changed, and to what; a new warning is told by what it is about."""
    new_warning = edit.kind == WarningRecord.kind and "notice" in edit.set
    title = field_title(edit.kind, name) if edit.kind == Case.kind else KINDS[edit.kind].title
    field = "notice" if new_warning else name
    lines = lines_of(field, edit.set[field], session.name_of)
    return f"{title}: {lines[0][1]}" if lines else title


_HELD_BACK = {
    Reason.AUTHOR: say("It was signed on a laptop that is enrolled for somebody else."),
    Reason.NO_ACCESS: say("Its author had no access to this case when it arrived."),
    Reason.SCOPE: say("Its author does not have the role for it."),
    Reason.WRONG_SCOPE: say("The record belongs to another case."),
    Reason.INVALID: say("Something in it is not as it should be."),
    Reason.COMPLETED: say("The record was complete already; a correction would have been right."),
    Reason.LOWERING: say("Lowering a high level or removing a warning needs a senior and a reason."),
    Reason.DECIDING: say("Deciding between two views needs the role for it and a reason."),
    Reason.RULING: say("Releasing or refusing needs a senior of the case who did not write it."),
    Reason.TELLING: say("Only a senior decides that the person may be told what is withheld."),
    Reason.NEVER_TOLD: say("What belongs to the running of the service is never handed to the person."),
    Reason.LISTING: say("A senior of the case who did not propose it decides about the high-risk list."),
    Reason.COUNTERSIGNING: say("Countersigning needs a senior of the case, and work that the office has."),
    Reason.OWN_WORK: say("Nobody countersigns or approves their own work."),
    Reason.APPROVAL: say("The report was changed after it had been approved."),
    Reason.NOTHING_TO_RULE: say("Nothing waited to be released or refused there."),
    Reason.WRONG_FILE: say(
        "It was taken out because it belongs to another person's file, or because its import was undone."
        " If it carried a warning or level, that is decided on the person's page, under “Taken out of this file”."
    ),
    Reason.STOPPED: say("It came from a laptop that the office had stopped."),
}
"""Why an entry was held back, as it is said to whoever looks at it; its author reads `REASON_SENTENCES`."""


def _reason_words(waiting: Waiting, *, mine: bool) -> str:
    reason = next((known for known in Reason if known == waiting.reason), None)
    if reason is None:
        return say("A senior has to look at this.")
    return REASON_SENTENCES[reason] if mine else _HELD_BACK[reason]


_WHY = {
    MatterSort.LATE: say("It arrived after the author's access to this case had ended, and counts."),
    MatterSort.UNSIGHTED: say(
        "Its author had not seen something that matters for safety and was recorded before it came."
    ),
    MatterSort.EMERGENCY: say("Somebody opened this case in an emergency."),
    MatterSort.COVER: say("The officer arranged cover for a time in which they are away."),
}


def _why_listed(sorts: set[MatterSort]) -> str:
    return " ".join(words for sort, words in _WHY.items() if sort in sorts)
