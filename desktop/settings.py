"""What the agency's administrator has decided for this laptop, and where the application keeps its files.

Everybody waits for what is loaded here: how the file of the decisions is read is in `policy_file`.
"""

import os
import stat
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from casework.errors import UserError
from casework.words import say

HOME_VARIABLE = "DOORSTEP_HOME"
"""Environment variable that moves the whole data folder, for tests and for the demonstration."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Policy:
    """The administrator's decisions. A laptop without the file has these defaults.

    ``recovery_public_key`` is what `doorstep-server recovery-key make` prints, 64 bytes; without it a forgotten
    passphrase cannot be recovered. ``require_key_store`` may be False where laptops have no key store: then the
    passphrase alone guards the store. ``argon2_memory_kib`` is the least memory that one guess shall cost.
    ``photographs``: whether photographs may be attached; PDFs always may. ``screen_capture``: whether pictures of the
    screen, recordings and shared screens may show the windows, as some screen magnifiers and helpdesks need.
    ``language``: the one that the program is in ("gd"), where there is a translation; None: as the system is set.
    ``proxy``: "system", "none", or the address of one. ``updates``: "off", or "tell" for looking at ``update_url`` for
    an announcement that is signed with ``update_key`` (raw, 32 bytes); nothing is ever installed by the application.
    ``unknown``: names in the file that are no settings of this version; a newer one's, and nothing follows from them.
    """

    server_url: str | None = None
    agency_ca_file: Path | None = None
    recovery_public_key: bytes | None = None
    idle_lock_minutes: int = 5
    require_key_store: bool = True
    argon2_memory_kib: int = 65536
    photographs: bool = False
    screen_capture: bool = False
    language: str | None = None
    proxy: str = "system"
    updates: str = "off"
    update_url: str | None = None
    update_key: bytes | None = None
    unknown: tuple[str, ...] = ()


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


def key_path(policy: Path) -> Path:
    """Where the public half lies that a policy has to be signed with; where there is none, it need not be."""
    return policy.with_name("policy-key.pub")


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
            say(
                "Doorstep cannot use the folder {path}. Ask your IT team to give you the right to write there.",
                path=path,
            )
        ) from None
