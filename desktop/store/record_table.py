"""The folded records: a cache of the fold, kept with the search index in the transaction of the entry."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from casework.ledger.fold import Placed, RecordState, fold_record
from casework.ledger.keep import dump_state, load_field, load_state
from casework.records.identifier import RecordId, Scope
from desktop.store.change import NOTHING, Change, scope_change
from desktop.store.connection import Connection
from desktop.store.gathered import Gathered
from desktop.store.ledger_table import LedgerTable
from desktop.store.search import SearchTable
from desktop.store.search_text import record_title, search_text

_SHOWN = "scope IN (SELECT id FROM shown)"


class RecordTable:
    """Folded records. Reading sees only scopes that are shown; writing happens inside a transaction."""

    def __init__(self, connection: Connection, ledger: LedgerTable, search: SearchTable) -> None:
        self._connection = connection
        self._ledger = ledger
        self._search = search
        self._gathered: Gathered | None = None

    @contextmanager
    def gathering(self, scopes: Collection[Scope]) -> Iterator[None]:
        """Read all records of some scopes at once, and within the block ask for each as often as is convenient.

        For one page that is made of a case by many hands. What is written meanwhile ends it.
        """
        self._gathered = Gathered(scopes, self._states_in(None, scopes))
        try:
            yield
        finally:
            self._gathered = None

    def load(self, scope: Scope, record: RecordId) -> RecordState | None:
        """Return one record; None where there is none that may be shown."""
        if self._gathered is not None and self._gathered.holds((scope,)):
            return self._gathered.record(scope, record)
        found = self._states("scope = ? AND record = ?", scope, record)
        return found[0] if found else None

    def load_some(self, kinds: Collection[str] | None, scopes: Collection[Scope] | None) -> list[RecordState]:
        """Return the records of some kinds in some scopes, in the order they were made; None means any."""
        if self._gathered is not None:
            return self._gathered.some(kinds, scopes, self._states_in)
        return self._states_in(kinds, scopes)

    def titled(self, kind: str, title: str) -> list[Scope]:
        """Return the scope of each record of a kind that is called like that, whatever the case of the letters."""
        rows = self._connection.execute(f"SELECT scope, title FROM state WHERE {_SHOWN} AND kind = ?", (kind,))  # noqa: S608
        wanted = title.casefold()
        return [Scope(scope) for scope, called in rows if called.casefold() == wanted]

    def _states_in(self, kinds: Collection[str] | None, scopes: Collection[Scope] | None) -> list[RecordState]:
        conditions, values = ["1"], []
        for column, wanted in (("kind", kinds), ("scope", scopes)):
            if wanted is not None:
                conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608 — constants
                values.append(json.dumps(sorted(wanted)))
        return self._states(" AND ".join(conditions), *values)

    def load_hidden(self, scope: Scope) -> list[RecordState]:
        """Return every record of a scope, shown or not: for comparing, never for showing."""
        rows = self._connection.execute("SELECT folded FROM state WHERE scope = ?", (scope,))
        return [load_state(row[0]) for row in rows]

    def load_field(self, kind: str, field: str) -> list[RecordState]:
        """Return the records of a kind that have a field, with that field alone: twice as quick as whole ones."""
        found = (load_field(text, field) for text in self._texts("kind = ?", kind))
        return [state for state in found if state is not None]

    def load_contested(self) -> list[RecordState]:
        """Return the records in which some field has more than one head: few, and all conflicts are among them."""
        texts = self._texts("1")
        # Looked at as plain JSON: to make records of thousands only to find a few takes five times as long.
        contested = (text for text in texts if _has_several_heads(text))
        return [load_state(text) for text in contested]

    def refold(self, scope: Scope, records: Iterable[RecordId]) -> Change:
        """Fold records of one scope anew from all their entries, and index them anew."""
        self._gathered = None
        wanted = set(records)
        if not wanted:
            return NOTHING
        entries = self._ledger.placed(scope, wanted)
        kept = self._kept(scope, wanted)
        folded = {record: fold_record(scope, record, entries.get(record, [])) for record in sorted(wanted)}
        self._keep_new([state for record, state in folded.items() if state and record not in kept], entries)
        for record, (number, _) in kept.items():
            self._keep_again(number, folded[record], entries.get(record, []))
        kinds = {kind for _, kind in kept.values()} | {state.kind for state in folded.values() if state}
        return scope_change(scope, kinds, wanted)

    def kinds_of(self, scope: Scope) -> set[str]:
        """Return the kinds of record in a scope, shown or not."""
        rows = self._connection.execute("SELECT DISTINCT kind FROM state WHERE scope = ?", (scope,))
        return {str(row[0]) for row in rows}

    def scopes(self) -> set[Scope]:
        """Return every scope that has a record here, shown or not."""
        return {Scope(row[0]) for row in self._connection.execute("SELECT DISTINCT scope FROM state")}

    def records_of(self, scope: Scope) -> set[RecordId]:
        """Return the records in a scope, shown or not."""
        rows = self._connection.execute("SELECT record FROM state WHERE scope = ?", (scope,))
        return {RecordId(row[0]) for row in rows}

    def delete_scope(self, scope: Scope) -> None:
        """Remove every record of a scope with its words."""
        self._gathered = None
        for (number,) in self._connection.execute("SELECT number FROM state WHERE scope = ?", (scope,)).fetchall():
            self._search.remove(number)
        self._connection.execute("DELETE FROM state WHERE scope = ?", (scope,))

    def _kept(self, scope: Scope, records: Collection[RecordId]) -> dict[RecordId, tuple[int, str]]:
        """Those of some records that are kept already, each with its number and kind."""
        rows = self._connection.execute(
            "SELECT record, number, kind FROM state WHERE scope = ? AND record IN (SELECT value FROM json_each(?))",
            (scope, json.dumps(sorted(records))),
        )
        return {RecordId(record): (int(number), str(kind)) for record, number, kind in rows}

    def _keep_new(self, states: Sequence[RecordState], entries: Mapping[RecordId, list[Placed]]) -> None:
        """Keep and index records that are not kept yet."""
        if not states:
            return
        last = self._connection.execute("SELECT coalesce(max(number), 0) FROM state").fetchone()[0]
        numbered = list(enumerate(states, last + 1))
        self._connection.executemany(
            "INSERT INTO state (number, scope, record, kind, title, folded) VALUES (?, ?, ?, ?, ?, ?)",
            [(number, one.scope, one.record, *_columns(one)) for number, one in numbered],
        )
        self._search.add((number, search_text(one.record, entries[one.record])) for number, one in numbered)

    def _keep_again(self, number: int, state: RecordState | None, entries: list[Placed]) -> None:
        """Keep a record as it folds now, or nothing of it where nothing is left."""
        if state is None:
            self._search.remove(number)
            self._connection.execute("DELETE FROM state WHERE number = ?", (number,))
            return
        change = "UPDATE state SET kind = ?, title = ?, folded = ? WHERE number = ?"
        self._connection.execute(change, (*_columns(state), number))
        self._search.put(number, search_text(state.record, entries))

    def _states(self, condition: str, *values: str) -> list[RecordState]:
        return [load_state(text) for text in self._texts(condition, *values)]

    def _texts(self, condition: str, *values: str) -> Iterator[str]:
        rows = self._connection.execute(
            f"SELECT folded FROM state WHERE {_SHOWN} AND {condition} ORDER BY record, scope",  # noqa: S608 — constants
            values,
        )
        return (row[0] for row in rows)


def _columns(state: RecordState) -> tuple[str, str, str]:
    return state.kind, record_title(state), dump_state(state)


def _has_several_heads(text: str) -> bool:
    return any(len(field["heads"]) > 1 for field in json.loads(text)["fields"].values())
