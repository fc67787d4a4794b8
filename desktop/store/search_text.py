"""The text of a record that can be searched, out of everything that was ever recorded in it. Pure.

Old names, former addresses and removed numbers stay findable: the index takes the values of every entry, not only
those that stand.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pydantic import JsonValue

from casework.ledger.fold import Placed, RecordState
from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.contact import Contact
from casework.records.identifier import RecordId, is_uuid
from casework.records.person.address import Address
from casework.records.person.agency_contact import AgencyContact
from casework.records.person.person import Person
from casework.records.record import KINDS
from casework.records.shape import Shape, Sort, shapes_of
from casework.records.staff.staff import Staff, Team
from casework.rules.plain_name import other_letters
from casework.rules.standing import standing_values

_NAME_KEYS = frozenset({"name", "other_names", "given", "family", "known_as", "officer"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")
_JOINT = re.compile(r"(?<=\w)['’\-./](?=\w)")
_MAY_BE_JOINED = re.compile(r"[\d'\-./]")
_WORD = re.compile(r"[^\W_]+")
_SHORT = 200
_LOOKED_AT = 250
_TITLE_MOST = 60
_UUID_SIGNS = 36
_OFTEN_THE_SAME = 40
"""Signs; ids and moments are no longer than that."""
_TELLS_LITTLE = 6
_WRITTEN = frozenset({Sort.LINE, Sort.PROSE})


@dataclass(frozen=True)
class SearchText:
    """What is indexed of one record: names apart from everything else."""

    names: str
    body: str


def search_text(record: RecordId, entries: Iterable[Placed]) -> SearchText:
    """Collect every value that any of the entries set or added in the record, each once."""
    names: dict[str, None] = {}
    body: dict[str, None] = {}
    for placed in entries:
        for edit in placed.sealed.entry.edits:
            if edit.record == record:
                for field, value in (*edit.set.items(), *edit.add.items()):
                    _gather(field, value, field in _NAME_KEYS, names, body)
    # Sentences first, codes such as `home_visit` last: a snippet shows what stands first.
    sentences = [text for text in body if " " in text]
    return SearchText("\n".join(names), "\n".join(sentences + [text for text in body if " " not in text]))


def record_title(state: RecordState) -> str:
    """What a record is called in a list of things found: a name where it has one, else the words for its kind."""
    return title_of(state.kind, standing_values(state))


def title_of(kind: str, values: Mapping[str, JsonValue]) -> str:
    """The same, out of what stands in the record's fields."""
    named = _NAMED.get(kind)
    return (named(values) if named else "") or kind_title(kind, values)


_CODES = frozenset({"code", "scale"})
"""Parts that hold a code of a data file: they tell nobody anything."""


def kind_title(kind: str, values: Mapping[str, JsonValue]) -> str:
    """The words for a kind, with what tells one such record from another: what was chosen, how its text begins."""
    model = KINDS.get(kind)
    if model is None:
        return "Recorded in a newer version"
    chosen: list[str] = []
    written: list[str] = []
    for shape, value in _telling_values(_telling_shapes(kind), values):
        if shape.sort is Sort.CHOICE:
            chosen = chosen or [shape.words(value)]
        # A number says little by itself: the text behind it goes along.
        elif not written or (len(written) == 1 and len(written[0]) < _TELLS_LITTLE):
            written.append(_beginning(value))
    about = ", ".join(words for words in (*chosen, *written) if words.casefold() != model.title.casefold())
    return f"{model.title}: {about}" if about else model.title


@cache
def _telling_shapes(kind: str) -> tuple[Shape, ...]:
    """The fields of a kind that may tell one record from another; the same for each record."""
    return _telling(shapes_of(kind))


def _telling(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    found = (shape for shape in shapes if shape.name not in _CODES)
    return tuple(
        replace(shape, parts=_telling(shape.parts)) if shape.sort is Sort.GROUP else shape
        for shape in found
        if shape.sort is Sort.GROUP or shape.sort is Sort.CHOICE or shape.sort in _WRITTEN
    )


def _telling_values(shapes: Iterable[Shape], values: Mapping[str, JsonValue]) -> Iterator[tuple[Shape, str]]:
    for shape in shapes:
        value = values.get(shape.name)
        if isinstance(value, dict):
            if shape.sort is Sort.GROUP:
                yield from _telling_values(shape.parts, value)
        elif isinstance(value, str) and value and shape.sort is not Sort.GROUP and not is_uuid(value):
            yield shape, value


def _beginning(text: str) -> str:
    """The first words of a text, on one line."""
    words = " ".join(text[:_LOOKED_AT].split())
    if len(words) <= _TITLE_MOST:
        words = " ".join(text.split())
    return words if len(words) <= _TITLE_MOST else f"{words[:_TITLE_MOST].rsplit(' ', 1)[0]} …"


def _gather(key: str, value: JsonValue, is_name: bool, names: dict[str, None], body: dict[str, None]) -> None:
    """Put every text in a value to the names or to the body. Gone through for each field of each record that comes."""
    if isinstance(value, str):
        text = _shared(value) if len(value) <= _OFTEN_THE_SAME else _findable(value)
        if text:
            (names if is_name else body)[text] = None
    elif isinstance(value, dict):
        for inner, part in value.items():
            # Of a whole name only its parts are names; the sort of an alias is not.
            _gather(inner, part, inner in _NAME_KEYS, names, body)
    elif isinstance(value, list):
        for part in value:
            _gather(key, part, is_name or key in _NAME_KEYS, names, body)


@lru_cache(maxsize=4096)
def _shared(text: str) -> str:
    """The same of a short text: codes, days and ids stand in thousands of records. Nothing of ids and moments."""
    if (len(text) == _UUID_SIGNS and is_uuid(text)) or _is_moment(text):
        return ""
    return _findable(text)


def _is_moment(text: str) -> bool:
    return text[4:5] == "-" and _MOMENT.fullmatch(text) is not None


def _findable(text: str) -> str:
    """The text with each number and each hyphened name a second time in one piece: 0131 496, O'Brien."""
    if text.isascii():
        if len(text) > _SHORT or not _MAY_BE_JOINED.search(text):
            return text
    else:
        text = _with_plain_letters(unicodedata.normalize("NFC", text))
        if len(text) > _SHORT:
            return text
    joined = _JOINT.sub("", text)
    packed = re.sub(r"\W", "", text) if any(map(str.isdigit, text)) else ""
    return " ".join(dict.fromkeys(part for part in (text, joined, packed) if part))


def _with_plain_letters(text: str) -> str:
    """The text with each word in which there is a letter such as ł once more, as it is written without that."""
    if other_letters(text) == text:
        return text
    plain = (other for word in _WORD.findall(text) if (other := other_letters(word)) != word)
    return " ".join((text, *dict.fromkeys(plain)))


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _words(value: JsonValue, *keys: str, between: str = " ") -> str:
    parts = [_text(value.get(key)) for key in keys] if isinstance(value, dict) else []
    return between.join(part for part in parts if part)


def _sort_words(value: JsonValue) -> str:
    # A value of a newer version may be of any type.
    return _CONTACT_WORDS.get(value, "") if isinstance(value, str) else ""


_CONTACT_WORDS = {sort.value: words for sort, words in CONTACT_SORT_WORDS.items()}
_NAMED: Mapping[str, Callable[[Mapping[str, JsonValue]], str]] = {
    Person.kind: lambda values: _words(values.get("name"), "given", "family"),
    Staff.kind: lambda values: _text(values.get("name")),
    Team.kind: lambda values: _text(values.get("name")),
    AgencyContact.kind: lambda values: _words(values.get("person"), "name"),
    Address.kind: lambda values: _words(values.get("place"), "line", "town", "postcode", between=", "),
    Contact.kind: lambda values: _sort_words(values.get("sort")),
}
