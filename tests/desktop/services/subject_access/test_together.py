"""Attachments that go out are one PDF, too: one behind the other, each page under its attachment's number."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import typst
from PIL import Image
from pypdf import PdfReader

from casework.records.file.attachment import Attachment
from desktop.services.attachment import Wish as AttachWish
from desktop.services.attachment import attach, check_picked
from desktop.services.new_file import AlreadyThere
from desktop.services.paper import NoPaper, draw_page
from desktop.services.subject_access.file import make_file, save_file
from desktop.services.subject_access.together import Enclosure, bound
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.services.laptop import Team
from tests.desktop.services.subject_access.request_rig import KEEP, LET_GO, ask
from tests.desktop.services.subject_access.test_leak import photograph


def picture(sort: str, wide: int, high: int, colour: str = "navy", mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, (wide, high), colour).save(out, sort)
    return out.getvalue()


def letter(words: str) -> bytes:
    return typst.compile(f"#set page(width: 300pt, height: 400pt)\n{words}\n#pagebreak()\nThe end.".encode())


def test_pages_stand_in_the_order_of_the_attachments_under_their_numbers() -> None:
    files = (
        Enclosure("01.jpg", picture("JPEG", 800, 400)),
        Enclosure("02.pdf", letter("A letter.")),
        Enclosure("03.png", picture("PNG", 20, 60, "#ff000080", "RGBA")),
    )
    found = PdfReader(BytesIO(bound(files)))
    assert found.page_labels == ["01-1", "02-1", "02-2", "03-1"]
    assert [getattr(one, "title", "") for one in found.outline] == ["01", "02", "03"]
    wide, upright = found.pages[0].mediabox, found.pages[3].mediabox
    assert wide.width > wide.height
    assert upright.width < upright.height
    assert "A letter." in found.pages[1].extract_text()
    assert found.metadata is None


def test_a_picture_is_on_its_page_as_it_is() -> None:
    """Whole, in its colours, and what can be seen through is white paper."""
    drawn = draw_page(bound([Enclosure("01.png", picture("PNG", 400, 400, "#ff000080", "RGBA"))]), 0, 595)
    image = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX", drawn.stride)
    red, green, blue = image.getpixel((drawn.width // 2, 150))  # type: ignore[misc]
    assert red == 255
    assert abs(green - 127) < 3
    assert green == blue
    assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("damaged", ["01.pdf", "01.jpg", "01.png"])
def test_a_damaged_attachment_is_said_in_a_sentence(damaged: str) -> None:
    with pytest.raises(NoPaper):
        bound([Enclosure(damaged, b"nothing of the sort")])


def test_nothing_of_an_older_file_is_left_beside_the_one_that_takes_its_place(team: Team, tmp_path: Path) -> None:
    """What was let go at first and is kept back now would be handed over with it, in the older PDF of attachments."""
    written_file(team)
    asked = ask(team)
    session, case = replace(asked.laptop.session, photographs=True), asked.laptop.case
    for data, caption in ((photograph(), "The front door"), (letter("From the landlord."), "A letter")):
        attach(session, case, check_picked(session, data), AttachWish(caption=caption))
    path = tmp_path / "personal-data.pdf"
    asked.decide(LET_GO, *(one for one in asked.view.passages if one.kind == Attachment.kind))
    asked.decide_all(KEEP)
    save_file(session, make_file(session, case, asked.request), path, as_data=True)
    others = {"personal-data-sheet.ods", "another-personal-data-02.pdf", "personal-data-2.pdf"}
    for name in others:
        (tmp_path / name).touch()
    asked.decide(KEEP, *(one for one in asked.view.passages if one.kind == Attachment.kind))
    path.unlink()
    with pytest.raises(AlreadyThere):
        save_file(session, make_file(session, case, asked.request), path)
    save_file(session, make_file(session, case, asked.request), path, replace=True)
    assert {one.name for one in tmp_path.iterdir() if one.is_file()} >= others
    assert {one.name for one in tmp_path.glob("personal-data*")} == {path.name, *others} - {
        "another-personal-data-02.pdf"
    }


def test_several_attachments_are_saved_together_too(team: Team, tmp_path: Path) -> None:
    """Without the camera's data, with the numbers that the single files have; a file of one attachment needs none."""
    written_file(team)
    asked = ask(team)
    session, case = replace(asked.laptop.session, photographs=True), asked.laptop.case

    def add(data: bytes, caption: str) -> None:
        attach(session, case, check_picked(session, data), AttachWish(caption=caption))

    def file_of(folder: str) -> Callable[[str], Path]:
        asked.decide(LET_GO, *(one for one in asked.view.passages if one.kind == Attachment.kind))
        asked.decide_all(KEEP)
        (tmp_path / folder).mkdir()
        save_file(session, make_file(session, case, asked.request), tmp_path / folder / "personal-data.pdf")
        return lambda name: tmp_path / folder / name

    add(photograph(), "The front door")
    one = file_of("one")
    assert one("personal-data-01.jpg").exists()
    assert not one("personal-data-attachments.pdf").exists()
    add(letter("From the landlord."), "A letter")
    two = file_of("two")
    data = two("personal-data-attachments.pdf").read_bytes()
    # Both were attached at the same moment: either may be the first.
    photo = "01" if two("personal-data-01.jpg").exists() else "02"
    labels = {"01": ["01-1", "02-1", "02-2"], "02": ["01-1", "01-2", "02-1"]}[photo]
    pages = dict(zip(labels, PdfReader(BytesIO(data)).pages, strict=True))
    assert PdfReader(BytesIO(data)).page_labels == labels
    assert pages[f"{photo}-1"].extract_text() == ""
    assert "From the landlord." in "".join(page.extract_text() for page in pages.values())
    assert b"SecretCam" not in data
