"""Bringing a store to this version of the application, one numbered step after the other, never back."""

import importlib
import pkgutil
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.errors import NewerVersion
from casework.words import say
from desktop.store import migrations
from desktop.store.connection import Connection, check_integrity, open_store, plain_store_faults, transaction
from desktop.store.private_file import plain_disk_faults, sync_folder

_STEP_NAME = re.compile(r"m(\d{4})_\w+")


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema: the version it leads to and the single statements that lead there."""

    version: int
    statements: tuple[str, ...]


class NewerStore(NewerVersion):
    """The store was written by a newer Doorstep than this one."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your records were last opened with a newer version of Doorstep. Nothing was changed: "
                "ask your IT team to update this laptop."
            )
        )


def load_steps() -> tuple[Step, ...]:
    """Return the steps that come with this version, in order. Raises ``ValueError`` for a gap."""
    steps = []
    for found in sorted(module.name for module in pkgutil.iter_modules(migrations.__path__)):
        named = _STEP_NAME.fullmatch(found)
        if named is None:
            continue
        module = importlib.import_module(f"{migrations.__name__}.{found}")
        if int(named[1]) != module.VERSION:
            raise ValueError(f"the step {found} leads to another version than its name says")
        steps.append(Step(version=module.VERSION, statements=tuple(module.STATEMENTS)))
    return _checked(steps)


def load_version(connection: Connection) -> int:
    """Return the schema version of the store, 0 for a new one."""
    with plain_store_faults():
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection, path: Path, key: bytes, steps: Sequence[Step]) -> int:
    """Apply the ``steps`` that the store at ``path`` lacks and return how many those were.

    Each step is one transaction together with its version number. An existing store is first copied,
    encrypted under the same ``key``, beside itself, and the copy opened and verified; it is deleted when all
    steps are done and kept when one fails. Raises ``NewerStore``, ``DamagedStore``, ``DiskFull``; an error in
    a step's statements is a bug and leaves the store as it was before that step.
    """
    known = _checked(steps)
    version = load_version(connection)
    if version > len(known):
        raise NewerStore
    lacking = known[version:]
    copy = path.with_name(f"{path.name}.before-upgrade")
    if lacking and version > 0:
        _copy_verified(connection, copy, key)
    for step in lacking:
        _apply(connection, step)
    with plain_disk_faults():
        _remove(copy)  # also one that a kill left behind after the last step
    return len(lacking)


def _checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    if [step.version for step in steps] != list(range(1, len(steps) + 1)):
        raise ValueError("the steps must lead to the versions 1, 2, 3 … without a gap")
    return tuple(steps)


def _apply(connection: Connection, step: Step) -> None:
    with transaction(connection):
        for statement in step.statements:
            connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise ValueError(f"step {step.version} breaks a reference between tables")
        connection.execute(f"PRAGMA user_version = {step.version}")


def _copy_verified(connection: Connection, copy: Path, key: bytes) -> None:
    """Write a copy of the store and prove that it opens and holds the same number of rows in every table."""
    with plain_disk_faults():
        _remove(copy)
        copy.touch(mode=0o600, exist_ok=False)
    with plain_store_faults():
        connection.execute("VACUUM INTO ?", (str(copy),))
    copied = open_store(copy, key)
    try:
        check_integrity(copied)
        if _counts(copied) != _counts(connection):
            raise RuntimeError("the copy made before an upgrade is not the same as the store")
    finally:
        copied.close()
    with plain_disk_faults():
        sync_folder(copy.parent)


def _counts(connection: Connection) -> dict[str, int]:
    """Return the schema version and the number of rows of each table."""
    with plain_store_faults():
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        quoted = {name: name.replace('"', '""') for name in names}
        counts = {
            name: int(connection.execute(f'SELECT count(*) FROM "{safe}"').fetchone()[0])  # noqa: S608 — names cannot be bound
            for name, safe in quoted.items()
        }
    return {**counts, "user_version": load_version(connection)}


def _remove(copy: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
