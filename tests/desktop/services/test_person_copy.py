"""The copy for the person on laptops, and in the bytes of the real PDF."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import as_file, files
from io import BytesIO

import pypdfium2
import pytest
import typst
from pydantic import JsonValue
from pydantic_core import to_jsonable_python
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import CaseId, RecordId, case_scope
from casework.records.telling import Telling
from casework.rules.person_copy import Document
from desktop.services.disclosure import TellingLine, decide_telling, telling_lines
from desktop.services.person_copy import NothingToTell, Preparation, copy_choices, pdf, prepare
from desktop.services.press import NotPrintable, print_pdf
from desktop.services.recorder import NotComplete, Recorder
from tests.casework.test_person_copy import copy_of, found_in
from tests.desktop.services.laptop import Laptop, Team
from tests.fakes.marked_file import MarkedFile, marked_file
from tests.fakes.scale import scaled

FEW = 12
PDFS = scaled(1000, least=300)
SCENARIO = {"what": "Might fall in with old friends.", "who": "His neighbour."}
KINDS = ("risk_scenario",)


def record(laptop: Laptop) -> RecordId:
    """A scenario on a laptop."""
    ident = RecordId(laptop.session.store.new_id())
    values: dict[str, JsonValue] = {**SCENARIO, "plan": laptop.session.store.new_id()}
    edit = Edit(record=ident, kind=KINDS[0], set=values)
    Recorder(laptop.session).save(case_scope(laptop.case), [edit])
    return ident


def line(laptop: Laptop, ident: RecordId, field: str = "what") -> TellingLine:
    """One field as it stands on a laptop."""
    lines = telling_lines(laptop.session, case_scope(laptop.case), ident)
    return next(one for one in lines if one.field == field)


def prepared(laptop: Laptop) -> Preparation:
    """A copy of the scenarios."""
    return prepare(laptop.session, laptop.case, KINDS)


def test_undecided_it_is_not_on_paper_and_decided_it_is(team: Team) -> None:
    """From the worker's decision on, on every laptop; there is no paper with nothing on it."""
    ident = record(team.worker)
    before = prepared(team.worker)
    assert [one.field for one in before.undecided] == ["what"]
    assert [one.field for one in before.withheld] == ["who"]
    assert before.document.sections == ()
    with pytest.raises(NothingToTell):
        pdf(before)
    decide_telling(team.worker.session, line(team.worker, ident), TellingAnswer.DISCLOSE, "It helps him.")
    assert line(team.worker, ident).tells
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        made = prepared(laptop)
        assert [one.field for one in made.told] == ["what"]
        text = words_in(pdf(made))
        assert SCENARIO["what"] in text
        assert "Isla Testcase" in text
        assert SCENARIO["who"] not in text
        assert "harmed" not in text
    assert line(team.senior, ident).decided[0].by == "Wilma Worker"


def test_one_withholds_while_another_tells_and_the_more_cautious_holds(team: Team) -> None:
    """They had not seen each other's decision."""
    ident = record(team.worker)
    team.sync()
    decide_telling(team.worker.session, line(team.worker, ident), TellingAnswer.DISCLOSE, "It helps him.")
    decide_telling(team.colleague.session, line(team.colleague, ident), TellingAnswer.WITHHOLD, "It names a place.")
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        found = line(laptop, ident)
        assert (found.telling, found.tells, len(found.decided)) == (Telling.WITHHELD, False, 2)
    with pytest.raises(UserError, match="Only a senior"):
        decide_telling(team.worker.session, line(team.worker, ident), TellingAnswer.DISCLOSE, "I think so still.")
    decide_telling(team.senior.session, line(team.senior, ident), TellingAnswer.DISCLOSE, "Asked both.")
    team.sync()
    assert line(team.worker, ident).tells


def test_what_somebody_withheld_meanwhile_is_not_told_by_a_senior_who_has_not_read_why(team: Team) -> None:
    """A senior may lift it, and the field reads as it did: only why it is withheld has come since."""
    ident = record(team.worker)
    team.sync()
    seen = line(team.senior, ident)
    decide_telling(team.colleague.session, line(team.colleague, ident), TellingAnswer.WITHHOLD, "It names a place.")
    team.sync()
    with pytest.raises(UserError, match="Read why"):
        decide_telling(team.senior.session, seen, TellingAnswer.DISCLOSE, "It helps him.")
    assert line(team.senior, ident).telling is Telling.WITHHELD
    decide_telling(team.senior.session, line(team.senior, ident), TellingAnswer.DISCLOSE, "Asked; the place is known.")
    assert line(team.senior, ident).tells


def test_a_senior_alone_lifts_what_starts_withheld(team: Team) -> None:
    """The worker's screen says so before the worker tries."""
    ident = record(team.worker)
    team.sync()
    assert not line(team.worker, ident, "who").may_disclose
    assert line(team.senior, ident, "who").may_disclose
    with pytest.raises(UserError, match="Only a senior"):
        decide_telling(team.worker.session, line(team.worker, ident, "who"), TellingAnswer.DISCLOSE, "He knows.")
    decide_telling(team.senior.session, line(team.senior, ident, "who"), TellingAnswer.DISCLOSE, "He knows.")
    assert line(team.senior, ident, "who").tells


def test_a_decision_is_about_what_stood_on_the_screen(team: Team) -> None:
    """Somebody wrote meanwhile: nothing is decided; and a later text is undecided again."""
    ident = record(team.worker)
    seen = line(team.worker, ident)
    with pytest.raises(NotComplete, match="Reason"):
        decide_telling(team.worker.session, seen, TellingAnswer.DISCLOSE, "  ")
    state = team.worker.session.store.record(case_scope(team.worker.case), ident)
    assert state is not None
    decide_telling(team.worker.session, seen, TellingAnswer.DISCLOSE, "It helps him.")
    recorder = Recorder(team.worker.session)
    recorder.save(case_scope(team.worker.case), [recorder.change(state, {"what": "And knows where she lives."})])
    assert line(team.worker, ident).telling is Telling.UNDECIDED
    assert prepared(team.worker).document.sections == ()
    with pytest.raises(UserError, match="meanwhile"):
        decide_telling(team.worker.session, seen, TellingAnswer.DISCLOSE, "It helps him.")


def test_every_copy_that_is_offered_can_be_prepared(team: Team) -> None:
    """The order, the plan, the reviews, or everything; none has what belongs to the service."""
    for title, kinds in copy_choices():
        made = prepare(team.worker.session, team.worker.case, kinds)
        assert not {"ruling", "sighting", "telling_decision", "near_miss"} & {one.kind for one in made.lines}, title
    order = prepare(team.worker.session, team.worker.case, ["order", "condition"])
    assert order.document.title == "Your order and its conditions"
    assert "Community Payback Order" in words_in(pdf(order))


# The bytes of the PDF


def made_pdf(made: MarkedFile) -> bytes:
    """The real PDF of a made-up file; empty where there is nothing to tell."""
    document = copy_of(made.states, made.marker)
    return pdf(Preparation(CaseId("x"), document, ())) if document.sections else b""


def words_in(data: bytes) -> str:
    """The words on the pages, as two programs read them."""
    read = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    document = pypdfium2.PdfDocument(data)
    read += [page.get_textpage().get_text_range() for page in document]
    document.close()
    return re.sub(r"\s+", " ", "\n".join(read))


def everything_in(data: bytes) -> str:
    """Whatever can be got out of a PDF: its pages, every object's strings and streams, unpacked, and its bytes."""
    reader = PdfReader(BytesIO(data))
    parts = [words_in(data), data.decode("latin-1"), str(reader.metadata), str(reader.outline)]
    for number in range(1, len(reader.xref_objStm) + sum(len(one) for one in reader.xref.values()) + 1):
        parts += _texts(IndirectObject(number, 0, reader).get_object())
    parts += [blob.decode("utf-16-be", "ignore") for blob in re.findall(rb"\xfe\xff[^)]*", data)]
    return re.sub(r"\s+", " ", "\n".join(parts))


def _texts(found: object) -> Iterator[str]:
    if isinstance(found, StreamObject):
        yield found.get_data().decode("latin-1")
        yield found.get_data().decode("utf-8", "ignore")
    if isinstance(found, DictionaryObject):
        for name, part in dict.items(found):
            yield str(name)
            yield from _texts(part)
    elif isinstance(found, ArrayObject):
        for part in list.__iter__(found):
            yield from _texts(part)
    elif isinstance(found, str | bytes):
        yield found if isinstance(found, str) else found.decode("latin-1")


def pdf_leaks(made: MarkedFile, data: bytes) -> list[str]:
    """What a PDF of a file gives away: words, or that it differs from one of what may be told alone."""
    twin = copy_of(made.twin(), made.marker)
    same = data == (pdf(Preparation(CaseId("y"), twin, ())) if twin.sections else b"")
    hints = [] if same else ["other bytes"]
    if not data:
        return hints
    # A bare number stands in the bytes of any file.
    numbers = [word for word in made.forbidden if word.isdigit()]
    words = [word for word in made.forbidden if not word.isdigit()]
    return found_in(everything_in(data), words) + found_in(words_in(data), numbers) + hints


@pytest.mark.parametrize("seed", range(FEW))
def test_nothing_leaks_into_the_bytes_of_the_pdf(seed: int) -> None:
    """Not on its pages, in its outline, properties, tags, streams; and what may be told is on its pages."""
    made = marked_file(seed)
    data = made_pdf(made)
    assert pdf_leaks(made, data) == []
    assert found_in(words_in(data), made.shown) == made.shown


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", range(0, PDFS, 100))
def test_nothing_leaks_into_a_thousand_pdfs(first: int) -> None:
    """The same plans whose text is tried in the other suites: all thousand of them by `make torture SCALE=1`."""
    for seed in range(first, first + 100):
        made = marked_file(seed)
        assert pdf_leaks(made, made_pdf(made)) == [], f"seed {seed}"


def test_the_file_names_nobody_and_no_moment() -> None:
    """Its properties are its title and the program that set it; it is tagged for a screen reader."""
    data = made_pdf(marked_file(3))
    reader = PdfReader(BytesIO(data))
    properties = reader.metadata
    assert properties is not None
    assert set(properties) <= {"/Title", "/Creator"}
    assert re.fullmatch(r"Typst [\d.]+", properties.creator or "")
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]  # pypdf types what it has not read
    assert b"pdfuaid" in data
    assert "/StructTreeRoot" in root
    assert data == made_pdf(marked_file(3))


def in_white(document: Document, secret: str) -> bytes:
    """A template that prints what is withheld in white."""
    return set_with(document, f'#place(text(fill: white, size: 1pt, "{secret}"))')


def in_keywords(document: Document, secret: str) -> bytes:
    """A template that leaves it among the properties."""
    return set_with(document, f'#set document(keywords: "{secret}")', first=True)


def in_a_heading(document: Document, secret: str) -> bytes:
    """A template that keeps it in the outline only."""
    return set_with(document, f'#place(hide(heading(level: 2, outlined: true, bookmarked: true, "{secret}")))')


def in_alt_text(document: Document, secret: str) -> bytes:
    """A template that says it to screen readers alone."""
    return set_with(document, f'#figure(rect(), alt: "{secret}")')


def as_attachment(document: Document, secret: str) -> bytes:
    """A program that embeds the whole record in the file."""
    writer = PdfWriter(PdfReader(BytesIO(set_with(document, ""))))
    writer.add_attachment("record.json", secret.encode())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def under_a_bar(document: Document, secret: str) -> bytes:
    """A template that draws a bar over the words."""
    return set_with(document, f'#place(box[#text("{secret}") #place(top + left, rect(width: 60pt, fill: black))])')


def set_with(document: Document, more: str, *, first: bool = False) -> bytes:
    """The PDF of the template with something more in it."""
    source = files("resources").joinpath("templates", "person_copy.typ").read_text("utf-8")
    lines = source.split("\n")
    place = next(number for number, text in enumerate(lines) if text.startswith("#set page")) if first else len(lines)
    changed = "\n".join([*lines[:place], more, *lines[place:]])
    with as_file(files("resources").joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        values = {"copy": pdf_values(document)}
        made = typst.Compiler(font_paths=fonts).compile(changed.encode(), format="pdf", sys_inputs=values)
    assert isinstance(made, bytes)
    return made


def pdf_values(document: Document) -> str:
    """What the template is given."""
    return json.dumps(to_jsonable_python(document))


@pytest.mark.parametrize("mutant", [in_white, in_keywords, in_a_heading, in_alt_text, as_attachment, under_a_bar])
def test_a_pdf_that_hides_what_it_should_leave_out_is_caught(mutant: Callable[[Document, str], bytes]) -> None:
    """The proof can fail: the secret is found wherever it is hidden."""
    made = marked_file(5)
    secret = next(word for word in made.forbidden if word.startswith("x"))
    assert secret in found_in(everything_in(mutant(copy_of(made.states, made.marker), secret)), made.forbidden)


def test_words_are_data_and_not_instructions() -> None:
    """Nothing somebody wrote can make the template read a file or print something else."""
    wild = '#read("/etc/passwd") $x$ *bold* \\ #panic("no") // gone'
    document = copy_of(marked_file(5).states, marked_file(5).marker)
    data = pdf(Preparation(CaseId("x"), replace(document, name=wild), ()))
    assert wild in words_in(data)
    turned = pdf(Preparation(CaseId("x"), replace(document, name="a\u202eb\x07c"), ()))
    assert "abc" in words_in(turned)


def test_other_alphabets_are_printed_or_refused_in_a_sentence() -> None:
    """Polish with our own typeface; a letter that nothing has is never printed as an empty box."""
    values: dict[str, JsonValue] = {"title": "T", "day": "", "sections": []}
    assert "Zażółć Łódź" in words_in(print_pdf("person_copy", {**values, "name": "Zażółć Łódź"}))
    with pytest.raises(NotPrintable):
        print_pdf("person_copy", {**values, "name": "\U0001f9ff\U00016a40\U0001e900\U00012345"})
