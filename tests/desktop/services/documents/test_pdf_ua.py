"""Every paper as PDF/UA-1: by a checker that did not make it, and by what is said in which order."""

from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import page as checker
import pytest
from pydantic_core import to_jsonable_python
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from casework.press import print_pdf
from casework.records.file.release_decision import Release
from casework.rules.person_copy import Document, Paragraph
from casework.rules.person_copy import Section as CopySection
from casework.rules.subject_access.verdict import Ruled
from desktop.services.documents.making import printed_pdf
from desktop.services.documents.printout import (
    PROFESSIONAL,
    Bullets,
    Facts,
    Printout,
    Prose,
    Section,
    Stamp,
    Table,
)
from desktop.services.documents.wish import PaperSort
from desktop.services.subject_access.paper import TITLE, paper_of
from tests.desktop.services.documents.every_paper import FOR_PERSON, Made, every_paper
from tests.desktop.services.documents.pdf_reading import Shown, read_out, shown_in
from tests.desktop.services.documents.test_documents import assert_accessible
from tests.desktop.services.subject_access.test_leak import HEADING, passage

LIMITS = checker.SafetyLimits(max_table_grid_rows=100_000, max_table_grid_cells=1_000_000)
WIDTH_PT, MARGIN_PT = 595.3, 56
FOOT_PT = 70
"""What lies lower than that is the foot of a page."""

_LINE_PT = 4
_COLUMNS_SIDE_BY_SIDE = frozenset({"TH", "TD", "LBody", "Lbl"})


@pytest.fixture(scope="module")
def papers() -> list[Made]:
    return every_paper()


def problems(pdf: bytes) -> list[str]:
    """What a strict checker finds wrong, by the clauses of PDF/UA-1."""
    report = checker.validate_pdf_bytes(pdf, profile="ua1", limits=LIMITS)
    assert report.rules.total > 100
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


def test_every_paper_there_is_is_tried(papers: list[Made]) -> None:
    names = {one.name for one in papers}
    assert len(names) == len(papers)
    assert {sort.value for sort in PaperSort} <= names
    assert set(FOR_PERSON.values()) <= names


def test_no_template_is_left_out() -> None:
    """The report of a lost laptop is tried where it is made: tests/server/test_loss_paper.py."""
    known = {"printout.typ", "person_copy.typ", "loss_report.typ"}
    assert {
        one.name for one in files("resources").joinpath("templates").iterdir() if one.name.endswith(".typ")
    } == known


def test_what_goes_out_on_a_request_conforms_as_well() -> None:
    """Words that were taken out leave nothing untagged."""
    redacted = passage(1, ["He said secretname was there."], Ruled(Release.REDACT, ("secretname",)))
    told = passage(2, ["Seen at home."], Ruled(Release.DISCLOSE, ()))
    pdf = printed_pdf(paper_of(HEADING, [redacted, told], enclosed=2))
    assert problems(pdf) == []
    assert_accessible(pdf, TITLE)


def test_a_strict_checker_finds_nothing(papers: list[Made]) -> None:
    assert {one.name: found for one in papers if (found := problems(one.pdf))} == {}


def test_each_has_its_title_its_language_and_headings_that_do_not_leap(papers: list[Made]) -> None:
    for one in papers:
        title = one.printout.title if one.printout else one.title
        assert_accessible(one.pdf, title)


def test_everything_on_a_page_is_read_out_or_said_to_be_furniture(papers: list[Made]) -> None:
    """Nothing is without a tag, nothing is read twice, and all of it in the order in which it is drawn."""
    for one in papers:
        shown, read = shown_in(one.pdf), read_out(one.pdf)
        assert all(piece.artifact != (piece.mark is not None) for piece in shown if piece.words.strip()), one.name
        drawn = list(dict.fromkeys((piece.page, piece.mark) for piece in shown if piece.mark is not None))
        assert [(piece.page, piece.mark) for piece in read] == drawn, one.name


def test_it_is_read_from_the_top_of_a_page_to_its_foot(papers: list[Made]) -> None:
    """In a table row by row; what stands beside something else is read after it."""
    for one in papers:
        tags = {(piece.page, piece.mark): piece.tag for piece in read_out(one.pdf)}
        marked = [piece for piece in shown_in(one.pdf) if piece.mark is not None and piece.top > FOOT_PT]
        plain = [piece for piece in marked if tags[piece.page, piece.mark or 0] not in _COLUMNS_SIDE_BY_SIDE]
        for before, after in pairwise(plain):
            assert _follows(before, after), (one.name, before, after)


def _follows(before: Shown, after: Shown) -> bool:
    if before.page != after.page:
        return before.page < after.page
    return after.top < before.top + _LINE_PT or after.left > before.left


def test_a_screen_reader_says_mark_time_and_version_once_and_not_on_each_page_anew(papers: list[Made]) -> None:
    """On the first page they are of the text; after that the head and the foot are furniture."""
    for one in papers:
        if one.printout is None or one.name == "figures":
            continue
        said = [piece for piece in shown_in(one.pdf) if piece.mark is not None]
        counted = Counter(" ".join(piece.words.split()) for piece in said)
        for words in (one.printout.mark, one.printout.stamp.printed, one.printout.stamp.as_at):
            assert counted[words] == 1, (one.name, words)
        pages = {piece.page for piece in shown_in(one.pdf)}
        heads = [piece for piece in shown_in(one.pdf) if " ".join(piece.words.split()) == one.printout.mark]
        assert len(heads) == len(pages), one.name


def long_table(rows: int) -> bytes:
    """A paper with one long table."""
    cells = tuple(
        (f"{number} March 2026", f"Event {number}. " + "He said so. " * 20, "Wilma") for number in range(rows)
    )
    table = Table("", ("When", "What happened", "Recorded by"), cells, (4, 10, 4))
    stamp = Stamp("Printed by nobody", "As at never", "Version none")
    return printed_pdf(Printout("Chronology", PROFESSIONAL, ("A",), (Section("All", (table,)),), stamp=stamp))


def test_the_head_of_a_table_is_repeated_on_every_page_and_no_row_is_torn() -> None:
    pdf = long_table(60)
    shown = [piece for piece in shown_in(pdf) if piece.words.strip()]
    pages = {piece.page for piece in shown}
    assert len(pages) > 2
    assert sum(piece.words.strip() == "What happened" for piece in shown) == len(pages)
    rows = [piece for piece in shown if not piece.artifact and "He said so" in piece.words]
    begins = {piece.page: piece.words for piece in reversed(rows)}
    assert all(words.startswith("Event ") for words in begins.values()), begins
    assert problems(pdf) == []


LONG_WORD = "https://example.invalid/" + "verylongword" * 9


def test_a_word_that_is_longer_than_a_line_runs_into_nothing_and_is_found_whole() -> None:
    """Neither off the page nor into the next column; and nothing is put into it that a search would not know."""
    table = Table("", ("A", "B"), (("Cell", LONG_WORD), (LONG_WORD, "Cell")), (1, 1))
    parts = (Facts((("Where", LONG_WORD),)), Bullets("", (LONG_WORD,)), Prose("", (LONG_WORD,)), table)
    pdf = printed_pdf(Printout("Words", PROFESSIONAL, (LONG_WORD,), (Section("All", parts),), (LONG_WORD,)))
    value = Paragraph("Where", (LONG_WORD,))
    mine = print_pdf("person_copy", to_jsonable_python(Document("Words", "", "", (CopySection("A", ((value,),)),))))
    for one in (pdf, mine):
        shown = shown_in(one)
        assert max(piece.right for piece in shown) <= WIDTH_PT - MARGIN_PT
        assert "\u200b" not in "".join(piece.words for piece in shown)
        assert problems(one) == []
    whole = "".join(piece.words.strip() for piece in shown_in(pdf))
    assert whole.count(LONG_WORD) == 7


def without(pdf: bytes, change: Callable[[DictionaryObject], None]) -> bytes:
    """A PDF whose catalogue was changed."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    change(writer.root_object)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _untagged(root: DictionaryObject) -> None:
    del root["/StructTreeRoot"]


def _unmarked(root: DictionaryObject) -> None:
    root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(False)})


def _of_no_language(root: DictionaryObject) -> None:
    root[NameObject("/Lang")] = TextStringObject("")


def _without_properties(root: DictionaryObject) -> None:
    del root["/Metadata"]


def _without_title(root: DictionaryObject) -> None:
    del root["/ViewerPreferences"]


def _with_an_odd_tag(root: DictionaryObject) -> None:
    tree = root["/StructTreeRoot"]
    assert isinstance(tree, DictionaryObject)
    for heading in _headings(tree):
        heading[NameObject("/S")] = NameObject("/H4")


def _headings(node: object) -> Iterator[DictionaryObject]:
    if isinstance(node, list):
        for part in node:
            yield from _headings(part.get_object())
    elif isinstance(node, DictionaryObject):
        if node.get("/S") == "/H2":
            yield node
        if "/K" in node:
            yield from _headings(node["/K"])


@pytest.mark.parametrize(
    "change", [_untagged, _unmarked, _of_no_language, _without_properties, _without_title, _with_an_odd_tag]
)
def test_the_checker_finds_what_is_wrong(papers: list[Made], change: Callable[[DictionaryObject], None]) -> None:
    """The proof can fail."""
    brief = next(one for one in papers if one.name == "brief")
    assert problems(without(brief.pdf, lambda _root: None)) == []
    assert problems(without(brief.pdf, change)) != []
