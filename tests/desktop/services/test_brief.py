"""The doorstep brief: what stands and by whom, what is new since the last visit, and how old all of it is."""

from datetime import date, timedelta

import pytest

from casework.records.contact.contact import Outcome
from casework.records.file.case import RiskLevel
from casework.records.identifier import case_scope
from casework.records.person.address import Address, HouseholdMember, Member, Place
from casework.records.risk.warning import Notice, WarningSort
from casework.records.sentence.order import Condition, ConditionText
from desktop.services.amend import add_address, add_warning, remove_warning
from desktop.services.capture import complete_contact, start_contact
from desktop.services.person_line import person_line
from desktop.services.recorder import Recorder
from desktop.services.risk import sign_level
from desktop.services.visiting.brief import Brief, read_brief
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.services.visiting_rig import pass_hours, plan_visit, put_on_duty
from tests.fakes.case_store import uid


@pytest.fixture(autouse=True)
def after_the_office_made_the_case(team: Team) -> None:
    """The office wrote the case half an hour after the laptops' clocks begin."""
    pass_hours(team, 1)


def brief(laptop: Laptop, visit: str | None = None) -> Brief:
    found = read_brief(laptop.session, laptop.case, visit)
    assert found is not None
    return found


def visit_now(laptop: Laptop) -> None:
    """Record a visit as it takes place."""
    session = laptop.session
    form = start_contact(session, laptop.case, plan_visit(laptop))
    now = start_contact(session, laptop.case)
    done = form.model_copy(
        update={"day": now.day, "at": now.at, "outcome": Outcome.COMPLIED, "narrative": "Seen at home."}
    )
    complete_contact(session, done, None)


def news(laptop: Laptop) -> list[str]:
    return [one.words for one in brief(laptop).since.news]


def test_it_says_who_with_date_of_birth_and_what_stands_by_whose_assessment(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, "Two incidents within a month.")
    found = brief(team.worker)
    assert (found.person.name, found.person.born) == ("Isla Testcase", date(1985, 4, 12))
    (risk,) = found.risks
    assert (risk.level, risk.assessor, risk.assessed_on) == (RiskLevel.HIGH, "Wilma Worker", date(2026, 11, 2))


def test_two_views_of_the_level_are_both_shown_the_cautious_first(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Settled at home and in work.")
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.VERY_HIGH, "Threats on the telephone.")
    team.sync()
    found = brief(team.worker)
    assert [(risk.level, risk.assessor) for risk in found.risks] == [
        (RiskLevel.VERY_HIGH, "Colin Colleague"),
        (RiskLevel.MEDIUM, "Wilma Worker"),
    ]
    assert found.person.risk.two_views


def test_do_not_visit_alone_is_the_first_of_the_warnings(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    for sort in (WarningSort.DOG, WarningSort.WEAPON, WarningSort.NOT_ALONE):
        add_warning(session, case, Notice(sort=sort))
    assert next(iter(brief(team.worker).person.warnings)).sort is WarningSort.NOT_ALONE


def test_what_a_colleague_recorded_since_my_last_visit_is_told_and_my_own_is_not(team: Team) -> None:
    visit_now(team.worker)
    team.sync()
    pass_hours(team, 3)
    add_warning(team.colleague.session, team.colleague.case, Notice(sort=WarningSort.DOG, text="Large."))
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.HIGH, "Threats on the telephone.")
    add_address(team.worker.session, team.worker.case, Place(line="1 Own Street"))
    team.sync()
    since = brief(team.worker).since
    assert since.visited
    assert [one.words for one in since.news] == ["Risk of serious harm: High", "Warning: Dog at the property: Large."]
    assert {one.by for one in since.news} == {"Colin Colleague"}
    assert not any(one.late for one in since.news)


def test_conditions_written_on_one_day_are_one_line_and_push_nobody_out_of_sight(team: Team) -> None:
    visit_now(team.worker)
    team.sync()
    pass_hours(team, 3)
    session, case = team.colleague.session, team.colleague.case
    recorder = Recorder(session)
    for number in ("1", "2", "10"):
        text = ConditionText(number=number, text="A long condition, as a court words it. " * 5)
        record = Condition(order=uid(6001), condition=text)
        recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])
    team.sync()
    assert news(team.worker) == ["3 conditions are new or changed: 1, 2, 10"]


def test_a_level_says_what_it_was_before_and_that_it_was_raised(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Settled at home and in work.")
    visit_now(team.worker)
    team.sync()
    pass_hours(team, 3)
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.HIGH, "Threats on the telephone.")
    team.sync()
    (one,) = brief(team.worker).since.news
    assert one.words == "Risk of serious harm: raised to High (was Medium)"
    assert one.level is RiskLevel.HIGH


def test_what_was_written_before_my_visit_and_came_after_it_is_told_as_such(team: Team) -> None:
    """A colleague without a signal wrote it in the morning; nobody at the door could have known."""
    team.sync()
    add_warning(team.colleague.session, team.colleague.case, Notice(sort=WarningSort.WEAPON))
    pass_hours(team, 2)
    visit_now(team.worker)
    team.worker.sync()
    pass_hours(team, 2)
    team.sync()
    (one,) = brief(team.worker).since.news
    assert (one.words, one.late) == ("Warning: Weapon", True)


def test_a_warning_that_was_taken_down_and_who_moved_in_are_news(team: Team) -> None:
    add_warning(team.worker.session, team.worker.case, Notice(sort=WarningSort.DOG))
    add_address(team.worker.session, team.worker.case, Place(line="14 Sample Terrace"))
    visit_now(team.worker)
    team.sync()
    pass_hours(team, 1)
    session, case = team.senior.session, team.senior.case
    remove_warning(session, case, person_line(session, case).warnings[0].record, "The dog has died.")
    (address,) = session.store.records(Address.kind, case_scope(case))
    member = HouseholdMember(address=address.record, member=Member(name="Kasia Testcase", relation="niece", child=True))
    recorder = Recorder(session)
    recorder.save(case_scope(case), [recorder.new_record(member, session.store.new_id())])
    team.sync()
    assert news(team.worker) == [
        "Warning removed: Dog at the property",
        "Lives there: Kasia Testcase (niece, child)",
    ]
    assert brief(team.worker).addresses[0].household == ("Kasia Testcase (niece, child)",)


def test_who_was_never_there_is_told_so_and_sees_the_last_three_months(team: Team) -> None:
    add_warning(team.colleague.session, team.colleague.case, Notice(sort=WarningSort.DOG))
    team.sync()
    since = brief(team.worker).since
    assert not since.met
    assert "Warning: Dog at the property" in [one.words for one in since.news]


def test_a_brief_over_twelve_hours_old_says_to_phone_duty(team: Team) -> None:
    put_on_duty(team)
    pass_hours(team, 11)
    assert not brief(team.worker).stale
    pass_hours(team, 2)
    found = brief(team.worker)
    assert found.stale
    assert found.duty is not None
    assert found.age is not None
    assert found.age > timedelta(hours=12)


def test_the_visit_of_the_brief_is_the_one_that_is_named_or_the_next_of_today(team: Team) -> None:
    later, sooner = plan_visit(team.worker, hours=5), plan_visit(team.worker, hours=2)
    assert (found := brief(team.worker).visit) is not None
    assert found.appointment == sooner
    assert (found := brief(team.worker, later).visit) is not None
    assert found.appointment == later
    assert not brief(team.colleague).mine


def test_a_case_that_is_not_open_here_has_no_brief(team: Team) -> None:
    assert read_brief(team.worker.session, type(team.worker.case)("00000000-0000-0000-0000-00000000ffff")) is None
