"""Quality feedback on paper: every audit of a worker's month, who has not heard of it, noted for each case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.identifier import grants_scope, restricted_scope
from casework.records.oversight.quality_item import ITEMS, QualitySort
from casework.records.record import Period
from casework.records.staff.grant import RestrictedReader
from desktop.services.documents.feedback_paper import feedback_papers
from desktop.services.documents.loose import print_loose, save_loose
from desktop.services.documents.making import printed_pdf
from desktop.services.documents.printout import PROFESSIONAL, RESTRICTED, Printout, Table
from desktop.services.documents.stamping import stamped
from desktop.services.recorder import Recorder
from desktop.services.team.page import read_team
from desktop.services.team.quality import FeedbackLine
from tests.desktop.services.documents.audited import audit
from tests.desktop.services.documents.test_documents import assert_accessible
from tests.desktop.services.documents.test_pdf_ua import problems
from tests.desktop.services.laptop import WORKER, Team, begin_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = begin_team(tmp_path)
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()


def pack(team: Team) -> Printout:
    (paper,) = feedback_papers(read_team(team.senior.session).quality.feedback)
    return paper.make(team.senior.session).printout


def test_each_audit_stands_with_its_ratings_and_what_is_not_told_comes_first(team: Team) -> None:
    audit(team, told=True)
    audit(team, sort=QualitySort.SEXUAL)
    printout = pack(team)
    assert printout.subject == ("Wilma Worker", "November 2026: 2 audits")
    assert printout.warnings == ("1 of these has not been told to the worker yet.",)
    first, second, talk = printout.sections
    assert first.title.startswith("Supervision after sexual offending: ")
    assert second.title.startswith("Home background or parole report: ")
    assert talk.title == "The talk"
    (ratings, questions) = (part for part in second.parts if isinstance(part, Table))
    assert [row[0] for row in ratings.rows] == [item.words for item in ITEMS[QualitySort.HOME][0]]
    assert set(ratings.rows[0][1:]) == {"Good", "Clear."}
    assert questions.rows == (("Is there a release plan?", "No", ""),)
    said = " ".join(printout.texts())
    for words in ("Well argued.", "The family was heard.", "Say which risk", "Named police contact", "Not known"):
        assert words in said
    assert "Wilma" not in printout.title


def test_it_can_be_read_by_everybody(team: Team) -> None:
    audit(team)
    printout = stamped(team.senior.session, pack(team))
    pdf = printed_pdf(printout)
    assert_accessible(pdf, "Quality feedback")
    assert problems(pdf) == []


def test_only_the_month_stands_in_it_and_it_is_noted_for_the_case(team: Team, tmp_path: Path) -> None:
    audit(team, month=10)
    audit(team)
    october, november = feedback_papers(read_team(team.senior.session).quality.feedback)
    assert (october.name, november.name) == ("quality-feedback-2026-10.pdf", "quality-feedback-2026-11.pdf")
    assert len(november.make(team.senior.session).printout.sections) == 2
    path = tmp_path / november.name
    save_loose(team.senior.session, november, path)
    assert path.read_bytes().startswith(b"%PDF")
    notes = [one for one in team.senior.ready.store.audit.next_events() if one.what is AuditWhat.EXPORTED]
    assert [(one.case, one.why) for one in notes] == [(team.senior.case, "Quality feedback, November 2026")]


def test_where_no_audit_is_open_any_more_nothing_is_saved(team: Team) -> None:
    audit(team)
    (paper,) = feedback_papers(read_team(team.senior.session).quality.feedback)
    with pytest.raises(UserError, match="Nothing was saved"):
        paper.make(team.worker.session)


def let_read(team: Team, staff: str) -> None:
    """Name somebody as a reader of the restricted part."""
    session, case = team.senior.session, team.senior.case
    named = RestrictedReader(staff=staff, period=Period(starts=session.today()), reason="Works on the plan.")
    recorder = Recorder(session)
    recorder.save(grants_scope(case), [recorder.new_record(named, session.store.new_id())])
    team.sync()


def test_nothing_of_the_restricted_part_goes_to_a_worker_who_may_not_read_it(team: Team, tmp_path: Path) -> None:
    """Not even that there is something; whoever makes the paper has read it, and is told."""
    audit(team)
    audit(team, sort=QualitySort.SEXUAL, part=restricted_scope)
    (paper,) = feedback_papers(read_team(team.senior.session).quality.feedback)
    made = paper.make(team.senior.session)
    assert made.printout.subject == ("Wilma Worker", "November 2026: 1 audit")
    assert made.printout.mark == PROFESSIONAL
    assert not any("sexual" in words for words in made.printout.texts())
    aside = save_loose(team.senior.session, paper, tmp_path / "paper.pdf")
    assert aside.startswith("1 audit is not on the paper")
    assert print_loose(team.senior.session, paper).aside == aside
    let_read(team, WORKER)
    audit(team, sort=QualitySort.SEXUAL, part=restricted_scope)
    made = paper.make(team.senior.session)
    assert (made.printout.mark, made.aside) == (RESTRICTED, "")
    assert len(made.printout.sections) == 3


def test_where_nothing_else_was_audited_nothing_is_saved_and_they_are_told_why(team: Team) -> None:
    audit(team, part=restricted_scope)
    worker, name = str(WORKER), "Wilma Worker"
    line = FeedbackLine(worker, name, "November 2026", team.senior.session.today(), 1, 1, 0)
    (paper,) = feedback_papers([line])
    with pytest.raises(UserError, match="1 audit is not on the paper"):
        paper.make(team.senior.session)
