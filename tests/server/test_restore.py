"""An older copy of the database is put back: nothing comes back to life, nothing is lost, and the order stays."""

from pathlib import Path

import pytest

from casework.errors import UserError
from casework.ledger.entry import Sealed
from casework.ledger.keep import heads_digest
from casework.records.identifier import AGENCY, SERVER_DEVICE, CaseId, DeviceId, Scope, grants_scope, staff_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import stop
from server.backup import check_contents
from server.epoch import confirm_epoch, review_epoch
from server.founding import Founding
from server.journal_file import JOURNAL_FILE
from server.office import Office
from server.problem import Refused
from server.storage.agency import load_epoch
from server.storage.device import load_device
from server.storage.folded import load_scope
from server.storage.log import count_entries
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.fakes.postgres import Postgres
from tests.server.conftest import DATABASES
from tests.server.restore_sample import Cast, Laptop, Site
from tests.server.sample import new_record, warning_edit


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Site:
    """A new server on each database."""
    postgres: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    address = postgres.new_database() if postgres else ""
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", address), clock)
    return Site(tmp_path / "office", clock, postgres)


def confirmed(office: Office) -> bool:
    with office.database.read() as connection:
        return load_epoch(connection).confirmed


def sound(office: Office) -> None:
    """Every chain, receipt and log is as it should be."""
    with office.database.read() as connection:
        check_contents(office, connection)


def refusal(laptop: Laptop) -> str:
    with pytest.raises(Refused) as refused:
        laptop.pull_once()
    return refused.value.refusal.code


def test_a_server_that_was_merely_stopped_goes_on(site: Site) -> None:
    with site.open() as office:
        Cast.of(office)
    with site.open() as office:
        assert confirmed(office)
        with pytest.raises(UserError):
            confirm_epoch(office)


def test_a_transaction_that_was_taken_back_is_no_restore(site: Site) -> None:
    """The journal is written first; a crash before the commit leaves a line of which nothing has come."""
    with site.open() as office:
        Cast.of(office)
        with pytest.raises(ZeroDivisionError):
            fail_after_noting(office)
        assert office.journal.load()[-1]["sort"] == "device_stopped"
    with site.open() as office:
        assert confirmed(office)
        Administration(office).add_team("North")
        assert "device_stopped" not in {line["sort"] for line in office.journal.load()}


def fail_after_noting(office: Office) -> None:
    with office.database.write() as connection:
        office.journal.note_stop(connection, DeviceId("any"), office.clock.now())
        raise ZeroDivisionError


def test_a_line_cut_short_by_a_crash_is_passed_over(site: Site) -> None:
    with site.open() as office:
        Cast.of(office)
        lines = len(office.journal.load())
    with (site.folder / JOURNAL_FILE).open("ab") as file:
        file.write(b'{"v":1,"sealed":"AAAA')
    with site.open() as office:
        assert confirmed(office)
        assert len(office.journal.load()) == lines
        Administration(office).add_team("North")
        assert len(office.journal.load()) == lines + 1


def test_what_ended_stays_ended_and_nobody_is_served_before_it_is_confirmed(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
    copy = site.copy()
    with site.open() as office:
        administration = Administration(office)
        administration.exclude(cast.case, cast.cal, "A relative.")
        other = CaseId(new_record())
        administration.allocate(other, cast.cal, GrantRole.OFFICER)
        nia = administration.add_person("Nia New", StaffRole.WORKER)
        new = Laptop.of(office, nia)
        stop(office, una.device)
        tip = load_tip(office)
    site.put_back(copy)
    with site.open() as office:
        for laptop in (una, cal, new):
            laptop.office = office
        assert not confirmed(office)
        assert refusal(cal) == refusal(new) == "restoring"
        with office.database.read() as connection:
            held = office.facts.load(connection).held_scopes(cast.cal, office.clock.now())
            stopped = load_device(connection, una.device)
        # Nothing was ever written of their supervision: it may be held, and is not entered.
        assert held == (AGENCY, staff_scope(cast.cal), grants_scope(other), Scope(f"case:{other}"))
        assert stopped
        assert stopped.stopped_at
        view = review_epoch(office)
        assert (view.epoch.number, view.journal_is_behind) == (2, False)
        kinds = [edit.kind for sealed in view.put_back for edit in sealed.entry.edits]
        assert sorted(kinds) == ["allocation", "exclusion", "exclusion_reason", "staff"]
        assert load_tip(office) == tip
        Administration(office).add_team("After")
        confirm_epoch(office)
        sound(office)
        assert [page.scope for answer in new.pull() for page in answer.pages] == [AGENCY]
        cal.pull()
        assert set(cal.holds) == set(held) - {staff_scope(cast.cal)}
        assert refusal(una) == "not_admitted"


def load_tip(office: Office) -> int:
    with office.database.read() as connection:
        zero = load_device(connection, SERVER_DEVICE)
    assert zero
    return zero.chain.seq


def written(cast: Cast, una: Laptop, cal: Laptop) -> list[Sealed]:
    """Una's level, and Cal's beside it, made without having seen it: a conflict in which Una's comes first."""
    first = una.write(cast.scope, cast.level("medium", cast.una), warning_edit("A dog"))
    una.push(una.written[-1:])
    second = cal.write(cast.scope, cast.level("high", cast.cal))
    cal.push(cal.written[-1:])
    return [first, second]


def heads(office: Office, cast: Cast) -> list[str]:
    """Who stands in the case's level, in order."""
    state = office.zero.state(cast.scope, cast.level("low", cast.una).record)
    assert state
    return [head.entry for head in state.fields["standing_risk"].heads]


def digest(office: Office, scope: Scope) -> str:
    with office.database.read() as connection:
        return heads_digest(load_scope(connection, scope))


def test_what_the_copy_lacks_comes_again_in_its_order_twice_in_a_row(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
    copy = site.copy()
    with site.open() as office:
        una.office = cal.office = office
        made = written(cast, una, cal)
        before, entries, kept = heads(office, cast), digest(office, cast.scope), count(office)
    assert before == [sealed.id for sealed in made]
    for epoch in (2, 3):
        site.put_back(copy)
        with site.open() as office:
            una.office = cal.office = office
            confirm_epoch(office)
            assert una.pull_once(full=True).chain.seq == 0
            assert awaited(office) == {una.device: 1, cal.device: 1}
            # Cal comes first this time; the receipts know better.
            assert cal.offer(cal.written).chain.seq == 1
            una.offer(una.written)
            una.offer(una.written)
            assert awaited(office) == {}
            assert heads(office, cast) == before
            assert digest(office, cast.scope) == entries
            assert count(office) == kept
            una.pull()
            cal.pull()
            assert una.order(cast.scope) == cal.order(cast.scope) == before
            assert una.epoch == epoch
            sound(office)


def awaited(office: Office) -> dict[str, int]:
    """Which laptops have to send how much again."""
    return {one.device.id: one.entries for one in review_epoch(office).awaited}


def count(office: Office) -> int:
    with office.database.read() as connection:
        return count_entries(connection)


def test_a_receipt_that_comes_later_puts_its_entry_back_in_order_for_everybody(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
    copy = site.copy()
    with site.open() as office:
        una.office = cal.office = office
        made = [sealed.id for sealed in written(cast, una, cal)]
    site.put_back(copy)
    with site.open() as office:
        una.office = cal.office = office
        confirm_epoch(office)
        cal.offer(cal.written)
        una.offer(una.written, receipts=[])
        cal.pull()
        assert heads(office, cast) == made[::-1] == cal.order(cast.scope)
        una.offer(una.written)
        assert heads(office, cast) == made
        cal.pull()
        assert len(cal.holds[cast.scope].items) == 3
        latest = {item.id: item for item in cal.holds[cast.scope].items}
        cal.holds[cast.scope].items = list(latest.values())
        assert cal.order(cast.scope) == made
        una.offer(una.written)
        assert cal.pull_once(full=True).pages == []
        sound(office)


def test_what_is_sent_before_the_restore_is_confirmed_is_judged_afterwards_in_chain_order(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una = Laptop.of(office, cast.una)
    copy = site.copy()
    with site.open() as office:
        Administration(office).add_team("North")
    site.put_back(copy)
    with site.open() as office:
        una.office = office
        one, two = (una.write(cast.scope, warning_edit(text)) for text in ("One", "Two"))
        for part in ([two], [one], [one]):
            answer = una.push(part)
            assert (answer.held, answer.receipts, answer.chain.seq) == (True, [], 0)
        done = confirm_epoch(office)
        assert (done.taken, done.refused) == (2, 0)
        again = una.push([one, two])
        assert (again.held, again.chain.seq) == (False, 2)
        una.pull()
        assert una.order(cast.scope) == [one.id, two.id]


def test_only_the_servers_own_word_about_the_laptops_own_entries_counts(site: Site) -> None:
    with site.open() as office:
        cast = Cast.of(office)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
    copy = site.copy()
    with site.open() as office:
        una.office = cal.office = office
        made = [sealed.id for sealed in written(cast, una, cal)]
    site.put_back(copy)
    with site.open() as office:
        una.office = cal.office = office
        confirm_epoch(office)
        cal.offer(cal.written)
        forged = [receipt.model_copy(update={"data": receipt.data.replace("1", "2")}) for receipt in una.kept]
        una.offer(una.written, receipts=[*forged, *cal.kept])
        assert heads(office, cast) == made[::-1]


def test_a_laptop_that_has_cleaned_up_goes_on_by_the_servers_own_word(site: Site) -> None:
    """A later backup than the one restored had its first entries: their place in the chain stays empty."""
    with site.open() as office:
        cast = Cast.of(office)
        una = Laptop.of(office, cast.una)
    copy = site.copy()
    with site.open() as office:
        una.office = office
        for text in ("One", "Two", "Three"):
            una.write(cast.scope, warning_edit(text))
            una.push(una.written[-1:])
    site.put_back(copy)
    with site.open() as office:
        una.office = office
        confirm_epoch(office)
        with pytest.raises(Refused) as refused:
            una.push(una.written[2:])
        assert refused.value.refusal.code == "gap"
        assert una.offer(una.written[2:]).chain.seq == 3
        una.write(cast.scope, warning_edit("Four"))
        assert una.push(una.written[3:]).chain.seq == 4
        sound(office)


def test_a_grant_that_the_journal_brought_does_not_break_its_laptops_chain(site: Site) -> None:
    from tests.server.test_push import new_laptop

    with site.open() as office:
        plain, _ = new_laptop(office)
        una = Laptop(plain.line, plain.key, plain.enrolled)
        una.office, una.kept, una.written = office, [], plain.written
    copy = site.copy()
    with site.open() as office:
        una.office = office
        grant = una.written[0]
        scope = Scope(grant.entry.scope.replace("grants:", "case:"))
        una.write(scope, warning_edit("Behind it"))
        una.push()
    site.put_back(copy)
    with site.open() as office:
        una.office = office
        confirm_epoch(office)
        assert una.pull_once(full=True).chain.seq == 0
        una.offer(una.written)
        una.pull()
        assert [una.order(one) for one in (grant.entry.scope, scope)] == [[grant.id], [una.written[1].id]]
        sound(office)


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """Where backups lie."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder
