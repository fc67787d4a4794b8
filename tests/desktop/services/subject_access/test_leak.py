"""No byte of the file that goes out says what was taken out or kept back; and a file that would is not made."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

import pytest
import typst
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from casework.errors import UserError
from casework.records.file.attachment import Attachment
from casework.records.file.release_decision import Release
from casework.records.identifier import RecordId, Scope
from casework.rules.subject_access.redaction import folded, still_there
from casework.rules.subject_access.verdict import Ruled
from desktop.services.attachment import Wish as AttachWish
from desktop.services.attachment import attach, check_picked
from desktop.services.documents.making import printed_pdf, values_of
from desktop.services.documents.printout import Printout
from desktop.services.subject_access.file import make_file, save_file
from desktop.services.subject_access.machine_form import machine_form
from desktop.services.subject_access.page import repeated
from desktop.services.subject_access.paper import LEAK, Heading, check_paper, paper_of
from desktop.services.subject_access.passage import Passage, Version, Why
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.services.laptop import Team
from tests.desktop.services.subject_access.request_rig import KEEP, LET_GO, ask
from tests.desktop.services.test_person_copy import everything_in

AT = datetime(2026, 3, 5, 10, tzinfo=UTC)
HEADING = Heading(("Callum Sample, born 5 March 1980",), date(2026, 11, 2), date(2026, 11, 9))
FEW, MANY = 10, 400
_LETTERS = st.sampled_from("bcdfghjkqvwxzBCDFGHJKQVWXZéöåñ")
_FILLER = ("Seen at home.", "Spoke about work and money.", "Calm throughout.", "Nothing new was said.")
secrets = st.text(_LETTERS, min_size=5, max_size=14)


def passage(number: int, words: list[str], ruled: Ruled, *, own: bool = False) -> Passage:
    """A passage with as many versions as there are words."""
    versions = tuple(Version(AT, "Wilma Worker", (one,), (one,), counts=True) for one in words)
    return Passage(
        scope=Scope("case:00000000-0000-0000-0000-000000000064"),
        record=RecordId(f"00000000-0000-0000-0000-{number:012}"),
        kind="contact",
        kind_title="Contact",
        field="narrative",
        title="What happened",
        recorded_on=date(2026, 3, 5),
        versions=versions,
        entries=frozenset({"a" * 64}),
        why=(Why.WORDS,),
        names=(),
        own=own,
        plain=False,
        ruled=ruled,
    )


@st.composite
def files_with_secrets(draw: st.DrawFn) -> tuple[list[Passage], set[str]]:
    """Passages, and the secrets that must not be in what is made of them."""
    found, forbidden, told = [], set[str](), set[str]()
    for number in range(draw(st.integers(1, 6))):
        mine = draw(st.lists(secrets, min_size=1, max_size=3, unique_by=folded))
        filler = draw(st.lists(st.sampled_from(_FILLER), max_size=3))
        text = " ".join(draw(st.permutations([*mine, *filler])))
        earlier = f"Before: {draw(st.sampled_from(mine)).upper()}, as it was."
        answer = draw(st.sampled_from([None, *Release]))
        hidden = tuple(mine) if answer is Release.REDACT else ()
        found.append(passage(number, [text, earlier], Ruled(answer, hidden)))
        (told if answer is Release.DISCLOSE else forbidden).update(mine)
    marked = {word for one in found for word in one.ruled.hidden}
    return found, {word for word in forbidden if word in marked or not still_there(" ".join(told), {word})}


@settings(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck))
@given(files_with_secrets())
def test_nothing_kept_back_or_marked_is_in_the_bytes(made: tuple[list[Passage], set[str]]) -> None:
    """In no coding and no part: pages, outline, tags, properties, streams. And what was kept back leaves no trace."""
    proved(*made)


@pytest.mark.timeout(900)
@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(files_with_secrets())
def test_of_many_files_nothing_kept_back_or_marked_is_in_the_bytes(made: tuple[list[Passage], set[str]]) -> None:
    """The same, many times."""
    proved(*made)


def proved(passages: list[Passage], forbidden: set[str]) -> None:
    """Make the paper, look through everything in it, and compare it with one that never knew what is kept back."""
    # Where a sentence is kept back in one place and goes out in another, no paper is made at all.
    assume(not any(repeated(passages)))
    paper = paper_of(HEADING, passages)
    pdf = printed_pdf(paper)
    check_paper(pdf, paper, passages)
    everything = everything_in(pdf)
    flat = folded(everything)
    assert not [word for word in forbidden if folded(word) in flat or word in everything]
    for word in forbidden:
        for coding in ("utf-8", "latin-1", "utf-16-be", "utf-16-le"):
            assert word.encode(coding) not in pdf
            assert word.encode(coding).hex().encode() not in pdf.lower()
    data = machine_form(paper)
    said = folded(" ".join(words_in(json.loads(data))))
    assert not [word for word in forbidden if folded(word) in said or word in data.decode()]
    going = [one for one in passages if one.answer in {Release.DISCLOSE, Release.REDACT}]
    assert machine_form(paper_of(HEADING, going)) == data
    assert printed_pdf(paper_of(HEADING, going)) == pdf


def words_in(found: object) -> Iterator[str]:
    """Every text of a JSON value, the names of its parts too."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for name, value in found.items():
            yield name
            yield from words_in(value)
    elif isinstance(found, list):
        for value in found:
            yield from words_in(value)


SECRET = "Zyxwvut"
_HIDES: dict[str, Callable[[Printout], bytes]] = {
    "in white": lambda paper: changed(paper, f'#place(text(fill: white, size: 1pt, "{SECRET}"))'),
    "among the properties": lambda paper: changed(paper, f'#set document(keywords: "{SECRET}")', first=True),
    "in the outline": lambda paper: changed(paper, f'#place(hide(heading(level: 2, "{SECRET}")))'),
    "said instead of a picture": lambda paper: changed(paper, f'#figure(rect(), alt: "{SECRET}")'),
    "under a bar": lambda paper: changed(
        paper, f'#place(box[#text("{SECRET}") #place(top + left, rect(width: 60pt, fill: black))])'
    ),
    "as an attachment": lambda paper: attached(paper, SECRET),
}


def changed(paper: Printout, more: str, *, first: bool = False) -> bytes:
    """The PDF of the template with something more in it."""
    source = files("resources").joinpath("templates", "printout.typ").read_text("utf-8")
    lines = source.split("\n")
    place = next(number for number, text in enumerate(lines) if text.startswith("#set page")) if first else len(lines)
    text = "\n".join([*lines[:place], more, *lines[place:]])
    with as_file(files("resources").joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        inputs = {"copy": json.dumps(values_of(paper))}
        found = typst.Compiler(font_paths=fonts).compile(text.encode(), format="pdf", sys_inputs=inputs)
    assert isinstance(found, bytes)
    return found


def attached(paper: Printout, secret: str) -> bytes:
    """A program that embeds the record in the file."""
    writer = PdfWriter(PdfReader(BytesIO(printed_pdf(paper))))
    writer.add_attachment("record.json", secret.encode())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("where", _HIDES)
def test_a_pdf_that_says_what_was_taken_out_is_refused_wherever_it_hides_it(where: str) -> None:
    """What reads the finished paper can say no: nothing is saved then."""
    passages = [passage(1, [f"He met {SECRET}."], Ruled(Release.REDACT, (SECRET,)))]
    paper = paper_of(HEADING, passages)
    check_paper(printed_pdf(paper), paper, passages)
    with pytest.raises(UserError) as refused:
        check_paper(_HIDES[where](paper), paper, passages)
    assert refused.value.sentence == LEAK


def test_words_of_every_paper_and_the_persons_own_name_stop_nothing() -> None:
    """A relative's family name goes from every passage; at the head the person's own name stays."""
    words = "Mrs Sample of the police said that Callum Sample came."
    passages = [passage(1, [words], Ruled(Release.REDACT, ("Sample", "police", "What happened", "data")))]
    paper = paper_of(HEADING, passages)
    check_paper(printed_pdf(paper), paper, passages)


def test_an_attachment_goes_out_without_where_and_with_what_it_was_taken(team: Team, tmp_path: Path) -> None:
    """EXIF, comments and the maker's notes stay here; the name of the file says a number and nothing else."""
    written_file(team)
    asked = ask(team)
    session, case = replace(asked.laptop.session, photographs=True), asked.laptop.case
    picked = check_picked(session, photograph())
    attach(session, case, picked, AttachWish(caption="The front door"))
    asked.decide(LET_GO, *(one for one in asked.view.passages if one.kind == Attachment.kind))
    asked.decide_all(KEEP)
    made = make_file(session, case, asked.request)
    (enclosure,) = made.enclosures
    assert enclosure.name == "01.jpg"
    save_file(session, made, tmp_path / "personal-data.pdf")
    data = (tmp_path / "personal-data-01.jpg").read_bytes()
    assert b"SecretCam" not in data
    assert not Image.open(BytesIO(data)).getexif()


def photograph() -> bytes:
    """A picture that says with what it was taken."""
    image, out = Image.new("RGB", (64, 48), "navy"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif[0x010E] = "SecretCam at 14 Example Terrace"
    image.save(out, "JPEG", exif=exif, comment=b"SecretCam")
    return out.getvalue()
