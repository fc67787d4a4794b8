"""Cases that leave a laptop with work on it: everything arrives, nothing stays readable, and it comes back complete."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from casework.ledger.keep import heads_digest
from casework.records.identifier import CaseId, TeamId, case_scope
from casework.records.staff.grant import GrantRole, Window
from desktop.clock import SystemClock
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.services.draft import keep_draft
from desktop.services.person_line import person_lines
from desktop.services.unfinished import open_notes, take_over
from tests.desktop.store.plain_page import plain_bytes
from tests.e2e.colleague import KEY, Colleague, make_colleague
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice, running_office

CANARY = "zzquagmire"


@dataclass
class Scene:
    """A case with an officer, and a co-worker whose access ends; both have laptops, the co-worker's clock is moved."""

    office: RunningOffice
    case: CaseId
    team: TeamId
    officer: Colleague
    leaver: Colleague
    clock: FakeClock

    def write(self) -> None:
        """Save something, and begin something else, without a connection."""
        change_telephone(self.leaver.session, self.case, f"{CANARY} 01632 960 001")
        form = {"case": self.case, "narrative": f"{CANARY} half a sentence"}
        keep_draft(self.leaver.session, "d1", self.case, "contact", json.dumps({"form": form}))

    def readable(self) -> bool:
        """Whether a word of what was written can be had from the leaver's laptop, with its key, below the tables."""
        return CANARY.encode() in plain_bytes(self.leaver.folder / "store.db", KEY)

    def notes(self) -> list[str]:
        """The unfinished notes that wait for the officer."""
        session = self.officer.session
        return [note.line.text for note in open_notes(session, person_lines(session))]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        team = office.team("North")
        orla, colin = office.person("Orla Officer", team=team), office.person("Colin Coworker", team=team)
        case = office.case(orla, team=team, family="Exampleton")
        office.administration.allocate(case, colin, GrantRole.CO_WORKER)
        clock = FakeClock(SystemClock().now())
        officer = stack.enter_context(closing(make_colleague(tmp_path / "officer", office, orla)))
        leaver = stack.enter_context(closing(make_colleague(tmp_path / "leaver", office, colin, clock)))
        yield Scene(office, case, team, officer, leaver, clock)


def sync(*colleagues: Colleague) -> None:
    """Twice each: what was sealed while receiving goes with the next."""
    for colleague in (*colleagues, *colleagues):
        colleague.sync()


def test_access_ended_for_cause_takes_everything_and_loses_nothing(scene: Scene) -> None:
    """Unsent work counts for nobody yet, and waits at the office; the note goes to the officer, who goes on with it."""
    scene.write()
    assert scene.readable()
    scene.office.administration.withdraw(scene.case, scene.leaver.staff, for_cause=True)
    sync(scene.leaver)
    assert scene.leaver.scopes() == []
    assert (scene.leaver.store.drafts(), find(scene.leaver.session, CANARY)) == ([], ())
    assert not scene.readable()
    assert scene.leaver.store.unsent() == 0
    sync(scene.officer)
    (note,) = scene.notes()
    assert note == f"What happened: {CANARY} half a sentence"
    session = scene.officer.session
    (waiting,) = open_notes(session, person_lines(session))
    assert CANARY in (take_over(session, scene.case, waiting.line.record) or "")
    with scene.office.parts.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT data FROM entry WHERE withheld").all()
    assert any(CANARY.encode() in bytes(row[0]) for row in kept), "kept for a senior"


def test_work_begun_before_an_ordinary_end_may_be_finished_for_twelve_hours(scene: Scene) -> None:
    scene.write()
    scene.office.administration.withdraw(scene.case, scene.leaver.staff)
    sync(scene.leaver)
    assert scene.leaver.scopes() == [case_scope(scene.case)]
    assert scene.leaver.session.access(scene.case).reads, "until it is finished"
    change_telephone(scene.leaver.session, scene.case, "01632 960 002")
    sync(scene.leaver, scene.officer)
    assert find(scene.officer.session, "960 002"), "sent meanwhile, late"
    scene.clock.advance(hours=12, minutes=1)
    assert scene.leaver.store.note_time().sealed
    assert not scene.readable()
    sync(scene.leaver, scene.officer)
    assert scene.leaver.scopes() == []
    assert len(scene.notes()) == 1


def test_access_given_again_is_complete(scene: Scene) -> None:
    """With what was sealed in between, and the unfinished note of one's own."""
    scene.write()
    desk = scene.office.administration
    desk.withdraw(scene.case, scene.leaver.staff)
    sync(scene.leaver)
    scene.clock.advance(hours=13)
    scene.leaver.store.note_time()
    assert scene.leaver.scopes() == []
    desk.allocate(scene.case, scene.leaver.staff, GrantRole.CO_WORKER)
    sync(scene.leaver, scene.officer, scene.leaver)
    assert find(scene.leaver.session, CANARY)
    scopes = {case_scope(scene.case)}
    mine, theirs = (heads_digest(one.store.states(scopes=scopes)) for one in (scene.leaver, scene.officer))
    assert mine == theirs
    own = open_notes(scene.leaver.session, person_lines(scene.leaver.session))
    assert [note.line.by for note in own] == ["Colin Coworker"]


def test_cover_that_ends_by_the_clock_takes_the_case_and_leaves_the_work(scene: Scene) -> None:
    office, leaver = scene.office, scene.leaver
    case = office.case(scene.officer.staff, family="Coverton")
    now = SystemClock().now()
    ends = now + timedelta(seconds=20)
    office.administration.give_cover(case, leaver.staff, Window(starts=now, ends=ends), "Ill.")
    sync(leaver)
    assert case_scope(case) in leaver.scopes()
    change_telephone(leaver.session, case, f"{CANARY} 01632 960 003")
    office.administration.end_cover(case, leaver.staff)
    sync(leaver, scene.officer)
    assert case_scope(case) not in leaver.scopes()
    assert not scene.readable()
    assert find(scene.officer.session, CANARY), "late, and it counts"


def test_an_ended_lease_locks_without_the_office_and_a_clock_set_back_opens_nothing(scene: Scene) -> None:
    scene.write()
    store = scene.leaver.store
    scene.clock.advance(days=14)
    assert (scene.leaver.scopes(), store.drafts(), find(scene.leaver.session, "Exampleton")) == ([], [], ())
    scene.clock.advance(days=-13)
    assert scene.leaver.scopes() == []
    assert store.unsent() == 1, "kept"
    sync(scene.leaver, scene.officer)
    assert find(scene.officer.session, CANARY), "sent while locked"
    assert find(scene.leaver.session, CANARY), "and a fresh lease opens it"
    assert len(store.drafts()) == 1
