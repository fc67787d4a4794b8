"""Tables as CSV, and all that a committee is given in one ZIP. What is saved names nobody in its file name.

Spreadsheets take a text that begins with certain characters for a formula: such a text is marked as text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from casework.ledger.audit import AuditWhat
from casework.ledger.measures import FigureTable
from casework.words import english_of, say
from desktop.services.audit import taking_out_of_service
from desktop.services.measures.figures_paper import figures_pdf
from desktop.services.measures.page import MeasuresPage
from desktop.services.measures.table_rows import TableRows, table_rows, whose_words
from desktop.services.new_file import write_file
from desktop.services.session import Session

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The same tables make the same file: no clock goes into it."""


def csv_bytes(table: TableRows) -> bytes:
    """One table in English: what it is of, its rows, its caveats. UTF-8 with a mark: spreadsheets read it as such."""
    out, table = io.StringIO(newline=""), table.english or table
    writer = csv.writer(out, lineterminator="\r\n")
    for row in ((table.of,), (), table.heads, *table.rows, (), *((note,) for note in table.caveats)):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def safe_cell(words: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def csv_name(page: MeasuresPage, table: FigureTable) -> str:
    """The file's name: the table and the period, and nobody's name."""
    return f"measures-{table.code.replace('_', '-')}-{_of(page)}.csv"


def pack_name(page: MeasuresPage) -> str:
    """The file's name of a pack."""
    return f"committee-pack-{_of(page)}.zip"


def _of(page: MeasuresPage) -> str:
    return f"{page.period.days.starts:%Y-%m}-{page.period.sort.code.replace('_', '-')}"


def pack_rows(page: MeasuresPage) -> tuple[TableRows, ...]:
    """Every table for a committee as plain rows: what the pack is made of, on paper, too."""
    return tuple(table_rows(page, table, committee=True) for table in page.for_committee())


def pack_bytes(page: MeasuresPage) -> bytes:
    """All tables for a committee: as one accessible PDF, and each as CSV, with a list of what is in it."""
    out = io.BytesIO()
    tables = pack_rows(page)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        title = say("Tables for a committee: {period}", period=page.period.title)
        _add(archive, "tables.pdf", figures_pdf(title, whose_words(page, committee=True), tables, committee=True))
        _add(archive, "contents.csv", _contents(page, tables))
        for number, table in enumerate(tables, start=1):
            _add(archive, f"{number:02}-{table.code.replace('_', '-')}.csv", csv_bytes(table))
    return out.getvalue()


def _contents(page: MeasuresPage, tables: Iterable[TableRows]) -> bytes:
    rows = tuple((f"{number:02}", (table.english or table).title) for number, table in enumerate(tables, start=1))
    whose = english_of(whose_words(page, committee=True))
    of = f"Tables for a committee: {english_of(page.period.title)}. {whose}"
    return csv_bytes(TableRows("contents", of, of, ("Number", "Table"), rows, ()))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def save_table(
    session: Session, path: Path, table: TableRows, page: MeasuresPage, *, committee: bool, replace: bool = False
) -> None:
    """Save a table, and note that: as PDF where the name ends so, else as CSV.

    Raises:
        AlreadyThere: if there is a file, and it is not to be replaced.
        UserError: if the disk refuses.
    """
    if path.suffix.casefold() == ".pdf":
        data = figures_pdf(table.title, whose_words(page, committee=committee), (table,), committee=committee)
    else:
        data = csv_bytes(table)
    whose, title = english_of(whose_words(page, committee=committee)), (table.english or table).title
    why = f"Figures: {title}, {english_of(page.period.title)}. {whose}"
    with taking_out_of_service(session, AuditWhat.EXPORTED, why):
        write_file(path, data, replace=replace)


def save_pack(session: Session, path: Path, page: MeasuresPage, *, replace: bool = False) -> None:
    """Save the pack, and note that. Raises `AlreadyThere` where there is a file, `UserError` where the disk refuses."""
    data = pack_bytes(page)
    with taking_out_of_service(session, AuditWhat.EXPORTED, f"Tables for a committee, {english_of(page.period.title)}"):
        write_file(path, data, replace=replace)
