import base64
import json
import random
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casework.errors import Damaged, NewerVersion, UserError
from casework.ledger.recovery import recovery_key_id
from desktop.store import slot_file
from desktop.store.kdf_cost import FLOOR_MEMORY_KIB, calibrate_cost, measure_s
from desktop.store.keyslot import (
    SlotTerms,
    WrongPassphrase,
    _wrapped,
    adopt_recovery_key,
    change_passphrase,
    create_slot,
    drop_old_key,
    keys_beside,
    open_slot,
    renew_slot,
)
from desktop.store.keystore import SecretMissing
from desktop.store.slot_file import Escrow, KdfCost, load_slot
from tests.fakes.chain import ident
from tests.fakes.key_store import CHEAP_COST
from tests.fakes.officers import Officers

PASSPHRASE = "lantern harbour quietly minus eleven"
SECRET = bytes(range(32))
LAPTOP = ident(5)
TERMS = SlotTerms(user="a1", device="b1", cost=CHEAP_COST)


@pytest.fixture
def slot(tmp_path: Path) -> Path:
    path = tmp_path / "keyslot.json"
    create_slot(path, PASSPHRASE, SECRET, TERMS)
    return path


def rewritten(path: Path, change: Callable[[dict[str, Any]], None], *, mended: bool) -> None:
    """Change the file as a tamperer would, who knows the checksum (``mended``) or does not."""
    whole = json.loads(path.read_bytes())
    change(whole)
    if mended:
        body = {"header": whole["header"], "wrapped_key": whole["wrapped_key"]}
        whole["checksum"] = slot_file._checksum(body)
    path.write_text(json.dumps(whole))


def test_the_same_passphrase_and_secret_give_the_same_random_key(tmp_path: Path) -> None:
    first = create_slot(tmp_path / "a", PASSPHRASE, SECRET, TERMS)
    second = create_slot(tmp_path / "b", PASSPHRASE, SECRET, TERMS)
    assert len(first) == 32
    assert first != second
    assert open_slot(tmp_path / "a", PASSPHRASE, SECRET) == first


def test_the_slot_is_private_and_holds_neither_key_nor_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "keyslot.json"
    key = create_slot(path, PASSPHRASE, SECRET, TERMS)
    content = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for hidden in (key, SECRET):
        for form in (hidden, hidden.hex().encode(), base64.b64encode(hidden)):
            assert form not in content
    assert PASSPHRASE.encode() not in content
    assert [file.name for file in tmp_path.iterdir()] == ["keyslot.json"]


def test_a_slot_is_never_overwritten(slot: Path) -> None:
    before = slot.read_bytes()
    with pytest.raises(FileExistsError):
        create_slot(slot, PASSPHRASE, SECRET, TERMS)
    assert slot.read_bytes() == before


def test_a_wrong_passphrase_is_called_that(slot: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_slot(slot, PASSPHRASE + " ", SECRET)


@pytest.mark.parametrize("secret", [None, bytes(32)])
def test_a_missing_or_foreign_key_store_entry_is_not_called_a_wrong_passphrase(
    slot: Path, secret: bytes | None
) -> None:
    with pytest.raises(SecretMissing):
        open_slot(slot, PASSPHRASE, secret)


def test_a_slot_of_a_newer_version_is_refused_as_that(slot: Path) -> None:
    rewritten(slot, lambda whole: whole["header"].update(version=2), mended=True)
    with pytest.raises(NewerVersion):
        open_slot(slot, PASSPHRASE, SECRET)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"header": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_a_slot_is_called_damaged(slot: Path, content: bytes) -> None:
    slot.write_bytes(content)
    with pytest.raises(Damaged):
        open_slot(slot, PASSPHRASE, SECRET)


def test_a_slot_that_is_gone_is_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        open_slot(tmp_path / "keyslot.json", PASSPHRASE, SECRET)


def test_no_flipped_bit_is_called_a_wrong_passphrase(slot: Path) -> None:
    whole = slot.read_bytes()
    key = open_slot(slot, PASSPHRASE, SECRET)
    for place in random.Random(7).sample(range(len(whole) * 8), 400):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        slot.write_bytes(changed)
        try:
            assert open_slot(slot, PASSPHRASE, SECRET) == key  # white space between the values
        except Damaged:
            continue


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole["header"].update(generation=7),
        lambda whole: whole["header"].update(user="u2"),
        lambda whole: whole["header"].update(escrow={"recovery_key_id": "00", "sealed": "AAAA"}),
        lambda whole: whole["header"]["kdf"].update(iterations=2),
        lambda whole: whole["header"].update(key_store_check=None),
    ],
)
def test_a_header_changed_on_purpose_opens_nothing(slot: Path, change: Callable[[dict[str, Any]], None]) -> None:
    rewritten(slot, change, mended=True)
    with pytest.raises(WrongPassphrase):
        open_slot(slot, PASSPHRASE, SECRET)


@pytest.mark.parametrize(("name", "value"), [("memory_kib", 1 << 30), ("iterations", 0), ("lanes", 10_000)])
def test_a_cost_that_would_freeze_the_laptop_is_not_tried(slot: Path, name: str, value: int) -> None:
    rewritten(slot, lambda whole: whole["header"]["kdf"].update({name: value}), mended=True)
    with pytest.raises(Damaged):
        open_slot(slot, PASSPHRASE, SECRET)


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_no_more(slot: Path) -> None:
    key, before = open_slot(slot, PASSPHRASE, SECRET), load_slot(slot)
    change_passphrase(slot, PASSPHRASE, "another five words entirely now", SECRET)
    assert open_slot(slot, "another five words entirely now", SECRET) == key
    with pytest.raises(WrongPassphrase):
        open_slot(slot, PASSPHRASE, SECRET)
    after = load_slot(slot)
    assert after.generation == before.generation + 1
    assert after.salt != before.salt
    assert after.nonce != before.nonce
    assert stat.S_IMODE(slot.stat().st_mode) == 0o600


def test_a_change_with_the_wrong_old_passphrase_changes_nothing(slot: Path) -> None:
    before = slot.read_bytes()
    with pytest.raises(WrongPassphrase):
        change_passphrase(slot, "not this one at all", "new", SECRET)
    assert slot.read_bytes() == before


def test_the_way_a_letter_is_composed_makes_no_difference(tmp_path: Path) -> None:
    word = "Càite bheil an taigh-sholais"
    key = create_slot(tmp_path / "slot", unicodedata.normalize("NFC", word), SECRET, TERMS)
    assert open_slot(tmp_path / "slot", unicodedata.normalize("NFD", word), SECRET) == key


def test_without_a_key_store_the_passphrase_alone_opens(tmp_path: Path) -> None:
    key = create_slot(tmp_path / "slot", PASSPHRASE, None, TERMS)
    assert not load_slot(tmp_path / "slot").uses_key_store
    assert open_slot(tmp_path / "slot", PASSPHRASE, None) == key


def test_the_agency_can_recover_the_key_before_and_after_a_new_passphrase(tmp_path: Path) -> None:
    officers, path = Officers.make(), tmp_path / "slot"
    key = create_slot(path, PASSPHRASE, SECRET, SlotTerms("a1", "b1", CHEAP_COST, officers.recovery_key, LAPTOP))
    change_passphrase(path, PASSPHRASE, "another five words entirely now", SECRET)
    assert officers.recover(path) == key


def test_a_slot_without_a_recovery_key_takes_the_agencys_when_it_is_opened(tmp_path: Path) -> None:
    """And another one when the agency has made a new one; the passphrase opens as before."""
    path, officers = tmp_path / "slot", Officers.make()
    key = create_slot(path, PASSPHRASE, SECRET, SlotTerms("a1", "b1", CHEAP_COST, Officers.make().recovery_key, LAPTOP))
    adopt_recovery_key(path, PASSPHRASE, SECRET, officers.recovery_key, LAPTOP)
    escrow = load_slot(path).escrow
    assert escrow is not None
    assert escrow.recovery_key_id == recovery_key_id(officers.recovery_key)
    assert officers.recover(path) == key == open_slot(path, PASSPHRASE, SECRET)


def test_while_the_store_changes_its_key_the_officers_bring_both_keys_back(slot: Path) -> None:
    """Whoever forgets the passphrase again in the middle of a change: the store may be under either key."""
    officers, old, new = Officers.make(), open_slot(slot, PASSPHRASE, SECRET), bytes(range(1, 33))
    renew_slot(slot, new + old, PASSPHRASE, SECRET, SlotTerms("a1", "b1", CHEAP_COST, officers.recovery_key, LAPTOP))
    assert open_slot(slot, PASSPHRASE, SECRET) == new + old
    assert keys_beside(slot, officers.recover(slot)) == new + old
    change_passphrase(slot, PASSPHRASE, "another five words entirely now", SECRET)
    assert keys_beside(slot, officers.recover(slot)) == new + old
    with pytest.raises(Damaged):
        keys_beside(slot, old)
    assert drop_old_key(slot, "another five words entirely now", SECRET) == new
    assert keys_beside(slot, new) == new
    for hidden in (old, base64.b64encode(old)):
        assert hidden not in slot.read_bytes()


def test_what_was_sealed_for_no_laptop_or_another_one_is_sealed_anew(slot: Path) -> None:
    """An earlier version sealed to one key, and for no laptop: such a slot opens, and is mended when it is opened."""
    officers, key = Officers.make(), open_slot(slot, PASSPHRASE, SECRET)
    before = replace(load_slot(slot), escrow=Escrow(recovery_key_id(officers.recovery_key), bytes(80)))
    slot.write_bytes(_wrapped(before, key, PASSPHRASE, SECRET).to_json())
    assert open_slot(slot, PASSPHRASE, SECRET) == key
    assert not before.has_recovery_key
    for laptop in (LAPTOP, ident(6)):
        adopt_recovery_key(slot, PASSPHRASE, SECRET, officers.recovery_key, laptop)
        escrow = load_slot(slot).escrow
        assert escrow is not None
        assert escrow.laptop == laptop
        assert load_slot(slot).has_recovery_key
        assert officers.recover(slot) == key
    whole = slot.read_bytes()
    adopt_recovery_key(slot, PASSPHRASE, SECRET, officers.recovery_key, ident(6))
    assert slot.read_bytes() == whole


def test_without_a_recovery_key_the_slot_says_so(slot: Path) -> None:
    assert not load_slot(slot).has_recovery_key


def test_an_unusable_recovery_key_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="recovery key"):
        create_slot(tmp_path / "slot", PASSPHRASE, SECRET, SlotTerms("u", "d", CHEAP_COST, bytes(64)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("seconds_per_mib", "expected_mib"),
    [(0.0001, 256), (0.0039, 256), (0.004, 128), (0.007, 128), (0.01, 64), (1.0, 64)],
)
def test_the_cost_is_as_high_as_a_second_allows_and_never_below_the_floor(
    seconds_per_mib: float, expected_mib: int
) -> None:
    cost = calibrate_cost(lambda cost: cost.memory_kib / 1024 * seconds_per_mib)
    assert cost == KdfCost(expected_mib * 1024, iterations=3, lanes=4)


def test_a_sudden_jump_in_time_does_not_raise_the_cost() -> None:
    cost = calibrate_cost(lambda cost: 0.1 if cost.memory_kib == FLOOR_MEMORY_KIB else 3.0)
    assert cost.memory_kib == FLOOR_MEMORY_KIB


def test_a_guess_at_the_floor_really_takes_time() -> None:
    assert measure_s(KdfCost(FLOOR_MEMORY_KIB)) > 0.02
