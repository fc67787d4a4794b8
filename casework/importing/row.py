"""From the texts of one row to what they hold: each cell is read as its column says, or refused with a sentence."""

from collections.abc import Mapping

from casework.importing.cell import WrongCell
from casework.importing.draft import Draft
from casework.importing.sheet import Sheet
from casework.words import say


def read_row(sheet: Sheet, line: int, cells: Mapping[str, str]) -> Draft:
    """Read one row, by the headings of the sheet; `line` is where it begins in its file."""
    draft = Draft(sheet.name, line, cells.get("key", ""), {})
    for column in sheet.columns:
        text = cells.get(column.name, "")
        if not text:
            if column.required:
                draft.refuse(column.name, say("This is empty: fill it in."))
            continue
        try:
            draft.cells[column.name] = column.cell.read(text)
        except WrongCell as wrong:
            draft.refuse(column.name, wrong.sentence, unknown=wrong.unknown)
    return draft
