"""The copy for the supervised person, built from what may be told and from nothing else. Pure.

Nothing is hidden, because nothing else is ever taken up: a record of which nothing may be told makes no heading, no
gap and no count. What is printed and in which order follows from the told values alone, never from when, by whom or
between which others something was recorded.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.records.file.attachment import Attachment
from casework.records.part import Choice
from casework.records.person.person import Person
from casework.records.record import KINDS
from casework.records.shape import Shape, Sort, shapes_of
from casework.rules.day import local
from casework.rules.day_words import plain_date
from casework.rules.disclosure import Decisions, may_tell
from casework.rules.standing import field_standing, read_record, set_items
from casework.words import say

NameOf = Callable[[str], str]
"""The name of a member of staff by id; empty where it is not known."""

_ID = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_NOT_PAPER = frozenset({(Attachment.kind, "content"), (Attachment.kind, "original")})
"""What is no text: the bytes of a file are handed over by showing them."""

_HEADINGS = {
    "person": say("About you"),
    "address": say("Your addresses"),
    "order": say("Your order or licence"),
    "condition": say("Conditions"),
    "risk_management_plan": say("Risk management plan"),
    "case_management_plan": say("Case management plan"),
    "leave_plan": say("Plan for your leave"),
    "plan_line": say("What is planned"),
    "review": say("Reviews"),
    "appointment": say("Appointments"),
    "contact": say("Contacts"),
}
"""Headings in words for the person, in the order of the page; other kinds follow under their own titles."""

_PLAN_KINDS = frozenset({
    "risk_management_plan", "risk_scenario", "case_management_plan", "leave_plan", "plan_line", "victim_safety_line",
    "safety_plan", "safety_measure",
})  # fmt: skip


class CopySort(Choice):
    """The papers that there are, by what is printed on each; `RECORD` is of anything else, and of everything."""

    ORDER = "order", say("Your order and its conditions")
    PLAN = "plan", say("Your plan")
    REVIEWS = "reviews", say("Your reviews")
    RECORD = "record", say("Copy of your record")


DOCUMENTS: tuple[tuple[CopySort, frozenset[str]], ...] = (
    (CopySort.ORDER, frozenset({"order", "condition"})),
    (CopySort.PLAN, _PLAN_KINDS),
    (CopySort.REVIEWS, frozenset({"review", "participation"})),
)
"""The papers of some kinds of record, each with these kinds."""

_ORDERS = frozenset({Sort.CHOICE, Sort.DAY, Sort.MOMENT})


def nobody(staff: str) -> str:
    """The namer where no member of staff is to be named."""
    del staff
    return ""


@dataclass(frozen=True, order=True)
class Paragraph:
    """What one field says: its title and the lines under it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A heading with its items, each of the paragraphs of one record."""

    title: str
    items: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True)
class Document:
    """The copy. Without sections there is nothing that may be told, and then there is no paper at all."""

    title: str
    name: str
    day: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Wish:
    """Which kinds of record the copy is made of, the day on it, and how members of staff are called."""

    kinds: frozenset[str]
    day: date
    name_of: NameOf = nobody


def build_copy(states: Iterable[RecordState], decisions: Decisions, wish: Wish) -> Document:
    """Build the copy from the records of one case, all of which are given."""
    known = list(states)
    owners = {str(state.record): state.kind for state in known}
    found: dict[str, list[tuple[tuple[str, ...], tuple[Paragraph, ...]]]] = {}
    for state in known:
        if state.kind in wish.kinds and _belongs(state, owners, wish):
            key, paragraphs = _told(state, decisions, wish.name_of)
            if paragraphs:
                found.setdefault(state.kind, []).append((key, paragraphs))
    sections = tuple(
        Section(heading_of(kind), tuple(item for _, item in sorted(found[kind]))) for kind in sorted(found, key=_place)
    )
    return Document(title_of(frozenset(found)), _name(known, decisions), plain_date(wish.day), sections)


def title_of(kinds: frozenset[str]) -> str:
    """What a document of some kinds is called."""
    sort = next((sort for sort, whole in DOCUMENTS if kinds and kinds <= whole), CopySort.RECORD)
    return sort.words


def heading_of(kind: str) -> str:
    """The heading over the records of a kind."""
    return _HEADINGS.get(kind) or KINDS[kind].title


def paper_lines(shape: Shape, value: JsonValue, name_of: NameOf) -> tuple[str, ...]:
    """A value as it is printed: no id, no pointer, nothing that this version does not know."""
    return tuple(_lines(shape, value, name_of))


def value_of(state: RecordState, shape: Shape) -> JsonValue:
    """What stands in a field; the items of a set in an order of their own values."""
    if shape.is_set and shape.item:
        item = shape.item
        return sorted(set_items(state, shape.name), key=lambda one: tuple(_key(item, one)))
    view = field_standing(state, shape.name)
    return view.value if view else None


def _place(kind: str) -> tuple[int, str]:
    order = list(_HEADINGS)
    return (order.index(kind) if kind in _HEADINGS else len(order), heading_of(kind))


def _belongs(state: RecordState, owners: Mapping[str, str], wish: Wish) -> bool:
    """Whether a line belongs to a plan that is wanted; what belongs to nothing here is judged by itself."""
    view = field_standing(state, "plan")
    owner = owners.get(str(view.value)) if view else None
    return owner is None or owner in wish.kinds


def _told(state: RecordState, decisions: Decisions, name_of: NameOf) -> tuple[tuple[str, ...], tuple[Paragraph, ...]]:
    """What may be told of a record, and what it is put in order by."""
    first: list[str] = []
    then: list[str] = []
    paragraphs: list[Paragraph] = []
    for shape in shapes_of(state.kind):
        if (state.kind, shape.name) in _NOT_PAPER or not may_tell(state, shape.name, decisions):
            continue
        value = value_of(state, shape)
        lines = paper_lines(shape, value, name_of)
        if lines:
            paragraphs.append(Paragraph(shape.title, lines))
            # Parts of a plan stand together, and days follow one another; words only settle what is left.
            (first if shape.sort in _ORDERS else then).extend([shape.name, *_key(shape, value)])
    return (*first, *then), tuple(paragraphs)


def _name(states: Iterable[RecordState], decisions: Decisions) -> str:
    """The person's own name, unless it is withheld."""
    told = (state for state in states if state.kind == Person.kind and may_tell(state, "name", decisions))
    names = sorted(name.full() for state in told if (name := read_record(Person, state).name))
    return names[0] if names else ""


def _lines(shape: Shape, value: JsonValue, name_of: NameOf) -> Iterator[str]:
    if isinstance(value, list):
        item = shape.item
        yield from ("; ".join(_lines(item, one, name_of)) for one in value if item and any(_lines(item, one, name_of)))
    elif isinstance(value, dict):
        yield from _parts(shape, value, name_of)
    elif shape.sort in {Sort.LINE, Sort.PROSE}:
        yield from (
            line.strip() for line in str(value or "").splitlines() if line.strip() and not _ID.fullmatch(line.strip())
        )
    elif value is not None and (words := _words(shape, value, name_of)):
        yield words


def _parts(shape: Shape, value: dict[str, JsonValue], name_of: NameOf) -> Iterator[str]:
    """The parts of a value that this version knows, each with its title."""
    for part in shape.parts:
        words = ", ".join(_lines(part, value.get(part.name), name_of))
        if words:
            yield f"{part.title}: {words}"


def _words(shape: Shape, value: JsonValue, name_of: NameOf) -> str:
    if shape.sort is Sort.STAFF:
        return name_of(str(value))
    if shape.sort is Sort.YES_NO:
        return say("Yes") if value else say("No")
    if shape.sort is Sort.CHOICE:
        return shape.words(str(value))
    if shape.sort is Sort.DAY:
        return plain_date(date.fromisoformat(str(value)))
    if shape.sort is Sort.MOMENT:
        at = local(datetime.fromisoformat(str(value)))
        return f"{plain_date(at.date())}, {at:%H:%M}"
    return str(value) if shape.sort is Sort.NUMBER else ""


def _key(shape: Shape, value: JsonValue) -> Iterator[str]:
    """What a value is put in order by: days by the calendar, choices as they are declared, all else as it is spelt."""
    if isinstance(value, list):
        for one in value:
            yield from _key(shape.item or shape, one)
    elif isinstance(value, dict):
        for part in shape.parts:
            yield from _key(part, value.get(part.name))
    elif shape.sort is Sort.CHOICE:
        codes = [code for code, _ in shape.options]
        yield f"{codes.index(str(value)):03}" if value in codes else ""
    elif shape.sort not in {Sort.LINK, Sort.STAFF, Sort.UNKNOWN}:
        yield "" if value is None else str(value)
