"""The copy for the person: nothing that may not be told is on it, and nothing on it shows that there is more."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from casework.ledger.fold import RecordState
from casework.records.record import KINDS
from casework.rules.disclosure import gather_decisions, may_tell
from casework.rules.person_copy import (
    Document,
    Paragraph,
    Section,
    Wish,
    build_copy,
    heading_of,
    title_of,
)
from tests.fakes.marked_file import ME, MarkedFile, every_kind, marked_file
from tests.fakes.marked_value import Marker

PLANS = 1000
BLOCK = 100
DAY = date(2040, 11, 22)

Builder = Callable[[list[RecordState], Marker], Document]


def copy_of(states: list[RecordState], marker: Marker) -> Document:
    """The copy of everything in a file."""
    return build_copy(states, gather_decisions(states, ME), Wish(frozenset(every_kind()), DAY, marker.name_of))


def text_of(document: Document) -> str:
    """Every word of a document, in the order of the page."""
    paragraphs = [one for section in document.sections for item in section.items for one in item]
    words = [document.title, document.name, document.day, *(section.title for section in document.sections)]
    return "\n".join([*words, *(text for one in paragraphs for text in (one.label, *one.lines))])


def found_in(text: str, words: list[str]) -> list[str]:
    """Which of some words stand in a text, however its lines are broken."""
    flat = re.sub(r"\s+", " ", text)
    return [word for word in words if word in flat]


def leaks(made: MarkedFile, build: Builder) -> list[str]:
    """What a builder gives away: words that may not be told, or a page that more than those words has gone into."""
    document = build(made.states, made.marker)
    hints = ["another page than of what may be told alone"] if document != build(made.twin(), made.marker) else []
    return found_in(text_of(document), made.forbidden) + hints


@pytest.mark.parametrize("first", range(0, PLANS, BLOCK))
def test_of_a_thousand_plans_nothing_leaks_and_nothing_hints(first: int) -> None:
    """Zero words, names, days, ids and reasons that may not be told; and no heading, count, gap or order that shows it.

    The second is shown by a twin: a file in which there never was anything but what may be told, recorded by other
    people, at other times and in another order, makes the very same page.
    """
    for seed in range(first, first + BLOCK):
        made = marked_file(seed)
        assert not leaks(made, copy_of), f"seed {seed}"


def test_what_may_be_told_is_all_there() -> None:
    """A page on which there is nothing would leak nothing, either."""
    shown = 0
    for seed in range(40):
        made = marked_file(seed)
        assert found_in(text_of(copy_of(made.states, made.marker)), made.shown) == made.shown, f"seed {seed}"
        shown += len(made.shown)
    assert shown > 400


@pytest.mark.parametrize("kind", every_kind())
def test_every_kind_is_left_out_unless_it_may_be_told(kind: str) -> None:
    """Each kind of record that there is, beside a plan."""
    for seed in range(3):
        made = marked_file(seed, [kind])
        assert not leaks(made, copy_of), f"seed {seed}"
        assert found_in(text_of(copy_of(made.states, made.marker)), made.shown) == made.shown, f"seed {seed}"


def with_empty_headings(states: list[RecordState], marker: Marker) -> Document:
    """A builder that leaves the headings of what it leaves out."""
    whole = copy_of(states, marker)
    kinds = sorted({state.kind for state in states if state.kind in every_kind()})
    known = {section.title: section for section in whole.sections}
    titles = dict.fromkeys([*known, *map(heading_of, kinds)])
    return replace(whole, sections=tuple(known.get(title, Section(title, ())) for title in titles))


def with_blacked_out_words(states: list[RecordState], marker: Marker) -> Document:
    """A builder that puts a bar where words are withheld."""
    whole, decisions = copy_of(states, marker), gather_decisions(states, ME)
    bars = [
        (Paragraph(KINDS[state.kind].model_fields[name].title or name, ("████",)),)
        for state in states
        if state.kind in every_kind()
        for name in KINDS[state.kind].model_fields
        if name in state.fields and not may_tell(state, name, decisions)
    ]
    return replace(whole, sections=(*whole.sections, Section("Not for you", tuple(bars))))


def with_a_count(states: list[RecordState], marker: Marker) -> Document:
    """A builder that says how many of how many are on the page."""
    whole = copy_of(states, marker)
    items = sum(len(section.items) for section in whole.sections)
    return replace(whole, day=f"{whole.day}, {items} of {len(states)}")


def with_numbers_of_the_file(states: list[RecordState], marker: Marker) -> Document:
    """A builder that numbers what it prints as it is numbered in the file."""
    whole = copy_of(states, marker)
    numbers = sorted(state.record for state in states)
    first = next((state.record for state in states if state.kind == "plan_line"), numbers[0])
    return replace(whole, name=f"{whole.name} {numbers.index(first) + 1}")


def with_authors(states: list[RecordState], marker: Marker) -> Document:
    """A builder that says who wrote what it prints."""
    authors = {head.author for state in states for field in state.fields.values() for head in field.heads}
    return replace(copy_of(states, marker), name=", ".join(sorted(authors)))


def as_if_anybody_had_decided(states: list[RecordState], marker: Marker) -> Document:
    """A builder that takes every decision for one that tells."""
    whole = copy_of(states, marker)
    heads = [head.value for state in states for field in state.fields.values() for head in field.heads]
    return replace(whole, name=str(heads))


@pytest.mark.parametrize(
    "mutant",
    [
        with_empty_headings,
        with_blacked_out_words,
        with_a_count,
        with_numbers_of_the_file,
        with_authors,
        as_if_anybody_had_decided,
    ],
)
def test_a_builder_that_hides_instead_of_leaving_out_is_caught(mutant: Builder) -> None:
    """The proof can fail: each of these is caught within a few plans."""
    assert any(leaks(marked_file(seed), mutant) for seed in range(8))


def test_a_document_is_called_after_what_is_on_it() -> None:
    """The title names no kind of which nothing is told."""
    assert title_of(frozenset({"plan_line"})) == "Your plan"
    assert title_of(frozenset({"order"})) == "Your order and its conditions"
    assert title_of(frozenset({"order", "plan_line"})) == "Copy of your record"
    assert title_of(frozenset()) == "Copy of your record"
