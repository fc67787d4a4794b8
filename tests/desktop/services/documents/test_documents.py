"""Papers for professionals: what stands on each, what must not, and that the PDF can be read by everybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.file.case import RiskLevel
from casework.records.identifier import case_scope
from desktop.services.documents.blank_form import BlankForm, blank_form
from desktop.services.documents.handing import PaperChanged, ShownPaper, note_printing, save_paper, show_paper
from desktop.services.documents.making import printed_pdf, read_offers, read_paper
from desktop.services.documents.printout import PROFESSIONAL, RESTRICTED, Bullets, Printout
from desktop.services.documents.stamping import stamped
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.new_file import AlreadyThere
from desktop.services.risk import sign_level
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.store.private_file import DiskFull
from tests.desktop.services.documents.case_file import (
    MINUTE,
    TOLD_IN_CONFIDENCE,
    VICTIM,
    CaseFile,
    written_file,
)
from tests.desktop.services.documents.case_file import (
    RESTRICTED as HIDDEN,
)
from tests.desktop.services.documents.every_paper import RECORDS
from tests.desktop.services.documents.pictures import FOLDER, THUMBNAILS
from tests.desktop.services.laptop import Team, begin_team
from tests.desktop.services.visiting_rig import pass_hours

NAME = "Isla Testcase"


@pytest.fixture(scope="module")
def filed() -> Iterator[tuple[Team, CaseFile]]:
    """One team with a whole case file, for tests that only read."""
    with TemporaryDirectory() as folder:
        team = begin_team(Path(folder))
        yield team, written_file(team)
        for laptop in (team.worker, team.colleague, team.senior):
            laptop.ready.connection.close()


def wish_of(filed: tuple[Team, CaseFile], sort: PaperSort, record: str = "", *, restricted: bool = False) -> PaperWish:
    team, ids = filed
    return PaperWish(sort, team.senior.case, ids[record] if record else "", restricted=restricted)


SORTS = [sort for sort in PaperSort if sort is not PaperSort.HANDOVER]


def paper(filed: tuple[Team, CaseFile], sort: PaperSort, *, restricted: bool = False) -> Printout:
    return read_paper(filed[0].senior.session, wish_of(filed, sort, RECORDS.get(sort, ""), restricted=restricted))


def words(printout: Printout) -> str:
    return "\n".join(printout.texts())


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


@pytest.mark.parametrize("sort", SORTS)
def test_every_page_says_who_printed_it_when_as_at_when_which_version_and_for_whom(
    filed: tuple[Team, CaseFile], sort: PaperSort
) -> None:
    printout = paper(filed, sort, restricted=True)
    for page in pages(printed_pdf(printout)):
        flat = " ".join(page.split())
        assert "Printed by Seonaid Senior, Monday 2 November 2026" in flat
        assert "As at 2 November 2026" in flat
        assert f"Reference {printout.reference}" in flat
        assert "Page " in flat
        assert "CONFIDENTIAL" in flat


@pytest.mark.parametrize("sort", SORTS)
def test_a_screen_reader_can_read_it_and_its_title_names_nobody(filed: tuple[Team, CaseFile], sort: PaperSort) -> None:
    """Tagged, titled, in its language; headings do not leap, and each table has a head."""
    printout = paper(filed, sort, restricted=True)
    assert_accessible(printed_pdf(printout), printout.title)


@pytest.mark.parametrize("form", list(BlankForm))
def test_a_form_for_the_day_without_a_laptop_is_of_nobody_and_accessible(
    filed: tuple[Team, CaseFile], form: BlankForm
) -> None:
    printout = stamped(filed[0].worker.session, blank_form(form))
    assert NAME not in words(printout)
    assert "Record this in Doorstep the same day" in words(printout)
    assert_accessible(printed_pdf(printout), printout.title)


def assert_accessible(pdf: bytes, title: str) -> None:
    """What PDF/UA-1 asks of structure, as far as it can be read back: typst writes it, this does not trust it."""
    reader = PdfReader(BytesIO(pdf))
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    assert plain(root, "/MarkInfo", "/Marked") == "True"
    assert plain(root, "/Lang") == "en-GB"
    assert plain(root, "/ViewerPreferences", "/DisplayDocTitle") == "True"
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (title, None)
    assert NAME not in str(reader.metadata)
    tags = list(tags_below(root["/StructTreeRoot"]))
    levels = [int(tag[2]) for tag in tags if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("/Table") == tags.count("/THead")
    assert all(page.get("/Tabs") == "/S" for page in reader.pages)


def plain(node: DictionaryObject, *path: str) -> str:
    """A value of a PDF by its path, as text."""
    for name in path[:-1]:
        below = node[name].get_object()
        assert isinstance(below, DictionaryObject)
        node = below
    return str(node[path[-1]])


def tags_below(node: object) -> Iterator[str]:
    """The kinds of structure in the order in which they are read."""
    if isinstance(node, ArrayObject):
        for part in node:
            yield from tags_below(part.get_object())
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags_below(node["/K"])


def test_the_same_words_have_the_same_reference_and_others_another(filed: tuple[Team, CaseFile]) -> None:
    one, again = paper(filed, PaperSort.PLAN), paper(filed, PaperSort.PLAN)
    assert one.reference == again.reference
    assert one.reference != paper(filed, PaperSort.PLAN, restricted=True).reference


def test_the_restricted_part_is_on_it_only_where_it_is_asked_for_and_marked(filed: tuple[Team, CaseFile]) -> None:
    for sort in (PaperSort.PLAN, PaperSort.COURT):
        without, with_it = paper(filed, sort), paper(filed, sort, restricted=True)
        assert HIDDEN not in words(without)
        assert HIDDEN in words(with_it)
        assert (without.mark, with_it.mark) == (PROFESSIONAL, RESTRICTED)
    assert paper(filed, PaperSort.SAFETY).mark == RESTRICTED


def test_whoever_may_not_read_the_restricted_part_is_offered_none_of_it(filed: tuple[Team, CaseFile]) -> None:
    team, ids = filed
    offers = read_offers(team.worker.session, team.worker.case)
    assert offers is not None
    assert not offers.restricted
    assert PaperSort.SAFETY not in {one.sort for one in offers.papers}
    wish = PaperWish(PaperSort.COURT, team.worker.case, restricted=True)
    assert HIDDEN not in words(read_paper(team.worker.session, wish))
    with pytest.raises(UserError, match="not on this laptop"):
        read_paper(team.worker.session, PaperWish(PaperSort.SAFETY, team.worker.case, ids["safety"]))


def test_the_executive_summary_has_no_minute_no_victim_and_nothing_told_in_confidence(
    filed: tuple[Team, CaseFile],
) -> None:
    pack, summary = paper(filed, PaperSort.MAPPA_PACK), paper(filed, PaperSort.MAPPA_SUMMARY, restricted=True)
    for secret in (MINUTE, VICTIM, TOLD_IN_CONFIDENCE):
        assert secret in words(pack)
        assert secret not in words(summary)
    flat = " ".join(" ".join(pages(printed_pdf(summary))).split())
    assert not any(secret in flat for secret in (MINUTE, VICTIM, TOLD_IN_CONFIDENCE, HIDDEN))
    assert "2: multi-agency risk management" in flat
    assert "Visit together." in flat


def test_a_pack_without_an_analysis_of_serious_harm_says_so(filed: tuple[Team, CaseFile]) -> None:
    assert any("No analysis of risk of serious harm" in one for one in paper(filed, PaperSort.MAPPA_PACK).warnings)


def test_the_court_has_every_version_and_correction_with_three_times(filed: tuple[Team, CaseFile]) -> None:
    """Each save of each record, when it happened, when it was recorded, and when the office received it."""
    extract = words(paper(filed, PaperSort.COURT, restricted=True))
    assert "Seen at home. Calm, and spoke about work." in extract
    assert "The time was wrong." in extract
    assert "Seen at noon." in extract
    assert "Happened 5 October 2026, 11:00" in extract
    assert "Received by the office" in extract
    assert "Fingerprint of all entries (SHA-256)" in extract


def test_an_assessment_prints_the_limits_of_its_instrument(filed: tuple[Team, CaseFile]) -> None:
    said = words(paper(filed, PaperSort.ASSESSMENT))
    assert "Limits of this instrument: LS/CMI" in said
    assert "21 of 43" in said


def test_a_report_that_nobody_approved_says_that_it_is_a_draft_and_its_risk_factors_are_points(
    filed: tuple[Team, CaseFile],
) -> None:
    printout = paper(filed, PaperSort.HOME_BACKGROUND)
    assert "DRAFT: no team manager has approved this report. It must not be sent." in words(printout)
    points = [part.lines for section in printout.sections for part in section.parts if isinstance(part, Bullets)]
    assert ("Drinks when alone.", "No work since May.") in points


def test_the_chronology_is_of_the_days_that_are_wanted_and_of_what_is_significant(
    filed: tuple[Team, CaseFile],
) -> None:
    team, _ = filed
    session, wish = team.senior.session, wish_of(filed, PaperSort.CHRONOLOGY)
    whole = words(read_paper(session, wish))
    assert "Incident" in whole
    assert "Home visit, not announced" in whole
    september = replace(wish, first=date(2026, 9, 1), last=date(2026, 9, 30))
    only = words(read_paper(session, september))
    assert "Incident" in only
    assert "Home visit, not announced" not in only
    assert "from 1/9/2026 to 30/9/2026" in only
    nothing = replace(wish, first=date(2020, 1, 1), last=date(2020, 1, 2))
    assert "Nothing of this kind is recorded in this time." in words(read_paper(session, nothing))


# What a person does with it


def test_two_views_stand_on_paper_and_old_paper_says_whom_to_ring(team: Team) -> None:
    """The cautious view first, that nobody has decided, and that this laptop has heard nothing for long."""
    pass_hours(team, 1)
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Settled at home.")
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.VERY_HIGH, "Threats on the telephone.")
    team.sync()
    wish = PaperWish(PaperSort.BRIEF, team.senior.case)
    said = words(read_paper(team.senior.session, wish))
    assert "Very high, by Colin Colleague" in said
    assert "nobody has decided" in said
    pass_hours(team, 13)
    late = read_paper(team.senior.session, wish)
    assert any("ring before you rely on this paper" in one for one in late.warnings)
    assert any("Phone duty before you knock" in one for one in late.warnings)


def test_what_is_saved_is_what_was_shown_and_the_file_and_the_audit_note_it(team: Team, tmp_path: Path) -> None:
    session, case = team.worker.session, team.worker.case
    shown = show_paper(session, PaperWish(PaperSort.BRIEF, case))
    assert shown.file_name == "doorstep-brief.pdf"
    save_paper(session, shown, tmp_path / shown.file_name)
    assert (tmp_path / shown.file_name).read_bytes() == shown.pdf
    assert len(session.store.states({"paper"}, {case_scope(case)})) == 1
    with pytest.raises(AlreadyThere):
        save_paper(session, show_paper(session, shown.wish), tmp_path / shown.file_name)
    assert len(session.store.states({"paper"}, {case_scope(case)})) == 1
    note_printing(session, show_paper(session, shown.wish))
    assert len(session.store.states({"paper"}, {case_scope(case)})) == 2
    whats = [event.what for event in session.store.audit.next_events()]
    assert whats.count(AuditWhat.EXPORTED) == 1
    assert whats.count(AuditWhat.PRINTED) == 1


def test_no_paper_stands_there_of_which_its_case_does_not_tell(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full, a kill: the note goes before the name of the file."""
    session, case = team.worker.session, team.worker.case
    shown = show_paper(session, PaperWish(PaperSort.BRIEF, case))

    def full(session: Session, shown: ShownPaper) -> Change:
        raise DiskFull

    monkeypatch.setattr("desktop.services.documents.handing._note_made", full)
    with pytest.raises(DiskFull):
        save_paper(session, shown, tmp_path / shown.file_name)
    assert list(tmp_path.glob("*.pdf*")) == []
    assert list(tmp_path.glob(".doorstep*")) == []


def test_what_would_say_something_else_by_now_is_not_saved(team: Team, tmp_path: Path) -> None:
    pass_hours(team, 1)
    session = team.worker.session
    shown = show_paper(session, PaperWish(PaperSort.BRIEF, team.worker.case))
    sign_level(session, team.worker.case, RiskLevel.HIGH, "Two incidents within a month.")
    with pytest.raises(PaperChanged):
        save_paper(session, shown, tmp_path / "brief.pdf")
    assert not list(tmp_path.glob("*.pdf"))


def test_what_leaves_the_service_leaves_with_a_reason(team: Team, tmp_path: Path) -> None:
    session = team.worker.session
    shown = show_paper(session, PaperWish(PaperSort.COURT, team.worker.case))
    with pytest.raises(UserError, match="who it is for and why"):
        save_paper(session, shown, tmp_path / "court.pdf")
    save_paper(session, shown, tmp_path / "court.pdf", "Asked for by the sheriff.")
    assert (tmp_path / "court.pdf").exists()


def test_the_guide_shows_every_paper() -> None:
    guide = (FOLDER.parent / "documents.md").read_text("utf-8")
    assert {sort.value for sort in PaperSort} | {f"blank_{form.value}" for form in BlankForm} <= THUMBNAILS.keys()
    for name in THUMBNAILS:
        assert f"documents/{name}.png" in guide
        assert (FOLDER / f"{name}.png").is_file()
