"""Installs a tool beside the packages of the tests, from a lock of its own: what only one long run needs.

`python -m tooling.beside NAME` prints the folder that it lies in.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def install(name: str) -> Path:
    """Install what `requirements/lock-NAME.txt` names, once for each lock; the folder to put on the path."""
    lock, tool = ROOT / "requirements" / f"lock-{name}.txt", ROOT / ".venv" / name
    stamp = tool / "lock"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return tool
    shutil.rmtree(tool, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    options = ["--require-hashes", "--only-binary", ":all:", "--target", str(tool), "-r", str(lock)]
    subprocess.run([*command, *options], check=True)
    shutil.copy(lock, stamp)
    return tool


if __name__ == "__main__":
    print(install(sys.argv[1]))
