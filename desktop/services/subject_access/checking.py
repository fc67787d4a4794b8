"""Reading a finished PDF as somebody would who looks for what was taken out of it: pages, words, titles, raw parts."""

from collections.abc import Collection, Iterator
from io import BytesIO

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from casework.rules.subject_access.redaction import Sought, folded

_CODINGS = ("latin-1", "utf-8", "utf-16-be", "utf-16-le")
_LEAST_RAW = 6
"""Shorter words stand in packed numbers by chance; whatever is text is read as text besides."""

_FONT_TYPES = frozenset({"/Font", "/FontDescriptor"})
_FONT_PROGRAMS = frozenset({"/CIDFontType0C", "/Type1C", "/OpenType"})
"""Typefaces carry their own names and no words of ours."""


def texts_in(pdf: bytes) -> Iterator[str]:
    """Every text in a PDF: what is drawn, page by page and as a whole, and each text of each of its objects.

    That is where the title, the outline, what is said instead of pictures and what stands for words in the tag tree
    lie.
    """
    pages = list(_drawn(pdf))
    yield from pages
    whole = " ".join(pages)
    yield whole
    # A word that is broken at the end of a line.
    for broken in ("-\r\n", "-\n", "\u00ad", "\ufffe"):
        whole = whole.replace(broken, "")
    yield whole
    for found in _objects(pdf):
        yield from _texts(found)


def found_raw(pdf: bytes, sought: Collection[str]) -> bool:
    """Whether one of the words stands in the bytes as they are, or in an unpacked stream, in any usual coding."""
    words = frozenset(word for word in sought if len(folded(word)) >= _LEAST_RAW)
    if not words:
        return False
    look = Sought(words)
    streams = (found.get_data() for found in _objects(pdf) if isinstance(found, StreamObject) and _is_read_raw(found))
    return any(look.is_in(data.decode(coding, "ignore")) for data in streams for coding in _CODINGS)


def _is_read_raw(found: object) -> bool:
    return isinstance(found, StreamObject) and found.get("/Subtype") not in _FONT_PROGRAMS and "/Length1" not in found


def _drawn(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            yield document[number].get_textpage().get_text_range()
    finally:
        document.close()


def _objects(pdf: bytes) -> Iterator[object]:
    reader = PdfReader(BytesIO(pdf))
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers):
        yield reader.get_object(IndirectObject(number, 0, reader))
    yield reader.trailer


def _texts(found: object) -> Iterator[str]:
    """The texts within one object, and of what is written inside it, but not of what it points to."""
    if isinstance(found, NameObject):
        return
    if isinstance(found, TextStringObject):
        yield str(found)
    elif isinstance(found, ByteStringObject):
        yield from (bytes(found).decode(coding, "ignore") for coding in _CODINGS)
    elif isinstance(found, ArrayObject):
        for one in list.__iter__(found):
            yield from _texts(one)
    elif isinstance(found, DictionaryObject) and found.get("/Type") not in _FONT_TYPES:
        for one in dict.values(found):
            yield from _texts(one)
