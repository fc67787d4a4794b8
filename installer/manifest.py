"""The manifest of a release: every file with its size and SHA-256, signed, for laptops that look for newer versions."""

import hashlib
import json
from pathlib import Path

from desktop.signature import load_private, sign
from desktop.sync.announcement import PURPOSE, read_announcement
from installer.place import DIST, moment, version

NAME = "doorstep-updates.json"
_HANDED_OUT = (".deb", ".rpm", ".exe", ".msi", ".zip", ".cdx.json", "-licences.txt")


def write_manifest(key_file: Path | None, older: Path | None = None) -> Path:
    """Write ``SHA256SUMS`` and the announcement into ``dist/``; without a key it is not signed, and does not count.

    ``older``: the announcement of the release before; an older or equal version is refused.

    Raises:
        SystemExit: for a downgrade, or where there is nothing to announce.
    """
    files = sorted(path for path in DIST.iterdir() if path.name.endswith(_HANDED_OUT))
    if not files:
        raise SystemExit("package: nothing in dist/: make package first")
    listed = [{"name": one.name, "size_bytes": one.stat().st_size, "sha256": _digest(one)} for one in files]
    sums = "".join(f"{one['sha256']}  {one['name']}\n" for one in listed)
    (DIST / "SHA256SUMS").write_text(sums, "ascii")
    values = {"version": version(), "released": f"{moment():%Y-%m-%d}", "files": listed}
    if older is not None:
        _refuse_downgrade(older)
    target = DIST / NAME
    if key_file is not None:
        key = load_private(key_file)
        values = sign(values, PURPOSE, key)
        read_announcement(json.dumps(values).encode(), key.public_key().public_bytes_raw())
    target.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    return target


def _refuse_downgrade(older: Path) -> None:
    before = str(json.loads(older.read_text("utf-8"))["version"])
    if tuple(map(int, before.split("."))) >= tuple(map(int, version().split("."))):
        raise SystemExit(f"package: {version()} is not newer than {before}: change the version in pyproject.toml")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
