"""Writes a file where a person wants it: whole or not at all, and readable by nobody else on this computer."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from casework.errors import Conflict, UserError
from casework.words import say

_NO_ROOM = say("There is not enough room there. Nothing was saved. Free some space or choose another place.")
_NOT_ALLOWED = say("You may not write there. Nothing was saved. Choose another place, then save it again.")
_REFUSED = say("It could not be written there. Nothing was saved. Choose another place, then save it again.")
_SENTENCES = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
}


class AlreadyThere(Conflict):
    """There is a file of this name; whoever saves says whether it is replaced."""

    def __init__(self) -> None:
        super().__init__(say("There is a file of this name already. Choose another name, or replace it."))


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write bytes to a file of a person's choice; not for the thread of the windows.

    Raises:
        AlreadyThere: if there is a file, and it is not to be replaced.
        UserError: if the disk refuses. Nothing is left behind then, and a file that was there is as it was.
    """
    with writing_file(path, data, replace=replace):
        pass


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files, as of an older paper that is replaced. Raises `UserError` if the disk refuses."""
    with _plain_words():
        for path in paths:
            path.unlink(missing_ok=True)


@contextmanager
def writing_file(path: Path, data: bytes, *, replace: bool = False) -> Iterator[None]:
    """Around what has to stand before the file does: it is written, and has its name only once that has gone well.

    Raises as `write_file`; where the block raises, there is no file.
    """
    with _plain_words():
        if path.exists() and not replace:
            raise AlreadyThere
        if path.is_dir():
            raise IsADirectoryError
        part = _write_beside(path, data)
    try:
        yield
        with _plain_words():
            part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextmanager
def _plain_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # The words of the error name the folder: they go no further.
        raise UserError(_SENTENCES.get(error.errno or 0, _REFUSED)) from None


def _write_beside(path: Path, data: bytes) -> Path:
    # Beside it, then renamed: nobody ever finds half a paper.
    number, name = mkstemp(prefix=".doorstep-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return part
