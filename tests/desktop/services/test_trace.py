"""What is shared of a photograph or a PDF says nothing of where, when, by whom and with what it was made."""

import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from casework.errors import UserError
from casework.records.file.attachment import MediaType
from desktop.services.paper import (
    MOST_PAGES,
    LockedPaper,
    NoPaper,
    TooManyPages,
    draw_page,
    page_count,
    shared_pdf,
)
from desktop.services.picture import (
    LONGEST_PX,
    NoPicture,
    TooManyPixels,
    draw_picture,
    shared_picture,
    taken_at_wall,
)
from tests.fakes.sample_file import HIGH, TRACE, WIDE, bomb, locked_paper, paper, photograph, screenshot

TRACES = [TRACE.encode(), TRACE.encode("utf-16-le"), TRACE.encode("utf-16-be")]
SEGMENTS = [b"Exif\0", b"http://ns.adobe.com/xap", b"ICC_PROFILE", b"2026:03:05", b"eXIf", b"iTXt", b"tEXt", b"iCCP"]


def unpacked(data: bytes) -> bytes:
    """A PDF's bytes, and everything that is packed in it."""
    reader = PdfReader(BytesIO(data))
    found = [data]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        try:
            found.append(reader.get_object(number).get_data())  # type: ignore[union-attr]
        except (AttributeError, zlib.error, NotImplementedError):
            continue
    return b"".join(found)


def test_the_shared_photograph_has_no_trace_byte_for_byte_and_the_picked_file_has() -> None:
    picked = photograph()
    assert all(trace in picked for trace in (TRACES[0], *SEGMENTS[:4]))
    copy = shared_picture(picked, MediaType.JPEG)
    assert not [trace for trace in (*TRACES, *SEGMENTS) if trace in copy]
    assert copy.endswith(b"\xff\xd9")
    with Image.open(BytesIO(copy)) as image:
        assert image.size == (WIDE, HIGH)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_shared_photograph_is_the_right_way_up(orientation: int) -> None:
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    with Image.open(BytesIO(shared_picture(photograph(orientation), MediaType.JPEG))) as image:
        assert image.size == ((WIDE, HIGH) if orientation < 5 else (HIGH, WIDE))
        x, y = corners[orientation]
        red, green, blue = image.convert("RGB").getpixel((x * (image.width - 1), y * (image.height - 1)))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 80


def test_a_large_photograph_is_shared_smaller_and_a_small_one_as_it_is() -> None:
    with Image.open(BytesIO(shared_picture(photograph(width=4000, height=3000), MediaType.JPEG))) as image:
        assert max(image.size) == LONGEST_PX


def test_a_screenshot_loses_its_texts_too() -> None:
    picked = screenshot()
    assert TRACES[0] in picked
    copy = shared_picture(picked, MediaType.PNG)
    assert not [trace for trace in (*TRACES, *SEGMENTS) if trace in copy]
    with Image.open(BytesIO(copy)) as image:
        assert not image.info


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    for work in (shared_picture, draw_picture):
        with pytest.raises(TooManyPixels):
            work(bomb(), MediaType.PNG)


@pytest.mark.parametrize("kept", [3, 20, 700, 0.5, 0.9])
def test_a_photograph_cut_short_is_said_in_a_sentence(kept: float) -> None:
    whole = shared_picture(photograph(), MediaType.JPEG)
    cut = whole[: int(kept if kept > 1 else len(whole) * kept)]
    with pytest.raises(NoPicture):
        shared_picture(cut, MediaType.JPEG)
    assert taken_at_wall(cut) is None


def test_when_it_was_taken_is_asked_of_the_picked_file() -> None:
    taken = taken_at_wall(photograph())
    assert taken is not None
    assert taken.isoformat() == "2026-03-05T14:05:00"


@pytest.mark.parametrize("packed", [False, True])
def test_the_shared_pdf_has_no_trace_however_deep_it_is_packed(packed: bool) -> None:
    picked = paper(packed=packed)
    assert TRACES[0] in unpacked(picked)
    copy = shared_pdf(picked)
    assert not [trace for trace in (*TRACES, *SEGMENTS[:4], b"/JavaScript", b"/Author") if trace in unpacked(copy)]
    reader = PdfReader(BytesIO(copy))
    assert not reader.metadata
    assert not reader.attachments
    assert [page.extract_text() for page in reader.pages] == [f"Page {n} of the letter" for n in (1, 2, 3)]


def test_the_pages_look_as_they_did() -> None:
    picked = paper()
    before, after = draw_page(picked, 1, 400), draw_page(shared_pdf(picked), 1, 400)
    assert before.pixels == after.pixels
    assert after.pages == 3
    assert abs(after.width - 400) <= 1
    assert "Page 2 of the letter" in after.text


def test_what_cannot_be_read_as_a_pdf_is_said_in_a_sentence() -> None:
    with pytest.raises(LockedPaper):
        shared_pdf(locked_paper())
    with pytest.raises(TooManyPages):
        shared_pdf(_many_pages())
    whole = paper()
    for spoilt in (b"%PDF-1.7\n", whole[: len(whole) // 3], b"%PDF-1.4\n%%EOF", whole.replace(b"/Kids", b"/Kidz")):
        with pytest.raises(UserError):
            shared_pdf(spoilt)
    with pytest.raises(NoPaper):
        page_count(b"%PDF-1.7\nnothing")


@pytest.mark.parametrize("seed", range(40))
def test_a_hostile_file_never_does_more_than_a_sentence(seed: int) -> None:
    whole = bytearray(paper(1) if seed % 2 else photograph())
    for step in range(1 + seed):
        whole[(seed * 7919 + step * 104_729) % len(whole)] ^= 1 + (seed + step) % 255
    try:
        copy = shared_pdf(bytes(whole)) if seed % 2 else shared_picture(bytes(whole), MediaType.JPEG)
    except UserError:
        return
    if seed % 2:
        draw_page(copy, 0, 200)
    else:
        draw_picture(copy, MediaType.JPEG)


def _many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(MOST_PAGES + 1):
        writer.add_blank_page(100, 100)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
