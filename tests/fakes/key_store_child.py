"""What the application does with the key store it finds: ``python -m tests.fakes.key_store_child FOLDER [wait]``.

Unlocks the profile in FOLDER (made before, if there is none), and sets up another one that is thrown away. Prints one
line: what was said of each, and whether the key is the one that it was made with. With ``wait``, only after a line has
been read, with the key store opened before.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from casework.errors import UserError
from desktop.clock import SystemClock
from desktop.services.unlock import Laptop, key_guard, key_store_of, laptop_key_store
from desktop.settings import Policy, load_folders
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile, load_key
from desktop.store.profile_list import load_profiles
from tests.fakes.key_store import CHEAP_COST

PASSPHRASE = "heron lantern gravel quilt"
KEY_FILE = "made-with.key"


def make(laptop: Laptop) -> bytes:
    """Set a profile up; returns its key."""
    terms = KeyTerms(laptop_key_store(laptop), CHEAP_COST)
    return create_profile(laptop.folders, NewProfile("P1", "http://localhost:1", PASSPHRASE), terms, load_steps())[1]


def unlock(laptop: Laptop, folder: Path) -> str:
    """Open the profile that was made before."""
    (profile,) = load_profiles(laptop.folders).profiles
    key = load_key(profile, PASSPHRASE, key_store_of(laptop, profile), laptop.clock)
    return "opened" if key.hex() == (folder / KEY_FILE).read_text() else "another key"


def set_up(policy: Policy) -> str:
    """Set another profile up, elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        make(Laptop(load_folders(Path(folder)), policy, SystemClock()))
    return "made"


def said(work: Callable[[], str]) -> str:
    """What came of it, or the sentence."""
    try:
        return work()
    except UserError as error:
        return error.sentence


def main() -> None:
    """Do it once."""
    folder = Path(sys.argv[1])
    policy = Policy()
    laptop = Laptop(load_folders(folder), policy, SystemClock())
    if not (folder / KEY_FILE).exists():
        (folder / KEY_FILE).write_text(make(laptop).hex())
    if sys.argv[2:] == ["wait"]:
        store = laptop.key_store()
        laptop = Laptop(laptop.folders, policy, laptop.clock, lambda: store)
        sys.stdout.write("open\n")
        sys.stdout.flush()
        sys.stdin.readline()
    answer = {
        "unlock": said(lambda: unlock(laptop, folder)),
        "set up": said(lambda: set_up(policy)),
        "guard": key_guard(laptop).sentence,
    }
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
