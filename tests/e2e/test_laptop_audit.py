"""What was read and taken out on a laptop without the office stands in the office's audit, with both times."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.ledger.audit import AuditWhat
from casework.records.identifier import CaseId, case_scope
from casework.rules.access import WHY_WORDS, Why
from desktop.background.state import Known, describe_state
from desktop.services.audit import note_opening
from desktop.services.copy_page import CopyPage, read_copy, save_copy
from desktop.services.emergency import open_in_emergency
from desktop.services.new_file import AlreadyThere
from desktop.services.session import Session
from desktop.services.showing.paper import open_paper
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.sync.engine import Beside, SyncEngine, SyncOutcome
from desktop.sync.fault import LaptopStopped
from desktop.sync.handover import HandOver
from desktop.sync.reporter import Reporter
from server import audit
from server.audit import seal_audit, verify_audit
from server.storage.audit import AuditRow, load_about
from tests.desktop.views.case_sheets.test_person_copy_sheet import add_scenario, let_be_told
from tests.e2e.colleague import Colleague, _here, make_colleague, open_transport
from tests.e2e.test_rejoin import begin_anew, copy_of
from tests.fakes.moved_clock import MovedClock
from tests.fakes.office import RunningOffice, running_office
from tests.server.test_audit import cut_short


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A real server process."""
    with running_office(tmp_path_factory.mktemp("laptop-audit")) as running:
        yield running


@dataclass
class Scene:
    """A worker with a case and a laptop, whose clock may be moved."""

    office: RunningOffice
    worker: Colleague
    case: CaseId
    clock: MovedClock

    @property
    def store(self) -> CaseStore:
        """Of the laptop."""
        return self.worker.store

    @property
    def session(self) -> Session:
        """What the services work on."""
        return self.worker.session

    def rows(self, case: CaseId | None = None) -> list[AuditRow]:
        """What the office has noted of laptops' own reports."""
        with self.office.parts.database.read() as connection:
            return [row for row in load_about(connection, case or self.case) if row.occurred_at]


def make_scene(office: RunningOffice, folder: Path) -> Scene:
    """One case on one laptop."""
    staff, clock = office.person("Wilma Worker"), MovedClock(folder / "ahead")
    case = office.case(staff)
    return Scene(office, make_colleague(folder / "one", office, staff, clock), case, clock)


@pytest.fixture
def scene(office: RunningOffice, tmp_path: Path) -> Iterator[Scene]:
    """At the office all tests share."""
    made = make_scene(office, tmp_path)
    with closing(made.worker):
        yield made


def run(store: CaseStore, clock: MovedClock) -> SyncOutcome[Change]:
    """One run of the engine as the application puts it together, whatever comes of it."""
    with closing(open_transport(store)) as transport:
        beside: Beside[Change] = Beside(
            hand_over=HandOver(store, _here, transport), reporter=Reporter(store.audit, _here, transport, clock)
        )
        engine: SyncEngine[Change] = SyncEngine(store, _here, transport, clock, beside)
        return engine.run_once(lambda progress: None, lambda: False)


def copy_shown(scene: Scene) -> CopyPage:
    """A copy of the case with something on it."""
    scenario = add_scenario(scene.session, scene.case)
    let_be_told(scene.session, scene.case, scenario)
    shown = read_copy(scene.session, scene.case, frozenset({"risk_scenario"}))
    assert shown is not None
    assert shown.tells
    return shown


def test_an_offline_opening_a_saved_paper_and_one_shown_are_in_the_audit_with_both_times(
    scene: Scene, tmp_path: Path
) -> None:
    note_opening(scene.session, scene.case)
    shown = copy_shown(scene)
    save_copy(scene.session, shown, tmp_path / "copy.pdf")
    with pytest.raises(AlreadyThere):
        save_copy(scene.session, shown, tmp_path / "copy.pdf")
    open_paper(scene.session, shown)
    before = scene.clock.now()
    assert scene.rows() == []
    assert run(scene.store, scene.clock).fault is None
    found = scene.rows()
    assert [row.what for row in found] == ["opened", "exported", "shown"]
    assert [row.why for row in found] == [
        WHY_WORDS[Why.OFFICER],
        f"Copy for the person: {shown.preparation.document.title}",
        shown.preparation.document.title,
    ]
    for row in found:
        assert row.occurred_at is not None
        assert row.occurred_at < before < row.at
        assert row.staff == scene.worker.staff
    assert scene.store.audit.unsent() == 0
    listed = scene.office.cli("audit", "show", "--case", scene.case).stdout.splitlines()
    line = next(one for one in listed if "Saved a copy outside Doorstep" in one)
    assert "Copy for the person" in line
    assert line.rstrip().endswith(found[1].occurred_at.isoformat(timespec="minutes") if found[1].occurred_at else "")


def test_whoever_opens_a_case_in_an_emergency_is_noted_as_doing_so_and_a_stranger_opens_nothing(
    scene: Scene, tmp_path: Path
) -> None:
    staff = scene.office.person("Corin Colleague")
    with closing(make_colleague(tmp_path / "two", scene.office, staff, scene.clock)) as colleague:
        note_opening(colleague.session, scene.case)
        assert colleague.store.audit.unsent() == 0
        open_in_emergency(colleague.session, scene.case, "Rings from the door.", 2)
        colleague.sync()
        note_opening(colleague.session, scene.case)
        run(colleague.store, scene.clock)
    (row,) = scene.rows()
    assert (row.staff, row.why) == (staff, WHY_WORDS[Why.EMERGENCY])
    shown = scene.office.cli("audit", "show", "--case", scene.case).stdout
    assert [line for line in shown.splitlines() if "*** Opened the case on the laptop" in line]


def test_a_laptop_that_was_restored_and_goes_on_as_another_reports_everything_once(
    scene: Scene, tmp_path: Path
) -> None:
    """What the first had told, and what only the second has."""
    note_opening(scene.session, scene.case)
    copy = copy_of(scene.worker, tmp_path / "restored")
    run(scene.store, scene.clock)
    copy.audit.note(AuditWhat.SHOWN, scene.case)
    begin_anew(scene.office, copy)
    run(copy, scene.clock)
    assert [row.what for row in scene.rows()] == ["opened", "shown"]
    assert copy.audit.unsent() == 0


def test_a_stopped_laptop_hands_over_what_was_read_on_it(scene: Scene, tmp_path: Path) -> None:
    note_opening(scene.session, scene.case)
    scene.office.stop_device(scene.store.identity().device)
    scene.office.cli("backup", str(tmp_path / "backup.db"))
    outcome = run(scene.store, scene.clock)
    assert isinstance(outcome.fault, LaptopStopped)
    assert outcome.wipe
    assert [row.what for row in scene.rows()] == ["opened"]


def test_an_audit_that_was_cut_is_noticed_by_a_laptop_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's database is cut by whoever owns it, its checkpoints with it; nothing beside it is looked at."""
    with running_office(tmp_path / "own") as own:
        scene = make_scene(own, tmp_path)
        with closing(scene.worker):
            note_opening(scene.session, scene.case)
            monkeypatch.setattr(audit, "CHECKPOINT_EVERY", 1)
            seal_audit(own.parts)
            run(scene.store, scene.clock)
            assert scene.store.audit_broken_at() is None
            cut_short(own.parts)
            scene.clock.advance(days=1)
            outcome = run(scene.store, scene.clock)
            assert outcome.fault is None
            assert scene.store.audit_broken_at() is not None
            said = describe_state(Known(audit_broken=True, last_synced_at=scene.clock.now()))
            assert (said.kind, "audit verify" in said.sentence) == ("attention", True)
            seal_audit(own.parts)
            assert any("found rows missing" in fault.sentence for fault in verify_audit(own.parts)[1])
            # Records come and go as ever.
            scene.worker.sync()
            assert scene.store.scopes() == [case_scope(scene.case)]
