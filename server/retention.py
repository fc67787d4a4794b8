"""Disposing of cases whose retention has ended: what is due, proposed by one and confirmed by another.

The words go by the same orders as any other destruction. What stays in the case is one record: by which rule, when it
was due, and who decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.file.case import Case
from casework.records.file.disposal import Disposal
from casework.records.file.ending import Ending
from casework.records.file.legal_hold import LegalHold
from casework.records.file.same_person import SamePerson
from casework.records.identifier import (
    CaseId,
    EntryId,
    RecordId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.sentence.order import Order
from casework.records.staff.grant import Allocation, Exclusion
from casework.rules.access import access
from casework.rules.day import day_of
from casework.rules.retention import (
    RETENTION_WORDS,
    Retention,
    RetentionState,
    disposal_objection,
    gather_end,
    joined_retention,
)
from casework.rules.retention_rule import RetentionRule, load_rules, read_rules
from casework.rules.same_person import read_side
from server.device_zero import ServerSave
from server.erasure import RETENTION, Aim, carry_out, propose_erasure
from server.office import Office
from server.storage.database import Connection
from server.storage.erasure import Erasure, load_entries_of, load_erasure_entries, load_erasures
from server.storage.folded import load_kind, load_scope
from server.storage.matter import load_matters

RULES_FILE = "retention.toml"
"""The agency's own rules, in the server's folder. Without it those that come with Doorstep hold, all unconfirmed."""

_FACTS = (Case.kind, Ending.kind, Order.kind, LegalHold.kind)
_STAYS = frozenset({Allocation.kind, Exclusion.kind})
"""Who could see a case, and who must not, stays: it says nothing about the person."""

_WRITTEN_SINCE = "The case was written to since this was proposed: look at it, and propose it again."


@dataclass(frozen=True)
class Kept:
    """A case whose work has ended, and how it stands."""

    case: CaseId
    retention: Retention


def agency_rules(office: Office) -> tuple[RetentionRule, ...]:
    """The rules that hold here.

    Raises:
        UserError: if the agency's file cannot be read.
    """
    file = office.settings.folder / RULES_FILE
    return read_rules(file.read_text("utf-8")) if file.exists() else load_rules()


def review_cases(office: Office) -> list[Kept]:
    """Every case in which an end of the work is recorded, what is due first. Raises as `agency_rules`."""
    rules, today = agency_rules(office), _today(office)
    with office.database.read() as connection:
        cases = {case for state in load_kind(connection, Ending.kind) if (case := case_of(state.scope))}
        found = [Kept(case, _retention(connection, case, rules, today)) for case in sorted(cases)]
    return sorted(found, key=lambda kept: (kept.retention.state is not RetentionState.DUE, _when(kept), kept.case))


def propose_disposal(office: Office, case: CaseId, by: StaffId) -> Retention:
    """Propose to dispose of a case and return what is due; nothing is destroyed before somebody else confirms.

    Raises:
        UserError: if the case is not due, something waits in it, or without the role for it.
    """
    rules = agency_rules(office)
    with office.database.read() as connection:
        _refuse_excluded(office, connection, case, by)
        found = _due(connection, case, rules, _today(office))
        aims = _aims(connection, case)
    for scope, entries in aims.items():
        propose_erasure(office, Aim(scope, entries=tuple(entries)), _authority(found), by)
    return found


def confirm_disposal(office: Office, case: CaseId, by: StaffId) -> int:
    """Confirm a proposed disposal as a second person and carry it out; how many entries it was.

    It may be confirmed again where it was cut short.

    Raises:
        UserError: if nothing is proposed, by the proposer, with no senior among the two, or where the case is not due
            any more or was written to since.
    """
    rules = agency_rules(office)
    with office.database.read() as connection:
        orders = _orders(connection, case)
        if not orders:
            raise UserError("Nobody has proposed to dispose of this case. See: doorstep-server retention propose.")
        for order in orders:
            _check(office, connection, order, by, rules)
        found = _due(connection, case, rules, _today(office))
        if not _aims(connection, case).keys() <= {order.scope for order in orders}:
            raise UserError(_WRITTEN_SINCE)
    _record(office, case, orders[-1].proposed_by, by, found)

    def check(connection: Connection, order: Erasure) -> None:
        _check(office, connection, order, by, rules)

    return sum(carry_out(office, order.id, by, check) for order in orders)


def _check(office: Office, connection: Connection, order: Erasure, by: StaffId, rules: Sequence[RetentionRule]) -> None:
    """Whether an order may be carried out now: still due, by two people who may, and about everything that is there."""
    case = case_of(order.scope)
    if case is None:
        raise UserError("This order is about no case.")
    facts = office.facts.load(connection).access
    objection = disposal_objection((order.proposed_by, facts.role(order.proposed_by)), (by, facts.role(by)))
    if objection:
        raise UserError(objection)
    _refuse_excluded(office, connection, case, by)
    due = _due(connection, case, rules, _today(office))
    proposed = set(load_erasure_entries(connection, order.id))
    if order.authority != _authority(due) or set(_aims(connection, case).get(order.scope, ())) - proposed:
        raise UserError(_WRITTEN_SINCE)


def _refuse_excluded(office: Office, connection: Connection, case: CaseId, by: StaffId) -> None:
    """Whoever must not see a case has no say in it; the sentence is that for a case that is not there."""
    if access(by, case, office.facts.load(connection).access, office.clock.now()).excluded:
        raise UserError("There is no such case. A case is named by its id, as retention due shows it.")


def _due(connection: Connection, case: CaseId, rules: Sequence[RetentionRule], today: date) -> Retention:
    found = _retention(connection, case, rules, today)
    if found.state is not RetentionState.DUE:
        raise UserError(f"This case may not be disposed of. {RETENTION_WORDS[found.state]}.")
    if load_matters(connection, case):
        raise UserError("Something in this case waits for a senior: it has to be settled first.")
    return found


def _retention(connection: Connection, case: CaseId, rules: Sequence[RetentionRule], today: date) -> Retention:
    ends = []
    for file in sorted(_files(connection, case)):
        states = [state for kind in _FACTS for state in load_kind(connection, kind, case_scope(file))]
        # Of another file that was disposed of before there is nothing left that could speak for keeping this one.
        if states or file == case:
            ends.append(gather_end(states))
    return joined_retention(ends, rules, today)


def _files(connection: Connection, case: CaseId) -> set[CaseId]:
    """The files of the same person, this one among them. To be joined by one side is enough to be kept with it."""
    sides = [side for state in load_kind(connection, SamePerson.kind) if (side := read_side(state))]
    pairs = [{side.case, side.other} for side in sides if not side.undone]
    found = {case}
    while more := {file for pair in pairs if pair & found for file in pair} - found:
        found |= more
    return found


def _aims(connection: Connection, case: CaseId) -> dict[Scope, list[EntryId]]:
    """The entries whose words are to go, the case's own scope last: what speaks for its disposal lies there."""
    told = {
        entry
        for state in load_kind(connection, Disposal.kind, case_scope(case))
        for entry in load_entries_of(connection, case_scope(case), state.record)
    }
    aims = {
        restricted_scope(case): load_entries_of(connection, restricted_scope(case)),
        grants_scope(case): _reasons(connection, grants_scope(case)),
        case_scope(case): [entry for entry in load_entries_of(connection, case_scope(case)) if entry not in told],
    }
    return {scope: entries for scope, entries in aims.items() if entries}


def _reasons(connection: Connection, scope: Scope) -> list[EntryId]:
    """What was written about the person where access was given: cover, emergencies, not who had or was kept from it."""
    going: set[EntryId] = set()
    staying: set[EntryId] = set()
    for state in load_scope(connection, scope):
        into = staying if state.kind in _STAYS else going
        into.update(load_entries_of(connection, scope, state.record))
    return sorted(going - staying)


def _orders(connection: Connection, case: CaseId) -> list[Erasure]:
    """The latest proposal for each scope of a case that nobody has confirmed, the case's own scope last."""
    found = {
        order.scope: order
        for order in load_erasures(connection)
        if order.confirmed_at is None and order.authority.startswith(RETENTION) and case_of(order.scope) == case
    }
    return sorted(found.values(), key=lambda order: order.scope == case_scope(case))


def _record(office: Office, case: CaseId, proposed_by: StaffId, by: StaffId, found: Retention) -> None:
    """Say in the case that it is disposed of, before its words go; once."""
    scope, today = case_scope(case), _today(office)
    if office.zero.states(Disposal.kind, scope):
        return
    record = Disposal(rule=found.rule, due_on=found.due_on, on=today, proposed_by=proposed_by, confirmed_by=by)
    edit = Edit(record=RecordId(office.zero.new_id()), kind=Disposal.kind, set=record.values())
    office.zero.save([ServerSave(scope, (edit,), office.agency.administrator, office.clock.now())])


def _authority(found: Retention) -> str:
    rule = f"{found.rule.code}, version {found.rule.version}" if found.rule else ""
    return f"{RETENTION}{rule}, due {found.due_on}"


def _when(kept: Kept) -> date:
    return kept.retention.due_on or date.max


def _today(office: Office) -> date:
    return day_of(office.clock.now())
