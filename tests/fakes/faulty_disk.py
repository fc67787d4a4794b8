"""A disk that is full or fails at the write one wants: a small library preloaded into a program of its own."""

import ctypes
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

SOURCE = Path(__file__).with_suffix(".c")


def can_fail() -> bool:
    """Whether it works here: Linux with a compiler."""
    return sys.platform.startswith("linux") and shutil.which("cc") is not None


@cache
def _library() -> Path:
    path = Path(mkdtemp(prefix="doorstep-disk-")) / "faulty_disk.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(path), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return path


def run_on_faulty_disk(module: str, *arguments: str) -> str:
    """Run a module to its end with the library; what it writes on its standard output."""
    environment = {**os.environ, "LD_PRELOAD": str(_library())}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    return done.stdout


class FaultyDisk:
    """In the program itself: which write or sync under a folder fails, and how."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder.resolve()).encode()
        self._own = ctypes.CDLL(None)
        self._own.faulty_disk_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._own.faulty_disk_seen.restype = ctypes.c_long

    def fail_at(self, number: int, error: int, *, lasting: bool) -> None:
        """Let the write of this number, from 0 on, fail with an `errno`; lasting: and every one after it."""
        self._own.faulty_disk_arm(self._folder, number, error, int(lasting))

    def mend(self) -> int:
        """Let everything go well again; how many writes there were."""
        seen = int(self._own.faulty_disk_seen())
        self._own.faulty_disk_arm(b"", -1, 0, 0)
        return seen
