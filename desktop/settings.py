"""What the agency's administrator has decided for this laptop, and where the application keeps its files."""

import base64
import json
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from casework.errors import UserError
from casework.ledger.recovery import RECOVERY_KEY_BYTES

HOME_VARIABLE = "DOORSTEP_HOME"
"""Environment variable that moves the whole data folder, for tests and for the demonstration."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OTHERS_MAY_WRITE = stat.S_IWOTH


class BrokenPolicy(UserError):
    """The administrator's file cannot be used. It is never skipped: it may hold the recovery key."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The administrator's decisions. A laptop without the file has these defaults.

    ``recovery_public_key`` is what `doorstep-server recovery-key make` prints, 64 bytes; without it a forgotten
    passphrase cannot be recovered. ``require_key_store`` may be False where laptops have no key store: then the
    passphrase alone guards the store. ``argon2_memory_kib`` is the least memory that one guess shall cost.
    ``photographs``: whether photographs may be attached; PDFs always may. ``screen_capture``: whether pictures of the
    screen, recordings and shared screens may show the windows, as some screen magnifiers and helpdesks need.
    """

    server_url: str | None = None
    agency_ca_file: Path | None = None
    recovery_public_key: bytes | None = None
    idle_lock_minutes: int = 5
    require_key_store: bool = True
    argon2_memory_kib: int = 65536
    photographs: bool = False
    screen_capture: bool = False


class _PolicyFile(BaseModel):
    """The JSON file as written by hand. Unknown names are refused: a slip must not undo a decision."""

    model_config = ConfigDict(extra="forbid", strict=True)

    server_url: str | None = None
    agency_ca_file: str | None = None
    recovery_public_key: str | None = None
    idle_lock_minutes: int = Field(default=5, ge=1, le=15)
    require_key_store: bool = True
    argon2_memory_kib: int = Field(default=65536, ge=65536, le=262144)
    photographs: bool = False
    screen_capture: bool = False

    @field_validator("server_url")
    @classmethod
    def _safe_address(cls, url: str | None) -> str | None:
        if url is not None and not is_safe_address(url):
            raise ValueError("not an https address")
        return url

    @field_validator("agency_ca_file")
    @classmethod
    def _whole_path(cls, path: str | None) -> str | None:
        if path is not None and not Path(path).is_absolute():
            raise ValueError("not a whole path")
        return path

    @field_validator("recovery_public_key")
    @classmethod
    def _whole_key(cls, text: str | None) -> str | None:
        if text is not None and len(base64.b64decode(text, validate=True)) != RECOVERY_KEY_BYTES:
            raise ValueError("not 64 bytes")
        return text


def is_safe_address(url: str) -> bool:
    """Tell whether ``url`` is https, or http on this very machine (the demonstration and tests)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))


def policy_path(platform: str = sys.platform) -> Path:
    """Return where the administrator's file lies on this kind of machine."""
    return Path("C:/ProgramData/Doorstep/managed.json" if platform == "win32" else "/etc/doorstep/managed.json")


def load_policy(path: Path | None = None) -> Policy:
    """Load the administrator's file, or the defaults where there is none.

    Raises ``BrokenPolicy`` when the file cannot be read, is not JSON, names an unknown or impossible value,
    or may be written by every user of the laptop; also when a ``path`` was asked for by name and nothing is
    there.
    """
    wanted = path or policy_path()
    try:
        text = wanted.read_text(encoding="utf-8")
    except FileNotFoundError:
        if path is None:
            return Policy()
        _refuse(wanted, "there is no such file")
    except (OSError, UnicodeDecodeError):
        _refuse(wanted, "it cannot be read")
    if os.name == "posix" and wanted.stat().st_mode & _OTHERS_MAY_WRITE:
        _refuse(wanted, "every user of this laptop may write it")
    return _parsed(wanted, text)


def _parsed(path: Path, text: str) -> Policy:
    """Return the policy in ``text``, naming the first wrong value and never quoting it."""
    try:
        found = _PolicyFile.model_validate(json.loads(text))
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        _refuse(
            path,
            f"the value “{place[0] if place else 'whole file'}” is not usable",
        )
    except (ValueError, RecursionError):
        _refuse(path, "it is not valid JSON")
    key = found.recovery_public_key
    return Policy(
        server_url=found.server_url,
        agency_ca_file=Path(found.agency_ca_file) if found.agency_ca_file else None,
        recovery_public_key=base64.b64decode(key) if key else None,
        idle_lock_minutes=found.idle_lock_minutes,
        require_key_store=found.require_key_store,
        argon2_memory_kib=found.argon2_memory_kib,
        photographs=found.photographs,
        screen_capture=found.screen_capture,
    )


def _refuse(path: Path, reason: str) -> NoReturn:
    raise BrokenPolicy(
        f"Doorstep cannot start because the administrator's settings in {path} are not usable: {reason}. "
        "Ask your IT team to correct the file."
    ) from None


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the application keeps its files, all 0700: ``data`` has one folder a profile."""

    data: Path
    logs: Path


def load_folders(root: Path | None = None, environment: Mapping[str, str] = os.environ) -> Folders:
    """Return the application's folders, made if needed, readable by this user of the laptop alone.

    ``root`` or the variable ``DOORSTEP_HOME`` puts everything under one folder. Raises ``UserError`` when a
    folder cannot be made.
    """
    named = environment.get(HOME_VARIABLE)
    home = root or (Path(named) if named else None)
    if home is not None:
        folders = Folders(data=home.absolute() / "data", logs=home.absolute() / "logs")
    else:
        folders = Folders(
            data=platformdirs.user_data_path("Doorstep", appauthor=False, roaming=False) / "data",
            logs=platformdirs.user_log_path("Doorstep", appauthor=False),
        )
    make_private_folder(folders.data)
    make_private_folder(folders.logs)
    return folders


def make_private_folder(path: Path) -> None:
    """Make ``path`` and what leads to it, 0700, and take other users' access away where it existed."""
    try:
        for folder in (*reversed(path.parents), path):
            folder.mkdir(mode=0o700, exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o700)
    except OSError:
        raise UserError(
            f"Doorstep cannot use the folder {path}. Ask your IT team to give you the right to write there."
        ) from None
