"""A visit: what the office does not know is never shown as monitored, and every step is a record."""

from datetime import timedelta

import pytest

from casework.errors import UserError
from casework.records.contact.appointment import AppointmentStatus
from casework.records.contact.contact import Outcome
from desktop.services.amend import cancel_appointment
from desktop.services.capture import complete_contact, start_contact, with_length
from desktop.services.check_in.office_word import NO_NUMBER, OfficeWord, office_word
from desktop.services.check_in.step import end_visit, start_visit, undo_start
from desktop.services.duty_desk import read_duty_desk
from desktop.services.today import read_today
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.services.visiting_rig import DUTY_NUMBER, pass_hours, plan_visit, put_on_duty, watch


def word(laptop: Laptop, visit: str) -> OfficeWord:
    session = laptop.session
    return office_word(watch(laptop, visit), session.duty_now(), session.today())


def test_the_words_of_a_visit_that_the_office_has_not_confirmed(team: Team) -> None:
    """In exactly these words, before and after the start, until the receipt is here."""
    put_on_duty(team)
    visit = plan_visit(team.worker)
    said = word(team.worker, visit)
    assert said.sentence == f"The office does not know you are here: phone {DUTY_NUMBER}"
    assert not said.watched
    start_visit(team.worker.session, team.worker.case, visit)
    said = word(team.worker, visit)
    assert (said.sentence, said.watched, said.urgent) == (
        f"The office does not know you are here: phone {DUTY_NUMBER}",
        False,
        True,
    )


def test_the_words_of_a_visit_that_the_office_watches(team: Team) -> None:
    """It watches by the plan that it has, whether or not the start has reached it."""
    visit = plan_visit(team.worker)
    team.sync()
    assert word(team.worker, visit) == OfficeWord("The office expects you back by 11:00", watched=True)
    start_visit(team.worker.session, team.worker.case, visit)
    assert word(team.worker, visit) == OfficeWord("The office expects you back by 11:00", watched=True)


def test_without_a_rota_the_words_name_the_team(team: Team) -> None:
    visit = plan_visit(team.worker)
    assert word(team.worker, visit).sentence == f"The office does not know you are here: phone {NO_NUMBER}"


def test_a_change_of_plan_that_the_office_has_not_received_is_not_monitored(team: Team) -> None:
    """Cancelled and lost: neither counts as watched before the office has said so."""
    visit = plan_visit(team.worker)
    team.sync()
    cancel_appointment(team.worker.session, team.worker.case, visit, "She is away.")
    assert [line.appointment for line in read_today(team.worker.session).visits] == []
    assert watch(team.colleague, visit).watched


def test_an_overdue_visit_says_what_to_do(team: Team) -> None:
    put_on_duty(team)
    visit = plan_visit(team.worker)
    team.sync()
    start_visit(team.worker.session, team.worker.case, visit)
    pass_hours(team, 2.5)
    said = word(team.worker, visit)
    assert (said.watched, said.urgent) == (True, True)
    assert said.more == f"That time has passed: end the visit, or phone {DUTY_NUMBER} now."
    (line,) = read_today(team.worker.session).visits
    assert line.watch is not None
    assert line.watch.overdue


def test_who_forgot_to_start_says_that_they_are_out_without_setting_out_again(team: Team) -> None:
    put_on_duty(team)
    visit = plan_visit(team.worker)
    team.sync()
    pass_hours(team, 2.5)
    assert (
        word(team.worker, visit).more
        == f"That time has passed: say that you are out and safe, or phone {DUTY_NUMBER} now."
    )
    assert watch(team.worker, visit).forgot_start
    end_visit(team.worker.session, team.worker.case, visit)
    team.sync()
    seen = watch(team.colleague, visit)
    assert (seen.overdue, seen.standing.started_at, seen.standing.by_telephone) == (False, None, False)
    with pytest.raises(UserError):
        end_visit(team.worker.session, team.worker.case, visit)


def test_an_end_that_the_office_has_not_received_says_that_it_still_waits(team: Team) -> None:
    visit = plan_visit(team.worker)
    team.sync()
    start_visit(team.worker.session, team.worker.case, visit)
    end_visit(team.worker.session, team.worker.case, visit)
    said = word(team.worker, visit)
    assert not said.watched
    assert "The office expects you back by 11:00, until it receives that you are out." in said.more
    team.sync()
    assert word(team.worker, visit) == OfficeWord("Visit ended at 09:00")
    session = team.worker.session
    later = office_word(watch(team.worker, visit), session.duty_now(), session.today() + timedelta(days=1))
    assert later == OfficeWord("Visit ended at 09:00 on Monday 2 November")


def test_a_start_by_mistake_leaves_the_office_waiting_as_before(team: Team) -> None:
    """It must not end the watch: somebody may have pressed the wrong button and then really go."""
    visit = plan_visit(team.worker)
    team.sync()
    start_visit(team.worker.session, team.worker.case, visit)
    team.sync()
    undo_start(team.worker.session, team.worker.case, visit)
    team.sync()
    assert watch(team.worker, visit).may_start
    assert watch(team.worker, visit).watched
    pass_hours(team, 2.5)
    (item,) = read_duty_desk(team.senior.session).items
    assert "Nobody has said that it began." in item.detail


def test_a_visit_started_again_after_its_end_is_known_only_once_the_office_has_it(team: Team) -> None:
    visit = plan_visit(team.worker)
    start_visit(team.worker.session, team.worker.case, visit)
    team.worker.ready.clock.advance(minutes=5)
    end_visit(team.worker.session, team.worker.case, visit)
    team.sync()
    team.worker.ready.clock.advance(minutes=5)
    start_visit(team.worker.session, team.worker.case, visit)
    assert not watch(team.worker, visit).watched
    team.sync()
    assert watch(team.worker, visit).watched


def test_steps_that_make_no_sense_are_refused_in_a_sentence(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    visit = plan_visit(team.worker)
    for refused in (end_visit, undo_start):
        with pytest.raises(UserError, match="not under way"):
            refused(session, case, visit)
    start_visit(session, case, visit)
    with pytest.raises(UserError, match="started already"):
        start_visit(session, case, visit)
    with pytest.raises(UserError, match="not on this laptop"):
        start_visit(session, case, case)
    end_visit(session, case, visit)
    cancel_appointment(session, case, visit, "Nobody was in.")
    with pytest.raises(UserError, match="Plan a new one"):
        start_visit(session, case, visit)


def test_the_contact_starts_when_the_visit_did_and_lasts_as_long(team: Team) -> None:
    session, case, clock = team.worker.session, team.worker.case, team.worker.ready.clock
    visit = plan_visit(team.worker, hours=2)
    clock.advance(minutes=95)
    start_visit(session, case, visit)
    form = start_contact(session, case, visit)
    assert form.at is not None
    assert f"{form.at:%H:%M}" == "10:35"
    assert with_length(session, form).minutes is None
    clock.advance(minutes=40)
    end_visit(session, case, visit)
    done = with_length(session, form).model_copy(update={"outcome": Outcome.COMPLIED, "narrative": "Kept."})
    assert done.minutes == 40
    complete_contact(session, done, None)
    assert watch(team.worker, visit).status is AppointmentStatus.RECORDED


def test_today_shows_a_visit_that_is_on_even_after_midnight(team: Team) -> None:
    visit = plan_visit(team.worker)
    start_visit(team.worker.session, team.worker.case, visit)
    pass_hours(team, 20)
    (line,) = read_today(team.worker.session).visits
    assert line.is_on
