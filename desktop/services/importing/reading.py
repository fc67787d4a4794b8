"""How a file is read: which column is which field, what stands for all rows, what the old system's words mean here.

Guessed from the headings, changed by hand, and remembered in the encrypted store for files with the same headings.
"""

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.importing.cell import ONE_OF_THE_CHOICES
from casework.importing.sheet import Column
from desktop.services.importing.source import SourceFile, SourceRow
from desktop.services.importing.target import TARGETS, TargetSort, title_of, words_for
from desktop.services.session import Session

VALUES_MOST = 60
"""So many different words of one column are offered to be translated."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "case": ("person number", "client number", "client id", "person id", "service user id", "carejust number", "swis"),
    "person_name": ("name", "client", "client name", "service user", "full name", "person"),
    "person_born": ("dob", "date of birth", "born"),
    "born": ("dob", "date of birth", "birth date"),
    "happened": ("date of contact", "contact date", "date", "when", "date time", "start", "started"),
    "time": ("time", "time of contact", "contact time", "start time"),
    "minutes": ("duration", "duration minutes", "length", "mins"),
    "sort": ("contact type", "type of contact", "type", "method"),
    "outcome": ("result", "contact outcome", "attendance"),
    "narrative": ("notes", "note", "case note", "details", "description", "summary of contact", "text", "comments"),
    "arranged": ("planned", "by appointment", "appointment"),
    "significant": ("significant event", "key event"),
    "there_by": ("recorded by", "author", "worker", "entered by", "created by"),
    "there_on": ("recorded on", "created", "date recorded", "entered on", "date entered"),
    "key": ("id", "record id", "contact id", "entry id", "row", "reference", "staff number", "assessment id"),
    "given": ("forename", "forenames", "first name", "given name", "given names"),
    "family": ("surname", "last name", "family name"),
    "telephone": ("phone", "mobile", "phone number"),
    "opened_on": ("case opened", "start of case", "allocated on", "open date"),
    "order_sort": ("order", "order type", "licence", "sentence"),
    "order_starts": ("order start", "sentence date", "imposed on"),
    "order_ends": ("order end", "expiry", "end date"),
    "address_line": ("address", "address 1", "street"),
    "address_town": ("town", "city"),
    "address_postcode": ("postcode", "post code"),
    "instrument": ("assessment", "tool", "assessment type"),
    "assessed_on": ("assessment date", "date of assessment", "date completed"),
    "numbers": ("scores", "score by part", "section scores"),
    "total": ("total score", "score"),
    "role": ("post", "job", "job title"),
    "team": ("team name", "office"),
    "number": ("person number", "carejust number", "client number", "client id"),
}
_SAME: Mapping[str, str] = {
    "home visit": "home_visit_announced",
    "unannounced home visit": "home_visit_unannounced",
    "unannounced visit": "home_visit_unannounced",
    "joint visit": "joint_visit_with_police",
    "office visit": "office",
    "office appointment": "office",
    "phone": "telephone",
    "phone call": "telephone",
    "telephone call": "telephone",
    "video call": "video",
    "attended": "attended_complied",
    "kept": "attended_complied",
    "did not attend": "failed_reason_not_yet_known",
    "dna": "failed_reason_not_yet_known",
    "failed to attend": "failed_reason_not_yet_known",
    "no answer": "visited_no_answer",
    "no reply": "visited_no_answer",
    "cpo": "community_payback_order",
    "ls/cmi": "lscmi",
    "social worker": "worker",
    "senior social worker": "senior",
    "team leader": "senior",
}
"""What old systems say, and what it is here: offered, never taken unseen; the page shows each."""

_CONSTANTS: Mapping[TargetSort, Mapping[str, str]] = {
    TargetSort.CONTACTS: {"present": "person"},
    TargetSort.CASELOAD: {"number_sort": "other"},
}
_SIGNS = re.compile(r"[^a-z0-9]+")


class Reading(BaseModel):
    """How a file is read. `columns`: the heading for a field. `constants`: what holds for every row without a column.

    `values`: for a field of choices, the words of the file (in small letters) and the code they stand for. `source`:
    what the file comes from, as the person calls it.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    source: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)

    def text(self, field: str, row: SourceRow, places: Mapping[str, int]) -> str:
        """What a row says in a field, with the words of the old system put into ours."""
        place = places.get(self.columns.get(field, ""))
        found = row.cell(place) if place is not None else ""
        found = found or self.constants.get(field, "")
        known = self.values.get(field)
        return known.get(found.casefold(), found) if known else found


def places_of(source: SourceFile) -> dict[str, int]:
    """Where each heading stands."""
    return {heading: number for number, heading in enumerate(source.headings) if heading}


def layout_of(sort: TargetSort, source: SourceFile) -> str:
    """The name under which a reading is remembered: what the file is brought in as, and its headings; as a hash."""
    return hashlib.sha256("\x1f".join((sort, *source.headings)).encode()).hexdigest()


def recall_reading(session: Session, sort: TargetSort, source: SourceFile) -> Reading | None:
    """How a file with these headings was read the last time; None where it is the first."""
    text = session.store.imports.load_reading(layout_of(sort, source))
    try:
        return Reading.model_validate_json(text) if text else None
    except ValidationError:
        return None


def remember_reading(session: Session, sort: TargetSort, source: SourceFile, reading: Reading) -> None:
    """Keep how a file with these headings is read."""
    session.store.imports.save_reading(layout_of(sort, source), reading.model_dump_json())


def guess_reading(sort: TargetSort, source: SourceFile) -> Reading:
    """What the headings say by themselves: each heading for one field at most."""
    columns, taken = dict[str, str](), set[str]()
    for exact in (True, False):
        for field in TARGETS[sort].fields:
            if field.name not in columns:
                heading = _heading_for(field, [one for one in source.headings if one and one not in taken], exact)
                if heading:
                    columns[field.name] = heading
                    taken.add(heading)
    constants = {name: text for name, text in _CONSTANTS.get(sort, {}).items() if name not in columns}
    return Reading(columns=columns, constants=constants)


def _heading_for(field: Column, headings: Sequence[str], exact: bool) -> str:
    names = [plain for one in (field.name, title_of(field), *_ALSO.get(field.name, ())) if (plain := _plain(one))]
    known = {_plain(one): one for one in headings}
    for name in names:
        if name in known:
            return known[name]
        near = [] if exact else difflib.get_close_matches(name, list(known), n=1, cutoff=0.88)
        if near:
            return known[near[0]]
    return ""


def guess_value(field: Column, text: str) -> str:
    """The choice that a word of the old system stands for; empty where none is near."""
    wanted = _plain(text)
    # Of signs alone nothing is left, nor of the words of a language that is written in other letters.
    for code in field.cell.choices if wanted else ():
        if wanted in {_plain(code), _plain(words_for(field, code))}:
            return code
    same = _SAME.get(text.casefold().strip())
    return same if same in field.cell.choices else ""


def has_choices(field: Column) -> bool:
    """Whether a field takes one of a list, so that words can be translated."""
    return field.cell.words == ONE_OF_THE_CHOICES


def values_of(
    sort: TargetSort, source: SourceFile, reading: Reading, rows: Iterator[SourceRow]
) -> dict[str, tuple[str, ...]]:
    """The different words that stand in the columns of choices, in the order they come; of very many the first."""
    places = places_of(source)
    fields = [one for one in TARGETS[sort].fields if has_choices(one) and one.name in reading.columns]
    found: dict[str, dict[str, str]] = {one.name: {} for one in fields}
    for row in rows:
        for name, words in found.items():
            text = row.cell(places.get(reading.columns[name], -1)) if reading.columns[name] in places else ""
            if text and len(words) < VALUES_MOST and len(text) <= VALUES_MOST * 2:
                words.setdefault(text.casefold(), text)
    return {name: tuple(words.values()) for name, words in found.items()}


def with_values(sort: TargetSort, reading: Reading, found: Mapping[str, Sequence[str]]) -> Reading:
    """The reading with a guess for every word that is not translated yet."""
    values = {name: dict(known) for name, known in reading.values.items()}
    for name, words in found.items():
        field = TARGETS[sort].field(name)
        for text in words if field else ():
            if field and text.casefold() not in values.get(name, {}) and (code := guess_value(field, text)):
                values.setdefault(name, {})[text.casefold()] = code
    return reading.model_copy(update={"values": values})


def missing_fields(sort: TargetSort, reading: Reading) -> list[str]:
    """The fields that are needed and stand nowhere, by their titles."""
    given = reading.columns.keys() | reading.constants.keys()
    found = [title_of(one) for one in TARGETS[sort].fields if one.required and one.name not in given]
    by_name = {"person_name", "person_born"} <= given
    if sort in {TargetSort.CONTACTS, TargetSort.ASSESSMENTS} and "case" not in given and not by_name:
        found.insert(0, "Person’s number, or name and date of birth")
    return found


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text.casefold()).strip()
