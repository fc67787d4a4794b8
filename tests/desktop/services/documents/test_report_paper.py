"""Reports laid out as such: parts under headings, risk factors first as points, a draft until a manager approved it."""

import pytest

from casework.records.identifier import RecordId, case_scope
from casework.records.risk.warning import Notice as WarningNotice
from casework.records.risk.warning import WarningSort
from desktop.services.amend import add_warning
from desktop.services.documents.making import read_paper
from desktop.services.documents.printout import Bullets, Facts, Notice, Printout, Table
from desktop.services.documents.report_paper import DRAFT, MARK
from desktop.services.documents.wish import WITH_REASON, PaperSort, PaperWish
from desktop.services.recorder import Recorder
from tests.desktop.services.documents.case_file import CaseFile, written_file
from tests.desktop.services.laptop import SENIOR, Laptop, Team


@pytest.fixture
def file(team: Team) -> CaseFile:
    return written_file(team)


def paper(laptop: Laptop, sort: PaperSort, record: str) -> Printout:
    return read_paper(laptop.session, PaperWish(sort, laptop.case, record))


def headings(printout: Printout) -> list[str]:
    return [section.title for section in printout.sections]


def write(laptop: Laptop, record: str, values: dict[str, object]) -> None:
    """Change a record as its author would."""
    session = laptop.session
    state = session.store.record(case_scope(laptop.case), RecordId(record))
    assert state is not None
    recorder = Recorder(session)
    recorder.save(case_scope(laptop.case), [recorder.change(state, values)])  # type: ignore[arg-type]  # as JSON


def test_a_court_reads_each_part_under_its_heading_and_nothing_the_service_holds_besides(
    team: Team, file: CaseFile
) -> None:
    report = paper(team.senior, PaperSort.COURT_REPORT, file["court_report"])
    assert report.title == "Criminal Justice Social Work Report (CJSWR)"
    assert report.mark == MARK
    assert headings(report) == [
        "About this report",
        "Analysis of offending behaviour",
        "Offending related needs",
        "Risk of reoffending",
        "Risk of harm",
        "Feasibility of different sentences",
        "Outline plan for supervision",
        "What the person says",
        "What it rests on",
    ]
    (evidence,) = (part for section in report.sections for part in section.parts if isinstance(part, Table))
    assert evidence.columns == ("Fact", "Source", "Verified")
    assert ("No work since May.", "He says so", "No") in evidence.rows
    assert {PaperSort.COURT_REPORT, PaperSort.HOME_BACKGROUND} <= WITH_REASON


def test_risk_factors_come_first_as_points_and_what_is_missing_before_everything(team: Team, file: CaseFile) -> None:
    report = paper(team.senior, PaperSort.HOME_BACKGROUND, file["home"])
    assert headings(report)[:3] == ["About this report", "What stands", "Risk factors"]
    assert report.sections[2].parts == (Bullets("", ("Drinks when alone.", "No work since May.")),)
    assert report.warnings[0] == DRAFT
    assert "Risk issues addressed is missing: write on which day and by whom." in report.warnings
    assert not any(one.startswith("Approved by a team manager is missing") for one in report.warnings)


def test_an_approved_report_is_no_draft_and_says_who_approved_it(team: Team, file: CaseFile) -> None:
    write(team.senior, file["court_report"], {"approval": {"by": SENIOR, "on": "2026-11-02"}})
    report = paper(team.senior, PaperSort.COURT_REPORT, file["court_report"])
    assert report.warnings == ()
    assert headings(report)[-1] == "Approval"
    (facts,) = report.sections[-1].parts
    assert isinstance(facts, Facts)
    assert "Seonaid Senior" in facts.pairs[0][1]


def test_two_views_of_a_part_stand_under_its_heading(team: Team, file: CaseFile) -> None:
    write(team.worker, file["court_report"], {"court": "Sheriff Court, Elsewhere"})
    write(team.colleague, file["court_report"], {"court": "High Court, Nowhere"})
    team.sync()
    report = paper(team.senior, PaperSort.COURT_REPORT, file["court_report"])
    said = "\n".join(report.texts())
    assert "Court: there are two views, and nobody has decided between them." in said
    assert "Sheriff Court, Elsewhere" in said
    assert "High Court, Nowhere" in said


def test_what_two_people_saw_differently_is_marked_in_the_chronology(team: Team, file: CaseFile) -> None:
    wish = PaperWish(PaperSort.CHRONOLOGY, team.senior.case)
    assert read_paper(team.senior.session, wish).warnings == ()
    write(team.worker, file["review"], {"held_on": "2026-10-22"})
    write(team.colleague, file["review"], {"held_on": "2026-10-23"})
    team.sync()
    chronology = read_paper(team.senior.session, wish)
    marked = "(Two views of this are recorded, and nobody has decided between them.)"
    rows = [
        row for section in chronology.sections for part in section.parts if isinstance(part, Table) for row in part.rows
    ]
    assert sum(marked in what for _, what, _ in rows) == 1
    assert any("two views are recorded" in one for one in chronology.warnings)


def test_no_review_date_nor_birthday_is_said_to_have_happened(team: Team, file: CaseFile) -> None:
    """A court reads it: a warning did not happen on the day on which it is to be looked at again."""
    add_warning(team.senior.session, team.senior.case, WarningNotice(sort=WarningSort.DOG))
    extract = read_paper(team.senior.session, PaperWish(PaperSort.COURT, team.senior.case))
    titles = [part.title for section in extract.sections for part in section.parts if isinstance(part, Table)]
    assert "31 January 2027" in "\n".join(extract.texts())
    assert not any("Happened 31 January 2027" in one or "Happened 12 April 1985" in one for one in titles)
    assert any("Happened 5 October 2026, 11:00." in one for one in titles)
    assert not any(isinstance(part, Notice) and "Happened" in part.words for s in extract.sections for part in s.parts)
