"""The profiles on this laptop: one person's store each, with its key slot, in a folder of a random name.

What lies beside the encrypted store can be read on a lost laptop: a label that the person chose knowing that,
the server's address and random ids. Never a name. Read before the first window, so without a library that takes long
to load.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from casework.errors import Damaged, NewerVersion, UserError
from casework.words import say
from desktop.settings import Folders
from desktop.store.private_file import load_private, plain_disk_faults
from desktop.store.single_instance import InstanceLock

LONGEST_LABEL = 20
PROFILE_VERSION = 1
PROFILE_FILE = "profile.json"
_ID_SIGNS, _ID_LENGTH = frozenset("0123456789abcdef"), 32


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's store on this laptop. Everything here is readable without a key."""

    profile_id: str
    label: str
    server_url: str
    folder: Path

    @property
    def store_path(self) -> Path:
        """Return the encrypted store's file."""
        return self.folder / "store.db"

    @property
    def slot_path(self) -> Path:
        """Return the key slot's file."""
        return self.folder / "keyslot.json"

    @property
    def tries_path(self) -> Path:
        """Return the file of the tally of wrong passphrases."""
        return self.folder / "tries.json"

    def instance_lock(self) -> InstanceLock:
        """Return the lock to hold while the store is open."""
        return InstanceLock(self.folder / "open.lock")


@dataclass(frozen=True, slots=True)
class ProfileList:
    """The profiles found, by label, and one sentence for each folder that could not be read."""

    profiles: tuple[Profile, ...]
    problems: tuple[UserError, ...]


def load_profiles(folders: Folders) -> ProfileList:
    """Return what lies in the data folder; a damaged profile hides no other. Raises ``FolderUnusable``."""
    profiles: list[Profile] = []
    problems: list[UserError] = []
    with plain_disk_faults():
        found = sorted(path for path in folders.data.iterdir() if path.is_dir() and _is_id(path.name))
    for folder in found:
        try:
            profiles.append(_loaded(folder))
        except (Damaged, NewerVersion) as problem:
            problems.append(problem)
    return ProfileList(tuple(sorted(profiles, key=lambda profile: profile.label.casefold())), tuple(problems))


def clean_label(text: str) -> str:
    """Return the label as it is kept. Raises ``UserError`` where it is empty, too long or not printable."""
    label = " ".join(text.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise UserError(
            say(
                "Choose a label of 1 to {longest_label} letters or figures, such as your initials.",
                longest_label=LONGEST_LABEL,
            )
        )
    return label


def _is_id(name: str) -> bool:
    return len(name) == _ID_LENGTH and _ID_SIGNS.issuperset(name)


def _loaded(folder: Path) -> Profile:
    """Return the profile in ``folder``. Raises ``Damaged`` or ``NewerVersion``."""
    try:
        found = json.loads(load_private(folder / PROFILE_FILE) or b"")
        version, profile_id = found["version"], str(found["profile_id"])
        if isinstance(version, int) and version > PROFILE_VERSION:
            raise NewerVersion(
                say(
                    "A profile on this laptop was made by a newer version of Doorstep. "
                    "Ask your IT team to update this laptop."
                )
            )
        if version != PROFILE_VERSION or profile_id != folder.name:
            raise ValueError("not this profile")
        return Profile(profile_id, clean_label(str(found["label"])), str(found["server_url"]), folder)
    except NewerVersion:
        raise
    except (ValueError, KeyError, TypeError, RecursionError, UserError):
        raise Damaged(
            say(
                "The description of a profile on this laptop is damaged (folder {folder}…). Its records are still "
                "there: ask your IT team.",
                folder=folder.name[:8],
            )
        ) from None
