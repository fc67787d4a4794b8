"""What the page shows: a file with how it is read, its first rows as they will be, and the imports made so far."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from casework.importing.draft import Result
from casework.rules.day_words import plain_date
from casework.words import say, say_count
from desktop.services.importing.checking import Checked
from desktop.services.importing.reader import open_source, read_rows
from desktop.services.importing.reading import (
    Reading,
    guess_reading,
    missing_fields,
    recall_reading,
    values_of,
    with_values,
)
from desktop.services.importing.source import SourceFile, Unreadable
from desktop.services.importing.target import TARGETS, TIME, TargetSort, title_of, words_for
from desktop.services.importing.trial import preview
from desktop.services.local_time import local
from desktop.services.person_line import person_lines
from desktop.services.session import Session
from desktop.store.import_shelf import HOLD_FOR
from desktop.store.import_table import ImportRun, RunState

_LOOKED_THROUGH = 5000
"""So many rows are looked through for words to translate, so that others get to the store; all are checked later."""
_WORDS_SHOWN = 160


@dataclass(frozen=True)
class Opened:
    """A file and how it is read. `words`: the different words in its columns of choices. `remembered`: as last time."""

    sort: TargetSort
    source: SourceFile
    reading: Reading
    words: dict[str, tuple[str, ...]]
    remembered: bool = False


@dataclass(frozen=True)
class PreviewRow:
    """One of the first rows as it will be; `fault`: what is to be corrected, empty where nothing is."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True)
class Preview:
    """The first rows, what is missing before they can be read, and the words that have no meaning here yet."""

    heads: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    missing: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class ImportLine:
    """One import that was made. `may_undo`: it can be taken back; `held`: it waits here until `until`."""

    run: str
    title: str
    words: str
    held: bool
    may_undo: bool


def open_file(session: Session, sort: TargetSort, path: Path, sheet: str = "", encoding: str = "") -> Opened:
    """Open a file with the reading of last time, or one that is guessed from its headings.

    Raises:
        UserError: in a sentence that says what to do, if it cannot be read.
    """
    source = open_source(path, sheet, encoding)
    known = recall_reading(session, sort, source)
    return _with_words(sort, source, known or guess_reading(sort, source), remembered=known is not None)


def read_otherwise(opened: Opened, reading: Reading) -> Opened:
    """The same file, read in another way: words of columns that are chosen now are looked for."""
    return _with_words(opened.sort, opened.source, reading, remembered=opened.remembered)


def _with_words(sort: TargetSort, source: SourceFile, reading: Reading, *, remembered: bool) -> Opened:
    try:
        words = values_of(sort, source, reading, islice(read_rows(source), _LOOKED_THROUGH))
    except Unreadable:
        # The check names the line from which on it cannot be read.
        words = {}
    return Opened(sort, source, with_values(sort, reading, words), words, remembered)


def read_preview(session: Session, opened: Opened) -> Preview:
    """The first rows as they will be."""
    missing = tuple(missing_fields(opened.sort, opened.reading))
    if missing:
        return Preview((), (), missing, opened.words)
    target, names = TARGETS[opened.sort], {case: line.name for case, line in person_lines(session).items()}
    known = opened.reading.columns.keys() | opened.reading.constants.keys()
    given = [one for one in target.fields if one.name in known and one.name != TIME]
    whose = opened.sort in {TargetSort.CONTACTS, TargetSort.ASSESSMENTS}
    heads = (*([say("Person")] if whose else []), *(title_of(one) for one in given))
    rows = []
    for checked in preview(session, target, opened.source, opened.reading):
        cells = [_cell(checked, one.name, words_for(one, checked.cells.get(one.name, ""))) for one in given]
        person = [names.get(checked.case, "") if checked.case else ""] if whose else []
        fault = "; ".join(f"{one.column}: {one.sentence}" if one.column else one.sentence for one in checked.faults)
        there = say("Here already") if checked.result is Result.THERE else ""
        rows.append(PreviewRow(checked.line, (*person, *cells), fault or there))
    return Preview(heads, tuple(rows), (), opened.words)


def _cell(checked: Checked, name: str, words: str) -> str:
    field = next(one for target in TARGETS.values() for one in target.fields if one.name == name)
    text = checked.cells.get(name, "")
    shown = words if text in field.cell.choices else text
    return shown if len(shown) <= _WORDS_SHOWN else f"{shown[:_WORDS_SHOWN]}…"


def list_imports(session: Session) -> tuple[ImportLine, ...]:
    """The imports of this laptop, the newest first."""
    return tuple(_line(run) for run in session.store.imports.runs())


def _line(run: ImportRun) -> ImportLine:
    what = next((one.words for one in TargetSort if one.value == run.what), run.what)
    title = say(
        "{what} from “{source}”, {when}", what=what, source=run.source or say("a file"), when=_when(run.begun_at)
    )
    rows = say_count(run.taken, "1 row", "{number:,} rows")
    ended = run.ended_at or run.begun_at
    words = {
        RunState.RUNNING: say("{rows} so far.", rows=rows),
        RunState.ENDED: say("{rows} brought in. On its way to the office, or there.", rows=rows),
        RunState.BROKEN: say("It was interrupted, and nothing of it was kept. Import the file again."),
        RunState.UNDONE: say(
            "{rows} were brought in and taken out again. The files say that something was taken out.", rows=rows
        ),
    }[run.state]
    if run.state is RunState.ENDED and run.held:
        until = local(ended + HOLD_FOR)
        words = say(
            "{rows} brought in. On this laptop only, until you send it, record something else, or it is "
            "{until:%H:%M}. Until then it can be undone without a trace.",
            rows=rows,
            until=until,
        )
    may_undo = run.state is RunState.ENDED and run.taken > 0
    return ImportLine(run.id, title, words, run.held and run.state is RunState.ENDED, may_undo)


def _when(at: datetime) -> str:
    here = local(at)
    return f"{plain_date(here.date())}, {here:%H:%M}"
