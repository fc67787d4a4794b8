"""Mutants of the server."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from casework.ledger.protocol import Leave
from casework.records.identifier import DeviceId, Scope
from server import batch as batch_module
from server import holding, intake, push, replay
from server import pulls as server_pulls
from server.fact import FactCache, Facts
from server.holding import Held, HoldingPlan
from server.intake import Arrival
from server.office import Office
from server.reoffer import Words
from server.storage import log as storage_log
from server.storage.database import Connection, Database
from server.storage.device import Device
from server.storage.receipt import load_receipts
from tests.simulation.mutant.register import Swap, mutant


@mutant("acknowledge without storing")
def _not_stored() -> list[Swap]:
    original, calls = push.take_push, count()

    def lossy(office: Office, device: object, request: object) -> object:
        if next(calls) % 4:
            return original(office, device, request)  # type: ignore[arg-type]
        office.database.write = lambda: _rolled_back(office.database)  # type: ignore[method-assign]
        try:
            return original(office, device, request)  # type: ignore[arg-type]
        finally:
            del office.database.write

    from tests.simulation import headquarters

    return [(headquarters, "take_push", lossy)]


@contextmanager
def _rolled_back(database: Database) -> Iterator[Connection]:
    with database._writer.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@mutant("a page ignores access")
def _open_pages() -> list[Swap]:
    def every(self: Facts, staff: object, at: object) -> tuple[Scope, ...]:
        del staff, at
        scopes = {scope for scope in self.states if scope.startswith("grants:")}
        return (Scope("agency"), *(Scope(s.replace("grants:", "case:")) for s in sorted(scopes)))

    return [(Facts, "held_scopes", every)]


@mutant("access is worked out once")
def _stale_facts() -> list[Swap]:
    original = FactCache.load

    def once(self: FactCache, connection: Connection) -> Facts:
        return self._facts if self._facts.version >= 0 else original(self, connection)

    return [(FactCache, "load", once)]


@mutant("leave is an event", "withdraw", "allocate", "telephone")
def _leave_once() -> list[Swap]:
    original = HoldingPlan.leave
    told: set[tuple[Scope, int]] = set()

    def once(self: HoldingPlan, at_once: Collection[Scope] = ()) -> list[Leave]:
        found = [leave for leave in original(self, at_once) if (leave.scope, leave.generation) not in told]
        told.update((leave.scope, leave.generation) for leave in found)
        return found

    return [(HoldingPlan, "leave", once)]


@mutant("access regained goes on in the old generation", "withdraw", "allocate", "telephone")
def _same_generation() -> list[Swap]:
    def enter(plan: HoldingPlan, allowed: Sequence[Scope]) -> None:
        for scope in allowed:
            row = plan.rows.get(scope)
            if row is None or row.state is not holding.HoldingState.HELD:
                plan.rows[scope] = Held(row.generation if row else 1, row.position if row else 0)
                plan.entered.append(scope)

    return [(holding, "_enter", enter)]


@mutant("a cursor passes what a page leaves out")
def _cursor_passes() -> list[Swap]:
    original = server_pulls._page

    def to_the_end(view: object, scope: Scope, items: Sequence[object], *rest: Any) -> object:
        page = original(view, scope, items, *rest)  # type: ignore[arg-type]
        end = view.ends.get(scope, 0)  # type: ignore[attr-defined]
        return page.model_copy(update={"position": end, "complete": True})

    return [(server_pulls, "_page", to_the_end)]


@mutant("a hash is not checked", "altered", "telephone")
def _no_hash() -> list[Swap]:
    from server.intake import Arrival

    def trusting(item: object) -> Arrival:
        from casework.ledger.entry import read_entry

        data = item.data.encode()  # type: ignore[attr-defined]
        return Arrival(item.seq, item.id, data, read_entry(data))  # type: ignore[attr-defined]

    return [(batch_module, "_arrival", trusting)]


@mutant("a signature is not checked", "altered", "telephone")
def _no_signature() -> list[Swap]:
    return [(batch_module, "check_tip", lambda key, device, tip, signature: True)]


@mutant("every entry is news")
def _all_news() -> list[Swap]:
    return [(push, "_news", lambda connection, device, batch, words: list(batch))]


@mutant("clone deduplicated by seq", "laptop_copied", "laptop_restored", "laptop_cloned")
def _by_number() -> list[Swap]:
    def by_number(connection: Connection, device: Device, batch: Sequence[Arrival], words: Words) -> list[Arrival]:
        del connection, words
        return [item for item in batch if item.seq > device.chain.seq]

    def taken_for_known(connection: Connection, device: DeviceId, first: int, last: int) -> object:
        """Whatever has the number is what the server has."""
        return load_receipts(connection, device, first, last)

    return [(push, "_news", by_number), (push, "load_receipts", taken_for_known)]


@mutant("re-offer loses order", "backup", "restore", "telephone")
def _order_lost() -> list[Swap]:
    return [(push, "read_words", lambda key, devices, receipts: {})]


@mutant("a restored server serves at once", "backup", "restore", "exclude", "withdraw")
def _serves_at_once() -> list[Swap]:
    return [(replay._Replay, "run", lambda self, lines: self.done)]


@mutant("a ruling is ignored at the office", "ruling", "unchecked_level", "second_signing", "level")
def _office_ignores_ruling() -> list[Swap]:
    return [(place, "load_rulings", lambda connection, scopes: {}) for place in (storage_log, intake)]
