"""Comparing the heads of scopes with a laptop's, and putting right what differs.

The server folds a scope that differs again from its log before it says so: then the laptop's turn is next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.ledger.keep import heads_digest
from casework.ledger.protocol import ChainTip, ScopeDigest, VerifyRequest, VerifyResponse
from casework.records.identifier import DeviceId, Scope
from server.admission import current_device
from server.holding import Held
from server.office import Office
from server.refold import mend_scope
from server.storage.database import Connection
from server.storage.folded import load_scope
from server.storage.holding import load_holdings
from server.storage.log import load_ends, lock_scopes


@dataclass
class _Comparison:
    differ: list[Scope] = field(default_factory=list)
    behind: list[Scope] = field(default_factory=list)


def answer_verify(office: Office, device: DeviceId, request: VerifyRequest) -> VerifyResponse:
    """Compare digests of scopes that the laptop holds to their end.

    Raises:
        Refused: if the laptop was stopped meanwhile.
    """
    now = office.clock.now()
    with office.database.read() as connection:
        found = current_device(connection, device, lock=False)
        allowed = set(office.facts.load(connection).held_scopes(found.staff, now))
        believed = {s: row for s, row in load_holdings(connection, device).items() if s in allowed}
        seen = _compare(connection, believed, request)
    if seen.differ:
        seen = _after_mending(office, believed, request, seen)
    chain = ChainTip(seq=found.chain.seq, id=found.chain.id)
    return VerifyResponse(differ=seen.differ, behind=seen.behind, chain=chain, server_time=now)


def _compare(connection: Connection, believed: Mapping[Scope, Held], request: VerifyRequest) -> _Comparison:
    ends = load_ends(connection, [item.scope for item in request.scopes])
    result = _Comparison()
    for item in request.scopes:
        if not _is_level(believed.get(item.scope), item, ends.get(item.scope, 0)):
            result.behind.append(item.scope)
        elif heads_digest(load_scope(connection, item.scope)) != item.digest:
            result.differ.append(item.scope)
    # What was written meanwhile is no difference.
    again = load_ends(connection, result.differ)
    moved = [scope for scope in result.differ if again.get(scope) != ends.get(scope)]
    return _Comparison([scope for scope in result.differ if scope not in moved], result.behind + moved)


def _is_level(row: Held | None, item: ScopeDigest, end: int) -> bool:
    held = row is not None and row.is_held and row.generation == item.generation
    return held and item.position == end


def _after_mending(
    office: Office, believed: Mapping[Scope, Held], request: VerifyRequest, seen: _Comparison
) -> _Comparison:
    with office.database.write() as connection:
        lock_scopes(connection, seen.differ)
        mended = [scope for scope in sorted(seen.differ) if mend_scope(connection, scope)]
        if not mended:
            return seen
        return _compare(connection, believed, request)
