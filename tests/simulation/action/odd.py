"""What an old, a newer or a hostile program would send: unchecked saves, unknown content, altered bytes."""

import base64
from functools import partial

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.protocol import PushRequest
from casework.records.contact.contact import Contact
from casework.records.file.case import Case, RiskLevel
from casework.records.identifier import DeviceId, RecordId, case_scope
from casework.records.person.person import Person
from desktop.services.person_line import person_state
from desktop.store.case_store import Save
from server.problem import Refused
from tests.simulation.action.edit import a_case
from tests.simulation.laptop import Laptop
from tests.simulation.step import action
from tests.simulation.violation import require
from tests.simulation.world import World


def _unchecked(world: World, laptop: Laptop, *saves: Save) -> str:
    """Save without the program's own look at what would count."""
    return world.do(laptop, partial(laptop.store.append, saves))


@action(7)
def unchecked_level(world: World) -> str:
    """Set any level directly, replacing what stands, with the role or without."""
    laptop = world.pick()
    case = a_case(world, laptop)
    if case is None:
        return ""
    level = world.entropy.choice.choice((RiskLevel.LOW, *RiskLevel))
    view = world.screen(laptop, case_scope(case))
    value: JsonValue = {
        "level": level.value,
        "assessor": laptop.staff,
        "assessed_on": "2026-11-02",
        "rationale": world.model.word(case_scope(case)),
        "record": laptop.store.new_id(),
    }
    parents = sorted(view.continued(RecordId(case), "standing_risk"))
    edit = Edit(
        record=RecordId(case), kind=Case.kind, set={"standing_risk": value}, parents={"standing_risk": list(parents)}
    )
    done = _unchecked(world, laptop, Save(case_scope(case), (edit,)))
    return f"{laptop.name} unchecked level {level} in {world.name_of(case_scope(case))} {done}"


@action(2)
def second_signing(world: World) -> str:
    """Write another narrative into a completed contact."""
    laptop = world.pick()
    case = a_case(world, laptop)
    found = laptop.store.records(Contact.kind, case_scope(case)) if case else []
    if case is None or not found:
        return ""
    text = f"Rather {world.model.word(case_scope(case))}"
    edit = Edit(record=world.entropy.choice.choice(found).record, kind=Contact.kind, set={"narrative": text})
    done = _unchecked(world, laptop, Save(case_scope(case), (edit,)))
    return f"{laptop.name} second signing in {world.name_of(case_scope(case))} {done}"


@action(3)
def newer(world: World) -> str:
    """A field and a kind of a newer version."""
    laptop = world.pick()
    case = a_case(world, laptop)
    state = person_state(laptop.session, case) if case else None
    if case is None or state is None:
        return ""
    scope = case_scope(case)
    view = world.screen(laptop, scope)
    value: JsonValue = {"ß": world.model.word(scope), "n": [1, None, 0.5]}
    parents: dict[str, list[str]] = {"hologram": sorted(view.continued(state.record, "hologram"))}
    edits = [
        Edit(record=state.record, kind=Person.kind, set={"hologram": value}, parents=parents),
        Edit(record=RecordId(laptop.store.new_id()), kind="telepathy", set={"thought": world.model.word(scope)}),
    ]
    done = _unchecked(world, laptop, Save(scope, tuple(edits)))
    return f"{laptop.name} newer content in {world.name_of(scope)} {done}"


@action(3)
def altered(world: World) -> str:
    """A batch arrives with a byte flipped, an entry dropped, doubled or out of order: nothing of it may be kept."""
    laptop = world.pick()
    batch = laptop.store.unsent_batch()
    if batch is None or laptop.is_stopped:
        return ""
    request, how = _altered(world, laptop.device, batch)
    before = [(row.id, row.verdict) for row in world.server.rows()]
    world.tally.fault("message altered")
    try:
        world.server.serve(laptop.device, "push", request.model_dump_json().encode())
    except Refused:
        pass
    else:
        require(False, "altered_bytes_are_detected", f"{laptop.name}: {how} was taken")
    after = [(row.id, row.verdict) for row in world.server.rows()]
    require(before == after, "altered_bytes_are_detected", f"{laptop.name}: {how} was kept")
    return f"{laptop.name} {how}"


def _altered(world: World, device: DeviceId, batch: PushRequest) -> tuple[PushRequest, str]:
    entries, chance = list(batch.entries), world.entropy.choice
    how = chance.choice(("flipped", "signature", "dropped", "reordered", "doubled"))
    at = chance.randrange(len(entries))
    if any(row.seq == batch.entries[0].seq for row in world.server.rows() if row.device == device):
        how = "flipped"  # A batch that begins later is a good one where the office has the beginning.
    if how == "signature":
        signature = base64.b64encode(world.entropy(64)).decode()
        return batch.model_copy(update={"signature": signature}), how
    if how == "dropped" and len(entries) > 1:
        del entries[at]
    elif how == "reordered" and len(entries) > 1:
        other = (at + 1) % len(entries)
        entries[at], entries[other] = entries[other], entries[at]
    elif how == "doubled" and len(entries) > 1:
        entries.insert(at, entries[at])
        return batch.model_copy(update={"entries": entries}), "doubled"
    else:
        data = entries[at].data
        place = chance.randrange(len(data))
        sign = "0" if data[place] != "0" else "1"
        entries[at] = entries[at].model_copy(update={"data": data[:place] + sign + data[place + 1 :]})
        how = "flipped"
    return batch.model_copy(update={"entries": entries}), how
