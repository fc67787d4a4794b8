"""Whose case a row belongs to: by a number that is recorded here, or by name and date of birth together.

A person is never guessed: what fits nobody, or more than one, refuses the row with a sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.errors import UserError
from casework.records.file.brought_in import BroughtIn
from casework.records.file.case import Case
from casework.records.identifier import CaseId, case_of
from casework.records.person.person import Person
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.session import Session


class NotFound(UserError):
    """Nobody, or more than one, fits. `several`: more than one."""

    def __init__(self, sentence: str, *, several: bool = False) -> None:
        super().__init__(sentence)
        self.several = several


_NOBODY_NUMBER = say(
    "No case that you hold has this number: add it to the person’s reference numbers, or take this row out of the file."
)
_NOBODY_NAME = say(
    "No case that you hold has this name and date of birth: correct them, or take this row out of the file."
)
_SEVERAL = say("More than one case that you hold fits: give the person’s number in the file.")


@dataclass
class People:
    """Who is in the cases that this person holds."""

    numbers: dict[str, set[CaseId]] = field(default_factory=dict)
    names: dict[tuple[str, str], set[CaseId]] = field(default_factory=dict)

    def by_number(self, number: str) -> CaseId:
        """The case of whoever has a number. Raises `NotFound`."""
        return _only(self.numbers.get(_plain(number), set()), _NOBODY_NUMBER)

    def by_name(self, name: str, born: str) -> CaseId:
        """The case of whoever has a name, in either order, and a date of birth (ISO). Raises `NotFound`."""
        return _only(self.names.get((_name(name), born), set()), _NOBODY_NAME)


def _only(found: set[CaseId], nobody: str) -> CaseId:
    if len(found) != 1:
        raise NotFound(_SEVERAL, several=True) if found else NotFound(nobody)
    return next(iter(found))


def known_people(session: Session) -> People:
    """Everybody whose case is open to the person at the keyboard."""
    people, held = People(), set(session.cases())
    for state in session.store.records(Person.kind):
        case = case_of(state.scope)
        if case is None or case not in held:
            continue
        person = read_record(Person, state)
        for number in person.references or ():
            _add(people.numbers, [_plain(number.number)], case)
        names = [person.name.full()] if person.name else []
        names += [f"{one.given} {one.family}" for one in person.other_names or ()]
        if person.born:
            _add(people.names, [(_name(name), person.born.isoformat()) for name in names], case)
    for state in session.store.records(Case.kind):
        case = case_of(state.scope)
        origin: BroughtIn | None = read_record(Case, state).brought_in
        if case is not None and case in held and origin is not None and origin.key:
            _add(people.numbers, [_plain(origin.key)], case)
    return people


def _add(table: dict, keys: Iterable[object], case: CaseId) -> None:  # type: ignore[type-arg]
    for key in keys:
        table.setdefault(key, set()).add(case)


def _plain(number: str) -> str:
    return "".join(number.split()).casefold()


def _name(name: str) -> str:
    """A name without order, commas or capitals: old systems write the family name first."""
    return " ".join(sorted(name.replace(",", " ").casefold().split()))
