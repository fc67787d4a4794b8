"""A row on its way from a file to saves: what it holds, what it needs, what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from casework.importing.identity import Identities
from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, case_scope

FindState = Callable[[Scope, RecordId], RecordState | None]
"""Looks up a record that is in Doorstep already."""


class Result(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "already there"
    REFUSED = "refused"


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place and what to do, without what the cell holds.

    A `note` does not refuse the row. What `follows` goes away by itself once another row is put right. `unknown`: the
    cell holds a word that is none of its choices.
    """

    file: str
    line: int
    column: str
    sentence: str
    note: bool = False
    follows: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Need:
    """That a row points to another: by the number in `column`, to a row of `sheet` or a record already there."""

    column: str
    sheet: str
    key: str
    scope: Scope
    record: RecordId


@dataclass(frozen=True)
class Piece:
    """One record as a row would write it: fields that are set, and items that are added to set fields."""

    scope: Scope
    record: RecordId
    kind: str
    set: dict[str, JsonValue] = field(default_factory=dict)
    add: dict[str, list[JsonValue]] = field(default_factory=dict)


@dataclass
class Draft:
    """One row of the file `sheet`. `cells` holds what was read, by column; an empty or wrong cell is absent."""

    sheet: str
    line: int
    key: str
    cells: dict[str, JsonValue]
    problems: list[Problem] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    on_behalf: StaffId | None = None
    result: Result = Result.NEW

    @property
    def refused(self) -> bool:
        """Whether anything is wrong with the row."""
        return self.result is Result.REFUSED or any(not problem.note for problem in self.problems)

    def text(self, column: str) -> str:
        """A cell as text; empty where there is none."""
        value = self.cells.get(column)
        return value if isinstance(value, str) else ""

    def refuse(self, column: str, sentence: str, follows: bool = False, unknown: bool = False) -> None:
        """Say what is wrong; the row is not written. Each sentence is said once."""
        problem = Problem(f"{self.sheet}.csv", self.line, column, sentence, follows=follows, unknown=unknown)
        if problem not in self.problems:
            self.problems.append(problem)
        self.result = Result.REFUSED

    def note(self, column: str, sentence: str) -> None:
        """Say what is worth a look; the row is written all the same."""
        self.problems.append(Problem(f"{self.sheet}.csv", self.line, column, sentence, note=True))


@dataclass(frozen=True)
class Surroundings:
    """What a row is finished with: every other row, the ids, the moment, and what is in Doorstep already."""

    ids: Identities
    now: datetime
    find: FindState
    rows: Mapping[str, Mapping[str, Draft]]

    def row(self, sheet: str, key: str) -> Draft | None:
        """The row of another file that has this number."""
        return self.rows.get(sheet, {}).get(key)

    def state(self, scope: Scope, record: RecordId) -> RecordState | None:
        """The record as it is in Doorstep already."""
        return self.find(scope, record)

    def case(self, draft: Draft) -> CaseId | None:
        """The case a row belongs to; None where the cell is empty or wrong."""
        key = draft.key if draft.sheet == "people" else draft.text("case")
        return self.ids.case(key) if key else None

    def scope(self, draft: Draft) -> Scope | None:
        """The scope of that case."""
        case = self.case(draft)
        return case_scope(case) if case else None
