"""A restored office, and words that are to be destroyed: no laptop is wiped of what it alone has, nothing revives."""

import base64
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.chain import sign_tip
from casework.ledger.entry import Edit, Link, Removal, Sealed
from casework.ledger.proof import Asked, body_digest, read_proof, sign_request
from casework.ledger.protocol import ChainTip, HandoverRequest, HandoverResponse, NonceRequest, PushRequest
from casework.records.identifier import EntryId, Scope
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import give_nonce, stop
from server.epoch import confirm_epoch
from server.erasure import Aim, carry_out, propose_erasure
from server.founding import Founding
from server.handover import Signed, take_handover
from server.office import Office
from server.storage.device import save_kept
from server.storage.held import add_held
from server.storage.log import load_entries
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.fakes.postgres import Postgres
from tests.server.conftest import DATABASES
from tests.server.restore_sample import Cast, Laptop, Site
from tests.server.sample import new_record, warning_edit

CANARY = "07700900123"


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Site:
    """A new server on each database."""
    postgres: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    address = postgres.new_database() if postgres else ""
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", address), clock)
    return Site(tmp_path / "office", clock, postgres)


def hand_over(office: Office, laptop: Laptop, entries: list[Sealed]) -> HandoverResponse:
    """Hand entries over; the signed tip is that of the whole chain in any case."""
    nonce = give_nonce(office, NonceRequest(device=laptop.device)).nonce
    last = (entries or laptop.written)[-1]
    tip = Link(last.entry.seq, last.id)
    signature = base64.b64encode(sign_tip(laptop.key, laptop.device, tip)).decode()
    items = laptop.batch(entries).entries if entries else []
    push = PushRequest(entries=items, tip=ChainTip(seq=tip.seq, id=tip.id), signature=signature, receipts=laptop.kept)
    request = HandoverRequest(device=laptop.device, nonce=nonce, push=push)
    asked = Asked("POST", "/sync/v1/handover", {}, body_digest(request.model_dump_json().encode()))
    proof = sign_request(laptop.key, laptop.device, nonce, 1, asked)
    return take_handover(office, request, Signed(read_proof(proof), asked))


def kept(office: Office, laptop: Laptop, seq: int) -> None:
    """Let a verified backup have a chain as far as a number."""
    with office.database.write() as connection:
        save_kept(connection, {laptop.device: seq})


def test_a_restored_server_wipes_no_laptop_whose_work_it_lacks(site: Site) -> None:
    """It had acknowledged the entry, and the copy does not have it: the laptop does, and hands it over again."""
    with site.open() as office:
        cast = Cast.of(office)
        laptop = Laptop.of(office, cast.una)
        laptop.write(cast.scope, warning_edit("1 Early Street"))
        laptop.push()
        kept(office, laptop, 1)
    copy = site.copy()
    with site.open() as office:
        laptop.office = office
        lost = laptop.write(cast.scope, warning_edit("2 Lost Street"))
        laptop.push()
    site.put_back(copy)
    with site.open() as office:
        confirm_epoch(office)
        laptop.office = office
        stop(office, laptop.device)
        assert hand_over(office, laptop, []).wipe is None
        hand_over(office, laptop, [lost])
        assert hand_over(office, laptop, []).wipe is None
        kept(office, laptop, 2)
        assert hand_over(office, laptop, []).wipe is not None


def test_what_was_destroyed_does_not_come_again_after_a_restore(site: Site) -> None:
    """The copy knows of the order by the journal and has no such entry; its laptop brings it whole once more."""
    with site.open() as office:
        cast = Cast.of(office)
        boss = Administration(office).add_person("Sheena Senior", StaffRole.SENIOR)
    copy = site.copy()
    with site.open() as office:
        laptop = Laptop.of(office, cast.una)
        entry = laptop.write(cast.scope, warning_edit(CANARY))
        laptop.push()
        order = propose_erasure(office, Aim(cast.scope), "The court's order.", office.agency.administrator)
        carry_out(office, order, boss)
        assert CANARY not in text_of(office, entry.id)
    site.put_back(copy)
    with site.open() as office:
        confirm_epoch(office)
        laptop.office = office
        laptop.offer([entry])
        assert CANARY not in text_of(office, entry.id)
        laptop.holds.clear()
        laptop.pull()
        assert not any(CANARY in text for text in laptop.texts(cast.scope))


def text_of(office: Office, entry: EntryId) -> str:
    """What the office keeps of an entry."""
    with office.database.read() as connection:
        (item,) = load_entries(connection, [entry])
    return item.data.decode()


def names(scope: Scope, laptop: Laptop, record: Edit) -> tuple[Sealed, Sealed]:
    """An item put into a set and taken out again."""
    first = laptop.write(scope, record)
    (field, (item,)), *_ = record.add.items()
    gone = Removal(entry=first.id, item=item)
    return first, laptop.write(scope, Edit(record=record.record, kind=record.kind, remove={field: [gone]}))


@pytest.mark.parametrize("at_once", [True, False])
def test_no_outline_says_what_was_taken_out_of_a_destroyed_entry(site: Site, at_once: bool) -> None:
    """By one order for both entries, or by one after the other."""
    item: JsonValue = {"given": CANARY, "family": "Known", "sort": "alias"}
    with site.open() as office:
        cast = Cast.of(office)
        boss = Administration(office).add_person("Sheena Senior", StaffRole.SENIOR)
        laptop = Laptop.of(office, cast.una)
        put, taken = names(cast.scope, laptop, Edit(record=new_record(), kind="person", add={"other_names": [item]}))
        laptop.push()
        for entries in [(put.id, taken.id)] if at_once else [(taken.id,), (put.id,)]:
            aim = Aim(cast.scope, entries=entries)
            order = propose_erasure(office, aim, "The court's order.", office.agency.administrator)
            carry_out(office, order, boss)
        assert not any(CANARY in text_of(office, one.id) for one in (put, taken))
        laptop.pull()
        told = {entry: text for one in laptop.pull_once().expunge for entry, text in one.entries.items()}
        assert not any(CANARY in text for text in told.values())
        assert not any(CANARY in text for text in laptop.texts(cast.scope))


def test_an_order_tells_nobody_of_what_was_withheld(site: Site) -> None:
    """Who holds the case learns nothing of an entry by somebody without access; not whose it was, nor when."""
    with site.open() as office:
        cast = Cast.of(office)
        desk = Administration(office)
        boss = desk.add_person("Sheena Senior", StaffRole.SENIOR)
        stranger = Laptop.of(office, desk.add_person("Sam Stranger", StaffRole.WORKER))
        laptop = Laptop.of(office, cast.una)
        laptop.pull()
        withheld = stranger.write(cast.scope, warning_edit(CANARY))
        stranger.push()
        order = propose_erasure(office, Aim(cast.scope), "The court's order.", office.agency.administrator)
        carry_out(office, order, boss)
        laptop.pull()
        told = {entry: text for one in laptop.pull_once().expunge for entry, text in one.entries.items()}
        assert told.get(withheld.id, "") == ""


@pytest.mark.parametrize("text", ["not a request", "{}"])
def test_one_held_batch_that_cannot_be_read_holds_nobody_back(site: Site, text: str) -> None:
    """The epoch is confirmed all the same, and what others sent is judged."""
    with site.open() as office:
        cast = Cast.of(office)
        una, cal = Laptop.of(office, cast.una), Laptop.of(office, cast.cal)
    copy = site.copy()
    with site.open() as office:
        Administration(office).add_person("Nel New", StaffRole.WORKER)
    site.put_back(copy)
    with site.open() as office:
        una.office = cal.office = office
        with office.database.write() as connection:
            add_held(connection, una.device, text, office.clock.now())
        cal.write(cast.scope, warning_edit("3 Held Street"))
        assert cal.push().held
        done = confirm_epoch(office)
        assert (done.taken, done.refused) == (1, 1)
