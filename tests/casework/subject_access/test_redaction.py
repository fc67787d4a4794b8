"""Marked words go, however they are written, and leave nothing by which to count them."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.subject_access.redaction import TAKEN_OUT, find, folded, still_there, without


@pytest.mark.parametrize(
    ("text", "hidden", "left"),
    [
        ("He went to see Maya.", ["maya"], f"He went to see {TAKEN_OUT}."),
        ("MAYA’S sister", ["Maya's sister"], TAKEN_OUT),
        ("Ma\u200bya and M\u00e1ya", ["Maya"], f"{TAKEN_OUT} and {TAKEN_OUT}"),
        ("Ma\u0301ya\u0301 came", ["Maya"], f"{TAKEN_OUT} came"),
        ("ＭＡＹＡ", ["maya"], TAKEN_OUT),
        ("at 14  Example\nTerrace today", ["14 Example Terrace"], f"at {TAKEN_OUT} today"),
        ("01632–960–044", ["01632-960-044"], TAKEN_OUT),
        ("Mayas, and xmaya@example.org", ["Maya"], f"{TAKEN_OUT}s, and x{TAKEN_OUT}@example.org"),
        ("Jo has a job", ["Jo"], f"{TAKEN_OUT} has a job"),
        ("Straße", ["STRASSE"], TAKEN_OUT),
        ("Maya Sample", ["Maya", "Maya Sample", "Sample"], TAKEN_OUT),
        ("nothing here", [], "nothing here"),
    ],
)
def test_words_are_taken_out_however_they_are_written(text: str, hidden: list[str], left: str) -> None:
    assert without(text, hidden) == left
    assert not still_there(without(text, hidden).replace(TAKEN_OUT, " "), hidden)


def test_what_is_taken_out_never_says_how_long_it_was() -> None:
    assert without("Jo", ["Jo"]) == without("Bartholomew", ["Bartholomew"])


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def _written(word: str, how: int) -> str:
    """The same word as somebody else might write it."""
    ways = (word, word.upper(), word.lower(), unicodedata.normalize("NFD", word), unicodedata.normalize("NFKC", word))
    return "\u200b".join(ways[how % len(ways)]) if how >= len(ways) else ways[how]


@given(st.lists(_WORDS, min_size=1, max_size=4), st.lists(_WORDS, max_size=6), st.integers(0, 9))
def test_nothing_that_is_marked_is_left_in_any_writing(hidden: list[str], around: list[str], how: int) -> None:
    """Whatever stands around it, and whichever of the usual writings it is in."""
    text = " ".join(part for word in [*around, *hidden] for part in (word, _written(word, how)))
    left = without(text, hidden)
    assert not any(still_there(piece, hidden) for piece in left.split(TAKEN_OUT))


@given(st.text(max_size=60), st.lists(_WORDS, max_size=3))
def test_what_is_not_marked_stays_letter_by_letter(text: str, hidden: list[str]) -> None:
    """Places are in order, and what is left stands in the text in its order."""
    spans = find(text, hidden)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert all(first < last for first, last in spans)
    place = 0
    for piece in without(text, hidden).split(TAKEN_OUT):
        place = text.find(piece, place)
        assert place >= 0
        place += len(piece)
    if not spans:
        assert without(text, hidden) == text


def test_a_short_word_that_stands_alone_once_its_neighbour_is_gone_goes_too() -> None:
    assert without("MayaJo", ["Maya", "Jo"]) == TAKEN_OUT + TAKEN_OUT


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
