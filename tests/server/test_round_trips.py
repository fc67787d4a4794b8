"""How often the office goes to its database and back for one request, and how often it waits for the disk.

Where the database is another process, each journey is what a laptop waits for. Counted; no clock is looked at.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import event

from casework.records.identifier import Scope, scope_sort
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.enrolment import make_code
from server.office import Office
from tests.e2e.test_quiet_sync import give_cases_to
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.served import served
from tests.server.sample import warning_edit


@dataclass
class Journeys:
    """The statements of some requests, and how many transactions were committed."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def counted(office: Office) -> Iterator[Journeys]:
    """What the office asks of its database meanwhile."""
    found, engine = Journeys(), office.database._engine

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        found.statements.append(statement)

    def commit(connection: object) -> None:
        found.commits += 1

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", commit)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "commit", commit)


@contextmanager
def laptop_with(office: Office, cases: int) -> Iterator[tuple[BareLaptop, list[Scope]]]:
    """The laptop of a worker who has some cases, with all that is in them."""
    staff = Administration(office).add_person("Una Worker", StaffRole.WORKER, None, "N1")
    give_cases_to(office, staff, cases)
    with served(office) as url, closing(BareLaptop.enrol(url, make_code(office, staff, timedelta(hours=1)))) as laptop:
        laptop.pull()
        scopes = [scope for scope in laptop.holds if scope_sort(scope) == "case"]
        assert len(scopes) == cases
        for scope in scopes:
            laptop.write(scope, warning_edit("Loose dog"))
        laptop.push()
        laptop.pull()
        laptop.pull()
        yield laptop, scopes


@pytest.mark.parametrize("cases", [1, 12])
def test_a_look_that_finds_nothing_is_few_journeys_and_waits_for_no_disk(parts: Office, cases: int) -> None:
    with laptop_with(parts, cases) as (laptop, _), counted(parts) as found:
        laptop.pull()
    shared = parts.database.is_shared
    # Of the embedded file the beginnings are counted, too; the numbers of proofs are in memory beside it.
    assert len(found.statements) <= (5 if shared else 7), found.statements
    assert found.commits <= (0 if shared else 2)
    assert not any(one.startswith(("INSERT", "DELETE")) for one in found.statements)


@pytest.mark.parametrize("cases", [1, 12])
def test_a_batch_is_as_few_journeys_however_many_cases_it_is_about(parts: Office, cases: int) -> None:
    with laptop_with(parts, cases) as (laptop, scopes):
        for scope in scopes * 12:
            laptop.write(scope, warning_edit("Steep stairs"))
        with counted(parts) as found:
            laptop.push()
    assert found.commits == (1 if parts.database.is_shared else 2)
    # What a warning may be in conflict with is asked for in each of its cases.
    assert len(found.statements) - 2 * cases <= 30, found.statements


def test_a_token_is_few_journeys(parts: Office) -> None:
    with laptop_with(parts, 1) as (laptop, _), counted(parts) as found:
        laptop.token(fresh=True)
    assert len(found.statements) <= 6, found.statements
