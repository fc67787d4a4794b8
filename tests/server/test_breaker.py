"""A hostile insider against a real office: nobody is blocked, nothing is lost, forged, hidden or revived."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Sealed, Seen, Signed, entry_id, seal_entry
from casework.ledger.protocol import PushItem, PushRequest, SealedNote, Verdict
from casework.records.identifier import CaseId, DeviceId, EntryId, Scope, StaffId, grants_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.backup import check_contents
from server.office import Office
from tests.fakes.bare_laptop import START, BareLaptop, Refusal, signed_batch
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record, standing_edit, warning_edit
from tests.server.town import HOUR, Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


def item_of(sealed: Sealed) -> PushItem:
    """An entry as it is sent."""
    return PushItem(seq=sealed.entry.seq, id=sealed.id, data=sealed.data.decode())


def verdict_of(laptop: BareLaptop, *edits: Edit, scope: Scope, author: StaffId | None = None) -> Verdict:
    """Write an entry, send it, and say what became of it."""
    entry = laptop.write(scope, *edits, author=author)
    laptop.push([entry])
    return laptop.verdicts[entry.id].verdict


def still_served(town: Town) -> None:
    """Somebody else's work is taken and given."""
    laptop = town.enrol(town.officer)
    assert verdict_of(laptop, warning_edit("1 Good Street"), scope=town.scope) is Verdict.ACCEPTED
    laptop.pull()
    assert laptop.holds[town.scope].complete


def raw_entry(laptop: BareLaptop, scope: Scope, edit: str) -> tuple[PushItem, Link]:
    """An entry whose one edit is given as its text."""
    text = (
        f'{{"v":1,"device":"{laptop.device}","seq":1,"prev":null,"author":"{laptop.staff}","scope":"{scope}",'
        f'"at":"2026-11-02T09:00:00Z","schema":1,"edits":[{edit}]}}'
    )
    ident = entry_id(text.encode())
    return PushItem(seq=1, id=ident, data=text), Link(1, ident)


@pytest.mark.parametrize("depth", [60, 150, 193, 194, 195, 196, 197, 5000])
def test_a_deeply_nested_value_blocks_nobody(town: Town, depth: int) -> None:
    """What can be read as an entry can be kept as a record: also where access follows from it."""
    laptop, case = town.enrol(town.worker), CaseId(new_record())
    holder = f'{{"sort":"staff","id":"{town.worker}","role":"officer"}}'
    deep = "[" * depth + "]" * depth
    values = f'{{"holder":{holder},"period":{{"starts":"2026-01-01"}},"newer":{deep}}}'
    edit = f'{{"record":"{new_record()}","kind":"allocation","set":{values}}}'
    item, tip = raw_entry(laptop, grants_scope(case), edit)
    laptop.send(signed_batch(laptop, [item], tip))
    assert EntryId(item.id) in laptop.verdicts
    still_served(town)


@pytest.mark.parametrize("decision", [[], {}, [["release"]], {"release": 1}, None, 7])
def test_a_ruling_of_rubbish_is_kept(town: Town, decision: JsonValue) -> None:
    """And what stands behind it in the chain counts."""
    laptop = town.enrol(town.officer)
    values: dict[str, JsonValue] = {"entry": "a" * 64, "decision": decision, "reason": "r"}
    laptop.write(town.scope, Edit(record=new_record(), kind="ruling", set=values))
    after = laptop.write(town.scope, warning_edit("2 After Street"))
    laptop.push()
    assert laptop.verdicts[after.id].verdict is Verdict.ACCEPTED
    still_served(town)


@pytest.mark.parametrize("kind", ["sighting", "ruling"])
def test_letters_that_a_database_cannot_keep_are_no_ids(town: Town, kind: str) -> None:
    """A zero character in the place of an entry's id is kept with a verdict."""
    laptop = town.enrol(town.officer)
    values: dict[str, JsonValue] = (
        {"entries": ["\0", "a\0b"]} if kind == "sighting" else {"entry": "\0", "decision": "release", "reason": "r"}
    )
    assert verdict_of(laptop, Edit(record=new_record(), kind=kind, set=values), scope=town.scope) is Verdict.QUARANTINED


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_view_that_nobody_can_have_had_is_kept(town: Town, number: int) -> None:
    """The place that an author claims to have read to is anybody's word."""
    laptop = town.enrol(town.officer)
    seen = Seen(epoch=number, generation=number, position=number)
    signed = Signed(laptop.device, laptop.staff, town.scope, START, 1, seen=seen)
    entry = seal_entry(Link(), signed, [standing_edit(new_record(), "high", laptop.staff)])
    level = seal_entry(Link(1, entry.id), signed, [warning_edit("3 Far Street")])
    laptop.send(signed_batch(laptop, [item_of(entry), item_of(level)], Link(2, level.id)))
    assert laptop.verdicts[level.id].verdict is Verdict.ACCEPTED


def test_nobody_takes_the_place_of_an_entry_by_its_id_alone(town: Town) -> None:
    """Not without its words, nor in a box that does not open: its own laptop's comes in as ever."""
    hostile, officers = town.enrol(town.worker), town.enrol(town.officer)
    first = officers.write(town.scope, warning_edit("4 First Street"))
    second = officers.write(town.scope, warning_edit("5 Second Street"))
    items = [PushItem(seq=1, id=first.id), PushItem(seq=2, id=second.id, sealed="AAAA")]
    hostile.send(signed_batch(hostile, items, Link(2, second.id)))
    officers.push()
    assert [officers.verdicts[one.id].verdict for one in (first, second)] == [Verdict.ACCEPTED] * 2
    officers.pull()
    assert officers.texts(town.scope) == [first.data.decode(), second.data.decode()]
    # The chain of what came without words goes on, and a backup finds everything in order.
    assert hostile.send(signed_batch(hostile, items, Link(2, second.id))).chain.seq == 2
    with town.office.database.read() as connection:
        check_contents(town.office, connection)


@pytest.mark.parametrize("where", ["one batch", "one chain", "two chains"])
def test_the_same_rubbish_twice_is_no_fault_of_the_server(town: Town, where: str) -> None:
    """No honest laptop writes one entry twice: the second is refused, and nothing is lost by it."""
    text = "rubbish"
    ident = entry_id(text.encode())
    one, other = town.enrol(town.worker), town.enrol(town.officer)
    items = [PushItem(seq=seq, id=ident, data=text) for seq in (1, 2)]
    if where != "one batch":
        one.send(signed_batch(one, items[:1], Link(1, ident)))
    laptop, sent = (other, items[:1]) if where == "two chains" else (one, items)
    with pytest.raises(Refusal, match="arrived_damaged"):
        laptop.send(signed_batch(laptop, sent, Link(sent[-1].seq, ident)))
    still_served(town)


def carrier(laptop: BareLaptop, scope: Scope, carried: Sealed) -> PushRequest:
    """A batch of the first entry of a chain, which carries another one."""
    edit = Edit(record=new_record(), kind="adoption", set={"entry": carried.id})
    entry = laptop.write(scope, edit)
    item = item_of(entry).model_copy(update={"carried": carried.data.decode()})
    return signed_batch(laptop, [item], Link(entry.entry.seq, entry.id))


def test_nobody_adopts_what_is_somebody_elses(town: Town) -> None:
    """A colleague who has an entry's bytes does not get it quarantined before its author's laptop brings it."""
    hostile, officers = town.enrol(town.worker), town.enrol(town.officer)
    entry = officers.write(town.scope, warning_edit("6 Own Street"))
    hostile.send(carrier(hostile, town.scope, entry))
    officers.push()
    assert officers.verdicts[entry.id].verdict is Verdict.ACCEPTED
    officers.pull()
    assert officers.texts(town.scope) == [entry.data.decode()]


def test_what_a_copy_has_adopted_the_original_brings_again(town: Town) -> None:
    """One laptop, copied: the copy's new chain carried the entry, and then the stopped original hands over."""
    old = town.enrol(town.officer)
    entry = old.write(town.scope, warning_edit("7 Copied Street"))
    new = town.enrol(town.officer)
    new.send(carrier(new, town.scope, entry))
    after = old.write(town.scope, warning_edit("8 Behind Street"))
    old.push()
    assert old.verdicts.keys() == {entry.id, after.id}
    new.pull()
    texts = new.texts(town.scope)
    assert [texts.count(one.data.decode()) for one in (entry, after)] == [1, 1]
    old.push()
    with town.office.database.read() as connection:
        check_contents(town.office, connection)


@pytest.mark.parametrize("device", ["zero", "nobody", "0", ""])
@pytest.mark.parametrize("number", [1, 2**63, 10**30])
def test_whatever_is_carried_stops_nothing(town: Town, device: str, number: int) -> None:
    """A device nobody knows, a number no database can keep, the laptop's very own entry."""
    laptop = town.enrol(town.officer)
    signed = Signed(DeviceId(device or laptop.device), laptop.staff, town.scope, START, 1)
    carried = seal_entry(Link(number - 1, EntryId("a" * 64)), signed, [warning_edit("9 Carried Street")])
    # A zero character in the name of a device.
    text = carried.data.replace(b'"zero"', b'"z\\u0000"')
    laptop.send(carrier(laptop, town.scope, replace(carried, id=entry_id(text), data=text)))
    still_served(town)


@pytest.mark.parametrize("ident", ["a\0b", "\0"])
def test_notes_and_scopes_of_rubbish_are_refused_or_kept(town: Town, ident: str) -> None:
    """Never a fault of the server."""
    laptop = town.enrol(town.officer)
    notes = [SealedNote.model_construct(id=ident, scope=Scope("case:\0"), box="A")]
    request = signed_batch(laptop, [], Link()).model_copy(update={"notes": notes})
    answer = laptop.line.client.post(
        "/sync/v1/push", content=request.model_dump_json(), headers={"authorization": f"Bearer {laptop.token()}"}
    )
    assert answer.status_code in {200, 422}
    for name, body in {
        "pull": {"digest": ident, "expunged": [ident], "left": [{"scope": ident, "generation": 1, "position": 1}]},
        "verify": {"scopes": [{"scope": ident, "generation": 1, "position": 1, "digest": "a" * 64}]},
    }.items():
        sent = laptop.line.client.post(
            f"/sync/v1/{name}", json=body, headers={"authorization": f"Bearer {laptop.token()}"}
        )
        assert sent.status_code in {200, 422}, name


@pytest.fixture
def senior(town: Town) -> StaffId:
    """A senior whose team has the case."""
    team = town.desk.add_team("North")
    found = town.desk.add_person("Sheena Senior", StaffRole.SENIOR, team)
    town.desk.allocate(town.case, team, GrantRole.TEAM)
    return found


def ruling(entry: EntryId, decision: str = "release") -> Edit:
    """A ruling on an entry."""
    return Edit(record=new_record(), kind="ruling", set={"entry": entry, "decision": decision, "reason": "Looked at."})


def test_nobody_releases_what_they_wrote_in_somebody_elses_name(town: Town, senior: StaffId) -> None:
    """The name in an entry is its writer's word; whose laptop it came from is known."""
    laptop = town.enrol(senior)
    forged = laptop.write(town.scope, warning_edit("10 Forged Street"), author=town.officer)
    mine = laptop.write(town.scope, ruling(forged.id))
    laptop.push()
    assert laptop.verdicts[forged.id].verdict is Verdict.QUARANTINED
    assert laptop.verdicts[mine.id].verdict is Verdict.QUARANTINED
    late = laptop.write(town.scope, ruling(forged.id))
    laptop.push()
    assert laptop.verdicts[late.id].verdict is Verdict.QUARANTINED
    officers = town.enrol(town.officer)
    officers.pull()
    assert forged.data.decode() not in officers.texts(town.scope)


def emergency(staff: StaffId) -> Edit:
    """Emergency access from now on."""
    window: JsonValue = {"starts": START.isoformat(), "ends": (START + 2 * HOUR).isoformat()}
    return Edit(record=new_record(), kind="emergency_access", set={"staff": staff, "window": window, "reason": "r"})


def sighting(*entries: EntryId) -> Edit:
    """That somebody has read entries."""
    return Edit(record=new_record(), kind="sighting", set={"entries": list(entries)})


def waits(town: Town) -> bool:
    """Whether something of the case waits for somebody."""
    with town.office.database.read() as connection:
        return town.case in town.office.facts.load(connection).access.waiting


@pytest.mark.parametrize("way", ["other scope", "beforehand", "same batch"])
def test_nobody_settles_the_look_at_their_own_emergency(town: Town, senior: StaffId, way: str) -> None:
    """Not by naming it in another scope, nor before it comes, nor beside it."""
    one, other = town.enrol(senior), town.enrol(senior)
    if way == "other scope":
        opened = one.write(grants_scope(town.case), emergency(senior))
        one.push()
        assert waits(town)
        one.write(town.scope, sighting(opened.id))
        one.push()
    elif way == "beforehand":
        opened = one.write(grants_scope(town.case), emergency(senior))
        other.write(grants_scope(town.case), sighting(opened.id))
        other.push()
        one.push()
    else:
        signed = Signed(DeviceId("earlier"), senior, grants_scope(town.case), START, 1)
        opened = seal_entry(Link(), signed, [emergency(senior)])
        seen = one.write(grants_scope(town.case), sighting(opened.id))
        batch = carrier(one, grants_scope(town.case), opened)
        one.send(signed_batch(one, [item_of(seen), *batch.entries], Link(2, one.written[-1].id)))
    assert waits(town)


def test_another_senior_settles_it(town: Town, senior: StaffId) -> None:
    """As it should be; also where the sighting is of an entry that has to come again."""
    laptop, other = town.enrol(town.worker), town.enrol(senior)
    opened = laptop.write(grants_scope(town.case), emergency(town.worker))
    laptop.push()
    assert waits(town)
    other.write(grants_scope(town.case), sighting(opened.id))
    other.push()
    assert not waits(town)
