"""Random edits of an audit: what somebody with the database, and without the server's key, might do to it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from server.audit_chain import digest_of
from server.storage.audit import GENESIS, AuditRow, Seal

Edited = tuple[list[AuditRow], Seal]
Edit = Callable[[random.Random, list[AuditRow], Seal], Edited]

_OTHER: dict[str, Callable[[AuditRow], Any]] = {
    "staff": lambda row: row.staff + "x",
    "device": lambda row: (row.device or "") + "x",
    "what": lambda row: "sent" if row.what != "sent" else "recorded",
    "target": lambda row: row.target[::-1] + "x",
    "detail": lambda row: (row.detail or "") + "1",
    "why": lambda row: None if row.why else "a reason",
    "at": lambda row: row.at + timedelta(microseconds=1),
    "epoch": lambda row: row.epoch + 1,
    "event": lambda row: (row.event or "") + "x",
    "occurred_at": lambda row: row.at,
    "digest": lambda row: "f" * 64,
}


def change_field(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """Another value in one field."""
    at, name = chance.randrange(len(rows)), chance.choice(sorted(_OTHER))
    rows[at] = replace(rows[at], **{name: _OTHER[name](rows[at])})
    return rows, seal


def remove(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """A row is gone."""
    del rows[chance.randrange(len(rows))]
    return rows, seal


def exchange(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """Two rows in each other's place."""
    one, other = chance.sample(range(len(rows)), 2)
    first, second = rows[one], rows[other]
    rows[one], rows[other] = replace(second, place=first.place), replace(first, place=second.place)
    return rows, seal


def insert(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """A row that nobody wrote, with every later one moved on."""
    at = chance.randrange(len(rows))
    later = [replace(row, place=(row.place or 0) + 1) for row in rows[at:]]
    return [*rows[:at], replace(rows[at], staff="somebody else"), *later], seal


def truncate(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """The end is gone, and the seal says so."""
    kept = rows[: chance.randrange(len(rows))]
    return kept, Seal(len(kept), kept[-1].digest or GENESIS) if kept else Seal()


def unseal(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """A row is taken out of the chain and stands among those that wait."""
    at = chance.randrange(len(rows))
    return [*rows[:at], *rows[at + 1 :], replace(rows[at], place=None, digest=None)], seal


def write_anew(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """A row is changed and every digest from there on worked out again, the seal's too."""
    at, name = chance.randrange(len(rows)), chance.choice(sorted(_OTHER.keys() - {"digest"}))
    rows[at] = replace(rows[at], **{name: _OTHER[name](rows[at])})
    return renewed(rows)


def remove_and_write_anew(chance: random.Random, rows: list[AuditRow], seal: Seal) -> Edited:
    """A row is gone, the places close up, and every digest is worked out again."""
    rows, _ = remove(chance, rows, seal)
    return renewed([replace(row, place=place) for place, row in enumerate(rows, 1)])


def renewed(rows: Sequence[AuditRow]) -> Edited:
    """The same rows under digests that fit."""
    found, before = [], GENESIS
    for row in rows:
        before = digest_of(before, row, row.place or 0)
        found.append(replace(row, digest=before))
    return found, Seal(len(found), before)


EDITS: tuple[Edit, ...] = (
    change_field,
    remove,
    exchange,
    insert,
    truncate,
    unseal,
    write_anew,
    remove_and_write_anew,
)
