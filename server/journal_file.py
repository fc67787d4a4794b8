"""The journal's file: sealed lines that are only ever added, numbered as the database numbers them.

A line is on the disk before the transaction it tells of commits, and a mark follows once it has. So the file says what
has happened even where the database is an older one, and what was begun only is told from what was done: numbers are
given under a lock, and one that is given again means that the line before was taken back.
"""

import base64
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import JsonValue

from casework.errors import Damaged
from server.folder_lock import locked

JOURNAL_FILE = "journal.jsonl"

Line = dict[str, JsonValue]

_NONCE_BYTES = 12
_PURPOSE = b"doorstep/journal/v1"
_MARK = "committed"
_BLOCK_BYTES = 64 * 1024


class JournalFile:
    """Sealed lines in a file. Lines without a number, such as the marks, belong to no transaction."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / JOURNAL_FILE
        self._cipher = AESGCM(key)

    def append(self, lines: Sequence[Line], first: int) -> bool:
        """Add the lines of one transaction, numbered from `first`; they are on the disk when this returns.

        False, and nothing is added, if such a number was given and committed before: the database is an older one.
        """
        numbered = [{**line, "number": first + place, "first": first} for place, line in enumerate(lines)]
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+b") as file, locked(descriptor):
            _cut_torn(descriptor)
            if self.committed() >= first:
                return False
            file.write(self._sealed(numbered))
            file.flush()
            os.fsync(descriptor)
        return True

    def append_alone(self, line: Line) -> None:
        """Add a line that belongs to no transaction."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+b") as file, locked(descriptor):
            _cut_torn(descriptor)
            file.write(self._sealed([line]))
            file.flush()
            os.fsync(descriptor)

    def mark(self, number: int) -> None:
        """Note that the transaction has committed whose last line has this number."""
        # Not waited for, and no fault without it: then the line counts as begun only, and the database is believed.
        with suppress(OSError):
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                with locked(descriptor):
                    os.write(descriptor, self._sealed([{"sort": _MARK, "committed": number}]))
            finally:
                os.close(descriptor)

    def committed(self) -> int:
        """The number of the last line of which this file alone shows that its transaction has committed; 0: of none.

        Raises:
            Damaged: if a line is not as it was written.
        """
        for text in _backwards(self._path):
            line = self._open(text)
            if line.get("sort") == _MARK:
                return _number(line, "committed")
            if "first" in line:
                # Numbers are given one transaction after the other: whatever is before this one was committed.
                return _number(line, "first") - 1
        return 0

    def load(self) -> list[Line]:
        """Every line whose transaction was not taken back, oldest first. Raises as `committed`."""
        if not self._path.exists():
            return []
        whole, _, _ = self._path.read_bytes().rpartition(b"\n")
        return _standing(self._open(text) for text in whole.decode("ascii", "replace").splitlines())

    def _sealed(self, lines: Sequence[Line]) -> bytes:
        return "".join(self._seal(line) + "\n" for line in lines).encode()

    def _seal(self, line: Line) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, json.dumps(line).encode(), _PURPOSE)
        return json.dumps({"v": 1, "sealed": base64.b64encode(nonce + sealed).decode()})

    def _open(self, text: str) -> Line:
        try:
            data = base64.b64decode(json.loads(text)["sealed"], validate=True)
            line: Line = json.loads(self._cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _PURPOSE))
        except (ValueError, KeyError, TypeError, InvalidTag) as error:
            raise Damaged("The journal is damaged. Restore it from the safe copy.") from error
        return line


def _standing(lines: Iterable[Line]) -> list[Line]:
    """The lines without marks, and without those whose number was given again."""
    standing: list[Line] = []
    lowest: int | None = None
    for line in reversed(list(lines)):
        number = _number(line, "number") if "number" in line else None
        if line.get("sort") == _MARK or (number is not None and lowest is not None and number >= lowest):
            continue
        lowest = lowest if number is None else number
        standing.append(line)
    return standing[::-1]


def _number(line: Line, name: str) -> int:
    value = line.get(name)
    return value if isinstance(value, int) else 0


def _cut_torn(descriptor: int) -> None:
    """Cut off what a crash left of a line in the middle of being written: its transaction never committed."""
    size = os.fstat(descriptor).st_size
    end = size
    while end:
        start = max(0, end - _BLOCK_BYTES)
        place = os.pread(descriptor, end - start, start).rfind(b"\n")
        if place >= 0:
            end = start + place + 1
            break
        end = start
    if end != size:
        os.ftruncate(descriptor, end)


def _backwards(path: Path) -> Iterator[str]:
    """The whole lines of a file, last first."""
    if not path.exists():
        return
    with path.open("rb") as file:
        rest, end, torn = b"", file.seek(0, os.SEEK_END), True
        while end:
            start = max(0, end - _BLOCK_BYTES)
            file.seek(start)
            lines = (file.read(end - start) + rest).split(b"\n")
            # What stands after the last end of a line is torn or empty.
            rest, whole = lines[0], lines[1:-1] if torn and len(lines) > 1 else lines[1:]
            torn = torn and len(lines) == 1
            yield from (line.decode("ascii", "replace") for line in reversed(whole))
            end = start
        if rest and not torn:
            yield rest.decode("ascii", "replace")
