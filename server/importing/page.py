"""The page of the documentation that lists every file and column, made from what the import itself reads."""

from pathlib import Path

from casework.importing.folder import SHEETS
from casework.importing.sheet import Column, Sheet

PAGE = Path("docs/import.md")

_INTRODUCTION = """\
# Importing a caseload

<!-- Made by `python -m server.importing.page` from the columns that the import reads. Change them there. -->

This is the import of a whole agency, at the office. Whoever brings contacts, assessments or their own caseload into the
cases they hold does it in the application, from any CSV or workbook ([how](user/import.md)); columns and checks are the
same, and the application writes `staff.csv` of this page from any list of staff.

A folder of CSV files becomes records in Doorstep:

    doorstep-server import FOLDER --folder SERVERFOLDER --dry-run
    doorstep-server import FOLDER --folder SERVERFOLDER --report report.csv

The dry run checks everything and writes nothing. Run it until it names no row any more, then run the import.

## How it works

- **Each row is written whole or not at all.** A row that points to a refused row is refused with it. What is right is
  written; the exit code is 0 when every row was taken, 1 when some were refused.
- **Importing again changes nothing.** The `key` of a row is your own number for it and must stay the same. A row that
  is in Doorstep already with other values is named and left alone: change it in Doorstep. What somebody took out in
  Doorstep is not put back.
- **Exclusions go first.** While a row of `exclusions.csv` is refused, its case is not imported, because somebody might
  see a case they must not see. If it cannot be told which case the row is about, no new case is imported.
- **Every new case needs an allocation**, or nobody could see it.
- **The report never holds what a cell holds.** It says file, line, column, what is wrong and what to do.
- If the import is interrupted, run it again: what is there already is passed over.

## How the files are written

- UTF-8 with or without a byte order mark, cells separated by commas, text with a comma, a line break or quotation marks
  in quotation marks (RFC 4180). In Excel: Save As, "CSV UTF-8 (comma delimited)".
- The first row holds the headings below, in any order. Every file may be left out, and so may every column that is not
  needed. A heading that Doorstep does not know stops the whole file, so that nothing is lost by a slip of the pen.
- Dates are written 31/12/1980 or 1980-12-31; times 31/12/2026 14:30 as on the clock in London. In the hour that comes
  twice in autumn add +01:00 or +00:00.
- A file is at most 50 MB and 200,000 rows, a cell at most 100,000 characters.
"""


def import_page() -> str:
    """The whole page as Markdown."""
    return _INTRODUCTION + "".join(_section(sheet) for sheet in SHEETS)


def _section(sheet: Sheet) -> str:
    rows = "".join(
        f"| `{column.name}` | {_needed(column)} | {_cell(column)} | {_about(column)} |\n" for column in sheet.columns
    )
    head = "| column | needed | holds | what it is |\n|---|---|---|---|\n"
    return f"\n## {sheet.file}: {sheet.title}\n\n{sheet.about}\n\n{head}{rows}"


def _needed(column: Column) -> str:
    return "yes" if column.required else ""


def _cell(column: Column) -> str:
    return f"key of {column.refers}.csv" if column.refers else column.cell.words


def _about(column: Column) -> str:
    choices = ", ".join(f"`{choice}`" for choice in column.cell.choices)
    return f"{column.about} Choices: {choices}." if choices else column.about


if __name__ == "__main__":
    PAGE.write_text(import_page(), "utf-8")
