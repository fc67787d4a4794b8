"""The office is put back to a backup, twice: nothing is lost, nothing comes back to life, nobody's order changes."""

import random
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, case_scope
from casework.records.staff.grant import GrantRole
from desktop.clock import SystemClock
from desktop.store.case_store import Save
from desktop.store.change import Change
from desktop.sync.engine import SyncEngine, SyncOutcome
from desktop.sync.fault import LaptopNotKnown, OfficeRestoring
from server.storage.folded import load_scope
from server.storage.log import count_entries
from tests.e2e.colleague import Colleague, _here, make_colleague, open_transport
from tests.fakes.office import RunningOffice, running_office
from tests.server.sample import standing_edit, warning_edit

KILLS = 8
LONGEST_LIFE_S = 1.6


@dataclass
class Team:
    """Four people with a laptop each: two who stay, one who is excluded, one whose laptop is stopped."""

    office: RunningOffice
    una: Colleague
    cal: Colleague
    nia: Colleague
    lee: Colleague
    case: CaseId
    other: CaseId

    @property
    def scope(self) -> Scope:
        """The case of all."""
        return case_scope(self.case)

    @classmethod
    def of(cls, office: RunningOffice, folder: Path) -> "Team":
        """Make them, with a case of all four and one of Cal's besides."""
        staff = [office.person(name) for name in ("Una Worker", "Cal Worker", "Nia Worker", "Lee Worker")]
        case, other = office.case(*staff), office.case(staff[0], staff[1])
        made = [make_colleague(folder / name, office, one) for name, one in zip("ucnl", staff, strict=True)]
        una, cal, nia, lee = made
        return cls(office, una, cal, nia, lee, case, other)

    def level(self, level: str, colleague: Colleague, *parents: EntryId) -> Edit:
        """A standing level of risk."""
        return standing_edit(RecordId(self.case), level, colleague.staff, *parents)

    def close(self) -> None:
        """Hang up."""
        for one in (self.una, self.cal, self.nia, self.lee):
            one.close()

    def heads(self, colleague: Colleague | None = None) -> list[EntryId]:
        """Whose level stands, in order, at the office or on a laptop."""
        record = RecordId(self.case)
        store = colleague.store.record(self.scope, record) if colleague else None
        state = store if colleague else self.office.parts.zero.state(self.scope, record)
        assert state
        return [head.entry for head in state.fields["standing_risk"].heads]

    def digests(self) -> set[str]:
        """The digest of the case at the office and on both laptops that stay."""
        laptops = {heads_digest(one.store.states(None, {self.scope})) for one in (self.una, self.cal)}
        with self.office.parts.database.read() as connection:
            return laptops | {heads_digest(load_scope(connection, self.scope))}

    def entries(self) -> int:
        """How many entries the office has."""
        with self.office.parts.database.read() as connection:
            return count_entries(connection)


def save(colleague: Colleague, scope: Scope, *edits: Edit) -> None:
    """One save, not yet sent."""
    colleague.store.append([Save(scope, edits)])


def attempt(colleague: Colleague) -> SyncOutcome[Change]:
    """One run of the sync, whatever comes of it."""
    with closing(open_transport(colleague.store)) as transport:
        engine: SyncEngine[Change] = SyncEngine(colleague.store, _here, transport, SystemClock())
        return engine.run_once(lambda progress: None, lambda: False)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_restore_loses_nothing_and_brings_nothing_back_to_life(tmp_path: Path) -> None:
    with running_office(tmp_path) as office, closing(Team.of(office, tmp_path)) as team:
        save(team.una, team.scope, warning_edit("A dog"))
        team.una.sync()
        backup = tmp_path / "backup.db"
        assert "verified" in office.cli("backup", str(backup)).stdout
        team.una.sync()
        after_the_backup(team)
        before, entries = team.heads(), team.entries()
        for round_ in (1, 2):
            restore(team, backup)
            meanwhile(team, round_)
            shown = office.cli("epoch", "show").stdout
            assert "Exclusion" in shown
            assert "Nia Worker" in shown
            office.cli("epoch", "confirm")
            for _ in range(2):
                team.una.sync()
                team.cal.sync()
            assert team.heads() == team.heads(team.una) == team.heads(team.cal) == before
            assert team.entries() == entries + round_
            assert len(team.digests()) == 1
            assert team.una.store.unsent() == team.cal.store.unsent() == 0
            what_ended_has_ended(team)


def after_the_backup(team: Team) -> None:
    """Two levels without sight of each other, an exclusion, an end of access, a stopped laptop."""
    administration = team.office.administration
    save(team.una, team.scope, team.level("medium", team.una))
    save(team.cal, team.scope, team.level("high", team.cal))
    team.una.sync()
    team.cal.sync()
    administration.exclude(team.case, team.nia.staff, "A relative.")
    administration.withdraw(team.other, team.cal.staff)
    administration.allocate(team.other, team.una.staff, GrantRole.CO_WORKER)
    team.office.stop_device(team.lee.store.identity().device)
    team.una.sync()
    team.cal.sync()
    assert len(team.heads()) == 2
    assert team.cal.scopes() == [team.scope]


def restore(team: Team, backup: Path) -> None:
    """Put the backup back, with nobody at work."""
    refused = team.office.cli("restore", str(backup), check=False)
    assert refused.returncode == 2
    assert "running" in refused.stderr
    with team.office.closed():
        assert "epoch confirm" in team.office.cli("restore", str(backup)).stdout


def meanwhile(team: Team, round_: int) -> None:
    """Nobody is served before it is confirmed; what is recorded stays, and is kept at the office too."""
    save(team.una, team.scope, warning_edit(f"Written while the server was being restored, {round_}"))
    for one in (team.una, team.nia, team.cal):
        outcome = attempt(one)
        assert isinstance(outcome.fault, OfficeRestoring)
        assert outcome.pulled == 0
    # What the office had acknowledged and lacks again counts as not sent, too.
    assert team.una.store.unsent() == 1 + round_
    assert isinstance(attempt(team.lee).fault, LaptopNotKnown)


def what_ended_has_ended(team: Team) -> None:
    """The exclusion, the end of access and the stop act."""
    attempt(team.nia)
    assert team.nia.scopes() == []
    assert team.cal.scopes() == [team.scope]
    assert isinstance(attempt(team.lee).fault, LaptopNotKnown)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_restore_that_is_killed_leaves_one_whole_database_or_the_other(tmp_path: Path) -> None:
    dice = random.Random(20261122)
    with running_office(tmp_path) as office, closing(Team.of(office, tmp_path)) as team:
        backup = tmp_path / "backup.db"
        office.cli("backup", str(backup))
        after_the_backup(team)
        before, entries = team.heads(), team.entries()
        for _ in range(KILLS):
            with office.closed():
                begin_and_kill(office, backup, dice.uniform(0.2, LONGEST_LIFE_S))
            # Whichever database it is: it opens, and serves or waits to be confirmed.
            assert "Epoch" in office.cli("epoch", "show").stdout
        with office.closed():
            office.cli("restore", str(backup))
        office.cli("epoch", "confirm")
        for _ in range(2):
            team.una.sync()
            team.cal.sync()
        assert team.heads() == team.heads(team.una) == team.heads(team.cal) == before
        assert team.entries() == entries
        assert len(team.digests()) == 1
        what_ended_has_ended(team)


def begin_and_kill(office: RunningOffice, backup: Path, life_s: float) -> None:
    """Let a restore run for so long."""
    command = [sys.executable, "-m", "server", "restore", str(backup), "--folder", str(office.folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(life_s)
        except subprocess.TimeoutExpired:
            process.kill()
