import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.store.private_file import FolderUnusable
from desktop.store.single_instance import AlreadyOpen, InstanceLock

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from desktop.store.single_instance import InstanceLock
InstanceLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_instance_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / "open.lock"
    with InstanceLock(path), pytest.raises(AlreadyOpen, match="already open"):
        InstanceLock(path).acquire()
    with InstanceLock(path) as lock:
        assert lock.is_held
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_lock_ends_with_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "open.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyOpen):
            InstanceLock(path).acquire()
        holder.send_signal(signal.SIGKILL)
        holder.wait(timeout=30)
        with InstanceLock(path) as lock:
            assert lock.is_held


def test_a_started_program_does_not_hold_the_lock_on(tmp_path: Path) -> None:
    path = tmp_path / "open.lock"
    lock = InstanceLock(path)
    lock.acquire()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False) as child:
        lock.release()
        with InstanceLock(path) as again:
            assert again.is_held
        child.kill()


def test_a_folder_that_is_gone_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable):
        InstanceLock(tmp_path / "gone" / "open.lock").acquire()
    assert list(tmp_path.iterdir()) == []
