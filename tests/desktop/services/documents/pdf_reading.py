"""A PDF as a screen reader goes through it: what is said in which order, by which tag, and what is furniture."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pypdfium2
from pypdfium2 import raw

_NONE = -1
_ARTIFACT = "Artifact"


@dataclass(frozen=True)
class Shown:
    """One piece of text on a page. `mark`: its number in the tags, None: it has none; `top`: pt from the foot.

    `left` and `right`: pt from the left edge.
    """

    page: int
    mark: int | None
    artifact: bool
    words: str
    top: float
    left: float
    right: float


@dataclass(frozen=True)
class Read:
    """One piece of what is read out: the tag that holds it, and its number on its page."""

    page: int
    mark: int
    tag: str


def shown_in(pdf: bytes) -> list[Shown]:
    """Every piece of text in the order in which it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [one for number, page in enumerate(document) for one in _shown(number, page)]
    finally:
        document.close()


def _shown(number: int, page: pypdfium2.PdfPage) -> Iterator[Shown]:
    text = page.get_textpage()
    for place in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        words = _utf16(partial(_text_of, drawn, text.raw))
        yield Shown(
            number, None if mark == _NONE else mark, _is_artifact(drawn), words, top.value, left.value, right.value
        )


def _text_of(drawn: object, text: object, buffer: object, size: int) -> int:
    return int(raw.FPDFTextObj_GetText(drawn, text, buffer, size))


def _is_artifact(drawn: object) -> bool:
    marks = (raw.FPDFPageObj_GetMark(drawn, place) for place in range(raw.FPDFPageObj_CountMarks(drawn)))
    return any(_mark_name(mark) == _ARTIFACT for mark in marks)


def _mark_name(mark: object) -> str:
    size = ctypes.c_ulong()
    buffer = ctypes.create_string_buffer(64)
    at = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFPageObjMark_GetName(mark, at, 64, size)
    return buffer.raw[: size.value].decode("utf-16-le").rstrip("\0")


def read_out(pdf: bytes) -> list[Read]:
    """What a screen reader says, in its order: the tags from the first to the last, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [one for number, page in enumerate(document) for one in _read(number, page)]
    finally:
        document.close()


def _read(number: int, page: pypdfium2.PdfPage) -> Iterator[Read]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _below(number, raw.FPDF_StructTree_GetChildAtIndex(tree, place))
    finally:
        raw.FPDF_StructTree_Close(tree)


def _below(page: int, element: object) -> Iterator[Read]:
    tag = _utf16(lambda buffer, size: raw.FPDF_StructElement_GetType(element, buffer, size))
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, place)
        if mark != _NONE:
            yield Read(page, mark, tag)
            continue
        child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            yield from _below(page, child)


def _utf16(ask: Callable[[object, int], int]) -> str:
    """What a call of pdfium writes: asked without room it says how much it needs."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2) + 2)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")
