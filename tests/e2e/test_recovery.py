"""A worker forgets the passphrase: two officers let them in, everything is there, and nobody else ever had the key."""

import hashlib
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casework.errors import Unavailable, UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.recovery import HalfUnreadable
from casework.records.identifier import case_scope
from casework.records.staff.staff import StaffRole
from demonstration.driver import PASSPHRASE
from desktop.background.lane import StoreLane
from desktop.clock import SystemClock
from desktop.services.recovery import NoRecovery, PassphraseSet, SealedEarlier, ask_recovery, finish_recovery
from desktop.services.showing.passphrase import PassphraseCheck
from desktop.services.unlock import Laptop, Newcomer, Opened, begin, unlock, wipe
from desktop.settings import Policy, load_folders
from desktop.store.blob_shelf import NewBlob
from desktop.store.connection import WrongKey, open_store
from desktop.store.draft import Draft
from desktop.store.keyslot import SlotTerms, WrongPassphrase, _wrapped, open_slot, renew_slot
from desktop.store.keystore import NoKeyStore
from desktop.store.profile import seal_entry
from desktop.store.profile_list import Profile
from desktop.store.recovery import is_asked
from desktop.store.rotation import rekey_store
from desktop.store.slot_file import Escrow, KdfCost, load_slot
from desktop.store.wrong_tries import WrongTries
from desktop.views.gate import Gate
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from server.recovery import Giving, give_share
from server.storage.audit import load_about
from server.storage.schema import metadata
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore
from tests.fakes.laptop import warning_save
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.officers import Officers

T = TypeVar("T", bound=QWidget)
WAIT_MS = 60_000
NEW = "quarry feather ordinary salmon drum"
THIRD = "pebble almanac turbine rowan cask"
THIRD = "kettle plain orchard thimble nine"
LETTER = b"%PDF-letter from the housing association"
WHY = "They rang; we rang back on the number in the staff list."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A real server process."""
    with running_office(tmp_path_factory.mktemp("recovery")) as running:
        yield running


class Forgetful:
    """A worker's laptop with a note that was not sent, a draft and a letter, closed; and two officers."""

    def __init__(self, office: RunningOffice, folder: Path) -> None:
        self.office, self.officers, self.keys = office, Officers.make(), MemoryKeyStore()
        policy = Policy(recovery_public_key=self.officers.recovery_key)
        self.laptop = Laptop(load_folders(folder), policy, SystemClock(), lambda: self.keys, lambda _: CHEAP_COST)
        self.staff = office.person("Wilma Worker")
        self.pair = [office.person(name, StaffRole.ADMINISTRATOR) for name in ("One Officer", "Two Officer")]
        self.scope = case_scope(office.case(self.staff))
        opened = begin(self.laptop, Newcomer(office.url, office.code(self.staff), PASSPHRASE))
        self.profile = opened.profile
        with closing(opened):
            opened.store.append(
                [warning_save(opened.store, "Loose dog", self.scope)], blobs=[NewBlob(self.scope, LETTER)]
            )
            now = SystemClock().now()
            opened.store.save_draft(Draft("d1", self.scope, "contact", '{"narrative": "half a sentence"}', now, now))
        self.key = open_slot(self.profile.slot_path, PASSPHRASE, self.keys.load_secret(self.profile.profile_id))

    def laptop_of(self, officers: Officers) -> Laptop:
        """The same laptop under the policy of other officers."""
        return replace(self.laptop, policy=Policy(recovery_public_key=officers.recovery_key))

    def give(self, number: int) -> None:
        """One officer hears the code and puts in their share."""
        code = ask_recovery(self.laptop, self.profile).code
        share = self.officers.shares[number - 1]
        give_share(self.office.parts, Giving(code, self.pair[number - 1], share, WHY))

    def check(self, opened: Opened) -> None:
        """Everything is there."""
        assert opened.store.unsent() >= 2
        assert [draft.content for draft in opened.store.drafts()] == ['{"narrative": "half a sentence"}']
        assert opened.store.blobs.read(self.scope, hashlib.sha256(LETTER).hexdigest()) == LETTER


@pytest.fixture
def forgetful(office: RunningOffice, tmp_path: Path) -> Forgetful:
    """One of them."""
    return Forgetful(office, tmp_path)


def test_a_forgotten_passphrase_costs_nothing_and_nobody_else_had_the_key(forgetful: Forgetful) -> None:
    one = forgetful
    with pytest.raises(WrongPassphrase):
        unlock(one.laptop, one.profile, "something else entirely by now")
    assert ask_recovery(one.laptop, one.profile).given == 0
    one.give(2)
    with pytest.raises(HalfUnreadable):
        finish_recovery(one.laptop, one.profile, NEW)
    one.give(1)
    assert ask_recovery(one.laptop, one.profile).complete
    with closing(finish_recovery(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)
    with closing(unlock(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)
    with pytest.raises(WrongPassphrase):
        unlock(one.laptop, one.profile, PASSPHRASE)
    _nowhere(one.office, one.key)


def _nowhere(office: RunningOffice, key: bytes) -> None:
    """The office has never had the store key: it is in no file, nor in any row, which the files have encrypted."""
    kept = b"".join(path.read_bytes() for path in office.folder.rglob("*") if path.is_file())
    with office.parts.database.read() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(select(table))]
    assert any("public_key" in str(value) for row in rows for value in row), "the request is among what was looked at"
    kept += b"".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
    assert not any(text in kept for text in (key, b64encode(key), key.hex().encode(), key.hex().upper().encode()))


def test_what_officers_had_in_their_hands_opens_nothing_afterwards(forgetful: Forgetful) -> None:
    """The store has another key, and the one-time key of the request is gone."""
    one = forgetful
    one.give(1)
    one.give(2)
    finish_recovery(one.laptop, one.profile, NEW).close()
    with pytest.raises(WrongKey):
        open_store(one.profile.store_path, one.key)
    assert set(one.keys.secrets) == {one.profile.profile_id, seal_entry(one.profile.profile_id)}
    assert one.officers.recover(one.profile.slot_path) != one.key
    assert WrongTries(one.profile.tries_path, one.laptop.clock).count == 0


def test_a_new_passphrase_brings_a_new_key_and_an_old_copy_of_the_slot_opens_nothing(forgetful: Forgetful) -> None:
    """Not with the old passphrase and the key store's half, either; officers let somebody in before and after."""
    one = forgetful
    slot = one.profile.slot_path.read_bytes()
    PassphraseCheck(one.laptop, one.profile).change(PASSPHRASE, NEW)
    assert one.officers.recover(one.profile.slot_path) != one.key
    with closing(unlock(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)
    renewed = one.profile.slot_path.read_bytes()
    one.profile.slot_path.write_bytes(slot)
    assert open_slot(one.profile.slot_path, PASSPHRASE, one.keys.load_secret(one.profile.profile_id)) == one.key
    with pytest.raises(WrongKey):
        open_store(one.profile.store_path, one.key)
    one.profile.slot_path.write_bytes(renewed)
    one.give(1)
    one.give(2)
    with closing(finish_recovery(one.laptop, one.profile, THIRD)) as opened:
        one.check(opened)


def test_who_forgets_the_new_passphrase_before_the_key_has_changed_is_let_in_all_the_same(forgetful: Forgetful) -> None:
    one = forgetful
    PassphraseCheck(one.laptop, one.profile).change(PASSPHRASE, NEW)
    one.give(1)
    one.give(2)
    with closing(finish_recovery(one.laptop, one.profile, THIRD)) as opened:
        one.check(opened)
    with closing(unlock(one.laptop, one.profile, THIRD)) as opened:
        one.check(opened)


@pytest.mark.parametrize("recovery_key", [None, bytes(64)], ids=["gone from the policy", "not usable"])
def test_a_slot_that_relies_on_a_recovery_key_that_cannot_be_used_keeps_its_key(
    forgetful: Forgetful, recovery_key: bytes | None
) -> None:
    """Officers can open it still, which they could not with a new one."""
    one = forgetful
    laptop = replace(one.laptop, policy=Policy(recovery_public_key=recovery_key))
    PassphraseCheck(laptop, one.profile).change(PASSPHRASE, NEW)
    assert one.officers.recover(one.profile.slot_path) == one.key
    with closing(unlock(laptop, one.profile, NEW)) as opened:
        one.check(opened)


def test_a_key_store_that_lost_its_half_is_recovered_alike(forgetful: Forgetful) -> None:
    one = forgetful
    one.keys.secrets.clear()
    one.give(1)
    one.give(2)
    with closing(finish_recovery(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)
    with closing(unlock(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)
    device = opened.store.identity().device
    with one.office.parts.database.read() as connection:
        noted = [(row.what, row.staff) for row in load_about(connection, device)]
    assert [who for what, who in noted if what == AuditWhat.RECOVERED] == one.pair
    assert AuditWhat.RECOVERY_ASKED in [what for what, _ in noted]


@pytest.mark.parametrize("written", [False, True], ids=["before the store is written", "after it"])
@pytest.mark.parametrize("forgotten", [False, True], ids=["unlocked", "forgotten again"])
def test_a_kill_while_the_key_changes_leaves_a_store_that_opens(
    forgetful: Forgetful, written: bool, forgotten: bool
) -> None:
    """The slot has both keys then; the next unlocking finishes it, or the officers once more."""
    one = forgetful
    new, secret = secrets.token_bytes(32), one.keys.load_secret(one.profile.profile_id)
    slot = load_slot(one.profile.slot_path)
    assert slot.escrow is not None
    terms = SlotTerms(slot.user, slot.device, CHEAP_COST, one.officers.recovery_key, slot.escrow.laptop)
    renew_slot(one.profile.slot_path, new + one.key, NEW, secret, terms)
    if written:
        rekey_store(one.profile.store_path, one.key, new)
    if forgotten:
        one.give(1)
        one.give(2)
        with closing(finish_recovery(one.laptop, one.profile, THIRD)) as opened:
            one.check(opened)
        assert one.key not in open_slot(one.profile.slot_path, THIRD, secret)
        return
    with closing(unlock(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)
    assert open_slot(one.profile.slot_path, NEW, secret) == new


def test_the_windows_lead_through_it(forgetful: Forgetful, qapp: QApplication, qtbot: QtBot) -> None:
    """From the locked page to the open store, with the real lane and the real office."""
    one = forgetful
    apply_theme(qapp, Theme(ThemeMode.LIGHT, reduced_motion=True))
    lane = StoreLane()
    gate = Gate(one.laptop, lane)
    qtbot.addWidget(gate)
    gate.show()
    gate.begin()
    _part(gate, QPushButton, "cannot_unlock_button").click()
    ask, code = _part(gate, QPushButton, "recovery_ask_button"), _part(gate, QLabel, "recovery_code")
    ask.click()
    qtbot.waitUntil(code.isVisible, timeout=WAIT_MS)
    assert code.text().replace(" ", "") == ask_recovery(one.laptop, one.profile).code
    one.give(1)
    one.give(2)
    ask.click()
    first = _part(gate.recovery, QLineEdit, "passphrase")
    qtbot.waitUntil(first.isVisible, timeout=WAIT_MS)
    first.setText(NEW)
    _part(gate.recovery, QLineEdit, "passphrase_again").setText(NEW)
    with qtbot.waitSignal(gate.opened, timeout=WAIT_MS) as opened:
        _part(gate.recovery, QPushButton, "begin_button").click()
    lane.run(opened.args[0].close)
    assert lane.close(WAIT_MS / 1000)
    with closing(unlock(one.laptop, one.profile, NEW)) as again:
        one.check(again)


def _part(page: QWidget, kind: type[T], name: str) -> T:
    found = page.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def test_a_passphrase_that_is_remembered_ends_the_request(forgetful: Forgetful) -> None:
    """Its key is destroyed, in the key store, too, so that an answer which comes later opens nothing."""
    one = forgetful
    code = ask_recovery(one.laptop, one.profile).code
    assert ask_recovery(one.laptop, one.profile).code == code
    assert len(one.keys.secrets) == 3
    with pytest.raises(WrongPassphrase):
        unlock(one.laptop, one.profile, "something else entirely by now")
    assert len(one.keys.secrets) == 3
    one.profile.tries_path.unlink()
    one.keys.fault_of_delete = NoKeyStore()
    unlock(one.laptop, one.profile, PASSPHRASE).close()
    assert len(one.keys.secrets) == 3
    one.profile.tries_path.unlink()
    one.keys.fault_of_delete = None
    unlock(one.laptop, one.profile, PASSPHRASE).close()
    assert set(one.keys.secrets) == {one.profile.profile_id, seal_entry(one.profile.profile_id)}
    assert not is_asked(one.profile)
    assert ask_recovery(one.laptop, one.profile).code != code
    wipe(one.laptop, one.profile)
    assert not one.keys.secrets


def test_whose_slot_it_is_the_officers_are_told_whoever_asks(forgetful: Forgetful, tmp_path: Path) -> None:
    """Somebody has copied a colleague's slot and store, and asks for it in the name of their own laptop."""
    one, other = forgetful, Forgetful(forgetful.office, tmp_path / "other")
    other.officers, other.pair = one.officers, one.pair
    unlock(other.laptop_of(one.officers), other.profile, PASSPHRASE).close()
    own, copied = load_slot(other.profile.slot_path), load_slot(one.profile.slot_path)
    assert own.escrow is not None
    assert copied.escrow is not None
    relayed = replace(copied, escrow=replace(copied.escrow, laptop=own.escrow.laptop))
    other.profile.slot_path.write_bytes(relayed.to_json())
    for number in (1, 2):
        with pytest.raises(UserError, match="another laptop's"):
            other.give(number)


def test_what_an_earlier_version_sealed_is_said_to_be_that(forgetful: Forgetful) -> None:
    """It was sealed for no laptop. The next unlocking seals it anew, and officers can help from then on."""
    one = forgetful
    slot = load_slot(one.profile.slot_path)
    assert slot.escrow is not None
    earlier = replace(slot, escrow=Escrow(slot.escrow.recovery_key_id, bytes(80)))
    secret = one.keys.load_secret(one.profile.profile_id)
    one.profile.slot_path.write_bytes(_wrapped(earlier, one.key, PASSPHRASE, secret).to_json())
    with pytest.raises(SealedEarlier, match="Do not delete anything"):
        ask_recovery(one.laptop, one.profile)
    unlock(one.laptop, one.profile, PASSPHRASE).close()
    one.give(1)
    one.give(2)
    with closing(finish_recovery(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)


def test_a_new_passphrase_that_stands_is_said_to_stand(forgetful: Forgetful) -> None:
    """The store cannot be opened at this moment: whoever chose it has to know which passphrase opens it."""
    one = forgetful
    one.give(1)
    one.give(2)
    opened_once = Interrupted(one.profile)
    with pytest.raises(PassphraseSet, match="unlock with it"):
        finish_recovery(replace(one.laptop, costing=opened_once), one.profile, NEW)
    opened_once.lock.release()
    with closing(unlock(one.laptop, one.profile, NEW)) as opened:
        one.check(opened)


class Interrupted:
    """Another Doorstep takes the store while the passphrase is about to be changed."""

    def __init__(self, profile: Profile) -> None:
        self.lock = profile.instance_lock()

    def __call__(self, _floor_kib: int) -> KdfCost:
        """Take it, and tell the cost."""
        self.lock.acquire()
        return CHEAP_COST


def test_without_a_recovery_key_or_a_connection_it_is_said_plainly(forgetful: Forgetful, tmp_path: Path) -> None:
    one = forgetful
    with pytest.raises(Unavailable):
        ask_recovery(one.laptop, replace(one.profile, server_url="http://localhost:1"))
    with pytest.raises(UserError, match="words"):
        finish_recovery(one.laptop, one.profile, "short")
    bare = replace(one.laptop, folders=load_folders(tmp_path / "bare"), policy=Policy())
    with closing(begin(bare, Newcomer(one.office.url, one.office.code(one.staff), PASSPHRASE))) as opened:
        profile = opened.profile
    with pytest.raises(NoRecovery):
        ask_recovery(bare, profile)
    unlock(replace(bare, policy=one.laptop.policy), profile, PASSPHRASE).close()
    assert ask_recovery(bare, profile).given == 0
