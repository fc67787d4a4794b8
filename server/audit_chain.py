"""The chain of the audit: each row's digest over the one before it, and what of that does not fit."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.ledger.audit import AuditWhat, Checkpoint, SignedCheckpoint, read_checkpoint
from server.storage.audit import GENESIS, AuditRow, Seal

_NOT_HASHED = frozenset({"id", "digest"})


@dataclass(frozen=True)
class AuditFault:
    """Something that does not fit: at which place, in a sentence."""

    place: int
    sentence: str


def digest_of(before: str, row: AuditRow, place: int) -> str:
    """SHA-256 over the digest before and the row as one text. Its number in the table is no part of it."""
    values = {name: _plain(value) for name, value in asdict(row).items() if name not in _NOT_HASHED}
    text = json.dumps({**values, "place": place}, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def find_faults(
    rows: Iterable[AuditRow], seal: Seal, key: Ed25519PublicKey, checkpoints: Sequence[SignedCheckpoint]
) -> Iterator[AuditFault]:
    """Whatever of the audit is not as it was written; nothing where all of it is.

    `rows` by their places, those that are not sealed yet after them. `checkpoints`: the server's own, and those that
    were kept elsewhere. What a noted restore has lost is no fault: later places of an earlier epoch.
    """
    wanted = {found.place for signed in checkpoints if (found := read_checkpoint(key, signed))}
    # Of millions of rows only what a checkpoint speaks of is kept in mind.
    digests, restored = {0: GENESIS}, {}
    last, before = 0, GENESIS
    for row in rows:
        if row.place is None:
            continue
        if row.place != last + 1:
            yield AuditFault(last + 1, f"Rows are missing, or stand twice, before place {row.place}.")
        before = digest_of(before, row, row.place)
        if row.digest != before:
            yield AuditFault(row.place, "The row, or its place, is not as it was written.")
            before = row.digest or before
        last = row.place
        if last in wanted:
            digests[last] = before
        if row.what == AuditWhat.RESTORED.value:
            restored[last] = row.epoch
        if row.what == AuditWhat.MISSING.value:
            yield AuditFault(last, f"The server itself found rows missing here: {row.detail or ''}")
    if (last, before) != (seal.place, seal.digest):
        yield AuditFault(last, f"The chain was sealed up to place {seal.place}, and ends at {last}.")
    yield from _against(digests, restored, key, checkpoints)


def _against(
    digests: Mapping[int, str],
    restored: Mapping[int, int],
    key: Ed25519PublicKey,
    checkpoints: Sequence[SignedCheckpoint],
) -> Iterator[AuditFault]:
    for signed in checkpoints:
        found = read_checkpoint(key, signed)
        if found is None:
            yield AuditFault(0, "A checkpoint is not as it was signed.")
        elif digests.get(found.place) != found.digest and not is_lost(found, restored):
            yield AuditFault(found.place, "The row differs from a checkpoint, or is missing.")


def is_lost(checkpoint: Checkpoint, restored: Mapping[int, int]) -> bool:
    """Whether a restore that is noted explains it: the chain began anew before its place, in a later epoch."""
    return any(place <= checkpoint.place and epoch > checkpoint.epoch for place, epoch in restored.items())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
