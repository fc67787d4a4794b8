"""Figures over real stores: of whose cases, what is behind each, how often the store is asked, and what is saved."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from casework.ledger.audit import OF_NO_CASE, AuditWhat
from casework.ledger.measures import FigureTable
from casework.records.file.case import RiskLevel
from casework.rules.measure.report.saved import load_reports
from casework.rules.measure.report.sheet import Section
from casework.rules.measure.suppression import THRESHOLD
from desktop.services.documents.printout import FIGURES, MANAGERS
from desktop.services.measures.csv_file import (
    csv_bytes,
    csv_name,
    pack_bytes,
    pack_name,
    safe_cell,
    save_pack,
    save_table,
)
from desktop.services.measures.figures_paper import figures_pdf
from desktop.services.measures.page import MeasuresPage, Wish, has_measures, periods, read_measures, step
from desktop.services.measures.table_rows import table_rows, whose_words
from desktop.services.risk import sign_level
from tests.desktop.services.documents.test_documents import assert_accessible, pages
from tests.desktop.services.laptop import WORKER, Team, begin_team
from tests.desktop.services.test_countersign import plan_by
from tests.desktop.services.test_team_page import audit
from tests.desktop.views.measures.rig import published_page
from tests.fakes.case_store import PEOPLE


def page(team: Team, wish: Wish | None = None) -> MeasuresPage:
    return read_measures(team.senior.session, wish or Wish())


def table(found: MeasuresPage, code: str) -> FigureTable:
    return next(one for one in found.tables if one.code == code)


def test_seniors_read_figures_and_workers_none(team: Team) -> None:
    assert has_measures(team.senior.session)
    assert not has_measures(team.worker.session)
    assert read_measures(team.worker.session, Wish()).tables == ()
    assert page(team).cases == 1
    assert not page(team).asks_agency


def test_every_part_of_the_page_has_a_table_and_every_report_its_tables(team: Team) -> None:
    found = page(team)
    assert {one.section for one in found.tables} == {one.value for one in Section}
    assert len({one.code for one in found.tables}) == len(found.tables)
    known = {one.code for one in periods()}
    assert len(load_reports()) == 9
    for report in load_reports():
        assert report.period in known
        assert found.of_sections(report.sections)


def test_a_figure_knows_the_people_behind_it(team: Team) -> None:
    case = team.worker.case
    sign_level(team.worker.session, case, RiskLevel.HIGH, "Two incidents within a month.")
    plan, _ = plan_by(team.worker)
    team.sync()
    audit(team.senior, plan)
    found = page(team)
    loads = table(found, "caseload")
    row = next(one for one in loads.rows if one.code == WORKER)
    assert (row.title, row.counts, loads.columns[1]) == ("Wilma Worker", [0, 1, 0, 0, 0], "High")
    (person,) = found.behind.persons(("caseload", WORKER, 1))
    assert person.case == case
    ratings = next(one for one in found.of_sections([Section.QUALITY]) if any(line.of for line in one.rows))
    (line,) = [one for one in ratings.rows if one.of]
    (behind,) = found.behind.persons((ratings.code, line.code, line.counts.index(1)))
    assert behind.case == case
    assert found.behind.names(("training", "lscmi", 1)) == ("Colin Colleague", "Seonaid Senior", "Wilma Worker")


def rated(found: MeasuresPage) -> int:
    return sum(row.of for one in found.of_sections([Section.QUALITY]) for row in one.rows)


def test_two_views_are_counted_and_a_period_before_has_none_of_the_audits(team: Team) -> None:
    case = team.worker.case
    plan, _ = plan_by(team.worker)
    team.sync()
    audit(team.senior, plan)
    sign_level(team.worker.session, case, RiskLevel.HIGH, "Two incidents within a month.")
    sign_level(team.colleague.session, case, RiskLevel.MEDIUM, "The neighbour withdrew what she had said.")
    team.sync()
    now = page(team)
    assert [(one.title, one.counts) for one in table(now, "conflict").rows] == [("Case: Risk of serious harm", [1])]
    before = page(team, Wish("quarter", step(now.period, later=False)))
    rated = [
        sum(row.of for one in found.tables if one.section == "quality" for row in one.rows) for found in (now, before)
    ]
    assert rated[0] > 0
    assert rated[1] == 0
    assert step(before.period, later=True) == now.period.days.starts


def test_it_says_of_how_many_cases_and_as_at_when(team: Team) -> None:
    found = page(team)
    assert whose_words(found).startswith("Of the 1 case on this laptop, as at ")
    agency = replace(found, agency=True, cases=412)
    assert whose_words(agency).startswith("Whole agency, 412 cases, as at ")


@pytest.mark.timeout(120)
def test_four_cases_take_no_more_reads_than_one(tmp_path: Path) -> None:
    counts = []
    for cases in (1, len(PEOPLE)):
        (tmp_path / str(cases)).mkdir()
        team = begin_team(tmp_path / str(cases), cases)
        asked: list[str] = []
        assert page(team).cases == cases
        team.senior.ready.connection.set_trace_callback(asked.append)
        page(team)
        team.senior.ready.connection.set_trace_callback(None)
        counts.append(len(asked))
        for laptop in (team.worker, team.colleague, team.senior):
            laptop.ready.connection.close()
    assert counts[0] == counts[1]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_is_saved_as_it_is_printed_with_what_it_is_of() -> None:
    found = published_page()
    lines = read_csv(csv_bytes(table_rows(found, table(found, "kpi_0"))))
    assert lines[0] == [
        "Compliance with KPIs: October to December 2026. Of the 167 cases on this laptop, as at 2 November 2026, 14:02."
    ]
    assert lines[2][:3] == ["", "Yes", "Yes, number"]
    assert lines[3] == [
        "First scheduled appointment (orders in the community)",
        "65%",
        "86",
        "32%",
        "42",
        "4%",
        "5",
        "133",
    ]


@pytest.mark.parametrize("words", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(words: str) -> None:
    assert safe_cell(words) == f"'{words}"
    assert safe_cell("65%") == "65%"


def test_the_pack_is_one_action_and_names_nobody_nor_any_small_number() -> None:
    found = published_page()
    with zipfile.ZipFile(io.BytesIO(pack_bytes(found))) as archive:
        paper, *names = archive.namelist()
        pdf = archive.read(paper)
        tables = {name: read_csv(archive.read(name)) for name in names}
    assert (paper, names[0]) == ("tables.pdf", "contents.csv")
    assert_accessible(pdf, f"Tables for a committee: {found.period.title}")
    assert len(names) == len(found.for_committee()) + 1
    assert pack_name(found) == "committee-pack-2026-10-quarter.zip"
    assert csv_name(found, table(found, "kpi_0")) == "measures-kpi-0-2026-10-quarter.csv"
    for name in names[1:]:
        heads, rows = tables[name][2], tables[name][3:]
        counted = [number for number, head in enumerate(heads) if head.endswith(", number") or head == "Cases"]
        cells = [row[number] for row in rows if len(row) == len(heads) for number in counted]
        assert cells
        assert not [one for one in cells if one not in {"*", "0"} and 0 < int(one) < THRESHOLD], name
    assert not any("Testcase" in cell for lines in tables.values() for row in lines for cell in row)
    assert pack_bytes(found) == pack_bytes(found)


def test_published_tables_stand_on_paper_as_they_were_printed() -> None:
    """Every cell of every row, in its order, in the text of the PDF; and for a committee no small number."""
    found = published_page()
    rows = [table_rows(found, one) for one in found.tables if one.rows]
    paper = figures_pdf("Tables", "Of the cases on this laptop.", rows, committee=False)
    said = " ".join(" ".join(pages(paper)).split())
    for one in rows:
        assert " ".join(one.title.split()) in said
        for row in one.rows:
            assert " ".join(" ".join(cell for cell in row if cell).split()) in said, row


def test_only_what_a_committee_reads_is_said_to_name_nobody(team: Team, tmp_path: Path) -> None:
    """What a manager saves has small numbers and workers by their names, and says so on every page."""
    found = published_page()
    table, file = found.for_committee()[0], tmp_path / "table.pdf"
    for committee, mark in ((True, FIGURES), (False, MANAGERS)):
        rows = table_rows(found, table, committee=committee)
        save_table(team.senior.session, file, rows, found, committee=committee, replace=True)
        assert all(mark in " ".join(page.split()) for page in pages(file.read_bytes()))


def test_a_pack_that_is_saved_is_noted(team: Team, tmp_path: Path) -> None:
    session, found = team.senior.session, published_page()
    save_pack(session, tmp_path / "pack.zip", found)
    (event,) = (one for one in session.store.audit.next_events() if one.what is AuditWhat.EXPORTED)
    assert (event.case, event.why) == (OF_NO_CASE, f"Tables for a committee, {found.period.title}")
