"""Cover and emergencies on the laptop: the same function shows and hides, by its own clock, without the office."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.records.identifier import case_scope, grants_scope
from casework.records.staff.grant import Cover, End, Window
from casework.rules.access import Why
from desktop.services.caseload import read_caseload
from desktop.services.emergency import open_in_emergency
from tests.desktop.services.laptop import Laptop, Team, beside
from tests.fakes.case_store import ADMINISTRATOR, COLLEAGUE, change, new, open_memory_like_store, uid


def covering(folder: Path) -> Laptop:
    """The laptop of a colleague who covers the worker's case for four hours, in step with the office."""
    worker = open_memory_like_store(folder)
    now = worker.clock.now()
    window = Window(starts=now, ends=now + timedelta(hours=4))
    worker.office.write(
        grants_scope(worker.cases[0]), new(Cover(staff=COLLEAGUE, window=window, reason="Ill."), uid(7000))
    )
    worker.connection.close()
    return beside(folder, worker.office, COLLEAGUE)


def test_an_expired_cover_hides_the_case_although_the_office_is_out_of_reach(tmp_path: Path) -> None:
    """Held, and not shown: the purge comes with the next pull."""
    laptop = covering(tmp_path)
    session, case = laptop.session, laptop.case
    assert session.access(case).why == {Why.COVER}
    assert len(read_caseload(session)) == 1
    laptop.ready.clock.advance(hours=4)
    assert not session.access(case).reads
    assert session.cases() == []
    assert read_caseload(session) == ()
    assert case_scope(case) in session.store.scopes("case")
    laptop.ready.connection.close()


def test_a_cover_that_somebody_ended_hides_the_case_when_that_has_come(tmp_path: Path) -> None:
    """In the middle of its window."""
    laptop = covering(tmp_path)
    session, case = laptop.session, laptop.case
    laptop.ready.clock.advance(hours=1)
    end = End(at=session.now()).model_dump(mode="json")
    laptop.ready.office.write(grants_scope(case), change(Cover.kind, uid(7000), "ended", end))  # type: ignore[arg-type]
    assert session.access(case).reads
    laptop.sync()
    assert not session.access(case).reads
    laptop.ready.connection.close()


def test_what_the_office_has_not_taken_opens_nothing(team: Team) -> None:
    """Emergency access counts once the office has accepted it."""
    ready = team.colleague.ready
    session, case = team.colleague.session, team.colleague.case
    ready.clock.advance(hours=1)
    taken = open_in_emergency(session, case, "At the door, in distress.", 4)
    assert taken.until == session.now() + timedelta(hours=4)
    assert Why.EMERGENCY not in session.access(case).why
    team.colleague.sync()
    assert Why.EMERGENCY in session.access(case).why
    ready.clock.advance(hours=4)
    assert Why.EMERGENCY not in session.access(case).why


def test_an_administrator_opens_nothing_in_an_emergency(tmp_path: Path) -> None:
    """In a sentence that says whom to ring."""
    laptop = Laptop(open_memory_like_store(tmp_path, me=ADMINISTRATOR))
    with pytest.raises(UserError, match="duty senior"):
        open_in_emergency(laptop.session, laptop.case, "Anything.", 2)
    laptop.ready.connection.close()
