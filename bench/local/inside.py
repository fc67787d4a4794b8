"""What is measured within one process: taking in, unlocking, opening a case, searching; each beside its floor."""

import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.local.made import COST, PASSPHRASE, Made, empty, office_with, opened
from bench.workload import Planned
from casework.ledger.protocol import PullResponse
from casework.records.identifier import CaseId, case_scopes
from desktop.services.caseload import found_lines, read_caseload
from desktop.services.service_page import found_service
from desktop.services.session import Session
from desktop.services.today import read_today
from desktop.services.unlock import Laptop, Opened, unlock
from desktop.store.case_store import CaseStore
from desktop.store.connection import Connection, transaction
from desktop.store.keyslot import derive
from desktop.store.profile_list import Profile
from desktop.store.search import SearchTable
from desktop.views.case.reading import read_view

Emit = Callable[[str, str, dict[str, Any]], None]
"""Takes what was done, who did it (`doorstep`, or the name of a floor), and figures: seconds of processor, by clock."""

_AT_ONCE = 20
_EVERY_RECORD = ["SELECT folded FROM state"]
_FTS_SHADOW = re.compile(r"search_(data|idx|content|docsize|config)")
_STOP_TYPING = (2, 3, 5, 8)


@dataclass
class _Watch:
    cpu: float = 0.0
    s: float = 0.0

    def figures(self, **more: Any) -> dict[str, Any]:
        return {"cpu": self.cpu, "s": self.s, **more}


def timed(work: Callable[..., object], *given: object) -> _Watch:
    """How long something took, by the processor and by the clock."""
    cpu, begun = time.process_time(), time.perf_counter()
    work(*given)
    return _Watch(time.process_time() - cpu, time.perf_counter() - begun)


def take_in(folder: Path, planned: Sequence[Planned], cases: int, emit: Emit) -> None:
    """A first download's pages, taken into a new store; and the rows that came of it, put into as new a store, bare.

    Both in as many transactions, with the settings of the application (WAL, `synchronous` FULL, secure deletion), the
    same tables, indexes and search index. What the floor lacks: reading and checking entries, folding, making words.
    """
    office = office_with(cases, list(planned))
    connection, store, _ = empty(folder / "taken.db", office)
    with closing(connection):
        pages = list(_pages(office.pull(store)))

        def take() -> None:
            for page in pages:
                store.apply_pull(page)

        emit("bulk insert", "doorstep", timed(take).figures(n=len(planned)))
        rows = _rows(connection)
    bare, _, _ = empty(folder / "bare.db", office)
    with closing(bare):
        for name in rows:
            # One after the other, whatever they refer to.
            bare.execute(f"DELETE FROM {name}")  # noqa: S608
        bare.execute("PRAGMA foreign_keys = OFF")
        emit("bulk insert", "bare SQLCipher, same rows", timed(_put, bare, rows, len(pages)).figures())
    for path in folder.glob("*.db*"):
        path.unlink()


def _pages(whole: PullResponse) -> Iterator[PullResponse]:
    """One answer in parts, as an office sends it."""
    for start in range(0, len(whole.pages), _AT_ONCE):
        pages = whole.pages[start : start + _AT_ONCE]
        scopes = {page.scope for page in pages}
        enter = [holding for holding in whole.enter if holding.scope in scopes]
        more = start + _AT_ONCE < len(whole.pages)
        yield whole.model_copy(update={"pages": pages, "enter": enter, "more": more})


def _rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that has any, the search index by its own columns."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found: dict[str, list[tuple[Any, ...]]] = {}
    for (name,) in tables:
        if name.startswith("sqlite_") or _FTS_SHADOW.fullmatch(name):
            continue
        columns = "rowid, names, body" if name == "search" else "*"
        rows = connection.execute(f"SELECT {columns} FROM {name}").fetchall()  # noqa: S608
        if rows:
            found[name] = [tuple(row) for row in rows]
    return found


def _put(connection: Connection, rows: dict[str, list[tuple[Any, ...]]], parts: int) -> None:
    for part in range(parts):
        with transaction(connection):
            for name, all_rows in rows.items():
                mine = all_rows[len(all_rows) * part // parts : len(all_rows) * (part + 1) // parts]
                if mine:
                    into = "search (rowid, names, body)" if name == "search" else name
                    marks = ", ".join("?" * len(mine[0]))
                    connection.executemany(f"INSERT INTO {into} VALUES ({marks})", mine)  # noqa: S608


def unlock_once(laptop: Laptop, profile: Profile, emit: Emit) -> None:
    """Unlocking, from the passphrase to an open store, beside the key derivation alone."""
    emit("unlock", "the key derivation alone", timed(derive, PASSPHRASE, bytes(16), COST).figures())
    took: list[Opened] = []
    emit("unlock", "doorstep", timed(lambda: took.append(unlock(laptop, profile, PASSPHRASE))).figures())
    took[0].close()


def open_cases(made: Made, emit: Emit, cases: Sequence[CaseId], operation: str = "open a case") -> None:
    """What the page of a person reads, each case once.

    Beside it the same statements without anything made of them, and every row of the case read once and parsed as JSON.
    """
    read_view(made.session, cases[0])
    for case in cases:
        # A session of its own for each: what is due has to be worked out, as at the first opening after unlocking.
        session = made.session
        asked: list[str] = []
        made.connection.set_trace_callback(asked.append)
        read_view(session, case)
        made.connection.set_trace_callback(None)
        scopes = json.dumps(sorted(case_scopes(case)))
        with opened(made.path) as bare:
            for work, name, given in ((_all, "the same SELECTs, bare", asked), (_parsed, "its rows, as JSON", scopes)):
                work(bare, given)
                emit(operation, name, timed(work, bare, given).figures(statements=len(asked)))
        emit(operation, "doorstep", timed(read_view, made.session, case).figures(statements=len(asked)))
        emit(operation, "doorstep, once more", timed(read_view, session, case).figures(statements=len(asked)))


def the_day(made: Made, emit: Emit) -> None:
    """What whoever unlocks waits for: Today and Caseload, at the first unlocking of a day and at a later one.

    Beside them all folded records read, and nothing made of them.
    """
    with opened(made.path) as bare:
        emit("Today, first of a day", "all records read bare", timed(_all, bare, _EVERY_RECORD).figures())
    made.connection.execute("DELETE FROM due_of_day")
    emit("Today, first of a day", "doorstep", timed(read_today, _unlocked(made)).figures())
    session = _unlocked(made)
    emit("Today, unlocked again", "doorstep", timed(read_today, session).figures())
    emit("Today, once more", "doorstep", timed(read_today, session).figures())
    emit("Caseload", "doorstep", timed(read_caseload, session).figures())


def _unlocked(made: Made) -> Session:
    """As after unlocking: nothing has been read but who may see what."""
    session = Session(CaseStore(made.connection, made.clock), made.clock)
    session.cases()
    return session


def _parsed(connection: Connection, scopes: object) -> None:
    rows = connection.execute(
        "SELECT folded FROM state WHERE scope IN (SELECT value FROM json_each(?)) ORDER BY record", (scopes,)
    )
    for (text,) in rows:
        json.loads(text)


def _all(connection: Connection, asked: object) -> None:
    assert isinstance(asked, list)
    for statement in asked:
        connection.execute(statement).fetchall()


def search_as_typed(made: Made, emit: Emit, planned: Sequence[Planned], seed: int) -> None:
    """Words of what was recorded, as far as they are typed; beside it the index asked for the same, without ranking."""
    dice = random.Random(seed)  # noqa: S311
    for _ in range(8):
        words = re.findall(r"\w+", str(dice.choice(planned).values.get("narrative", "")))
        word = dice.choice(words) if words else "seen"
        for end in (*(end for end in _STOP_TYPING if end < len(word)), len(word)):
            typed = word[:end]

            typing: tuple[tuple[Callable[[Made, str], object], str], ...] = (
                (_look, "doorstep"),
                (_ranked, "the index alone, ranked"),
                (_unranked, "30 rows of the index, unranked"),
            )
            for work, who in typing:
                emit("search as typed", who, timed(work, made, typed).figures(signs=len(typed)))


def _look(made: Made, typed: str) -> None:
    session = made.session
    hits = session.store.search(typed)
    found_lines(session, hits)
    found_service(session, hits)


def _ranked(made: Made, typed: str) -> None:
    SearchTable(made.connection).find(typed, 30)


def _unranked(made: Made, typed: str) -> None:
    made.connection.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT 30", (f'"{typed}"*',)).fetchall()


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many per cent are not above."""
    return statistics.quantiles(values, n=100)[share - 1] if len(values) > 1 else values[0]
