"""Programmes: the agency's list, and who waits for one with no contact planned (standards.md 103, 193–195)."""

import tomllib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from importlib.resources import files

from pydantic import ValidationError

from casework.errors import UserError
from casework.records.record import Value
from casework.records.sentence.programme import ProgrammePlace, UnsuitableBecause
from casework.words import say


class Concerns(StrEnum):
    """Which offending a programme is for."""

    SEXUAL = "sexual"
    DOMESTIC = "domestic"
    VIOLENCE = "violence"
    HATE = "hate"
    GENERAL = "general"


class Programme(Value):
    """One programme of the agency's file. `also`: other names by which it goes."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    concerns: Concerns
    mark: str = "[R]"
    source: str = ""

    def names(self) -> frozenset[str]:
        """Its code, its name and its other names, in the way in which they are compared."""
        return frozenset(name.strip().casefold() for name in (self.code, self.name, *self.also))

    def is_called(self, words: str) -> bool:
        """Whether somebody means this programme by these words."""
        return words.strip().casefold() in self.names()


def load_programmes() -> tuple[Programme, ...]:
    """The programmes that come with Doorstep."""
    return read_programmes(files("resources").joinpath("agency", "programmes.toml").read_text("utf-8"))


def read_programmes(text: str) -> tuple[Programme, ...]:
    """The programmes of a file.

    Raises:
        UserError: where the file cannot be read, or two programmes answer to one name.
    """
    try:
        found = tuple(Programme.model_validate(one) for one in tomllib.loads(text).get("programme", []))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError):
        raise UserError(
            say("The list of programmes cannot be read: compare the file with the one of Doorstep.")
        ) from None
    names = [name for one in found for name in one.names()]
    if len(names) > len(set(names)):
        raise UserError(say("Two programmes answer to the same name: give each its own."))
    return found


def programme_called(words: str, programmes: Iterable[Programme]) -> Programme | None:
    """The programme that is meant by what was written in a record; None where the list has none of that name."""
    return next((one for one in programmes if one.is_called(words)), None)


def is_waiting(place: ProgrammePlace, day: date) -> bool:
    """Whether the person waits for the programme on a day: not started, not ended and not found unsuitable by then."""
    since = place.waiting_since or place.referred_on
    if since is None or day < since:
        return False
    ended_on = place.ended.on if place.ended else None
    unsuitable_on = place.unsuitable.on if place.unsuitable else None
    return all(end is None or day < end for end in (place.started_on, ended_on, unsuitable_on))


def waits_without_plan(place: ProgrammePlace, day: date) -> bool:
    """Whether the person waits and nobody wrote what contact there is meanwhile."""
    return is_waiting(place, day) and place.waiting_plan is None


def no_programme_fits(places: Iterable[ProgrammePlace]) -> bool:
    """Whether somebody found that no programme fits this offending: the gap that the service reports."""
    return any(one.unsuitable and one.unsuitable.because is UnsuitableBecause.NONE_FITS for one in places)
