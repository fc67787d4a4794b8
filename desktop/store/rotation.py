"""The store's key changed for another one, after officers had halves of the old one in their hands.

The slot holds both keys, the new one first, before the store's file is written anew, and the new one alone afterwards:
a kill anywhere leaves a store that one of the two opens, and the next unlocking finishes what was begun.
"""

from pathlib import Path

from desktop.store.connection import DamagedStore, WrongKey, open_store, plain_store_faults
from desktop.store.keyslot import KEY_BYTES, drop_old_key
from desktop.store.profile import Profile


def settle_key(profile: Profile, keys: bytes, passphrase: str, device_secret: bytes | None) -> bytes:
    """Return the store's key; end a change that is under way (64 bytes, the new one and the old one) first.

    Raises what opening the store and its slot raise, and ``AlreadyOpen``.
    """
    if len(keys) == KEY_BYTES:
        return keys
    new, old = keys[:KEY_BYTES], keys[KEY_BYTES:]
    with profile.instance_lock():
        try:
            open_store(profile.store_path, new).close()
        except (WrongKey, DamagedStore):
            rekey_store(profile.store_path, old, new)
        return drop_old_key(profile.slot_path, passphrase, device_secret)


def rekey_store(path: Path, old: bytes, new: bytes) -> None:
    """Write the store's file anew under another raw key, wholly or not at all. Raises as ``open_store``."""
    connection = open_store(path, old)
    try:
        with plain_store_faults():
            # A write-ahead log holds pages under the old key: SQLCipher changes keys by a rollback journal only.
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != "delete":
                raise RuntimeError("the store would not leave its write-ahead log")
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    finally:
        connection.close()
