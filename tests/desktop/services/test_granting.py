"""Giving cover, naming readers and excluding on a laptop: who may, whom they may choose, and what it changes."""

from datetime import timedelta

import pytest

from casework.errors import UserError
from casework.records.identifier import RecordId, StaffId, grants_scope, restricted_scope
from casework.records.staff.grant import Exclusion, GrantRole, Window
from casework.rules.access import Why
from casework.rules.matter import MatterSort
from desktop.services.case_access import GivenSort, end_given, read_case_access
from desktop.services.cover_event import cover_events
from desktop.services.granting import (
    NOT_A_CHOICE,
    NOT_YOURS,
    allocate,
    allocation_choices,
    cover_choices,
    exclude,
    give_cover,
    name_reader,
    reader_choices,
    reason_of,
)
from desktop.services.looking import note_read, read_looks
from desktop.services.recorder import NotComplete
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Laptop, Team


def window(laptop: Laptop, hours: float = 48) -> Window:
    """From now on."""
    now = laptop.session.now()
    return Window(starts=now, ends=now + timedelta(hours=hours))


def chosen(laptop: Laptop) -> set[StaffId]:
    """Whom this person may give cover to."""
    return {choice.staff for choice in cover_choices(laptop.session, laptop.case)}


def test_a_senior_chooses_among_all_who_do_casework(team: Team) -> None:
    """Administrators are no choice; whoever is on the case already is marked so."""
    choices = cover_choices(team.senior.session, team.senior.case)
    assert {choice.staff for choice in choices} == {WORKER, COLLEAGUE, SENIOR}
    assert [choice.name for choice in choices] == sorted(choice.name for choice in choices)
    assert {choice.staff for choice in choices if choice.on_case} == {WORKER, COLLEAGUE, SENIOR}


def test_the_officer_gives_planned_cover_to_somebody_else_and_ends_it(team: Team) -> None:
    """With a handover note (standards.md 182); a co-worker gives none, and the senior has it to look at."""
    case = team.worker.case
    assert chosen(team.worker) == {COLLEAGUE, SENIOR}
    assert chosen(team.colleague) == set()
    give_cover(team.worker.session, case, COLLEAGUE, window(team.worker), "Leave.", "Ring before you go.")
    team.sync()
    (line,) = [one for one in read_case_access(team.colleague.session, case).lines if one.sort is GivenSort.COVER]
    assert (line.reason, line.handover, line.by) == ("Leave.", "Ring before you go.", "Wilma Worker")
    assert not line.may_end
    (event,) = cover_events(team.colleague.session, case)
    assert event.title == "Cover by Colin Colleague, 2 November 2026 to 4 November 2026"
    assert event.text == "Leave.\n\nHandover note: Ring before you go."
    assert [MatterSort.COVER in one.sorts for one in read_looks(team.senior.session)] == [True]
    assert read_looks(team.worker.session) == ()
    note_read(team.senior.session, grants_scope(case), [read_looks(team.senior.session)[0].entry])
    assert read_looks(team.senior.session) == ()
    with pytest.raises(NotComplete, match="Reason"):
        end_given(team.worker.session, case, line.record, " ")
    end_given(team.worker.session, case, line.record, "Back early.")
    assert GivenSort.COVER not in {one.sort for one in read_case_access(team.worker.session, case).lines}
    assert cover_events(team.worker.session, case)[0].title.endswith(", ended on 2 November 2026")


def test_cover_that_a_senior_gives_is_nothing_to_look_at(team: Team) -> None:
    """They know of it."""
    give_cover(team.senior.session, team.senior.case, COLLEAGUE, window(team.senior), "Ill.")
    team.sync()
    assert read_looks(team.senior.session) == ()


def test_who_is_excluded_is_no_choice_for_the_case_nor_the_case_for_them(team: Team) -> None:
    """And cannot be given it by name either, in a sentence that says nothing of why."""
    exclude(team.senior.session, team.senior.case, COLLEAGUE, "A relative.")
    assert chosen(team.senior) == {WORKER, SENIOR}
    with pytest.raises(UserError) as refused:
        give_cover(team.senior.session, team.senior.case, COLLEAGUE, window(team.senior), "Ill.")
    assert refused.value is NOT_A_CHOICE
    assert "exclu" not in str(refused.value).casefold()


def test_cover_needs_the_role_a_reason_and_a_time_to_come(team: Team) -> None:
    """Each is refused in a sentence, and nothing is saved."""
    before = team.worker.ready.store.chain()
    with pytest.raises(UserError, match="service manager") as refused:
        give_cover(team.colleague.session, team.colleague.case, WORKER, window(team.colleague), "Ill.")
    assert refused.value is NOT_YOURS
    senior = team.senior.session
    with pytest.raises(NotComplete, match="Reason"):
        give_cover(senior, team.senior.case, COLLEAGUE, window(team.senior), "  ")
    past = Window(starts=senior.now() - timedelta(hours=2), ends=senior.now())
    with pytest.raises(NotComplete, match="over already"):
        give_cover(senior, team.senior.case, COLLEAGUE, past, "Ill.")
    assert team.worker.ready.store.chain() == before
    assert team.senior.ready.store.chain().seq == 0


def test_a_named_reader_reads_the_restricted_part_once_the_office_has_it(team: Team) -> None:
    """Until then the access is what it was: what is unsent widens nothing."""
    case = team.senior.case
    assert {choice.staff for choice in reader_choices(team.senior.session, case)} == {WORKER, COLLEAGUE}
    assert reader_choices(team.worker.session, case) == ()
    name_reader(team.senior.session, case, WORKER, None, "Writes the safety plan.")
    team.sync()
    assert team.worker.session.access(case).restricted
    assert not team.colleague.session.access(case).restricted
    assert {choice.staff for choice in reader_choices(team.senior.session, case)} == {COLLEAGUE}
    with pytest.raises(UserError):
        name_reader(team.worker.session, case, COLLEAGUE, None, "Me, too.")


def test_an_exclusion_and_its_reason_are_one_commit(team: Team) -> None:
    """The reason lies in the restricted part; who works on the case is told of the exclusion alone."""
    session, case = team.senior.session, team.senior.case
    exclude(session, case, COLLEAGUE, "A relative.")
    (state,) = session.store.records(Exclusion.kind, grants_scope(case))
    assert reason_of(session, case, state.record) == "A relative."
    team.sync()
    told = [line.who for line in read_case_access(team.worker.session, case).lines if line.sort is GivenSort.EXCLUSION]
    assert told == [team.worker.session.name_of(COLLEAGUE)]
    assert team.worker.session.store.records("exclusion_reason", restricted_scope(case)) == []
    assert reason_of(team.worker.session, case, RecordId(state.record)) == ""
    assert not team.colleague.session.access(case).reads
    assert read_case_access(team.colleague.session, case).lines == ()


def test_an_exclusion_ends_with_its_last_day(team: Team) -> None:
    """Which may be written at once or later, with a reason; until then it holds."""
    session, case = team.senior.session, team.senior.case
    with pytest.raises(NotComplete, match="past"):
        exclude(session, case, COLLEAGUE, "A relative.", session.today() - timedelta(days=1))
    exclude(session, case, COLLEAGUE, "A relative.", session.today() + timedelta(days=30))
    (line,) = [one for one in read_case_access(session, case).lines if one.sort is GivenSort.EXCLUSION]
    assert (line.reason, line.ends) == ("A relative.", session.today() + timedelta(days=30))
    end_given(session, case, line.record, "It was a namesake.")
    team.sync()
    assert not team.colleague.session.access(case).reads
    team.colleague.ready.clock.advance(days=1)
    team.senior.ready.clock.advance(days=1)
    assert team.colleague.session.access(case).reads
    assert GivenSort.EXCLUSION not in {one.sort for one in read_case_access(session, case).lines}


def test_whoever_works_on_a_case_sees_who_has_access_and_why(team: Team) -> None:
    """With nothing to end for those who end nothing; nobody else sees anything."""
    case = team.worker.case
    found = [(line.sort, line.who) for line in read_case_access(team.worker.session, case).lines]
    assert found == [
        (GivenSort.OFFICER, "Wilma Worker"),
        (GivenSort.CO_WORKER, "Colin Colleague"),
        (GivenSort.TEAM, "East team: Seonaid Senior"),
    ]
    assert not any(line.may_end for line in read_case_access(team.worker.session, case).lines)
    ended = [line.sort for line in read_case_access(team.senior.session, case).lines if line.may_end]
    assert ended == [GivenSort.CO_WORKER]
    exclude(team.senior.session, case, COLLEAGUE, "A relative.")
    team.sync()
    assert read_case_access(team.colleague.session, case).lines == ()
    (line,) = [one for one in read_case_access(team.worker.session, case).lines if one.sort is GivenSort.EXCLUSION]
    assert (line.who, line.reason) == ("Colin Colleague", "")
    with pytest.raises(UserError, match="senior"):
        end_given(team.worker.session, case, line.record, "Let them.")


def test_a_new_officer_takes_the_place_of_the_one_before(team: Team) -> None:
    """In one save; the one before is no officer any more, and nobody is named twice."""
    case, senior = team.senior.case, team.senior.session
    assert {one.staff for one in allocation_choices(senior, case)} == {WORKER, COLLEAGUE, SENIOR}
    assert allocation_choices(team.worker.session, case) == ()
    with pytest.raises(NotComplete, match="already"):
        allocate(senior, case, COLLEAGUE, GrantRole.CO_WORKER)
    allocate(senior, case, COLLEAGUE, GrantRole.OFFICER)
    team.sync()
    assert team.senior.ready.store.chain().seq == 1
    assert Why.OFFICER in team.colleague.session.access(case).why
    assert not team.worker.session.access(case).reads


def test_nobody_excludes_without_the_role_or_themself(team: Team) -> None:
    """Each is refused before anything is saved, both parts of it."""
    with pytest.raises(UserError):
        exclude(team.worker.session, team.worker.case, COLLEAGUE, "A relative.")
    with pytest.raises(UserError, match="another senior"):
        exclude(team.senior.session, team.senior.case, SENIOR, "A relative.")
    with pytest.raises(NotComplete):
        exclude(team.senior.session, team.senior.case, COLLEAGUE, "")
    assert team.worker.ready.store.chain().seq == team.senior.ready.store.chain().seq == 0
