"""A visit with a real office: only what it has acknowledged looks watched, and a start by mistake ends no watch."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from casework.records.contact.appointment import ContactSort
from casework.records.identifier import CaseId
from casework.records.risk.warning import Notice, WarningSort
from casework.records.staff.staff import StaffRole
from desktop.services.amend import add_warning, plan_appointment
from desktop.services.check_in.office_word import office_word
from desktop.services.check_in.step import end_visit, start_visit, undo_start
from desktop.services.check_in.watch import visits_of_case
from desktop.services.contact_form import NextPart
from desktop.services.visiting.brief import read_brief
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RunningOffice]:
    """A server process of its own."""
    with running_office(tmp_path / "office") as running:
        yield running


def plan_for_tomorrow(colleague: Colleague, case: CaseId) -> str:
    session = colleague.session
    day = session.today() + timedelta(days=1)
    part = NextPart(sort=ContactSort.HOME_UNANNOUNCED, day=day, at=time(10), back_by=time(11), place="1 Example Road")
    return next(record for _, record in plan_appointment(session, case, part).records)


def word(colleague: Colleague, case: CaseId) -> str:
    (visit,) = visits_of_case(colleague.session, case)
    said = office_word(visit, None, colleague.session.today())
    assert said.watched is said.sentence.startswith("The office expects you back by 11:00")
    return said.sentence


def test_a_visit_is_watched_from_the_receipt_on_and_a_colleague_reads_the_same(
    office: RunningOffice, tmp_path: Path
) -> None:
    team = office.team("East")
    worker, co_worker = (office.person(name, StaffRole.WORKER, team) for name in ("Wilma Worker", "Colin Colleague"))
    case = office.case(worker, co_worker, team=team)
    first, second = (make_colleague(tmp_path / str(who), office, who) for who in (worker, co_worker))
    visit = plan_for_tomorrow(first, case)
    start_visit(first.session, case, visit)
    assert word(first, case).startswith("The office does not know you are here: phone ")
    first.sync()
    assert word(first, case).startswith("The office expects you back by 11:00")
    undo_start(first.session, case, visit)
    first.sync()
    second.sync()
    (seen,) = visits_of_case(second.session, case)
    assert (seen.may_start, seen.watched) == (True, True)
    start_visit(first.session, case, visit)
    end_visit(first.session, case, visit)
    first.sync()
    assert word(first, case).startswith("Visit ended at")
    add_warning(second.session, case, Notice(sort=WarningSort.DOG))
    second.sync()
    first.sync()
    brief = read_brief(first.session, case, visit)
    assert brief is not None
    assert [news.words for news in brief.since.news] == ["Warning: Dog at the property"]
    for colleague in (first, second):
        colleague.close()
