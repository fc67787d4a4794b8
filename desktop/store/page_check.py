"""Whether a store file that does not open was written with a given key: damaged or wrong key.

Every page of a SQLCipher 4 file ends in 16 bytes of nonce and 64 bytes of HMAC-SHA512 over what stands before
it and the page's number. The HMAC's key comes from the raw key and the salt, the file's first 16 bytes
(SQLCipher's design page).
"""

import hashlib
import hmac
from pathlib import Path

PAGE_BYTES = 4096
"""SQLCipher 4's page size; a store has at least one page."""

_SALT_BYTES = 16
_HMAC_BYTES = 64
_MOST_PAGES = 256


def has_page_of(path: Path, key: bytes) -> bool:
    """Tell whether one of the first 256 pages was written with ``key``. An unreadable file has none."""
    try:
        with path.open("rb") as file:
            head = file.read(PAGE_BYTES * _MOST_PAGES)
    except OSError:
        return False
    salt = bytes(byte ^ 0x3A for byte in head[:_SALT_BYTES])
    hmac_key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
    return any(_is_whole(head, number, hmac_key) for number in range(1, len(head) // PAGE_BYTES + 1))


def _is_whole(head: bytes, number: int, hmac_key: bytes) -> bool:
    """Tell whether page ``number``, counted from 1, carries the right HMAC."""
    page = head[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]
    signed = page[_SALT_BYTES if number == 1 else 0 : -_HMAC_BYTES]
    expected = hmac.digest(hmac_key, signed + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(expected, page[-_HMAC_BYTES:])
