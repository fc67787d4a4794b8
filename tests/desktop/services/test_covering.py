"""Somebody is away: what falls due, who covers, all in one commit, the handover, and what the returning one is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.ledger.protocol import Verdict
from casework.records.contact.appointment import Appointment, ContactSort
from casework.records.file.case import RiskLevel
from casework.records.identifier import AGENCY, CaseId, RecordId, StaffId, case_scope, grants_scope
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.person.address import AddressSort, Place
from casework.records.person.agency_contact import AgencyPerson, AgencyRole
from casework.records.risk.warning import Notice, WarningSort
from casework.records.staff.grant import Cover, Exclusion, Window
from casework.rules.access import Why
from casework.rules.standing import read_record
from desktop.services.amend import add_address, add_agency_contact, add_warning, plan_appointment
from desktop.services.contact_form import NextPart
from desktop.services.covering.absence import Absence, AbsentCase, CoverChoice, absent_choices, read_absence
from desktop.services.covering.away import TOLD_FOR, while_away
from desktop.services.covering.giving import CoverPlan, CoverWish, give_covers, share_out
from desktop.services.covering.handover import covered_now, read_handover
from desktop.services.granting import NOT_A_CHOICE, NOT_YOURS, exclude
from desktop.services.local_time import local
from desktop.services.person_line import person_lines
from desktop.services.recorder import NotComplete
from desktop.services.risk import sign_level
from desktop.services.street import where_words
from desktop.services.today import read_today
from desktop.views.covering.wording import NOT_SENT, covered_words, missed_words, police_words
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Laptop, Team, begin_team
from tests.fakes.case_store import BEGUN, new, uid


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Worker, co-worker and senior with three cases."""
    made = begin_team(tmp_path, cases=3)
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()


def week(laptop: Laptop) -> Window:
    """From now on."""
    now = laptop.session.now()
    return Window(starts=now, ends=now + timedelta(days=7))


def plan_visit(laptop: Laptop, case: CaseId, hours: int = 3, police: str = "") -> str:
    starts = local(laptop.session.now() + timedelta(hours=hours))
    sort = ContactSort.JOINT_POLICE if police else ContactSort.HOME_ANNOUNCED
    part = NextPart(sort=sort, day=starts.date(), at=starts.time(), back_by=starts.replace(minute=59).time())
    change = plan_appointment(laptop.session, case, part, police)
    return next(record for _, record in change.records)


def absence(team: Team) -> Absence:
    return read_absence(team.senior.session, WORKER, week(team.senior))


def of(found: Absence, case: CaseId) -> AbsentCase:
    return next(one for one in found.cases if one.case == case)


def cover(team: Team, *wishes: CoverWish, reason: str = "Ill.", note: str = "") -> CoverPlan:
    return CoverPlan(WORKER, week(team.senior), reason, note, wishes)


def test_the_senior_chooses_among_those_who_work_on_cases_of_the_team(team: Team) -> None:
    found = {one.staff: one.cases for one in absent_choices(team.senior.session)}
    assert found == {WORKER: 3, COLLEAGUE: 3}
    assert {one.staff for one in absent_choices(team.worker.session)} == {WORKER, COLLEAGUE}
    assert absent_choices(team.colleague.session) == ()


def test_every_visit_of_the_time_is_there_with_the_police_to_tell(team: Team) -> None:
    """Those with a visit first; what is after the time, cancelled or somebody else's is not among them."""
    first, second, third = team.worker.ready.cases
    visit = plan_visit(team.worker, second, police="PC Specimen")
    plan_visit(team.worker, second, hours=24 * 8)
    plan_visit(team.colleague, third)
    sign_level(team.worker.session, third, RiskLevel.HIGH, "Two incidents within a month.")
    team.sync()
    found = absence(team)
    assert [one.case for one in found.cases] == [second, third, first]
    assert [one.appointment for one in of(found, second).visits] == [visit]
    assert of(found, third).visits == ()
    assert [(case.case, one.police) for case, one in found.police] == [(second, "PC Specimen")]
    assert found.visits == 1
    assert found.last_word == team.worker.session.now()


def test_whoever_covers_reads_the_street_where_the_plan_names_none(team: Team) -> None:
    """On the page of the absence, in the handover and on Today of whoever goes."""
    case = team.worker.case
    add_address(team.worker.session, case, Place(sort=AddressSort.HOME, line="70 Fixture Lane", town="Invertown"))
    visit = plan_visit(team.worker, case)
    team.sync()
    where = "70 Fixture Lane, Invertown"
    assert where in of(absence(team), case).visits[0].place
    assert where in read_today(team.worker.session).visits[0].place
    give_covers(team.senior.session, cover(team, CoverWish(case, COLLEAGUE, (visit,))))
    team.sync()
    found = read_handover(team.colleague.session, case)
    assert found is not None
    assert where in found.visits[0].place


@pytest.mark.parametrize("place", ["70 Fixture Lane", "Home, 70 Fixture Lane, Invertown"])
def test_a_plan_that_names_the_street_is_shown_as_it_was_written(place: str) -> None:
    home = Place(sort=AddressSort.HOME, line="70 Fixture Lane", town="Invertown")
    other = Place(sort=AddressSort.OTHER, line="1 Elsewhere Road")
    assert where_words(place, (home, other)) == place
    assert where_words("Home address", (home, other)) == "Home address (on file: 70 Fixture Lane, Invertown)"


def test_the_officer_of_a_joint_visit_is_named_with_the_number(team: Team) -> None:
    case, number = team.worker.case, "01632 960 101"
    officer = AgencyPerson(role=AgencyRole.POLICE, name="PC Specimen", agency="Police Scotland", telephone=number)
    named = AgencyPerson(role=AgencyRole.NAMED_POLICE, name="DC Sample", agency="Police Scotland", telephone="999 0")
    plan_visit(team.worker, case, police="PC Specimen")
    team.sync()
    ((one, visit),) = absence(team).police
    assert "PC Specimen (no number on this laptop)" in police_words(one, visit, absence(team).today)
    add_agency_contact(team.worker.session, case, named)
    team.sync()
    ((one, visit),) = absence(team).police
    words = police_words(one, visit, absence(team).today)
    assert "PC Specimen (no number on this laptop; Named police contact: DC Sample, 999 0)" in words
    add_agency_contact(team.worker.session, case, officer)
    team.sync()
    ((one, visit),) = absence(team).police
    assert f"PC Specimen ({number})" in police_words(one, visit, absence(team).today)


def test_cover_that_the_office_has_acknowledged_is_not_said_to_wait(team: Team) -> None:
    """Whether or not it has come back by the next pull: the top bar says that all is at the office."""
    case, session = team.worker.case, team.senior.session
    give_covers(session, cover(team, CoverWish(case, COLLEAGUE)))
    (before,) = of(absence(team), case).covered
    assert NOT_SENT in covered_words(before, session.today())
    while (batch := session.store.unsent_batch()) is not None:
        session.store.apply_push(team.worker.ready.office.receive(batch, session.store.identity().device))
    (after,) = of(absence(team), case).covered
    assert session.store.unsent() == 0
    assert covered_words(after, session.today()).endswith("The office has it.")


def test_cover_that_the_office_has_and_cannot_read_is_not_said_to_be_there(team: Team) -> None:
    """It counts for nobody, however little is unsent."""
    case, session, office = team.worker.case, team.senior.session, team.worker.ready.office
    give_covers(session, cover(team, CoverWish(case, COLLEAGUE)))
    office.judge = lambda sealed: (Verdict.DAMAGED, None)
    while (batch := session.store.unsent_batch()) is not None:
        session.store.apply_push(office.receive(batch, session.store.identity().device))
    assert session.store.unsent() == 0
    (after,) = of(absence(team), case).covered
    assert not after.sent
    assert "The office has it" not in covered_words(after, session.today())


def test_nobody_who_is_excluded_or_away_is_offered(team: Team) -> None:
    first, second = team.worker.ready.cases[:2]
    exclude(team.senior.session, first, COLLEAGUE, "A relative.")
    team.sync()
    found = absence(team)
    assert {one.staff for one in of(found, first).choices} == {SENIOR}
    assert {one.staff for one in of(found, second).choices} == {SENIOR, COLLEAGUE}
    with pytest.raises(UserError, match=NOT_A_CHOICE.sentence):
        give_covers(team.senior.session, cover(team, CoverWish(first, COLLEAGUE)))
    with pytest.raises(UserError, match=NOT_A_CHOICE.sentence):
        give_covers(team.senior.session, cover(team, CoverWish(first, WORKER)))


def test_who_lacks_training_that_the_case_asks_for_is_said(team: Team) -> None:
    """A high level asks for somebody selected for such work; whoever lacks nothing comes first."""
    first = team.worker.ready.cases[0]
    sign_level(team.worker.session, first, RiskLevel.HIGH, "Two incidents within a month.")
    office = team.worker.ready.office
    trained = Training(staff=SENIOR, subject=TrainingSubject.HIGH_RISK, completed_on=date(2025, 1, 1))
    office.write(AGENCY, new(trained, uid(8100)))
    team.sync()
    one = of(absence(team), first)
    assert one.needs == (TrainingSubject.HIGH_RISK.words,)
    assert [(choice.staff, choice.lacks) for choice in one.choices] == [
        (SENIOR, ()),
        (COLLEAGUE, (TrainingSubject.HIGH_RISK.words,)),
    ]


def test_all_is_given_at_once_and_whoever_covers_goes_to_the_visits(team: Team) -> None:
    """Split between two; the visit is then among the coverer's and no longer among the absent one's."""
    first, second, _ = team.worker.ready.cases
    visit = plan_visit(team.worker, first)
    team.sync()
    wishes = (CoverWish(first, COLLEAGUE, (visit,)), CoverWish(second, SENIOR))
    change = give_covers(team.senior.session, cover(team, *wishes, note="Ring before you go."))
    assert {grants_scope(first), grants_scope(second), case_scope(first)} <= change.scopes
    team.sync()
    assert Why.COVER in team.colleague.session.access(first).why
    assert Why.COVER in team.senior.session.access(second).why
    assert [line.appointment for line in read_today(team.colleague.session).visits] == [visit]
    assert read_today(team.worker.session).visits == ()
    (given,) = of(absence(team), first).covered
    assert (given.name, given.sent) == ("Colin Colleague", True)


def test_either_all_of_it_is_given_or_nothing(team: Team) -> None:
    """A visit that somebody else has taken over meanwhile stops the whole."""
    first, second, _ = team.worker.ready.cases
    visit = plan_visit(team.worker, first)
    team.sync()
    give_covers(team.senior.session, cover(team, CoverWish(first, COLLEAGUE, (visit,))))
    before = len(team.senior.session.store.records(Cover.kind))
    with pytest.raises(UserError, match="has been changed"):
        give_covers(team.senior.session, cover(team, CoverWish(second, SENIOR), CoverWish(first, SENIOR, (visit,))))
    assert len(team.senior.session.store.records(Cover.kind)) == before
    state = team.senior.session.store.record(case_scope(first), RecordId(visit))
    assert state is not None
    plan = read_record(Appointment, state).plan
    assert plan is not None
    assert plan.staff == COLLEAGUE


def test_what_is_missing_is_said_in_sentences(team: Team) -> None:
    with pytest.raises(NotComplete) as missing:
        give_covers(team.senior.session, cover(team, reason=" "))
    assert [sentence.split(":")[0] for sentence in missing.value.problems] == ["Who covers", "Reason is missing"]
    with pytest.raises(UserError, match=NOT_YOURS.sentence):
        give_covers(team.colleague.session, cover(team, CoverWish(team.worker.case, SENIOR)))


def test_a_worker_arranges_cover_for_their_own_leave(team: Team) -> None:
    """In their own cases, for somebody else."""
    found = read_absence(team.worker.session, WORKER, week(team.worker))
    assert len(found.cases) == 3
    assert {choice.staff for choice in found.cases[0].choices} == {COLLEAGUE, SENIOR}
    give_covers(team.worker.session, cover(team, *(CoverWish(one.case, COLLEAGUE) for one in found.cases)))
    team.sync()
    assert len(covered_now(team.colleague.session)) == 3


def test_the_work_is_shared_out_evenly_among_those_who_fit() -> None:
    one, other = StaffId(uid(1)), StaffId(uid(2))
    cases = [CaseId(uid(100 + number)) for number in range(4)]
    found = share_out([(case, (one, other)) for case in cases[:3]] + [(cases[3], ())])
    assert found == {cases[0]: one, cases[1]: other, cases[2]: one}


def test_work_goes_to_the_own_team_before_anybody_further_away_reads_it(team: Team) -> None:
    case = of(absence(team), team.worker.ready.cases[0])
    far, near = (CoverChoice(StaffId(uid(n)), "N", on_case=False, near=n == 2) for n in (1, 2))
    assert all(choice.near for choice in case.choices), "all of one team here"
    assert replace(case, choices=(far, near)).fitting == (near.staff,)
    assert replace(case, choices=(far,)).fitting == (far.staff,)
    assert replace(case, choices=(far, replace(near, lacks=("LS/CMI",)))).fitting == (far.staff,)


def test_who_waited_earlier_today_is_said_to_whoever_arranges_cover_at_noon(team: Team) -> None:
    session, first = team.senior.session, team.worker.ready.cases[0]
    visit = plan_visit(team.worker, first, hours=1)
    assert absence(team).missed == ()
    team.sync()
    team.senior.ready.clock.advance(hours=2)
    ((name, one),) = absence(team).missed
    assert (name, one.appointment) == (person_lines(session)[first].name, visit)
    assert missed_words(absence(team)).startswith("Earlier today and not recorded: ")
    tomorrow = Window(starts=session.now() + timedelta(days=1), ends=session.now() + timedelta(days=2))
    assert read_absence(session, WORKER, tomorrow).missed == ()


def test_the_handover_says_until_when_what_is_due_and_whom_to_ring(team: Team) -> None:
    """Only to whoever covers, and only while they do."""
    case = team.worker.case
    add_warning(team.worker.session, case, Notice(sort=WarningSort.DOG))
    number = "01632 960 101"
    police = AgencyPerson(role=AgencyRole.NAMED_POLICE, name="PC Specimen", agency="Police Scotland", telephone=number)
    add_agency_contact(team.worker.session, case, police)
    visit = plan_visit(team.worker, case)
    team.sync()
    give_covers(team.senior.session, cover(team, CoverWish(case, COLLEAGUE, (visit,)), note="Ring before you go."))
    team.sync()
    found = read_handover(team.colleague.session, case)
    assert found is not None
    assert (found.note, found.given_by, found.officer) == ("Ring before you go.", "Seonaid Senior", "Wilma Worker")
    assert [one.appointment for one in found.visits] == [visit]
    assert "Named police contact: PC Specimen, 01632 960 101" in [one.words for one in found.ring]
    assert len(found.person.warnings) == 1
    assert read_handover(team.worker.session, case) is None
    team.colleague.ready.clock.advance(hours=24 * 7)
    assert read_handover(team.colleague.session, case) is None


def test_whoever_comes_back_is_told_what_others_recorded_from_when_cover_began(team: Team) -> None:
    """For a fortnight; a case in which nothing happened is said, too."""
    first, second, third = team.worker.ready.cases
    add_warning(team.colleague.session, first, Notice(sort=WarningSort.DOG))
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.clock.advance(hours=1)
    give_covers(team.senior.session, cover(team, CoverWish(first, COLLEAGUE), CoverWish(second, COLLEAGUE)))
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.clock.advance(hours=1)
    sign_level(team.colleague.session, first, RiskLevel.HIGH, "Two incidents within a month.")
    add_warning(team.worker.session, first, Notice(sort=WarningSort.NOT_ALONE))
    team.sync()
    session = team.worker.session
    away = while_away(session, person_lines(session))
    assert [one.person.case for one in away] == [first, second]
    assert [news.words for news in away[0].news] == ["Risk of serious harm: High"]
    assert (away[0].by, away[1].news) == (("Colin Colleague",), ())
    assert while_away(team.senior.session, person_lines(team.senior.session)) == ()
    assert third not in {one.person.case for one in away}
    team.worker.ready.clock.advance(hours=24 * 7 + TOLD_FOR.total_seconds() / 3600)
    assert while_away(session, person_lines(session)) == ()


def test_an_excluded_worker_is_no_choice_by_what_the_office_wrote_either(team: Team) -> None:
    office, case = team.worker.ready.office, team.worker.case
    office.write(grants_scope(case), new(Exclusion(staff=SENIOR, period=BEGUN), uid(8200)))
    team.sync()
    found = read_absence(team.worker.session, WORKER, week(team.worker))
    assert {choice.staff for choice in of(found, case).choices} == {COLLEAGUE}
