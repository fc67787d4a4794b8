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


class NameFinder:
    """Finds names in texts as words of their own, the longest first: a part is not said beside the whole name."""

    def __init__(self, people: Iterable[str]) -> None:
        self._written = {folded(name): name for name in people}
        longest_first = sorted(self._written, key=len, reverse=True)
        names = "|".join(re.escape(flat) for flat in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def found_in(self, text: str) -> tuple[str, ...]:
        """The names that stand in a text, each once, in the order of the text."""
        found = self._pattern.findall(folded(text)) if self._pattern else []
        return tuple(dict.fromkeys(self._written[flat] for flat in found))


def _parts(name: str) -> list[str]:
    """The words of a name; of a phrase that stands in its place, such as "a former partner", none."""
    words = name.replace(".", " ").split()
    return words if len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words) else []


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
