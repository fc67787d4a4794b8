"""What the agency's administrator has decided for this laptop, and where the application keeps its files."""

import base64
import json
import os
import stat
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn, Self
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from casework.errors import UserError
from casework.ledger.recovery import RECOVERY_KEY_BYTES
from desktop.signature import check, load_public, read_public

HOME_VARIABLE = "DOORSTEP_HOME"
"""Environment variable that moves the whole data folder, for tests and for the demonstration."""

PURPOSE = "policy"
"""What a policy is signed for."""

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
    ``proxy``: "system", "none", or the address of one. ``updates``: "off", or "tell" for looking at ``update_url`` for
    an announcement that is signed with ``update_key`` (raw, 32 bytes); nothing is ever installed by the application.
    """

    server_url: str | None = None
    agency_ca_file: Path | None = None
    recovery_public_key: bytes | None = None
    idle_lock_minutes: int = 5
    require_key_store: bool = True
    argon2_memory_kib: int = 65536
    photographs: bool = False
    screen_capture: bool = False
    proxy: str = "system"
    updates: str = "off"
    update_url: str | None = None
    update_key: bytes | None = None


class PolicyFile(BaseModel):
    """The JSON file as written by hand. Unknown names are refused: a slip must not undo a decision."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Doorstep's policy for managed laptops")

    server_url: str | None = Field(None, description="The office's server, https://. Without it the person types it.")
    agency_ca_file: str | None = Field(None, description="PEM file of the agency's own authority, whole path.")
    recovery_public_key: str | None = Field(None, description="What doorstep-server recovery-key make prints.")
    idle_lock_minutes: int = Field(5, ge=1, le=15, description="After so many idle minutes the window locks.")
    require_key_store: bool = Field(True, description="false: the passphrase alone may guard the records.")
    argon2_memory_kib: int = Field(65536, ge=65536, le=262144, description="What one guess costs at least, in KiB.")
    photographs: bool = Field(False, description="Whether photographs may be attached.")
    screen_capture: bool = Field(False, description="Whether pictures of the screen may show the windows.")
    proxy: str = Field("system", description='"system", "none", or http://host:port of the agency\'s proxy.')
    updates: Literal["off", "tell"] = Field("off", description='"tell": say when a newer version is announced.')
    update_url: str | None = Field(None, description="Where the signed announcement of a new version lies, https://.")
    update_key: str | None = Field(None, description="The public half of the key that announcements are signed with.")
    signature: str | None = Field(None, description="Made by doorstep policy sign.")

    @model_validator(mode="after")
    def _whole_switch(self) -> Self:
        if self.updates == "tell" and not (self.update_url and self.update_key):
            raise PydanticCustomError("updates", "needs update_url and update_key")
        return self

    @field_validator("proxy")
    @classmethod
    def _safe_proxy(cls, text: str) -> str:
        parts = urlsplit(text)
        known = text in {"system", "none"} or (parts.scheme in {"http", "https"} and parts.hostname)
        if not known or parts.username or parts.password:
            raise ValueError("not a proxy")
        return text

    @field_validator("update_key")
    @classmethod
    def _whole_update_key(cls, text: str | None) -> str | None:
        if text is not None:
            read_public(text)
        return text

    @field_validator("server_url", "update_url")
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


def load_policy(path: Path | None = None, *, unsigned: bool = False) -> Policy:
    """Load the administrator's file, or the defaults where there is none.

    Raises ``BrokenPolicy`` when the file cannot be read, is not JSON, names an unknown or impossible value,
    or may be written by every user of the laptop; also when a ``path`` was asked for by name and nothing is
    there, and where a key lies beside it and it is not signed with that. ``unsigned``: it is about to be signed.
    """
    wanted = path or policy_path()
    key_file = None if unsigned else key_path(wanted)
    return _parsed(wanted, _load_text(wanted, asked=path is not None), key_file)


def key_path(policy: Path) -> Path:
    """Where the public half lies that a policy has to be signed with; where there is none, it need not be."""
    return policy.with_name("policy-key.pub")


def _load_text(wanted: Path, asked: bool) -> str:
    try:
        text = wanted.read_text(encoding="utf-8")
    except FileNotFoundError:
        # An agency that has its laptops check a signature has not decided for a laptop without a policy.
        if asked or key_path(wanted).exists():
            _refuse(wanted, "there is no such file")
        return "{}"
    except (OSError, UnicodeDecodeError):
        _refuse(wanted, "it cannot be read")
    if os.name == "posix" and wanted.stat().st_mode & _OTHERS_MAY_WRITE:
        _refuse(wanted, "every user of this laptop may write it")
    return text


def _parsed(path: Path, text: str, key_file: Path | None) -> Policy:
    """Return the policy in ``text``, naming the first wrong value and never quoting it."""
    try:
        values = json.loads(text)
        found = PolicyFile.model_validate(values)
        if key_file is not None and key_file.exists():
            check(values, PURPOSE, load_public(key_file))
    except ValidationError as error:
        place = error.errors()[0]["loc"]
        _refuse(
            path,
            f"the value “{place[0] if place else 'whole file'}” is not usable",
        )
    except (ValueError, RecursionError):
        _refuse(path, "it is not valid JSON")
    except UserError as error:
        _refuse(path, error.sentence[0].lower() + error.sentence[1:].rstrip("."))
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
        proxy=found.proxy,
        updates=found.updates,
        update_url=found.update_url,
        update_key=read_public(found.update_key) if found.update_key else None,
    )


def use_proxy(policy: Policy, environment: MutableMapping[str, str]) -> None:
    """Have every connection of this process go as the policy says; what the person's environment says counts less."""
    if policy.proxy == "system":
        return
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        environment.pop(name, None)
        environment.pop(name.upper(), None)
    if policy.proxy == "none":
        environment["NO_PROXY"] = "*"
    else:
        environment["HTTPS_PROXY"] = policy.proxy


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
