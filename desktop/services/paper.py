"""PDFs: what is shared is a copy of the pages alone, without what says who made the document, when and with what.

Document information, XMP, scripts, embedded files and the camera's data inside photographs on the pages go; the file
as it was picked is kept as evidence beside it. Pages are drawn in memory; nothing is written in clear.
"""

import logging
import zlib
from io import BytesIO

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from casework.errors import UserError
from casework.records.file.attachment import MAX_BLOB_BYTES
from casework.words import say
from desktop.services.drawing import Drawing

MOST_PAGES = 300
_MOST_PIXELS = 24_000_000

_TRACES = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/JS", "/EF", "/FS", "/AF", "/Names",
    "/RichMediaContent", "/StructParents", "/Thumb",
)  # fmt: skip
_HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI"})
_JPEG_BEGINS, _ENDS, _COMMENT = b"\xff\xd8", 0xD9, 0xFE
_FREE_USE = range(0xE0, 0xF0)
_STUFFED = frozenset({0x00, *range(0xD0, 0xD8)})
"""Behind 0xFF these are no marker but part of the picture."""
_KEPT_SEGMENTS = frozenset({b"JFIF\0", b"Adobe"})
"""JFIF and Adobe's colour transform: without them the colours would be read wrongly."""

# Their warnings quote what stands in the file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class NoPaper(UserError):
    """The file cannot be read as a PDF."""

    def __init__(self) -> None:
        super().__init__(
            say("This PDF is damaged and cannot be attached. Open it in another program and save it anew.")
        )


class LockedPaper(UserError):
    """The file asks for a password."""

    def __init__(self) -> None:
        super().__init__(say("This PDF is protected by a password. Save a copy without the password and attach that."))


class TooManyPages(UserError):
    """More pages than anybody would read on the laptop."""

    def __init__(self) -> None:
        super().__init__(
            say("This PDF has more than {most_pages} pages. Attach the pages that matter.", most_pages=MOST_PAGES)
        )


def shared_pdf(data: bytes) -> bytes:
    """Make the copy that is shared.

    Raises:
        LockedPaper: if it is encrypted.
        TooManyPages: if it is too long.
        NoPaper: if it cannot be read.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise LockedPaper
        if len(reader.pages) > MOST_PAGES:
            raise TooManyPages
        # Twice: what hung on nothing but a trace is left behind the second time.
        copy = _bare(PdfReader(BytesIO(_bare(reader))))
        if not reader.pages or page_count(copy) != len(reader.pages):
            raise NoPaper
    except UserError:
        raise
    except Exception:
        # Whatever a hostile file does to the reader, it is one thing to the person.
        raise NoPaper from None
    return copy


def page_count(data: bytes) -> int:
    """How many pages there are. Raises `NoPaper`."""
    with _Open(data) as document:
        return len(document)


def draw_page(data: bytes, number: int, width_px: int) -> Drawing:
    """Draw a page, the first is 0, about `width_px` wide. Raises `NoPaper`."""
    with _Open(data) as document:
        page = document[number]
        wide, high = page.get_size()
        scale = width_px / max(wide, 1.0)
        pixels = wide * high * scale * scale
        if pixels > _MOST_PIXELS:
            scale *= (_MOST_PIXELS / pixels) ** 0.5
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        text = page.get_textpage().get_text_range()
        return Drawing(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), len(document), text)


class _Open:
    """A document opened in memory, and closed at the end with everything drawn from it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __enter__(self) -> pypdfium2.PdfDocument:
        try:
            self._document = pypdfium2.PdfDocument(self._data)
        except pypdfium2.PdfiumError:
            raise NoPaper from None
        return self._document

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._document.close()
        if isinstance(error, pypdfium2.PdfiumError | IndexError | MemoryError):
            raise NoPaper from None


def _bare(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    for found in writer._objects:  # noqa: SLF001 — every object that is written, wherever it hangs
        _clear(found)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _clear(found: object) -> None:
    """Take the traces out of one object and out of everything written inside it."""
    if isinstance(found, ArrayObject):
        for item in list.__iter__(found):
            _clear(item)
    if not isinstance(found, DictionaryObject):
        return
    for name in _TRACES:
        found.pop(NameObject(name), None)
    action = dict.get(found, "/A")
    if isinstance(action, DictionaryObject) and action.get("/S") not in _HARMLESS_ACTIONS:
        found.pop(NameObject("/A"), None)
    if isinstance(found, StreamObject) and "/DCTDecode" in str(found.get("/Filter")):
        _clear_photograph(found)
    for item in dict.values(found):
        _clear(item)


def _clear_photograph(found: StreamObject) -> None:
    """Take the camera's data out of a photograph on a page, also where the photograph was packed once more."""
    data = found._data  # noqa: SLF001 — as it is written, not unpacked
    if not data.startswith(_JPEG_BEGINS):
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(data, MAX_BLOB_BYTES)
        if unpacker.unconsumed_tail or not data.startswith(_JPEG_BEGINS):
            raise NoPaper
        found[NameObject("/Filter")] = NameObject("/DCTDecode")
        found.pop(NameObject("/DecodeParms"), None)
    found._data = bare_jpeg(data)  # noqa: SLF001 — as above


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without what cameras write into it and behind its end; anything else comes back as it is."""
    if not data.startswith(_JPEG_BEGINS):
        return data
    kept, place = bytearray(_JPEG_BEGINS), len(_JPEG_BEGINS)
    while place + 4 <= len(data):
        if data[place] != 0xFF or data[place + 1] in _STUFFED:
            # The picture itself: everything up to the next marker.
            end = _next_marker(data, place + 1)
            kept += data[place:end]
        elif data[place + 1] == _ENDS:
            break
        else:
            end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
            kept += b"" if _is_trace(data, place) else data[place:end]
        place = end
    return bytes(kept) + bytes((0xFF, _ENDS))


def _next_marker(data: bytes, start: int) -> int:
    found = data.find(b"\xff", start)
    while found >= 0 and data[found + 1 : found + 2] and data[found + 1] in _STUFFED:
        found = data.find(b"\xff", found + 2)
    return found if found >= 0 else len(data)


def _is_trace(data: bytes, place: int) -> bool:
    """Whether a segment is one in which programs write what they like."""
    marker = data[place + 1]
    return marker == _COMMENT or (marker in _FREE_USE and data[place + 4 : place + 9] not in _KEPT_SEGMENTS)
