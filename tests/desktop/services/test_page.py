"""Pages say what a person needs, and nothing about a case that is not theirs."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.contact.appointment import ContactSort
from casework.records.file.case import RiskLevel
from casework.records.identifier import AGENCY, CaseId, RecordId, case_scope, grants_scope
from casework.records.person.person import Person, PersonName
from casework.records.record import Period
from casework.records.risk.risk_level import RiskLevelRecord
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.records.staff.grant import Exclusion
from casework.records.staff.staff import Duty, Turn
from casework.rules.day import age_on
from desktop.services import amend
from desktop.services.attention import read_attention
from desktop.services.case_page import SAME_NAME, read_case
from desktop.services.caseload import find, read_caseload
from desktop.services.contact_form import NextPart
from desktop.services.contact_page import chronology, read_contact
from desktop.services.local_time import local_day
from desktop.services.person_line import person_line
from desktop.services.present import lines_of, words_of
from desktop.services.risk import sign_level
from desktop.services.today import read_today
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Team, begin_team
from tests.desktop.services.test_contact import record
from tests.fakes.case_store import new, uid


def plan(team: Team, sort: ContactSort, days: int, at: time) -> None:
    laptop = team.worker
    day = laptop.session.today() + timedelta(days=days)
    part = NextPart(sort=sort, day=day, at=at, back_by=time(at.hour + 1))
    amend.plan_appointment(laptop.session, laptop.case, part)


def test_today_has_the_visits_of_the_day_what_follows_and_what_is_due(team: Team) -> None:
    laptop = team.worker
    plan(team, ContactSort.HOME_ANNOUNCED, 0, time(13))
    plan(team, ContactSort.OFFICE, 0, time(10))
    plan(team, ContactSort.OFFICE, 3, time(10))
    plan(team, ContactSort.OFFICE, 9, time(10))
    amend.add_warning(laptop.session, laptop.case, Notice(sort=WarningSort.DOG), review_in_days=10)
    page = read_today(laptop.session)
    assert [(line.sort, line.is_visit) for line in page.visits] == [
        (ContactSort.OFFICE, False),
        (ContactSort.HOME_ANNOUNCED, True),
    ]
    assert len(page.later) == 1
    assert [(line.title, line.overdue) for line in page.due if not line.rule] == [
        ("Warning to review: Dog at the property", False)
    ]
    assert (page.cases, page.unsent, page.conflicts) == (1, 5, 0)
    laptop.ready.clock.advance(days=1)
    due = read_today(laptop.session).due
    assert [line.title for line in due].count("Contact to record") == 2
    assert not read_today(team.colleague.session).visits


def test_today_says_who_is_on_duty(team: Team) -> None:
    now = team.worker.session.now()
    turn = Turn(staff=SENIOR, starts=now - timedelta(hours=1), ends=now + timedelta(hours=8), telephone="01632 960 017")
    team.worker.ready.office.write(AGENCY, new(Duty(turn=turn), uid(700)))
    assert read_today(team.worker.session).duty is None
    team.sync()
    duty = read_today(team.worker.session).duty
    assert duty is not None
    assert (duty.name, duty.telephone) == ("Seonaid Senior", "01632 960 017")


def test_the_rail_counts_what_needs_the_person(team: Team) -> None:
    worker = team.worker.session
    sign_level(worker, team.worker.case, RiskLevel.HIGH, "Two incidents.")
    sign_level(worker, team.worker.case, RiskLevel.LOW, "Calmer.")
    team.sync()
    assert [read_attention(session).proposals for session in (worker, team.senior.session)] == [1, 1]
    assert read_attention(team.senior.session).answers
    assert read_attention(team.colleague.session).proposals == 0
    assert not read_attention(team.colleague.session).answers


def test_the_caseload_is_riskiest_first_and_tells_one_name_from_another(tmp_path: Path) -> None:
    team = begin_team(tmp_path, 4)
    cases, session = team.worker.ready.cases, team.worker.session
    for case, level in ((cases[0], RiskLevel.LOW), (cases[1], RiskLevel.MEDIUM), (cases[3], RiskLevel.HIGH)):
        sign_level(session, case, level, "As discussed.")
    lines = read_caseload(session)
    assert [line.person.risk.level for line in lines] == [RiskLevel.HIGH, None, RiskLevel.MEDIUM, RiskLevel.LOW]
    assert [line.person.born for line in lines if line.same_name] == [date(1979, 2, 28), date(1985, 4, 12)]
    assert all(line.mine and line.order == "Community Payback Order" for line in lines)
    assert lines[0].last_contact_at is None
    assert not any(line.mine for line in read_caseload(team.colleague.session))
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.connection.close()


def test_the_header_says_who_is_responsible(team: Team) -> None:
    page = read_case(team.worker.session, team.worker.case)
    assert page is not None
    header = page.header
    assert (header.officer_title, header.officer) == ("Responsible officer", "Wilma Worker")
    assert (header.co_workers, header.senior, header.age) == (("Colin Colleague",), False, 41)
    assert age_on(date(2004, 2, 29), date(2026, 2, 28)) == 21


def test_the_chronology_shows_the_day_of_what_was_imported_later(team: Team) -> None:
    case, me, office = team.worker.case, team.worker.session.me, team.worker.ready.office
    day = team.worker.session.today() - timedelta(days=40)
    level = RiskLevelRecord(level=RiskLevel.HIGH, rationale="Two incidents.", assessor=me, assessed_on=day)
    state = WarningState(status=WarningStatus.ACTIVE, by=me, on=day + timedelta(days=1))
    warning = WarningRecord(notice=Notice(sort=WarningSort.DOG), state=state, review_on=day + timedelta(days=90))
    office.write(case_scope(case), new(level, uid(710)))
    office.write(case_scope(case), new(warning, uid(711)))
    team.sync()
    sign_level(team.worker.session, case, RiskLevel.VERY_HIGH, "A third incident.")
    lines = chronology(team.worker.session, case)
    assert [(local_day(line.at), line.timed, line.by) for line in lines] == [
        (team.worker.session.today(), True, "Wilma Worker"),
        (day + timedelta(days=1), False, "Wilma Worker"),
        (day, False, "Wilma Worker"),
    ]


def test_the_chronology_says_that_a_warning_was_removed(team: Team) -> None:
    amend.add_warning(team.senior.session, team.senior.case, Notice(sort=WarningSort.DOG))
    warning = person_line(team.senior.session, team.senior.case).warnings[0].record
    amend.remove_warning(team.senior.session, team.senior.case, warning, "The dog has died.")
    (line,) = chronology(team.senior.session, team.senior.case)
    assert line.title.startswith("Warning: Dog at the property · removed ")
    assert line.title.endswith(" by Seonaid Senior")


def test_an_excluded_person_sees_nothing_and_writes_nothing(team: Team) -> None:
    contact = record(team.colleague)
    case: CaseId = team.colleague.case
    period = Period(starts=team.colleague.session.today() - timedelta(days=1))
    team.sync()
    team.worker.ready.office.write(grants_scope(case), new(Exclusion(staff=COLLEAGUE, period=period), uid(800)))
    team.sync()
    session = team.colleague.session
    assert read_case(session, case) is None
    assert read_contact(session, case, contact) is None
    assert chronology(session, case) == ()
    assert read_caseload(session) == ()
    assert find(session, "Testcase") == ()
    assert read_today(session).cases == 0
    with pytest.raises(UserError, match="no access"):
        amend.change_telephone(session, case, "01632 960 000")
    assert read_case(team.worker.session, case) is not None
    assert team.worker.session.store.record(case_scope(case), RecordId(contact)) is not None


def test_values_are_said_in_words() -> None:
    names: dict[str, str] = {WORKER: "Wilma Worker"}

    def name_of(staff: str) -> str:
        return names.get(staff, "somebody")

    value: dict[str, JsonValue] = {
        "level": "very_high",
        "assessor": WORKER,
        "assessed_on": "2026-03-05",
        "record": "x",
        "rationale": None,
    }
    assert lines_of("standing_risk", value, name_of) == (
        ("Level", "Very high"),
        ("Assessor", "Wilma Worker"),
        ("Assessed on", "5 March 2026"),
    )
    assert words_of("happened", {"starts": "2026-06-05T13:05:00Z", "minutes": 45}, name_of) == "5 June 2026, 14:05, 45"
    assert words_of("present", [{"role": "person", "name": ""}, {"role": "police"}], name_of) == (
        "The person; Police officer"
    )
    assert (words_of("a", True, name_of), words_of("a", None, name_of)) == ("Yes", "")


@pytest.mark.parametrize("risky", [0, 1])
def test_of_two_people_of_one_name_the_riskier_is_found_first_and_each_is_marked(tmp_path: Path, risky: int) -> None:
    laptop = begin_team(tmp_path, cases=2).worker
    session, cases = laptop.session, laptop.ready.cases
    for case in cases:
        amend.change_name(session, case, PersonName(given="Callum", family="Sample"))
    sign_level(session, cases[risky], RiskLevel.VERY_HIGH, "Known from the last sentence.")
    sign_level(session, cases[1 - risky], RiskLevel.LOW, "Settled for a year.")
    people = [line.case for line in find(session, "Callum Sample") if line.kind == Person.kind]
    assert people == [cases[risky], cases[1 - risky]]
    for case in cases:
        page = read_case(session, case)
        assert page is not None
        assert SAME_NAME in page.header.other_files
