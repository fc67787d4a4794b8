"""The folded records: a cache of the fold, kept with the search index in the transaction of the entry."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from casework.ledger.fold import Placed, RecordState
from casework.ledger.keep import load_field, load_state
from casework.ledger.single import fold_single
from casework.records.identifier import EntryId, RecordId, Scope
from desktop.store.arrivals import Fresh
from desktop.store.change import NOTHING, Change
from desktop.store.connection import Connection
from desktop.store.due_table import DueTable
from desktop.store.gathered import Gathered
from desktop.store.kept import Kept, RecordKey, keep_all
from desktop.store.ledger_table import LedgerTable
from desktop.store.search import SearchTable

# With a plus, so that nobody goes through the index once for each of hundreds of scopes: nearly all are shown.
_SHOWN = "+scope IN (SELECT id FROM shown)"


class RecordTable:
    """Folded records. Reading sees only scopes that are shown; writing happens inside a transaction."""

    def __init__(self, connection: Connection, ledger: LedgerTable, search: SearchTable) -> None:
        self._connection = connection
        self._ledger = ledger
        self._search = search
        self._gathered: Gathered | None = None
        self.due = DueTable(connection)
        """What is due in each case, as it was worked out; gone with any change of its records."""

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
        return self._states("several = 1")

    def refold(self, scope: Scope, records: Iterable[RecordId]) -> Change:
        """Fold records of one scope anew from all their entries, and index them anew."""
        return self.refold_all({scope: set(records)})

    def refold_all(self, wanted: Mapping[Scope, Collection[RecordId]], fresh: Fresh | None = None) -> Change:
        """Fold records of several scopes anew; what is known of entries that were just taken in is not read again."""
        self._gathered = None
        keys = [(scope, record) for scope, records in wanted.items() for record in sorted(records)]
        if not keys:
            return NOTHING
        fresh = fresh or Fresh()
        self.due.forget(wanted)
        kept = self._kept(keys)
        short = {key: fresh.alone[key] for key in keys if key in fresh.alone and key not in kept}
        rest = [key for key in keys if key not in short]
        entries = self._ledger.placed_of(rest, fresh.read) if rest else {}
        rest = self._move(rest, kept, entries, fresh.moved)
        folded = {key: keep_all(key, entries.get(key, [])) for key in rest}
        self._keep_new([*short.values(), *(one for key, one in folded.items() if one and key not in kept)])
        self._keep_again([(kept[key][0], one) for key, one in folded.items() if one and key in kept])
        self._forget([kept[key][0] for key, one in folded.items() if one is None and key in kept])
        kinds = {kind for _, kind in kept.values()} | {one.kind for one in (*short.values(), *folded.values()) if one}
        return Change(frozenset(keys), frozenset(kinds), frozenset(scope for scope, _ in keys))

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
        self.due.forget([scope])
        rows = self._connection.execute("SELECT number FROM state WHERE scope = ?", (scope,)).fetchall()
        self._search.remove_all([number for (number,) in rows])
        self._connection.execute("DELETE FROM state WHERE scope = ?", (scope,))

    def _kept(self, keys: Sequence[RecordKey]) -> dict[RecordKey, tuple[int, str]]:
        """Those of some records that are kept already, each with its number and kind."""
        rows = self._connection.execute(
            "SELECT s.scope, s.record, s.number, s.kind FROM json_each(?) j CROSS JOIN state s"
            " ON s.scope = j.value ->> 0 AND s.record = j.value ->> 1",
            (json.dumps(keys),),
        )
        return {(Scope(scope), RecordId(record)): (int(number), str(kind)) for scope, record, number, kind in rows}

    def _keep_new(self, records: Sequence[Kept]) -> None:
        """Keep and index records that are not kept yet."""
        if not records:
            return
        last = self._connection.execute("SELECT coalesce(max(number), 0) FROM state").fetchone()[0]
        numbered = list(enumerate(records, last + 1))
        self._connection.executemany(
            "INSERT INTO state (number, scope, record, kind, title, folded, several) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(number, *one.key, one.kind, one.title, one.text, one.several) for number, one in numbered],
        )
        self._search.add((number, one.words) for number, one in numbered)

    def _keep_again(self, records: Sequence[tuple[int, Kept]]) -> None:
        """Keep records, by their numbers, as they fold now."""
        if not records:
            return
        self._connection.executemany(
            "UPDATE state SET kind = ?, title = ?, folded = ?, several = ? WHERE number = ?",
            [(one.kind, one.title, one.text, one.several, number) for number, one in records],
        )
        self._search.put([(number, one.words) for number, one in records])

    def _move(
        self,
        keys: Sequence[RecordKey],
        kept: Mapping[RecordKey, tuple[int, str]],
        entries: Mapping[RecordKey, Sequence[Placed]],
        moved: Collection[EntryId],
    ) -> list[RecordKey]:
        """Keep the new places of records of one entry of which nothing else is new; return all other records.

        What they are called, how many values they have and their words for the search have not changed.
        """
        rest, texts = [], []
        for key in keys:
            alone = entries.get(key, ()) if key in kept else ()
            single = None
            if len(alone) == 1 and alone[0].sealed.id in moved:
                edit = next(edit for edit in alone[0].sealed.entry.edits if edit.record == key[1])
                single = fold_single(alone[0], edit)
            if single is None:
                rest.append(key)
            else:
                texts.append((single.text, kept[key][0]))
        self._connection.executemany("UPDATE state SET folded = ? WHERE number = ?", texts)
        return rest

    def _forget(self, numbers: Sequence[int]) -> None:
        """Keep nothing of records of which nothing is left."""
        self._search.remove_all(numbers)
        self._connection.executemany("DELETE FROM state WHERE number = ?", [(number,) for number in numbers])

    def _states(self, condition: str, *values: str) -> list[RecordState]:
        return [load_state(text) for text in self._texts(condition, *values)]

    def _texts(self, condition: str, *values: str) -> Iterator[str]:
        rows = self._connection.execute(
            f"SELECT folded FROM state WHERE {_SHOWN} AND {condition} ORDER BY record, scope",  # noqa: S608 — constants
            values,
        )
        return (row[0] for row in rows)
