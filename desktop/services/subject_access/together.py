"""The attachments of an access file one behind the other in one PDF: whoever reads them turns pages, not files.

Each keeps its number as it stands in the name of its own file, in the outline and before the numbers of its pages. The
pages are those of the files that go out, without anything else of them; nothing is written in clear.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle

from desktop.services.paper import NoPaper

PDF_SUFFIX = "pdf"
_JPEG = ("jpg", "jpeg")
_A4_PT = (595.0, 842.0)
_MARGIN_PT = 28.0
_MOST_PT_PER_PX = 0.75
"""A small picture is not blown up: at 96 pixels to the inch it is as large as on a screen."""


@dataclass(frozen=True)
class Enclosure:
    """An attachment that goes out, under a name that names nobody: its number, and what sort of file it is."""

    name: str
    data: bytes = field(repr=False)

    @property
    def number(self) -> str:
        """Its number in its name: ``07`` of ``07.pdf``."""
        return self.name.partition(".")[0]


def bound(enclosures: Sequence[Enclosure]) -> bytes:
    """Bind attachments into one PDF, in their order. Raises `NoPaper` where one of them is damaged."""
    try:
        return _bound(enclosures)
    except Exception:
        # Whatever a hostile file does to the readers, it is one thing to the person.
        raise NoPaper from None


def _bound(enclosures: Sequence[Enclosure]) -> bytes:
    writer = PdfWriter()
    for one in enclosures:
        first = len(writer.pages)
        pages = one.data if one.name.endswith(PDF_SUFFIX) else _page_of(one)
        for page in PdfReader(BytesIO(pages)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=one.number, page_number=first)
        writer.set_page_label(
            first, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, prefix=f"{one.number}-", start=1
        )
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _page_of(one: Enclosure) -> bytes:
    """A page with a picture as large as it fits, upright or lying as the picture is."""
    document = pypdfium2.PdfDocument.new()
    try:
        picture = pypdfium2.PdfImage.new(document)
        if one.name.endswith(_JPEG):
            picture.load_jpeg(BytesIO(one.data), inline=True)
        else:
            picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(_on_white(one.data)))
        wide, high = picture.get_px_size()
        sheet = _A4_PT if high >= wide else _A4_PT[::-1]
        room = [side - 2 * _MARGIN_PT for side in sheet]
        scale = min(room[0] / wide, room[1] / high, _MOST_PT_PER_PX)
        size = (wide * scale, high * scale)
        matrix = pypdfium2.PdfMatrix().scale(*size).translate((sheet[0] - size[0]) / 2, sheet[1] - _MARGIN_PT - size[1])
        picture.set_matrix(matrix)
        page = document.new_page(*sheet)
        page.insert_obj(picture)
        page.gen_content()
        out = BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def _on_white(data: bytes) -> Image.Image:
    """A picture without see-through parts: on paper they are white."""
    with Image.open(BytesIO(data)) as opened:
        picture = opened.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")
