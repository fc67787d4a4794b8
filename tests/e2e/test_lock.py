"""The real program with 500 planted words: nothing readable on the disk at any time, nor in its memory once locked."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.ledger.entry import Edit
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Contact, Happened, Outcome
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope
from demonstration.driver import PASSPHRASE, Driver
from demonstration.laptop import Laptop
from desktop.settings import Folders
from desktop.store.keyslot import open_slot
from desktop.store.keystore import open_key_store
from desktop.store.profile_list import load_profiles
from server.device_zero import ServerSave
from tests.e2e.needle import find_needles
from tests.fakes.memory import count_in_memory, memory_forms
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.session_bus import Session, private_bus, session_on

STEM = "quagmyrebeck"
"""Every planted word has this in it, and nothing else has: where it is not, none of them is."""
FAMILY = f"{STEM.capitalize()}name"
TYPED = f"{STEM}typed at the door"
CONTACTS, WORDS_EACH = 25, 20
LOCKS_WITHIN_S = 60.0

pytestmark = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root reads another's memory")


@dataclass
class Bench:
    """A laptop in a session of its own, and where it could have left anything."""

    office: RunningOffice
    driver: Driver
    logind: Session
    folders: tuple[Path, ...]

    @property
    def laptop(self) -> Laptop:
        return self.driver.laptop

    @property
    def process(self) -> int:
        assert self.laptop.process is not None
        return self.laptop.process.pid

    def key(self) -> bytes:
        """The key of the store, as only a test has it: with the passphrase and the key store's half."""
        home = self.laptop.home
        (profile,) = load_profiles(Folders(home / "data", home / "logs")).profiles
        return open_slot(profile.slot_path, PASSPHRASE, open_key_store().load_secret(profile.profile_id))

    def wanted(self) -> dict[str, tuple[bytes, ...]]:
        """What nobody may find: by name, in the forms that memory has."""
        key = self.key().hex()
        words = {"passphrase": PASSPHRASE, "name": FAMILY, "planted": STEM, "hex key": key, "HEX key": key.upper()}
        return {name: memory_forms(word) for name, word in words.items()} | {"raw key": (self.key(),)}

    def lock(self) -> float:
        """The laptop goes to sleep; how long until the locked page could be typed into, in seconds."""
        since = time.monotonic()
        self.logind.suspend()
        self.laptop._heard(LOCKS_WITHIN_S)
        self.laptop.wait("passphrase")
        return time.monotonic() - since

    def unlock(self) -> float:
        """How long from Enter until the records are there, in seconds."""
        self.laptop.type_into("passphrase", PASSPHRASE)
        since = time.monotonic()
        self.laptop.press("Return")
        self.laptop.wait("rail_help")
        return time.monotonic() - since

    def left_on_disk(self) -> list[str]:
        return find_needles([STEM, PASSPHRASE, self.key().hex()], self.folders)


@contextmanager
def bench(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    temporary = folder / "tmp"
    temporary.mkdir()
    with private_bus(folder) as address, session_on(address) as logind, running_office(folder / "office") as office:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        monkeypatch.setenv("TMPDIR", str(temporary))
        worker = office.person("Robin Recorder")
        plant(office, worker, office.case(worker, family=FAMILY))
        laptop = Laptop("worker", folder / "laptop", folder / "pictures")
        made = Bench(office, Driver(laptop), logind, (folder / "laptop", temporary, Path(os.environ["HOME"])))
        made.driver.begin(office.url, office.code(worker), "RR")
        yield made
        if laptop.process is not None:
            laptop.kill()


def plant(office: RunningOffice, worker: StaffId, case: CaseId) -> None:
    """Five hundred words nobody else uses, in what comes from the office."""
    zero, author = office.parts.zero, office.parts.agency.administrator
    saves = []
    for number in range(CONTACTS):
        at = datetime(2026, 6, 1, 10, tzinfo=UTC) + timedelta(days=4 * number)
        words = " ".join(f"{STEM}{number * WORDS_EACH + place}" for place in range(WORDS_EACH))
        contact = Contact(
            sort=ContactSort.HOME_ANNOUNCED,
            happened=Happened(starts=at),
            arranged=True,
            outcome=Outcome.NO_ANSWER,
            narrative=f"{words}.",
            significant=False,
            recorded_by=worker,
        )
        single = {name: value for name, value in contact.values().items() if not isinstance(value, list) or value}
        edit = Edit(record=RecordId(zero.new_id(at)), kind=Contact.kind, set=single)
        saves.append(ServerSave(case_scope(case), (edit,), author, at, worker))
    zero.save(saves)


@pytest.mark.timeout(300)
def test_after_locking_nothing_is_in_memory_and_never_anything_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret_service: None
) -> None:
    """Read, searched, half written; locked by sleep; unlocked; killed. No title names anybody."""
    with bench(tmp_path, monkeypatch) as one:
        laptop = one.laptop
        one.driver.open_person(FAMILY)
        titles = set(laptop.do("titles"))
        laptop.press("Ctrl+N")
        laptop.wait("narrative")
        laptop.type_into("narrative", TYPED)
        laptop.wait_words("draft kept")
        titles |= set(laptop.do("titles"))
        wanted, process = one.wanted(), one.process
        open_found = count_in_memory(process, wanted)
        assert open_found["name"], open_found
        assert open_found["planted"] > CONTACTS, open_found
        assert one.left_on_disk() == []

        locked_s = one.lock()
        assert one.process == process
        locked_found = count_in_memory(process, wanted)
        assert locked_found == dict.fromkeys(wanted, 0)
        assert one.left_on_disk() == []
        assert STEM not in laptop.do("words")

        unlocked_s = one.unlock()
        sys.stdout.write(f"\nopen: {open_found}\nlocked after {locked_s:.2f} s, open again after {unlocked_s:.2f} s\n")
        laptop.kill()
        assert one.left_on_disk() == []
    assert titles == {"Doorstep"}
