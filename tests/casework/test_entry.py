"""Entries: exact bytes, ids that follow from them, chains that show any change."""

import hashlib
import json
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.errors import Damaged
from casework.ledger.chain import check_receipt, check_tip, follow_chain, sign_receipt, sign_tip
from casework.ledger.entry import MAX_ENTRY_BYTES, Edit, Link, entry_id, read_entry
from casework.records.identifier import DeviceId, EntryId
from tests.fakes.chain import RECORD, Pen

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(value=JSON)
def test_an_entry_is_read_back_as_it_was_written(value: JsonValue) -> None:
    """What was saved is what is read, and the id is the SHA-256 of the exact bytes."""
    edit = Edit.model_validate({"record": RECORD, "kind": "person", "set": {"telephone": value}})
    sealed = Pen("a").write(edit)
    again = read_entry(sealed.data)
    assert again == sealed
    assert again.entry.edits[0].set == {"telephone": value}
    assert sealed.id == hashlib.sha256(sealed.data).hexdigest()


def test_the_format_is_frozen() -> None:
    """The first entry ever, byte for byte: a change here breaks every laptop in use."""
    sealed = Pen("device-a").put("person", "telephone", "01632 960 001")
    assert sealed.data.decode() == (
        '{"v":1,"device":"device-a","seq":1,"prev":null,"author":"author","on_behalf":null,'
        '"scope":"case:00000000-0000-0000-0000-000000000001","seen":null,"at":"2026-03-02T09:00:00Z","schema":1,'
        '"edits":[{"record":"00000000-0000-0000-0000-000000000001","kind":"person",'
        '"set":{"telephone":"01632 960 001"}}]}'
    )
    assert sealed.id == entry_id(sealed.data)


def test_what_a_newer_version_added_is_read_past_and_kept() -> None:
    """An unknown part of an entry does not stop it from being read; its bytes stay as they came."""
    body = json.loads(Pen("a").put("person", "telephone", "1").data)
    body["future"] = {"x": 1}
    body["edits"][0]["hint"] = "new"
    data = json.dumps(body).encode()
    assert read_entry(data).data == data


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe", b'{"v":1}', b"x" * (MAX_ENTRY_BYTES + 1)],
)
def test_what_is_no_entry_is_damaged_not_a_crash(data: bytes) -> None:
    """Anything that is no entry says so in a sentence."""
    with pytest.raises(Damaged) as error:
        read_entry(data)
    assert "kept" in error.value.sentence


@given(data=st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    """Whatever arrives is an entry or damaged."""
    with suppress(Damaged):
        read_entry(data)


def test_numbers_that_json_does_not_know_are_refused() -> None:
    """NaN and infinity cannot be kept the same everywhere, so no entry carries them."""
    sealed = Pen("a").put("person", "telephone", "1")
    for number in (b"NaN}", b"-Infinity}", b"1e999}"):
        with pytest.raises(Damaged):
            read_entry(sealed.data.replace(b'"1"}', number))


def test_a_chain_shows_what_is_missing_changed_or_out_of_order() -> None:
    """A dropped, swapped or foreign entry breaks the chain."""
    pen = Pen("a")
    one, two, three = (pen.put("person", "telephone", str(n)) for n in range(3))
    device = DeviceId("a")
    assert follow_chain(device, Link(), [one, two, three]) == Link(3, three.id)
    for broken in ([two], [one, three], [two, one], [one, Pen("b").put("person", "telephone", "x")]):
        with pytest.raises(Damaged):
            follow_chain(device, Link(), broken)


def test_a_signature_holds_for_its_tip_and_nothing_else() -> None:
    """The tip's signature names device, number and id; a receipt's is of another kind."""
    key = Ed25519PrivateKey.generate()
    tip, device = Link(3, EntryId("a" * 64)), DeviceId("a")
    signature = sign_tip(key, device, tip)
    public = key.public_key()
    assert check_tip(public, device, tip, signature)
    assert not check_tip(public, DeviceId("b"), tip, signature)
    assert not check_tip(public, device, Link(4, tip.id), signature)
    assert not check_tip(Ed25519PrivateKey.generate().public_key(), device, tip, signature)
    receipt = sign_receipt(key, b"receipt")
    assert check_receipt(public, b"receipt", receipt)
    assert not check_receipt(public, b"receipts", receipt)
    assert not check_tip(public, device, tip, receipt)
