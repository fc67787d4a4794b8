"""From rows to what would be written: checks everything and writes nothing. Pure but for the look-ups it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from casework.importing.draft import Draft, FindState, Piece, Problem, Result, Surroundings
from casework.importing.folder import BY_NAME, SHEETS
from casework.importing.identity import Identities
from casework.importing.row import read_row
from casework.importing.sheet import Sheet, finish_draft
from casework.importing.size import refuse_too_large
from casework.ledger.fold import RecordState
from casework.ledger.plain import canonical, same
from casework.records.check import check_value
from casework.records.person.person import Person
from casework.records.record import KINDS
from casework.rules.standing import set_items, standing_values
from server.importing.dependence import refuse_dependents
from server.importing.level import Level, plan_levels
from server.importing.table import Folder, Row

Rows = dict[str, dict[str, Draft]]


@dataclass(frozen=True)
class Plan:
    """What an import would do: every row with its result, what is wrong with files, and the order of risk levels."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()
    levels: Mapping[int, Level] = field(default_factory=dict)

    @property
    def new(self) -> list[Draft]:
        """The rows that would be written, in the order of writing."""
        return [draft for draft in self.drafts if draft.result is Result.NEW]

    @property
    def all_problems(self) -> list[Problem]:
        """Everything that is wrong, file by file and line by line; what only follows from another row comes last."""
        order = {sheet.file: number for number, sheet in enumerate(SHEETS)}
        found = [*self.problems, *(problem for draft in self.drafts for problem in draft.problems)]
        return sorted(found, key=lambda problem: (problem.follows, order.get(problem.file, -1), problem.line))

    @property
    def complete(self) -> bool:
        """Whether no row and no file was refused."""
        return all(problem.note for problem in self.all_problems)


def plan_import(folder: Folder, ids: Identities, now: datetime, find: FindState) -> Plan:
    """Check every row of every file and plan what to write. `find` looks up what is in Doorstep already."""
    drafts = [_draft(table.sheet, row) for table in folder.tables for row in table.rows]
    around = Surroundings(ids, now, find, _index(drafts))
    for draft in drafts:
        if not draft.refused:
            finish_draft(BY_NAME[draft.sheet], draft, around)
    _note_same_people(drafts)
    for draft in drafts:
        _settle(draft, around)
    refuse_too_large(drafts)
    unread = {table.sheet.name for table in folder.tables if table.problems}
    refuse_dependents(drafts, unread, around)
    levels = plan_levels(drafts, around)
    problems = (*folder.problems, *(problem for table in folder.tables for problem in table.problems))
    return Plan(tuple(drafts), problems, levels)


def _draft(sheet: Sheet, row: Row) -> Draft:
    draft = read_row(sheet, row.line, row.cells) if not row.problem else Draft(sheet.name, row.line, "", {})
    if row.problem:
        draft.refuse("", row.problem)
    return draft


def _index(drafts: Sequence[Draft]) -> Rows:
    rows: Rows = {sheet.name: {} for sheet in SHEETS}
    for draft in drafts:
        first = rows[draft.sheet].setdefault(draft.key, draft) if draft.key else draft
        if first is not draft:
            draft.refuse("key", f"This key is on line {first.line} too: give each row a key of its own.")
            first.refuse("key", f"This key is on line {draft.line} too: give each row a key of its own.")
    return rows


def _note_same_people(drafts: Sequence[Draft]) -> None:
    seen: dict[str, int] = {}
    for draft in drafts:
        if draft.sheet != "people" or draft.refused:
            continue
        who = canonical([draft.text(name).casefold() for name in ("given", "family", "born")])
        if who in seen:
            draft.note("family", f"Same name and date of birth as line {seen[who]}: make sure it is somebody else.")
        seen.setdefault(who, draft.line)


def _settle(draft: Draft, around: Surroundings) -> None:
    """Compare a row with what is in Doorstep already."""
    if draft.refused:
        return
    found = [_compare(draft, piece, around.state(piece.scope, piece.record)) for piece in draft.pieces]
    if all(result is Result.THERE for result in found):
        draft.result = Result.THERE
    elif Result.THERE in found:
        draft.pieces = [piece for piece, result in zip(draft.pieces, found, strict=True) if result is Result.NEW]


def _compare(draft: Draft, piece: Piece, state: RecordState | None) -> Result:
    if piece.add:
        return _compare_items(draft, piece, state)
    if state is None:
        return Result.NEW
    stands = standing_values(state)
    model = KINDS[piece.kind]
    for name, value in piece.set.items():
        readable = name in stands and not check_value(piece.kind, name, stands[name])
        current = model.model_validate({name: stands[name]}).values().get(name) if readable else None
        if not same(current, value):
            draft.refuse("", "This is in Doorstep already with other values: change it in Doorstep.")
            return Result.REFUSED
    return Result.THERE


def _compare_items(draft: Draft, piece: Piece, state: RecordState | None) -> Result:
    """Compare a name or number of a person. What somebody took out in Doorstep is not put back."""
    for name, items in piece.add.items():
        there = _items(name, set_items(state, name)) if state else []
        if all(any(same(item, known) for known in there) for item in items):
            return Result.THERE
        field_state = state.fields.get(name) if state else None
        if field_state and len({head.entry for head in field_state.heads}) < field_state.entries:
            draft.refuse("", "Somebody took one of these out in Doorstep: if this one is right, add it there.")
            return Result.REFUSED
    return Result.NEW


def _items(name: str, items: list[JsonValue]) -> list[JsonValue]:
    """The items of a person's set field with every part written out, so that they can be compared."""
    found = Person.model_validate({name: items}).values().get(name)
    return found if isinstance(found, list) else []
