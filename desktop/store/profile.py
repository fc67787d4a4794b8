"""The profiles on this laptop: one person's store each, with its key slot, in a folder of a random name.

What lies beside the encrypted store can be read on a lost laptop: a label that the person chose knowing that,
the server's address and random ids. Never a name.
"""

import json
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casework.errors import Damaged, NewerVersion, UserError
from desktop.clock import Clock
from desktop.settings import Folders, make_private_folder
from desktop.store.connection import create_store
from desktop.store.keyslot import SlotTerms, create_slot, open_slot
from desktop.store.keystore import KeyStore, NoKeyStore
from desktop.store.migrations.runner import Step, migrate
from desktop.store.private_file import load_private, plain_disk_faults, sync_folder, write_private
from desktop.store.single_instance import InstanceLock
from desktop.store.slot_file import KdfCost, load_slot
from desktop.store.wrong_tries import WrongTries

LABEL_HINT = "Anyone who opens this laptop can read this label: use initials or “Profile 1”, not your name."
"""Stands beside the field in which the label is chosen."""

LONGEST_LABEL = 20
_VERSION = 1
_ID = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".new-"
_FILE = "profile.json"


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


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What a person gives to begin: a short label and the server's address."""

    label: str
    server_url: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """How the key of a new profile is guarded. ``key_store`` None: the passphrase alone, as policy allows."""

    key_store: KeyStore | None
    cost: KdfCost
    recovery_public_key: bytes | None = None


def load_profiles(folders: Folders) -> ProfileList:
    """Return what lies in the data folder; a damaged profile hides no other. Raises ``FolderUnusable``."""
    profiles: list[Profile] = []
    problems: list[UserError] = []
    with plain_disk_faults():
        found = sorted(path for path in folders.data.iterdir() if path.is_dir() and _ID.fullmatch(path.name))
    for folder in found:
        try:
            profiles.append(_loaded(folder))
        except (Damaged, NewerVersion) as problem:
            problems.append(problem)
    return ProfileList(tuple(sorted(profiles, key=lambda profile: profile.label.casefold())), tuple(problems))


def create_profile(folders: Folders, new: NewProfile, terms: KeyTerms, steps: Sequence[Step]) -> tuple[Profile, bytes]:
    """Make a profile: key-store entry, key slot, empty store at this version. Return it with the store key.

    All or nothing: an error takes back what was done, and after a kill the next call does. Takes as long as
    one passphrase check. Raises what the key store raises, ``UserError`` for an unusable label, ``DiskFull``.
    """
    label = clean_label(new.label)
    profile_id = secrets.token_hex(16)
    with InstanceLock(folders.data / "creating.lock"):
        _remove_unfinished(folders, terms.key_store)
        draft = Profile(profile_id, label, new.server_url, folders.data / f"{_UNFINISHED}{profile_id}")
        try:
            key = _write(draft, new.passphrase, terms, steps)
            finished = Profile(profile_id, label, new.server_url, folders.data / profile_id)
            with plain_disk_faults():
                draft.folder.rename(finished.folder)
                sync_folder(folders.data)
        except BaseException:
            _take_back(draft, terms.key_store)
            raise
    return finished, key


def load_key(profile: Profile, passphrase: str, key_store: KeyStore | None, clock: Clock) -> bytes:
    """Return the store key of the profile, 32 bytes, counting a wrong passphrase.

    Raises ``TooSoon``, ``WrongPassphrase``, ``SecretMissing``, ``KeyStoreLocked``, ``NoKeyStore``,
    ``DamagedSlot``, ``NewerSlot``. Only a wrong passphrase lengthens the wait. Slow on purpose: never on the
    window's thread.
    """
    with WrongTries(profile.tries_path, clock).attempt():
        return open_slot(profile.slot_path, passphrase, load_device_secret(profile, key_store))


def load_device_secret(profile: Profile, key_store: KeyStore | None) -> bytes | None:
    """Return the key store's half of the profile's key, or None where its slot needs none."""
    if not load_slot(profile.slot_path).uses_key_store:
        return None
    if key_store is None:
        raise NoKeyStore
    return key_store.load_secret(profile.profile_id)


def remove_profile(profile: Profile, key_store: KeyStore | None) -> None:
    """Destroy a profile with everything in it: where enrolment was refused, or by the office's signed order."""
    with plain_disk_faults():
        doomed = profile.folder.rename(profile.folder.with_name(f"{_UNFINISHED}{profile.profile_id}"))
    _take_back(Profile(profile.profile_id, profile.label, profile.server_url, doomed), key_store)


def seal_entry(profile_id: str) -> str:
    """Return under which name the key store keeps what the closed store was (``file_seal``)."""
    return f"{profile_id}.seal"


def clean_label(text: str) -> str:
    """Return the label as it is kept. Raises ``UserError`` where it is empty, too long or not printable."""
    label = " ".join(text.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise UserError(f"Choose a label of 1 to {LONGEST_LABEL} letters or figures, such as your initials.")
    return label


def _write(draft: Profile, passphrase: str, terms: KeyTerms, steps: Sequence[Step]) -> bytes:
    """Write every part of a profile into its unfinished folder and return the store key."""
    make_private_folder(draft.folder)
    secret = secrets.token_bytes(32) if terms.key_store else None
    if terms.key_store and secret:
        terms.key_store.save_secret(draft.profile_id, secret)
    slot_terms = SlotTerms(draft.profile_id, secrets.token_hex(16), terms.cost, terms.recovery_public_key)
    key = create_slot(draft.slot_path, passphrase, secret, slot_terms)
    connection = create_store(draft.store_path, key)
    try:
        migrate(connection, draft.store_path, key, steps)
    finally:
        connection.close()
    content = {
        "version": _VERSION,
        "profile_id": draft.profile_id,
        "label": draft.label,
        "server_url": draft.server_url,
    }
    write_private(draft.folder / _FILE, json.dumps(content, indent=1).encode())
    return key


def _loaded(folder: Path) -> Profile:
    """Return the profile in ``folder``. Raises ``Damaged`` or ``NewerVersion``."""
    try:
        found = json.loads(load_private(folder / _FILE) or b"")
        version, profile_id = found["version"], str(found["profile_id"])
        if isinstance(version, int) and version > _VERSION:
            raise NewerVersion(
                "A profile on this laptop was made by a newer version of Doorstep. "
                "Ask your IT team to update this laptop."
            )
        if version != _VERSION or profile_id != folder.name:
            raise ValueError("not this profile")
        return Profile(profile_id, clean_label(str(found["label"])), str(found["server_url"]), folder)
    except NewerVersion:
        raise
    except (ValueError, KeyError, TypeError, RecursionError, UserError):
        raise Damaged(
            f"The description of a profile on this laptop is damaged (folder {folder.name[:8]}…). "
            "Its records are still there: ask your IT team."
        ) from None


def _remove_unfinished(folders: Folders, key_store: KeyStore | None) -> None:
    """Take back what a kill left of profiles that were never finished; nobody has seen anything of them."""
    for folder in folders.data.glob(f"{_UNFINISHED}*"):
        _take_back(Profile(folder.name.removeprefix(_UNFINISHED), "", "", folder), key_store)


def _take_back(draft: Profile, key_store: KeyStore | None) -> None:
    """Remove an unfinished profile as far as that goes; a key-store entry that stays behind opens nothing."""
    shutil.rmtree(draft.folder, ignore_errors=True)
    if key_store is not None:
        try:
            key_store.delete_secret(draft.profile_id)
            key_store.delete_secret(seal_entry(draft.profile_id))
        except UserError:
            return
