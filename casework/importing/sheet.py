"""What an import file looks like: its columns, declared once for reading, checking and the documentation."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from casework.importing.cell import TEXT, Cell
from casework.importing.draft import Draft, Need, Piece, Surroundings
from casework.problem import Problem, about
from casework.records.check import check_item, check_new
from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.record import KINDS
from casework.words import say

Values = dict[str, JsonValue]


@dataclass(frozen=True)
class Column:
    """One column. `path` is where the value goes in the record, `field` or `field.part`.

    `refers` names the file whose key the column holds, and then the id of that row is what is written.
    """

    name: str
    about: str
    cell: Cell = TEXT
    path: str = ""
    required: bool = False
    default: JsonValue = None
    refers: str = ""


def _nothing(_draft: Draft, _values: Values, _around: Surroundings) -> None:
    """Finish nothing: what the columns say is the whole record."""


@dataclass(frozen=True)
class Sheet:
    """One file.

    `finish` completes the values that the columns gave and may refuse the row; it may also put whole pieces into the
    draft. `behalf` is the column of the staff member in whose name the row was recorded.
    """

    name: str
    title: str
    about: str
    kind: str
    columns: tuple[Column, ...]
    finish: Callable[[Draft, Values, Surroundings], None] = _nothing
    behalf: str = ""

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column | None:
        """A column by its heading."""
        return next((column for column in self.columns if column.name == name), None)


KEY = Column("key", say("Your own number for this row. It stays the same whenever you import again."), required=True)
CASE = Column("case", say("The person's key in people.csv."), required=True, refers="people")


def scope_for(kind: str, case: CaseId | None) -> Scope | None:
    """The scope that records of a kind live in; None where the case is not known."""
    sort = KINDS[kind].scope
    if sort == "agency":
        return AGENCY
    if case is None:
        return None
    return {"grants": grants_scope, "restricted": restricted_scope}.get(sort, case_scope)(case)


def finish_draft(sheet: Sheet, draft: Draft, around: Surroundings) -> None:
    """Turn the cells of a row into pieces and needs, and check the whole record."""
    values: Values = {}
    for column in sheet.columns:
        value = draft.cells.get(column.name, column.default)
        if column.refers and isinstance(value, str):
            value = point(draft, column, value, around)
        if column.path and value is not None:
            _put(values, column.path, value)
        if column.name == sheet.behalf and isinstance(value, str):
            draft.on_behalf = around.ids.staff(draft.text(column.name))
    sheet.finish(draft, values, around)
    scope = scope_for(sheet.kind, around.case(draft))
    if not draft.pieces and not draft.refused and scope:
        add_piece(sheet, draft, Piece(scope, own_record(draft, around), sheet.kind, values))


def own_record(draft: Draft, around: Surroundings) -> RecordId:
    """The id of the record that the row makes."""
    if draft.sheet == "staff":
        return RecordId(around.ids.staff(draft.key))
    return around.ids.record(draft.sheet, draft.key)


def add_piece(sheet: Sheet, draft: Draft, piece: Piece) -> None:
    """Check a whole record; if nothing is wrong with it, it becomes the row's own, with every part written out."""
    model = KINDS[piece.kind]
    try:
        sentences = check_new(piece.kind, piece.set) if piece.set else []
        sentences += [s for name, items in piece.add.items() for i in items for s in check_item(piece.kind, name, i)]
    except ValidationError:
        sentences = [about("", say("Something in this row does not fit together: check it."))]
    for sentence in sentences:
        draft.refuse(_column_of(sheet, sentence), sentence)
    if not sentences:
        whole = model.model_validate({**piece.set, **piece.add}).values()
        fields = {name: value for name, value in whole.items() if name in piece.set}
        items = {name: value for name, value in whole.items() if name in piece.add and isinstance(value, list)}
        draft.pieces.append(Piece(piece.scope, piece.record, piece.kind, fields, items))


def _column_of(sheet: Sheet, problem: Problem) -> str:
    """The heading that a sentence of the record's own check is about; empty where it is about the whole row."""
    last = problem.part.rpartition(".")[2]
    placed = [(column.name, *(column.path or column.name).partition(".")[::2]) for column in sheet.columns]
    exact = [heading for heading, name, part in placed if name == problem.field and part in {"", last}]
    # What a sheet puts together by itself (one item of many) has a name of its own; its parts are the field's.
    by_part = [heading for heading, _, part in placed if part and part == last]
    return next(iter(exact + by_part), "")


def point(draft: Draft, column: Column, key: str, around: Surroundings) -> str:
    """The id that a number in this row points to; remembers that the row needs it."""
    if column.refers in {"staff", "teams"}:
        record = RecordId(around.ids.staff(key) if column.refers == "staff" else around.ids.team(key))
        draft.needs.append(Need(column.name, column.refers, key, AGENCY, record))
        return record
    record = around.ids.record(column.refers, key)
    scope = case_scope(around.ids.case(key)) if column.refers == "people" else around.scope(draft)
    if scope:
        draft.needs.append(Need(column.name, column.refers, key, scope, record))
    return record


def _put(values: Values, path: str, value: JsonValue) -> None:
    name, _, part = path.partition(".")
    if not part:
        values[name] = value
        return
    inner = values.setdefault(name, {})
    if isinstance(inner, dict):
        inner[part] = value
