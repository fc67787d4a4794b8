"""The store's key changed for another one, after officers had halves of the old one in their hands.

The slot has both keys before the store's file is written anew, and the new one alone afterwards: a kill anywhere leaves
a store that one of the two opens, and the next unlocking finishes what was begun. Where there is no room to write the
file anew, the old key goes on opening it until there is.
"""

from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from casework.errors import Unavailable, UserError
from casework.words import say
from desktop.store.connection import DamagedStore, WrongKey, open_store
from desktop.store.keyslot import KEY_BYTES, drop_old_key
from desktop.store.profile_list import Profile


class KeyNotChanged(Unavailable):
    """The file could not be written anew under another key; the old one opens it."""

    def __init__(self) -> None:
        super().__init__(say("Your records could not be given a new key: make some room on this laptop's disk."))


def settle_key(profile: Profile, keys: bytes, passphrase: str, device_secret: bytes | None) -> bytes:
    """Return the store's key; end a change that is under way (64 bytes, the new one and the old one) first.

    A change that cannot be ended now is left for the next unlocking: nobody is kept from their work by it. Raises what
    opening the store raises, and ``AlreadyOpen``.
    """
    if len(keys) == KEY_BYTES:
        return keys
    new, old = keys[:KEY_BYTES], keys[KEY_BYTES:]
    with profile.instance_lock():
        if standing_key(profile.store_path, keys) == old:
            try:
                rekey_store(profile.store_path, old, new)
            except KeyNotChanged:
                return old
        with suppress(UserError):
            drop_old_key(profile.slot_path, passphrase, device_secret)
        return new


def standing_key(path: Path, keys: bytes) -> bytes:
    """Return which of the store's keys opens it, the new one first. Raises as ``open_store`` where none does."""
    new, old = keys[:KEY_BYTES], keys[KEY_BYTES:]
    try:
        open_store(path, new).close()
    except (WrongKey, DamagedStore) as error:
        if not old:
            raise
        try:
            open_store(path, old).close()
        except WrongKey:
            raise error from None
        return old
    return new


def rekey_store(path: Path, old: bytes, new: bytes) -> None:
    """Write the store's file anew under another raw key, wholly or not at all, and open it by that.

    Raises ``KeyNotChanged``, the file as it was, and as ``open_store``.
    """
    write_anew(path, old, new)
    try:
        open_store(path, new).close()
    except (WrongKey, DamagedStore):
        raise KeyNotChanged from None


def write_anew(path: Path, old: bytes, new: bytes) -> None:
    """Let SQLCipher change the key. Raises as ``rekey_store``."""
    connection = open_store(path, old)
    try:
        # A write-ahead log holds pages under the old key: SQLCipher changes keys by a rollback journal only.
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise RuntimeError("the store would not leave its write-ahead log")
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    except dbapi2.DatabaseError:
        # SQLCipher says of a full disk no more than that something went wrong.
        raise KeyNotChanged from None
    finally:
        connection.close()
