import errno
import os
import stat
from pathlib import Path

import pytest

from desktop.store.private_file import DiskFull, FolderUnusable, load_private, write_private


def test_what_was_written_is_private_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "small.json"
    assert load_private(path) is None
    write_private(path, b"one")
    write_private(path, b"two")
    assert load_private(path) == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, FolderUnusable)]
)
def test_a_failing_disk_is_said_plainly_and_the_old_file_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: type[Exception]
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "small.json"
    write_private(path, b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(told):
        write_private(path, b"new")
    assert load_private(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable):
        load_private(tmp_path)
