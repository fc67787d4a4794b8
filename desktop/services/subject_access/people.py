"""Who else is named in a file: a help for whoever reads it, never a promise that nobody else is."""

import re
from collections.abc import Iterable, Iterator

from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.records.person.person import Person
from casework.rules.standing import read_record, standing_values
from casework.rules.subject_access.redaction import folded
from desktop.services.session import Session

_NAMED_BY = frozenset(
    {"name", "officer", "owner", "holder", "decided_by", "who", "representative", "key_officer", "told_by", "contact"}
)
_LONGEST = 60
_SHORTEST_PART = 3
_MOST_WORDS = 4
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "pc", "ds", "di", "dc", "sgt", "the", "and", "miss", "sheriff", "unit"})


def people_named(session: Session, states: Iterable[RecordState]) -> tuple[str, ...]:
    """The names of other people that stand in fields for names, and of staff, with their parts; the longest first."""
    known = list(states)
    own = {folded(part) for state in known if state.kind == Person.kind for part in _own_names(state)}
    found = [name for state in known if state.kind != Person.kind for name in _names(standing_values(state))]
    found += [member.name for member in session.store.facts().staff.values() if member.name]
    parts: dict[str, str] = {}
    for name in found:
        for part in (name, *_parts(name)):
            flat = folded(part)
            if len(flat) >= _SHORTEST_PART and flat not in own | _TITLES and not flat.isdigit():
                parts.setdefault(flat, part.strip())
    return tuple(sorted(parts.values(), key=lambda part: (-len(part), part)))


def named_in(text: str, people: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that stand in a text; a part is not said beside the whole name."""
    flat = folded(text)
    there = sorted((name for name in people if _is_word(flat, folded(name))), key=lambda name: (-len(name), name))
    kept: list[str] = []
    for name in there:
        if not any(folded(name) in folded(longer) for longer in kept):
            kept.append(name)
    return tuple(kept)


def _parts(name: str) -> list[str]:
    """The words of a name; of a phrase that stands in its place, such as "a former partner", none."""
    words = name.replace(".", " ").split()
    return words if len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words) else []


def _is_word(flat: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", flat) is not None


def _own_names(state: RecordState) -> Iterator[str]:
    person = read_record(Person, state)
    for name in (person.name, *person.other_names):
        if name is not None:
            whole = f"{name.given} {name.family}"
            yield from (whole, *whole.split(), getattr(name, "known_as", None) or "")


def _names(value: JsonValue, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _names(part, name)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one, key)
    elif isinstance(value, str) and key in _NAMED_BY and 0 < len(value) <= _LONGEST:
        yield value
