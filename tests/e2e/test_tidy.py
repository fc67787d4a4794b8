"""Comparing, repairing and destroying, and the administrator's view of who holds what; through the real programs."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.ledger.keep import heads_digest
from casework.records.identifier import CaseId, RecordId, Scope, case_scope
from casework.records.person.person import Person
from casework.records.staff.staff import StaffRole
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.services.person_line import person_line
from server.erasure import Aim, carry_out, propose_erasure, review
from server.storage.folded import load_scope
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office

CANARY = "07700900123"


@dataclass
class Case:
    """A case of two workers."""

    office: RunningOffice
    ident: CaseId
    officer: Colleague
    co_worker: Colleague

    @property
    def scope(self) -> Scope:
        """Where its records lie."""
        return case_scope(self.ident)

    def person(self, colleague: Colleague) -> RecordId:
        """The person's record."""
        return colleague.store.records(Person.kind, self.scope)[0].record

    def digests(self) -> set[str]:
        """What both laptops and the office made of the case: one digest if they agree."""
        with self.office.parts.database.read() as connection:
            found = {heads_digest(load_scope(connection, self.scope))}
        return found | {heads_digest(c.store.states(None, {self.scope})) for c in (self.officer, self.co_worker)}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A real server process."""
    with running_office(tmp_path_factory.mktemp("tidy")) as running:
        yield running


@pytest.fixture
def case(office: RunningOffice, tmp_path: Path) -> Iterator[Case]:
    """A case on two laptops, in step with the office."""
    with ExitStack() as stack:
        staff = [office.person(name) for name in ("Olive Officer", "Corin Coworker")]
        ident = office.case(*staff)
        officer, co_worker = [
            stack.enter_context(closing(make_colleague(tmp_path / name, office, one)))
            for name, one in zip(("one", "two"), staff, strict=True)
        ]
        change_telephone(officer.session, ident, CANARY)
        officer.sync()
        co_worker.sync()
        yield Case(office, ident, officer, co_worker)


def spoil(colleague: Colleague, statement: str, *values: object) -> None:
    """Damage a laptop's store behind its back."""
    colleague.store.health._tables.connection.execute(statement, values)


def check_now(colleague: Colleague) -> None:
    """Forget that everything was compared, and sync."""
    spoil(colleague, "DELETE FROM fact WHERE name = 'verified_at'")
    colleague.sync()
    colleague.sync()


def test_a_wrong_fold_is_found_and_mended_without_fetching_anything(case: Case) -> None:
    held = case.co_worker.store.holdings()
    spoil(case.co_worker, "UPDATE state SET folded = replace(folded, ?, ?) WHERE scope = ?", CANARY, "0", case.scope)
    spoil(case.co_worker, "DELETE FROM state WHERE kind = 'person' AND scope = ?", case.scope)
    check_now(case.co_worker)
    assert len(case.digests()) == 1
    assert case.co_worker.store.health.in_repair() == []
    assert case.co_worker.store.holdings() == held


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM entry WHERE scope = ?",
        "UPDATE entry SET data = CAST(CAST(data AS TEXT) || ' ' AS BLOB) WHERE scope = ?",
    ],
    ids=["lost", "altered"],
)
def test_entries_that_are_lost_or_altered_are_fetched_again(case: Case, damage: str) -> None:
    spoil(case.co_worker, damage, case.scope)
    spoil(case.co_worker, "DELETE FROM state WHERE scope = ?", case.scope)
    check_now(case.co_worker)
    assert len(case.digests()) == 1
    assert case.co_worker.store.health.in_repair() == []
    assert person_line(case.co_worker.session, case.ident).name


def test_unsent_work_outlives_a_repair(case: Case) -> None:
    change_telephone(case.co_worker.session, case.ident, "0131 496 0000")
    spoil(case.co_worker, "DELETE FROM entry WHERE scope = ? AND verdict IS NOT NULL", case.scope)
    check_now(case.co_worker)
    case.officer.sync()
    assert len(case.digests()) == 1
    assert find(case.officer.session, "0131 496 0000")


def test_a_wrong_fold_at_the_office_is_mended_from_its_log(case: Case) -> None:
    with case.office.parts.database.write() as connection:
        connection.exec_driver_sql(f"DELETE FROM record WHERE kind = 'person' AND scope = '{case.scope}'")
    check_now(case.officer)
    assert len(case.digests()) == 1
    assert case.officer.store.health.in_repair() == []


def test_words_are_destroyed_everywhere_and_only_by_two_people(case: Case) -> None:
    parts = case.office.parts
    one, two = [case.office.person(f"Sanda Senior {n}", StaffRole.SENIOR) for n in "ab"]
    worker = case.officer.staff
    aim = Aim(case.scope, case.person(case.officer))
    newest = [placed.sealed.id for placed in case.officer.store.placed(case.scope, aim.record or RecordId(""))][-1]
    with pytest.raises(UserError, match="authority"):
        propose_erasure(parts, aim, " ", one)
    with pytest.raises(UserError, match="Only an administrator"):
        propose_erasure(parts, aim, "Sheriff court order", worker)
    order = propose_erasure(parts, Aim(case.scope, aim.record, (newest,)), "Sheriff court order", one)
    with pytest.raises(UserError, match="Somebody else"):
        carry_out(parts, order, one)
    assert carry_out(parts, order, two) == 1
    assert {item.order.id: len(item.outstanding) for item in review(parts)}[order] == 2
    for colleague in (case.officer, case.co_worker):
        assert find(colleague.session, CANARY)
        colleague.sync()
        assert not find(colleague.session, CANARY)
        colleague.sync()
        assert not any(CANARY.encode() in row[0] for row in _entries(colleague))
    assert {item.order.id: len(item.outstanding) for item in review(parts)}[order] == 0
    assert len(case.digests()) == 1
    with parts.database.read() as connection:
        rows = connection.exec_driver_sql(f"SELECT data FROM entry WHERE scope = '{case.scope}'").all()
    assert not any(CANARY.encode() in bytes(row[0]) for row in rows)


def _entries(colleague: Colleague) -> list[tuple[bytes]]:
    rows: list[tuple[bytes]] = colleague.store.health._tables.connection.execute("SELECT data FROM entry").fetchall()
    return rows


def test_the_administrator_sees_who_holds_what_and_whose_records_were_on_a_lost_laptop(case: Case) -> None:
    change_telephone(case.officer.session, case.ident, "0131 496 0001")
    laptop = case.officer.store.identity().device
    holders = case.office.cli("holdings", "case", str(case.ident)).stdout
    assert holders.count("Olive Officer") == 2
    assert "held" in holders
    assert "Robin Example" in case.office.cli("holdings", "lost", laptop).stdout
    assert "no such laptop" in case.office.cli("holdings", "lost", "nonsense", check=False).stderr
    laptops = case.office.cli("holdings", "laptops").stdout
    assert f"{laptop}\tOlive Officer" in laptops
