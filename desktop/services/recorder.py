"""Saving: the one way by which anything a person does becomes an entry.

What the server would not let count is refused here with the same rule, before it is saved, so that nobody is surprised
days later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit, Entry, Link, Signed, TooLarge, seal_entry
from casework.ledger.fold import Placed, RecordState
from casework.ledger.protocol import Verdict
from casework.problem import Problem, about
from casework.records.check import check_new, check_value
from casework.records.identifier import EntryId, RecordId, Scope, case_of, staff_scope
from casework.records.person.person import Person
from casework.records.record import SCHEMA, Record, merge_of
from casework.rules.access import CASEWORK_ROLES
from casework.rules.disclosure import told_about
from casework.rules.instrument.refusal import InstrumentFacts
from casework.rules.instrument.subject import strictest_person
from casework.rules.intake import Setting, judge
from casework.rules.intake_reason import REASON_SENTENCES
from casework.rules.standing import continued_parent
from casework.words import say
from desktop.services.person_line import person_state
from desktop.services.session import Session
from desktop.store.blob_shelf import NewBlob
from desktop.store.case_store import Save
from desktop.store.change import Change


class NotComplete(UserError):
    """A form that cannot be saved yet: one sentence for each thing to mend, which knows its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


REASON_MAX = 5000
TOO_LONG = about(
    "", say("This is too long to be kept as one record: shorten what you wrote, or record the rest separately.")
)


def reason_problems(reason: str) -> list[Problem]:
    """What is wrong with a reason that is given, in a sentence."""
    return (
        [about("reason", say("Reason is too long: shorten it to {reason_max} characters.", reason_max=REASON_MAX))]
        if len(reason) > REASON_MAX
        else []
    )


@dataclass(frozen=True)
class Recorder:
    """Builds edits and saves them as one commit."""

    session: Session

    def new_record(self, record: Record, ident: str) -> Edit:
        """The edit that makes a new record.

        Raises:
            NotComplete: with a sentence for each thing that is missing or wrong.
        """
        values = record.values()
        problems = check_new(record.kind, values)
        if problems:
            raise NotComplete(problems)
        sets = {n: items for n, items in values.items() if isinstance(items, list) and _is_set(record.kind, n)}
        plain = {name: value for name, value in values.items() if name not in sets}
        return Edit(record=RecordId(ident), kind=record.kind, set=plain, add=sets)

    def change(self, state: RecordState, values: Mapping[str, JsonValue], reason: str | None = None) -> Edit:
        """The edit that changes fields of a record, continuing what stands on the screen.

        Raises:
            NotComplete: with a sentence for each value that is wrong, and for a reason that is too long.
        """
        problems = [s for name, value in values.items() for s in check_value(state.kind, name, value)]
        problems += reason_problems(reason or "")
        if problems:
            raise NotComplete(problems)
        parents = {name: continued_parent(state, name) for name in values}
        return Edit(
            record=state.record,
            kind=state.kind,
            set=dict(values),
            parents={name: found for name, found in parents.items() if found},
            reason=reason,
        )

    def save(
        self,
        scope: Scope,
        edits: Sequence[Edit],
        finished_draft: str | None = None,
        blobs: Sequence[NewBlob] = (),
    ) -> Change:
        """Save edits of one scope as one entry, with the attachments that it names.

        Raises:
            UserError: where the rules would not let it count, in a sentence that says what to do instead.
        """
        self._refuse_what_would_not_count(scope, edits)
        return self.session.store.append([Save(scope, tuple(edits))], self._finished(finished_draft), blobs)

    def save_together(self, saves: Sequence[Save], finished_draft: str | None = None) -> Change:
        """Save edits of several scopes as one commit: all of it or nothing. Raises as `save`."""
        self.check(saves)
        return self.session.store.append(saves, self._finished(finished_draft))

    def _finished(self, draft: str | None) -> str | None:
        return draft or self.session.finished_draft

    def check(self, saves: Sequence[Save], *, begins: bool = False) -> None:
        """Refuse what would not count, as `save` does. `begins`: these saves begin a case of one's own."""
        for save in saves:
            self._refuse_what_would_not_count(save.scope, save.edits, begins=begins)

    def _refuse_what_would_not_count(self, scope: Scope, edits: Sequence[Edit], *, begins: bool = False) -> None:
        session = self.session
        identity = session.store.identity()
        signed = Signed(identity.device, session.me, scope, session.now(), SCHEMA)
        try:
            trial = seal_entry(Link(), signed, edits)
        except TooLarge:
            raise NotComplete([TOO_LONG]) from None
        records = {*(edit.record for edit in edits), *told_about(trial.entry)}
        states = {record: session.store.record(scope, record) for record in records}
        setting = Setting(
            staff=session.me,
            role=session.role(),
            access=session.access_to(scope),
            states={ident: state for ident, state in states.items() if state},
            parent_value=lambda entry, record, field: self._value(scope, entry, record, field),
            passed_on=lambda entry, record, field: self._passed_on(scope, entry, record, field),
            subject=lambda entry: session.store.looks.subject(scope, entry),
            # Work on a case that has just left is kept and sent; the office judges it.
            late=session.role() in CASEWORK_ROLES,
            first_grant=begins,
            own_team=_own_team(session),
            supervision=lambda member: session.access_to(staff_scope(member)),
            instruments=_instrument_facts(session, scope),
        )
        judgement = judge(trial.entry, setting)
        if judgement.verdict is Verdict.QUARANTINED and judgement.reason:
            raise UserError(REASON_SENTENCES[judgement.reason])

    def _value(self, scope: Scope, entry: EntryId, record: RecordId, field: str) -> JsonValue:
        placed = self._parent(scope, entry, record)
        return _set_value(placed.sealed.entry, record, field) if placed else None

    def _passed_on(self, scope: Scope, entry: EntryId, record: RecordId, field: str) -> Sequence[str] | None:
        placed = self._parent(scope, entry, record)
        if placed is None or placed.counts:
            return None
        edits = [edit for edit in placed.sealed.entry.edits if edit.record == record]
        return [parent for edit in edits for parent in edit.parents.get(field, ())]

    def _parent(self, scope: Scope, entry: EntryId, record: RecordId) -> Placed | None:
        return next((one for one in self.session.store.placed(scope, record) if one.sealed.id == entry), None)


def _own_team(session: Session) -> str | None:
    member = session.member(session.me)
    return member.post.team if member and member.post else None


def _instrument_facts(session: Session, scope: Scope) -> InstrumentFacts:
    facts, case = session.store.facts(), case_of(scope)

    def person() -> Person | None:
        state = person_state(session, case) if case else None
        return strictest_person(state) if state else None

    return InstrumentFacts(facts.confirmed, person, facts.role)


def _is_set(kind: str, name: str) -> bool:
    rule = merge_of(kind, name)
    return rule is not None and rule.rule == "set"


def _set_value(entry: Entry, record: RecordId, field: str) -> JsonValue:
    return next((edit.set.get(field) for edit in entry.edits if edit.record == record), None)
