"""Every sort of copy for the person, from random files: no byte of it says what may not be told, in any coding.

`make torture SCALE=1` tries a thousand of them; an ordinary run a few of each sort.
"""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId
from casework.rules.disclosure import gather_decisions
from casework.rules.person_copy import Document, Wish, build_copy
from desktop.services.person_copy import Preparation, copy_choices, pdf
from tests.casework.test_person_copy import DAY, found_in
from tests.desktop.services.test_person_copy import everything_in, words_in
from tests.fakes.marked_file import ME, marked_file
from tests.fakes.marked_value import Marker
from tests.fakes.scale import scaled

COPIES = copy_choices()
EACH = scaled(1000 // len(COPIES), least=8)
SECRET = "x00c0ffeey"


def copy_of(states: list[RecordState], marker: Marker, kinds: frozenset[str]) -> Document:
    """One sort of copy of a file."""
    return build_copy(states, gather_decisions(states, ME), Wish(kinds, DAY, marker.name_of))


def made_pdf(document: Document) -> bytes:
    """The real PDF; empty where there is nothing to tell."""
    return pdf(Preparation(CaseId("x"), document, ())) if document.sections else b""


def codings(word: str) -> Iterator[bytes]:
    """How a word may stand in bytes: plain, in other widths, in hexadecimal, in base64 at each of its three places."""
    plain = word.encode()
    yield from (
        plain,
        word.encode("utf-16-be"),
        word.encode("utf-16-le"),
        word.encode("utf-32-be"),
        quote(word).encode(),
    )
    for data in (plain, word.encode("utf-16-be")):
        yield data.hex().encode()
        yield data.hex().upper().encode()
        yield from (b64encode(b"\0" * before + data)[4 if before else 0 : -4] for before in range(3))


def bytes_of(data: bytes) -> bytes:
    """The bytes of a PDF as they are, and those of every stream in it unpacked."""
    reader = PdfReader(BytesIO(data))
    count = len(reader.xref_objStm) + sum(len(one) for one in reader.xref.values()) + 1
    objects = (IndirectObject(number, 0, reader).get_object() for number in range(1, count))
    return b"\n".join([data, *(one.get_data() for one in objects if isinstance(one, StreamObject))])


def leaks(data: bytes, forbidden: list[str]) -> list[str]:
    """Which words stand anywhere in a PDF, in any coding."""
    if not data:
        return []
    # A bare number stands in the bytes of any file; a mark never does by chance.
    numbers = [word for word in forbidden if word.isdigit()]
    words = [word for word in forbidden if not word.isdigit()]
    unpacked = bytes_of(data)
    coded = [word for word in words if any(one in unpacked for one in codings(word))]
    return sorted({*found_in(everything_in(data), words), *found_in(words_in(data), numbers), *coded})


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("title", "kinds"), COPIES, ids=[title for title, _ in COPIES])
@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**40))
def test_no_byte_of_any_copy_says_what_may_not_be_told(title: str, kinds: frozenset[str], seed: int) -> None:
    """And it is byte for byte the paper of a file in which there never was anything else."""
    made = marked_file(seed)
    document = copy_of(made.states, made.marker, kinds)
    data = made_pdf(document)
    assert leaks(data, made.forbidden) == []
    assert data == made_pdf(copy_of(made.twin(), made.marker, kinds))
    told = [word for one in made.told if one.kind in kinds for field in one.fields.values() for word in field.shown]
    if title == COPIES[-1][0]:
        assert found_in(words_in(data), told) == told if data else not told


@pytest.mark.parametrize("coding", list(codings(SECRET)))
def test_a_word_is_found_in_every_coding(coding: bytes) -> None:
    """The proof can fail: what a program hides in a stream is found."""
    made = next(one for one in map(marked_file, range(20)) if copy_of(one.states, one.marker, COPIES[-1][1]).sections)
    data = made_pdf(copy_of(made.states, made.marker, COPIES[-1][1]))
    assert leaks(data, [SECRET]) == []
    assert leaks(data + b"\n% " + b"..." + coding + b"...", [SECRET]) == [SECRET]
