"""Returns for the high-risk list on paper: a nil return says so, and what is collated names nobody."""

from pathlib import Path

import pytest

from casework.ledger.audit import OF_NO_CASE, AuditWhat
from casework.records.high_risk.sweep import MeetsAnswer
from desktop.services.documents.loose import blank_forms, print_loose, return_papers, save_loose
from desktop.services.documents.printout import FIGURES
from desktop.services.documents.return_paper import NIL
from desktop.services.high_risk.sweeping import answer_case, sign_return
from desktop.services.new_file import AlreadyThere
from desktop.services.paper import page_count
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.services.test_sweep_against import sweep
from tests.desktop.views.high_risk.list_rig import begin_sweep

NAME = "Isla Testcase"


def words(laptop: Laptop, key: str) -> str:
    """What a paper of the only sweep says."""
    (paper,) = (one for one in return_papers(sweep(laptop)) if one.key == key)
    return "\n".join(paper.make(laptop.session).printout.texts())


def test_a_nil_return_says_so_and_whether_it_is_signed(team: Team) -> None:
    begin_sweep(team)
    session = team.worker.session
    answer_case(session, sweep(team.worker).sweep, team.worker.case, MeetsAnswer.DOES_NOT)
    before = words(team.worker, "own")
    assert NIL in before
    assert "not signed in Doorstep yet: on paper alone it does not count" in before
    assert NAME in before
    sign_return(session, sweep(team.worker))
    assert "Signed in Doorstep on" in words(team.worker, "own")


def test_what_is_collated_names_nobody_of_the_caseload_and_says_who_is_missing(team: Team) -> None:
    """Who has not answered is no nil return."""
    begin_sweep(team)
    said = words(team.senior, "collated")
    assert NAME not in said
    assert FIGURES not in said
    assert "Not answered" in said
    assert "have not answered: these figures are not whole" in said


def test_a_worker_is_offered_their_own_return_only(team: Team) -> None:
    begin_sweep(team)
    assert [one.key for one in return_papers(sweep(team.worker))] == ["own"]


def test_a_return_that_names_people_is_noted_for_each_of_them_and_a_form_for_nobody(team: Team, tmp_path: Path) -> None:
    begin_sweep(team)
    session = team.worker.session
    (own,) = return_papers(sweep(team.worker))
    save_loose(session, own, tmp_path / own.name)
    assert page_count((tmp_path / own.name).read_bytes()) == 1
    for form in blank_forms():
        assert print_loose(session, form).pdf
    whats = [event.what for event in session.store.audit.next_events()]
    assert whats.count(AuditWhat.EXPORTED) == 1
    assert AuditWhat.PRINTED not in whats


def test_what_is_collated_is_noted_as_of_no_case(team: Team, tmp_path: Path) -> None:
    begin_sweep(team)
    session = team.senior.session
    (paper,) = (one for one in return_papers(sweep(team.senior)) if one.key == "collated")
    save_loose(session, paper, tmp_path / paper.name)
    (event,) = (one for one in session.store.audit.next_events() if one.what is AuditWhat.EXPORTED)
    assert (event.case, event.record) == (OF_NO_CASE, sweep(team.senior).sweep)
    assert event.why == "All returns for the high-risk list together"
    with pytest.raises(AlreadyThere):
        save_loose(session, paper, tmp_path / paper.name)
    assert len([one for one in session.store.audit.next_events() if one.what is AuditWhat.EXPORTED]) == 1
