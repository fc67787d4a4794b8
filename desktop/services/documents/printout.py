"""What a paper for professionals consists of: plain values, which `resources/templates/printout.typ` prints. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Literal

from pydantic_core import to_jsonable_python

from casework.words import say
from desktop.services.present import Lines

PROFESSIONAL = say("CONFIDENTIAL – for professionals on this case. Do not hand to the person.")
RESTRICTED = say("CONFIDENTIAL – RESTRICTED PART. For those named as its readers only.")
BLANK = say("CONFIDENTIAL once filled in. Record it in Doorstep the same day, then destroy it.")
FIGURES = say("Figures only: nobody is named.")
MANAGERS = say("CONFIDENTIAL – for managers: small numbers stand here, and staff may be named. Not for a committee.")

_REFERENCE_LETTERS = 8


@dataclass(frozen=True)
class Heading:
    """A heading below the title of a section."""

    words: str
    sort: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Facts:
    """Short facts as (title, words)."""

    pairs: Lines
    sort: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Prose:
    """What somebody wrote, paragraph by paragraph."""

    title: str
    lines: tuple[str, ...]
    sort: Literal["prose"] = "prose"


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    title: str
    lines: tuple[str, ...]
    sort: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Table:
    """A table with a head that is repeated on each page; `widths` are parts of the width, one a column.

    `figures`: what stands in all columns but the first are numbers, under one another at the right. `about` stands in
    small letters above it, `notes` below.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: bool = False
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sort: Literal["table"] = "table"


@dataclass(frozen=True)
class Notice:
    """A sentence that must not be overlooked."""

    words: str
    strong: bool = True
    sort: Literal["notice"] = "notice"


@dataclass(frozen=True)
class Writing:
    """Room to write by hand, of some lines."""

    title: str
    rows: int
    hint: str = ""
    sort: Literal["writing"] = "writing"


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick by hand."""

    title: str
    lines: tuple[str, ...]
    sort: Literal["ticks"] = "ticks"


@dataclass(frozen=True)
class Form:
    """A table to fill in by hand: `rows` are what stands in the first column, the others are empty."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    widths: tuple[int, ...]
    sort: Literal["form"] = "form"


Part = Heading | Facts | Prose | Bullets | Table | Notice | Writing | Ticks | Form


@dataclass(frozen=True)
class Section:
    """A heading with its parts. `new_page`: it begins on a page of its own."""

    title: str
    parts: tuple[Part, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Stamp:
    """What stands at the foot of every page: who printed it and when, as at when, and which version it is."""

    printed: str = ""
    as_at: str = ""
    version: str = ""


@dataclass(frozen=True)
class Printout:
    """A paper. `title` names nobody, because it is the title of the file; `subject` says whom it is about.

    `records`: ids of the records whose words are on it, by their scope. `wide`: the sheets lie on their side.
    `aside`: a sentence for whoever prints it, which is not on it.
    """

    title: str
    mark: str
    subject: tuple[str, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()
    stamp: Stamp = Stamp()
    version: str = ""
    wide: bool = False
    records: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aside: str = ""

    @property
    def reference(self) -> str:
        """Letters that are the same for the same words, whoever prints them and whenever."""
        words = to_jsonable_python((self.title, self.subject, self.warnings, self.sections))
        letters = sha256(dumps(words, ensure_ascii=False).encode()).hexdigest()[:_REFERENCE_LETTERS].upper()
        return f"{letters[:4]} {letters[4:]}"

    def texts(self) -> Iterator[str]:
        """Every text on it, for whoever looks for words."""
        yield from _texts(to_jsonable_python((self.title, self.subject, self.warnings, self.sections, self.stamp)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
