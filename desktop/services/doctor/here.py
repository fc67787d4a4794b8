"""What can be looked at on the laptop itself, whether or not somebody has unlocked."""

import os
import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_bytes, token_hex

from casework.errors import UserError
from casework.words import say
from desktop.installed import is_replaced, version
from desktop.policy_file import BrokenPolicy, load_policy
from desktop.services.doctor.authority import look_at_authority
from desktop.services.doctor.finding import Finding, State
from desktop.services.unlock import Laptop, key_store_of
from desktop.settings import Policy, key_path, policy_path
from desktop.store.connection import sqlite_version
from desktop.store.migrations.runner import load_steps
from desktop.store.page_check import PAGE_BYTES
from desktop.store.profile import load_device_secret
from desktop.store.profile_list import Profile, load_profiles
from desktop.store.slot_file import load_slot

LITTLE_ROOM_BYTES = 200 * 1024 * 1024
SOME_ROOM_BYTES = 2 * 1024 * 1024 * 1024


def look_here(laptop: Laptop, policy_file: Path | None = None) -> Iterator[Finding]:
    """Everything but the office, in the order in which it is shown. ``policy_file``: the one that counts here."""
    yield _versions()
    if is_replaced():
        updated = say("Doorstep was updated on this laptop while this window was open.")
        yield Finding(say("Version"), State.NOTE, updated, say("Lock it, and unlock it again: it is the new one then."))
    if is_root():
        root = say("This is root: the key store and the records looked at are root's own.")
        yield Finding(say("User"), State.NOTE, root, say("Look again as the person who works on this laptop."))
    for look in (lambda: _policy(policy_file), lambda: _key_store(laptop), lambda: _disk(laptop)):
        yield from _safely(look)
    yield from _safely(lambda: _folder(laptop))
    yield from _safely(lambda: _profiles(laptop))


def is_root() -> bool:
    """Whether an administrator looks, who has neither the person's key store nor their records."""
    return os.name == "posix" and os.geteuid() == 0


def _safely(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What a look finds; where it cannot be taken, that is said and the others go on."""
    try:
        yield from look()
    except UserError as error:
        yield Finding(say("Look"), State.FAULT, error.sentence)
    except OSError as error:
        yield Finding(say("Look"), State.FAULT, say("The system refused a look ({name}).", name=type(error).__name__))


def _versions() -> Finding:
    made = say(
        "Doorstep {version}, schema {version_2}, SQLite {sqlite_version}, ",
        version=version(),
        version_2=load_steps()[-1].version,
        sqlite_version=sqlite_version(),
    )
    return Finding(
        say("Version"),
        State.OK,
        say(
            "{made}Python {python_version}, {platform}.",
            made=made,
            python_version=platform.python_version(),
            platform=platform.platform(terse=True),
        ),
    )


def _policy(file: Path | None) -> Iterator[Finding]:
    path = file or policy_path()
    try:
        found = load_policy(file)
    except BrokenPolicy as error:
        yield Finding(say("Policy"), State.FAULT, error.sentence)
        return
    if file is None and not path.exists():
        yield Finding(say("Policy"), State.NOTE, say("There is no {path}: what Doorstep comes with holds.", path=path))
    else:
        signed = (
            say("signed, and checked") if key_path(path).exists() else say("nobody checks a signature on this laptop")
        )
        yield Finding(say("Policy"), State.OK, say("{path} is usable ({signed}).", path=path, signed=signed))
    yield from _policy_notes(found)


def _policy_notes(found: Policy) -> Iterator[Finding]:
    for name in found.unknown:
        strange = say("This version has no setting “{name}” and goes without it.", name=name)
        yield Finding(say("Policy"), State.NOTE, strange, say("Install the version that has it, or correct the file."))
    if found.agency_ca_file is not None and (wrong := look_at_authority(found.agency_ca_file)):
        yield wrong
    if found.recovery_public_key is None:
        without = say("No recovery key is set: a forgotten passphrase cannot be recovered.")
        yield Finding(say("Recovery"), State.NOTE, without, say("See doorstep-server recovery-key."))
    else:
        yield Finding(say("Recovery"), State.OK, say("A recovery key is set."))


def _key_store(laptop: Laptop) -> Iterator[Finding]:
    """Proved by a secret that is written, read and taken away again, under a name of its own."""
    required = laptop.policy.require_key_store
    name, secret = f"look {token_hex(8)}", token_bytes(32)
    try:
        store = laptop.key_store()
        try:
            store.keep_quietly(name, secret)
            same = store.load_secret(name) == secret
        finally:
            store.delete_secret(name)
    except UserError as error:
        yield Finding(say("Key store"), State.FAULT if required else State.NOTE, error.sentence)
        return
    if same:
        yield Finding(
            say("Key store"),
            State.OK,
            say("{capital} keeps what is written to it.", capital=_capital(store.describe())),
        )
    else:
        yield Finding(
            say("Key store"),
            State.FAULT,
            say("It gives back something else than was written."),
            say("Tell your IT team."),
        )


def _disk(laptop: Laptop) -> Iterator[Finding]:
    free = shutil.disk_usage(laptop.folders.data).free
    words = say("{free:.1f} GB are free where the records are.", free=free / 1000000000.0)
    if free < LITTLE_ROOM_BYTES:
        yield Finding(say("Disk"), State.FAULT, words, say("Make room now: without it nothing more can be recorded."))
    elif free < SOME_ROOM_BYTES:
        yield Finding(say("Disk"), State.NOTE, words, say("Make room soon."))
    else:
        yield Finding(say("Disk"), State.OK, words)


def _folder(laptop: Laptop) -> Iterator[Finding]:
    """Whether others on this computer could look in."""
    loose = 0
    if os.name == "posix":
        for path in (laptop.folders.data, *laptop.folders.data.rglob("*")):
            loose += bool(stat.S_IMODE(path.lstat().st_mode) & 0o077)
    if loose:
        words = say("{loose} files or folders of the records can be read by other users of this laptop.", loose=loose)
        yield Finding(say("Files"), State.FAULT, words, say("Ask your IT team: nobody else may have rights there."))
    else:
        yield Finding(say("Files"), State.OK, say("The records' files are this user's alone."))


def _profiles(laptop: Laptop) -> Iterator[Finding]:
    """Each by its number: what somebody calls theirs is not said."""
    found = load_profiles(laptop.folders)
    if not found.profiles and not found.problems:
        yield Finding(say("Records"), State.NOTE, say("Nobody is set up on this laptop under this user."))
    for number, profile in enumerate(found.profiles, 1):
        yield _profile(laptop, profile, say("Records {number}", number=number))
    for problem in found.problems:
        yield Finding(say("Records"), State.FAULT, problem.sentence)


def _profile(laptop: Laptop, profile: Profile, topic: str) -> Finding:
    try:
        slot = load_slot(profile.slot_path)
        load_device_secret(profile, key_store_of(laptop, profile))
        size = profile.store_path.stat().st_size
    except FileNotFoundError:
        return Finding(
            topic,
            State.FAULT,
            say("The file of the records is gone."),
            say("Do not delete anything: ask your IT team."),
        )
    except UserError as error:
        return Finding(topic, State.FAULT, error.sentence)
    if size < PAGE_BYTES or size % PAGE_BYTES:
        cut = say("The file of the records is cut short ({size} bytes).", size=size)
        return Finding(topic, State.FAULT, cut, say("Do not delete anything: ask your IT team."))
    guard = say("passphrase and key store") if slot.uses_key_store else say("the passphrase alone")
    recovery = say("can be recovered") if slot.has_recovery_key else say("cannot be recovered without the passphrase")
    return Finding(
        topic,
        State.OK,
        say("{size:.1f} MB, guarded by {guard}; {recovery}.", size=size / 1000000.0, guard=guard, recovery=recovery),
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
