"""What laptops sealed when a case left them arrives, is judged as usual, and is handed on; on both databases."""

import base64
import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select

from casework.ledger.box import box_bytes, seal_box
from casework.ledger.entry import Edit, Link, Sealed, read_entry
from casework.ledger.protocol import PushItem, PushRequest, SealedNote, Verdict
from casework.records.delivery.unfinished_note import UnfinishedNote
from casework.records.identifier import Scope, StaffId, grants_scope, restricted_scope
from casework.records.record import Period
from casework.records.staff.grant import GrantRole, RestrictedReader
from casework.rules.standing import standing_values
from server.device_zero import ServerSave
from server.office import Office
from server.storage import schema
from tests.fakes.bare_laptop import START, BareLaptop, signed_batch
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record, warning_edit
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    with open_town(parts, clock) as made:
        yield made


def key_of(laptop: BareLaptop) -> bytes:
    """What the laptop seals to, as it was told at enrolment."""
    return base64.b64decode(laptop.enrolled.box_key)


def boxed(laptop: BareLaptop, data: bytes) -> str:
    return base64.b64encode(seal_box(key_of(laptop), data)).decode()


def sealed_batch(laptop: BareLaptop, *entries: tuple[Sealed, str]) -> PushRequest:
    """A batch whose texts are in boxes."""
    items = [PushItem(seq=entry.entry.seq, id=entry.id, sealed=box) for entry, box in entries]
    last = entries[-1][0]
    return signed_batch(laptop, items, Link(last.entry.seq, last.id))


def with_notes(laptop: BareLaptop, *notes: SealedNote) -> PushRequest:
    tip = Link(laptop.written[-1].entry.seq, laptop.written[-1].id) if laptop.written else Link()
    return signed_batch(laptop, [], tip).model_copy(update={"notes": list(notes)})


def note(laptop: BareLaptop, scope: Scope, content: str, ident: str = "n1") -> SealedNote:
    body = {"v": 1, "form": "contact", "content": content, "by": "somebody else"}
    times = {"begun_at": START.isoformat(), "kept_at": START.isoformat()}
    return SealedNote(id=ident, scope=scope, box=boxed(laptop, json.dumps({**body, **times}).encode()))


def noted(office: Office, scope: Scope) -> list[dict[str, object]]:
    """The unfinished notes that stand in a case."""
    return [dict(standing_values(state)) for state in office.zero.states(UnfinishedNote.kind, scope)]


def kept_data(office: Office, ident: str) -> bytes:
    with office.database.read() as connection:
        row = connection.execute(select(schema.entry.c.data).where(schema.entry.c.id == ident)).one()
    return bytes(row.data)


def test_a_sealed_entry_is_judged_like_any_other_and_kept_as_its_exact_bytes(town: Town) -> None:
    laptop = town.enrol(town.officer)
    entry = laptop.write(town.scope, warning_edit("1 Sealed Street"))
    batch = sealed_batch(laptop, (entry, boxed(laptop, entry.data)))
    laptop.send(batch)
    assert laptop.verdicts[entry.id].verdict is Verdict.ACCEPTED
    assert kept_data(town.office, entry.id) == entry.data
    assert laptop.send(batch).chain.seq == 1, "again, with its first receipt"
    laptop.pull()
    assert entry.data.decode() in laptop.texts(town.scope)


@pytest.mark.parametrize("wrong", ["other key", "other entry", "no box"])
def test_a_box_that_does_not_open_is_damaged_kept_and_the_chain_goes_on(town: Town, wrong: str) -> None:
    laptop = town.enrol(town.officer)
    first, second = (laptop.write(town.scope, warning_edit(f"{n} Street")) for n in range(2))
    stranger = X25519PrivateKey.generate().public_key().public_bytes_raw()
    boxes = {
        "other key": base64.b64encode(seal_box(stranger, first.data)).decode(),
        "other entry": boxed(laptop, second.data),
        "no box": "A",
    }
    laptop.send(sealed_batch(laptop, (first, boxes[wrong]), (second, boxed(laptop, second.data))))
    assert laptop.verdicts[first.id].verdict is Verdict.DAMAGED
    assert laptop.verdicts[second.id].verdict is Verdict.ACCEPTED
    assert kept_data(town.office, first.id) == box_bytes(boxes[wrong])


def test_a_sealed_draft_becomes_an_unfinished_note_of_its_author(town: Town) -> None:
    """Whatever the box says of whose it is; once, however often it comes."""
    laptop = town.enrol(town.officer)
    for _ in range(2):
        assert laptop.send(with_notes(laptop, note(laptop, town.scope, "Half a"))).noted == ["n1"]
    (found,) = noted(town.office, town.scope)
    assert (found["content"], found["form"], found["by"]) == ("Half a", "contact", town.officer)
    laptop.pull()
    entries = [read_entry(text.encode()).entry for text in laptop.texts(town.scope)]
    assert [entry.on_behalf for entry in entries if entry.edits[0].kind == UnfinishedNote.kind] == [town.officer]


def test_a_draft_of_somebody_whose_access_was_ended_for_cause_goes_to_who_works_there(town: Town) -> None:
    laptop = town.enrol(town.worker)
    town.cover(hours=8)
    laptop.pull()
    town.desk.end_cover(town.case, town.worker, for_cause=True)
    laptop.pull()
    assert laptop.send(with_notes(laptop, note(laptop, town.scope, "Left mid-word"))).noted == ["n1"]
    officers = town.enrol(town.officer)
    assert any("Left mid-word" in text for text in officers.texts(town.scope))
    laptop.pull()
    assert laptop.texts(town.scope) == []


def test_a_draft_of_the_restricted_part_is_handed_on_into_it_and_nowhere_else(town: Town) -> None:
    """Begun by a reader whose naming ended: who reads the case alone never gets a word of it."""
    restricted, laptop = restricted_scope(town.case), town.enrol(town.worker)
    town.cover(hours=8)
    naming = RestrictedReader(staff=town.worker, period=Period(starts=date(2026, 11, 2)), reason="The plan.").values()
    author, now = town.office.agency.administrator, town.clock.now()
    edit = Edit(record=new_record(), kind=RestrictedReader.kind, set=naming)
    town.office.zero.save([ServerSave(grants_scope(town.case), (edit,), author, now)])
    laptop.pull()
    assert restricted in laptop.holds
    assert laptop.send(with_notes(laptop, note(laptop, restricted, "About the victim"))).noted == ["n1"]
    (found,) = noted(town.office, restricted)
    assert (found["content"], found["by"]) == ("About the victim", town.worker)
    officers = town.enrol(town.officer)
    assert not any("About the victim" in text for scope in officers.holds for text in officers.texts(scope))


@pytest.mark.parametrize("foreign", [True, False])
def test_what_cannot_be_handed_on_is_kept(town: Town, foreign: bool) -> None:
    """Into a case that the laptop never held, or no draft at all: arrived, and nowhere to be read."""
    laptop = town.enrol(town.worker if foreign else town.officer)
    sent = note(laptop, town.scope, "Injected")
    if not foreign:
        sent = sent.model_copy(update={"box": boxed(laptop, b"[not a draft")})
    assert laptop.send(with_notes(laptop, sent)).noted == ["n1"]
    assert noted(town.office, town.scope) == []
    with town.office.database.read() as connection:
        (row,) = connection.execute(select(schema.note)).all()
    assert (row.id, row.device, row.entry) == ("n1", laptop.device, None)
    assert bytes(row.box) == box_bytes(sent.box)


def test_a_draft_that_no_case_can_keep_keeps_nobody_elses_waiting(town: Town) -> None:
    """Else one laptop's would fail every push with drafts, every handing over and the end of every restore."""
    laptop, nested = town.enrol(town.officer), "[" * 3000 + "]" * 3000
    for number, content in enumerate(("NaN", "1e999", '"\\ud800"', "[" * 150 + "]" * 150, nested)):
        text = f'{{"form": "contact", "content": {content}}}'
        sent = note(laptop, town.scope, "", f"bad {number}").model_copy(update={"box": boxed(laptop, text.encode())})
        assert laptop.send(with_notes(laptop, sent)).noted == [sent.id]
    assert laptop.send(with_notes(laptop, note(laptop, town.scope, "Half a"))).noted == ["n1"]
    assert [found["content"] for found in noted(town.office, town.scope)] == ["Half a"]


@pytest.mark.parametrize("how", ["end", "for cause", "exclusion", "leaving the agency"])
def test_only_what_ends_for_cause_is_left_at_once(town: Town, how: str) -> None:
    laptop = town.enrol(town.officer)
    end(town, how, town.officer)
    answer = laptop.pull_once()
    at_once = {leave.at_once for leave in answer.leave}
    assert at_once == {how != "end"}
    assert town.scope in {leave.scope for leave in answer.leave}
    assert base64.b64decode(answer.box_key) == key_of(laptop)


def end(town: Town, how: str, staff: StaffId) -> None:
    """End somebody's access to the case, in one of the ways there are."""
    desk = town.desk
    if how == "exclusion":
        desk.exclude(town.case, staff, "A relative.")
    elif how == "leaving the agency":
        desk.end_person(staff)
    else:
        desk.withdraw(town.case, staff, for_cause=how == "for cause")


def test_every_pull_gives_a_lease_of_fourteen_days(town: Town) -> None:
    laptop = town.enrol(town.officer)
    quiet = laptop.pull_once()
    assert quiet.lease_until == town.clock.now() + timedelta(days=14)
    assert quiet.box_key == ""
    town.desk.allocate(town.case, town.worker, GrantRole.CO_WORKER)
    town.clock.advance(minutes=10)
    assert laptop.pull_once().lease_until == town.clock.now() + timedelta(days=14)


def test_the_first_text_under_an_id_stays(town: Town) -> None:
    laptop = town.enrol(town.officer)
    first = note(laptop, town.scope, "Mine", ident=str(new_record()))
    laptop.send(with_notes(laptop, first))
    laptop.send(with_notes(laptop, first.model_copy(update={"box": boxed(laptop, b"{}")})))
    assert [found["content"] for found in noted(town.office, town.scope)] == ["Mine"]
