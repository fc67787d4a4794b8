"""The administrator's policy file: how it is checked, whose signature it needs, what is said of one that is not usable.

Apart from `settings`, because pydantic and cryptography take longer to load than the first window may wait.
"""

import base64
import json
import os
import re
import stat
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NoReturn, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from casework.errors import UserError
from casework.ledger.recovery import RECOVERY_KEY_BYTES
from desktop.settings import Policy, is_safe_address, key_path, policy_path
from desktop.signature import check, load_public, read_public

PURPOSE = "policy"
"""What a policy is signed for."""

_OTHERS_MAY_WRITE = stat.S_IWOTH
_A_NAME = re.compile("[a-z][a-z0-9_]{2,39}")
_ALIKE = 0.75
"""From here on a name is a slip of the pen for a setting: `idle_lock_minuts` is 0.97, `proxy_address` 0.56."""
_WORDS_SHARED = 2
"""So many words of a setting in whatever order are meant for it: `lock_after_minutes`, `public_recovery_key`."""


class BrokenPolicy(UserError):
    """The administrator's file cannot be used. It is never skipped: it may hold the recovery key."""


class PolicyFile(BaseModel):
    """The JSON file as written by hand: the settings of this version. A slip must not undo a decision."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Doorstep's policy for managed laptops")

    server_url: str | None = Field(None, description="The office's server, https://. Without it the person types it.")
    agency_ca_file: str | None = Field(None, description="PEM file of the agency's own authority, whole path.")
    recovery_public_key: str | None = Field(None, description="What doorstep-server recovery-key make prints.")
    idle_lock_minutes: int = Field(5, ge=1, le=15, description="After so many idle minutes the window locks.")
    require_key_store: bool = Field(True, description="false: the passphrase alone may guard the records.")
    argon2_memory_kib: int = Field(65536, ge=65536, le=262144, description="What one guess costs at least, in KiB.")
    photographs: bool = Field(False, description="Whether photographs may be attached.")
    screen_capture: bool = Field(False, description="Whether pictures of the screen may show the windows.")
    language: str | None = Field(
        None, pattern="^[a-z]{2,3}([_-][A-Z]{2})?$", description="The program's language; without it the system's."
    )
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


def agreed_policy(arguments: Sequence[str]) -> Policy:
    """The agency's policy; it goes before one named by `--policy FILE`. Raises ``BrokenPolicy``."""
    named = arguments[arguments.index("--policy") + 1] if "--policy" in arguments[:-1] else None
    is_agencys = policy_path().exists() or key_path(policy_path()).exists()
    return load_policy() if named is None or is_agencys else load_policy(Path(named))


def load_policy(path: Path | None = None, *, unsigned: bool = False) -> Policy:
    """Load the administrator's file, or the defaults where there is none.

    Raises ``BrokenPolicy`` when the file cannot be read, is not JSON, has an impossible value, or a name that is
    nearly a setting's, or may be written by every user of the laptop; also when a ``path`` was asked for by name and
    nothing is there, and where a key lies beside it and it is not signed with that. ``unsigned``: it is about to be
    signed. What is no setting of this version is in ``Policy.unknown``, and the rest holds.
    """
    wanted = path or policy_path()
    key_file = None if unsigned else key_path(wanted)
    return _parsed(wanted, _load_text(wanted, asked=path is not None), key_file)


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
        known, unknown = _without_newer(path, values)
        found = PolicyFile.model_validate(known)
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
        language=found.language,
        proxy=found.proxy,
        updates=found.updates,
        update_url=found.update_url,
        update_key=read_public(found.update_key) if found.update_key else None,
        unknown=unknown,
    )


def _without_newer(path: Path, values: Any) -> tuple[Any, tuple[str, ...]]:
    """The settings of this version, and the names of others: a newer version's, which this one goes without.

    What is hardly a name, or nearly one of a setting, is a slip, and a slip must not undo a decision: it is refused.
    """
    settings = PolicyFile.model_fields
    unknown = tuple(name for name in values if name not in settings) if isinstance(values, dict) else ()
    for name in unknown:
        if name and (meant := meant_by(name, settings)):
            _refuse(path, f"“{name[:40]}” is no setting: “{meant}” may be meant")
        if not _A_NAME.fullmatch(name):
            _refuse(path, f"the value “{name[:40]}” cannot be a setting")
    return ({name: values[name] for name in values if name in settings} if unknown else values), unknown


def meant_by(name: str, settings: Iterable[str]) -> str:
    """The setting that a name is nearly that of, has a part of, or shares two words with; empty where there is none."""
    words = set(name.split("_"))
    alike = get_close_matches(name, settings, 1, _ALIKE)
    alike += [one for one in settings if name in one or len(words & set(one.split("_"))) >= _WORDS_SHARED]
    return alike[0] if alike else ""


def _refuse(path: Path, reason: str) -> NoReturn:
    raise BrokenPolicy(
        f"Doorstep cannot start because the administrator's settings in {path} are not usable: {reason}. "
        "Ask your IT team to correct the file."
    ) from None
