"""A lower level never takes the place of a higher one unless somebody with the role has said so, with a reason."""

from functools import partial
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.records.file.case import RiskLevel
from casework.records.risk.risk_level import ProposalAnswer
from desktop.services.conflict import open_conflicts
from desktop.services.person_line import person_line, person_lines
from desktop.services.recorder import REASON_MAX, NotComplete
from desktop.services.risk import ProposalLine, answer_proposal, is_lowering, level_words, open_proposals, sign_level
from desktop.services.session import Session
from desktop.views.case_sheets.known import ChangedMeanwhile, reader, save_unless_changed, standing_risk
from tests.desktop.services.laptop import COLLEAGUE, Laptop, Team, beside

GROUNDS = "Two incidents within a month."


def standing(laptop: Laptop) -> RiskLevel | None:
    return person_line(laptop.session, laptop.case).risk.level


def proposals(session: Session) -> tuple[ProposalLine, ...]:
    return open_proposals(session, person_lines(session))


def test_a_signed_level_stands_with_by_whom_and_when(team: Team) -> None:
    assert standing(team.worker) is None
    signed = sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, GROUNDS)
    risk = person_line(team.worker.session, team.worker.case).risk
    assert not signed.proposal
    assert (risk.level, risk.assessor, risk.rationale) == (RiskLevel.HIGH, "Wilma Worker", GROUNDS)
    assert risk.assessed_on == team.worker.session.today()


def test_a_level_needs_its_rationale(team: Team) -> None:
    with pytest.raises(NotComplete) as refused:
        sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, "  ")
    assert refused.value.problems == ("Rationale is missing: write what the level follows from.",)


def test_of_two_levels_signed_without_sight_the_higher_stands_on_every_laptop(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, GROUNDS)
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.VERY_HIGH, GROUNDS)
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        assert standing(laptop) is RiskLevel.VERY_HIGH
        assert person_line(laptop.session, laptop.case).risk.two_views
        assert len(open_conflicts(laptop.session)) == 1


def test_raising_is_never_held_up(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, GROUNDS)
    assert not sign_level(team.worker.session, team.worker.case, RiskLevel.VERY_HIGH, GROUNDS).proposal
    assert standing(team.worker) is RiskLevel.VERY_HIGH


def test_a_medium_level_may_be_lowered_by_a_worker(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, GROUNDS)
    assert not sign_level(team.worker.session, team.worker.case, RiskLevel.LOW, GROUNDS).proposal
    assert standing(team.worker) is RiskLevel.LOW


def test_a_workers_lowering_of_a_high_level_is_a_proposal_and_the_higher_stands(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, GROUNDS)
    assert is_lowering(team.worker.session, team.worker.case, RiskLevel.MEDIUM)
    assert sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Calmer for months.").proposal
    team.sync()
    assert standing(team.senior) is RiskLevel.HIGH
    (seen,) = proposals(team.senior.session)
    assert (seen.level, seen.by, seen.rationale) == (RiskLevel.MEDIUM, "Wilma Worker", "Calmer for months.")
    assert [line.record for line in proposals(team.worker.session)] == [seen.record]
    assert seen.may_answer
    assert not proposals(team.worker.session)[0].may_answer
    assert not proposals(team.colleague.session)


def test_what_a_senior_agrees_to_stands_everywhere(team: Team) -> None:
    proposed = propose(team)
    senior = team.senior.session
    answer_proposal(senior, team.senior.case, proposed.record, ProposalAnswer.AGREED, "Discussed on Monday.")
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        assert standing(laptop) is RiskLevel.MEDIUM
        assert not person_line(laptop.session, laptop.case).risk.two_views
        assert not proposals(laptop.session)


def test_what_a_senior_declines_changes_nothing(team: Team) -> None:
    proposed = propose(team)
    senior = team.senior.session
    answer_proposal(senior, team.senior.case, proposed.record, ProposalAnswer.DECLINED, "Too early.")
    team.sync()
    assert standing(team.worker) is RiskLevel.HIGH
    assert not proposals(team.worker.session)
    with pytest.raises(UserError, match="answered"):
        answer_proposal(senior, team.senior.case, proposed.record, ProposalAnswer.AGREED, "After all.")


def test_a_level_that_was_raised_after_the_proposal_was_read_is_not_lowered_unseen(team: Team) -> None:
    proposed = propose(team)
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.VERY_HIGH, "A new incident.")
    team.sync()
    senior = team.senior.session
    shown = proposed.person.risk
    with pytest.raises(UserError, match="meanwhile"):
        answer_proposal(senior, team.senior.case, proposed.record, ProposalAnswer.AGREED, "Agreed.", shown)
    assert standing(team.senior) is RiskLevel.VERY_HIGH


def test_a_view_that_came_after_the_screen_was_read_is_not_replaced_unseen(team: Team, tmp_path: Path) -> None:
    """The highest of two stands already: a third one beside them changes neither the level nor who recorded it."""
    # On a laptop that does not hear of the others until it has signed.
    (tmp_path / "other").mkdir()
    other = beside(tmp_path / "other", team.worker.ready.office, COLLEAGUE)
    other.sync()
    sign_level(team.worker.session, team.worker.case, RiskLevel.VERY_HIGH, GROUNDS)
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.MEDIUM, GROUNDS)
    team.worker.sync()
    team.colleague.sync()
    team.senior.sync()
    senior = team.senior
    read = reader(senior.case, standing_risk)
    shown = read(senior.session)
    assert shown is not None
    sign_level(other.session, other.case, RiskLevel.HIGH, "He has bought a knife.")
    other.sync()
    senior.sync()
    lower = partial(sign_level, case=senior.case, level=RiskLevel.LOW, rationale="It was a mistake.")
    with pytest.raises(ChangedMeanwhile):
        save_unless_changed(senior.session, read, shown.stands, lower)
    assert standing(senior) is RiskLevel.VERY_HIGH


def test_only_a_senior_answers_with_a_reason_and_never_on_their_own_proposal(team: Team) -> None:
    proposed = propose(team)
    worker, senior, colleague = team.worker.session, team.senior.session, team.colleague.session
    with pytest.raises(UserError, match="own proposal"):
        answer_proposal(worker, team.worker.case, proposed.record, ProposalAnswer.AGREED, "Yes.")
    with pytest.raises(UserError):
        answer_proposal(colleague, team.colleague.case, proposed.record, ProposalAnswer.AGREED, "Yes.")
    with pytest.raises(NotComplete, match="Reason is missing"):
        answer_proposal(senior, team.senior.case, proposed.record, ProposalAnswer.AGREED, " ")
    with pytest.raises(NotComplete, match="Reason is too long"):
        answer_proposal(senior, team.senior.case, proposed.record, ProposalAnswer.AGREED, "y" * (REASON_MAX + 1))
    with pytest.raises(UserError, match="not on this laptop"):
        answer_proposal(senior, team.senior.case, team.senior.case, ProposalAnswer.AGREED, "Yes.")


def test_a_senior_lowers_with_the_rationale_as_reason(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, GROUNDS)
    team.sync()
    senior = team.senior.session
    with pytest.raises(NotComplete, match="too long"):
        sign_level(senior, team.senior.case, RiskLevel.LOW, "y" * (REASON_MAX + 1))
    assert not sign_level(senior, team.senior.case, RiskLevel.LOW, "Reviewed with the team.").proposal
    team.sync()
    assert standing(team.worker) is RiskLevel.LOW


def test_a_level_that_nobody_recorded_is_said_to_be_not_known() -> None:
    assert level_words(None) == "Risk of serious harm not known"
    assert level_words(RiskLevel.VERY_HIGH) == "Very high risk of serious harm"


def propose(team: Team) -> ProposalLine:
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, GROUNDS)
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Calmer for months.")
    team.sync()
    return proposals(team.senior.session)[0]
