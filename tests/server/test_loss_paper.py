"""The report of a lost laptop as a PDF: all that is known, nothing that sounds safer than it is, accessible."""

import stat
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from server.loss_paper import loss_pdf, loss_values
from tests.desktop.services.documents.test_documents import assert_accessible
from tests.desktop.services.documents.test_pdf_ua import problems
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.loss_sample import AT, CASES, report


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_everybody_on_it_stands_in_the_report_and_it_can_be_read_by_everybody() -> None:
    pdf = loss_pdf(report(), AT)
    assert_accessible(pdf, "Report of a lost laptop")
    assert problems(pdf) == [], "by a strict checker of PDF/UA-1"
    said = text_of(pdf)
    assert all(one.person in said.replace("- ", "-") for one in CASES)
    assert said.count("Mo Example") == sum(bool(one.protected) for one in CASES)
    assert "People whose records are or may be on it: 40" in said
    assert "6 July 2026, 00:30" in said, "half an hour after midnight, on the clock on the wall"
    assert "2 records; lost with it" in said
    assert "72 hours" in said
    assert len(PdfReader(BytesIO(pdf)).pages) > 2


def test_what_is_not_known_is_never_said_to_be_safe() -> None:
    said = text_of(loss_pdf(report(), AT))
    assert "This laptop is NOT stopped" in said
    assert "is not known here" in said
    assert "nobody by name" in said
    stopped = loss_values(report(stopped=AT, cases=()), AT)
    assert stopped["warnings"] == []
    assert "It has not been told to" in str(stopped)
    assert "By what the office knows it holds nobody's records." in str(stopped)


def test_the_same_report_is_the_same_file_and_another_has_another_reference() -> None:
    assert loss_pdf(report(), AT) == loss_pdf(report(), AT)
    one, other = loss_values(report(), AT), loss_values(report(unsent=3), AT)
    assert one["made"] != other["made"]


def test_the_command_writes_a_new_file_for_its_owner_alone(
    office: RunningOffice, laptop: MakeLaptop, tmp_path: Path
) -> None:
    """With the real programs, while the server runs; the words do not go to the screen as well."""
    una = office.person("Una Loses")
    office.case(una, family="Losersperson")
    mine = laptop(una)
    mine.pull()
    path = tmp_path / "report.pdf"
    said = office.cli("loss-report", mine.device, "--pdf", str(path)).stdout
    assert said.startswith("Written. The file is not encrypted")
    assert "Losersperson" not in said
    assert "Losersperson" in text_of(path.read_bytes())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    again = office.cli("loss-report", mine.device, "--pdf", str(path), check=False)
    assert (again.returncode, "nothing is replaced" in again.stderr) == (2, True)
    assert path.read_bytes() == before
    nowhere = office.cli("loss-report", mine.device, "--pdf", str(tmp_path / "no" / "report.pdf"), check=False)
    assert (nowhere.returncode, "Choose another folder" in nowhere.stderr) == (2, True)
