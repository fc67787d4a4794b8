"""Laptops that are copied or restored from an older copy, and enrolled anew with everything they have."""

import base64
import shutil
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.protocol import EnrolRequest, enrol_proof_bytes
from casework.records.identifier import EntryId
from server.enrolment import enrol, make_code
from tests.simulation.invariant.keeping import kept_by
from tests.simulation.laptop import Laptop
from tests.simulation.model import KeptDraft
from tests.simulation.step import action
from tests.simulation.wire import Wire
from tests.simulation.world import World

_MOST_LAPTOPS = 6


@action(2)
def laptop_copied(world: World) -> str:
    """Somebody keeps a copy of a laptop's files."""
    laptop = world.pick()
    laptop.reopen()
    for suffix in ("", "-wal"):
        file = laptop.path.with_name(laptop.path.name + suffix)
        if file.exists():
            shutil.copyfile(file, file.with_name(f"{file.name}.copy"))
    return f"{laptop.name} copied"


@action(2)
def laptop_restored(world: World) -> str:
    """A laptop gets its older files back: what only the newer ones had is lost with the disk."""
    laptop = world.pick()
    if not laptop.path.with_name(f"{laptop.path.name}.copy").exists() or not world.server.is_confirmed():
        return ""
    world.tally.fault("laptop restored")
    laptop.take_copy(laptop.path)
    _forget_what_is_gone(world, laptop)
    world.forked.add(laptop.name)
    return f"{laptop.name} restored from its copy"


@action(2)
def laptop_cloned(world: World) -> str:
    """The copy is used as a second laptop, beside the first."""
    laptop = world.pick()
    if not laptop.path.with_name(f"{laptop.path.name}.copy").exists() or len(world.laptops) >= _MOST_LAPTOPS:
        return ""
    world.tally.fault("laptop cloned")
    name = f"{laptop.name}-copy{len(world.laptops)}"
    path = world.folder / f"{name}.db"
    laptop.copy_to(path)
    clone = Laptop(name, world.folder, type(laptop.clock)(laptop.clock.now()), world.entropy)
    clone.known_seq, clone.is_stopped = clone.store.chain().seq, laptop.is_stopped
    world.laptops.append(clone)
    world.wires[name] = Wire(world, clone)
    world.whole |= {(name, scope, generation) for known, scope, generation in world.whole if known == laptop.name}
    world.forked |= {laptop.name, name}
    return f"{name} begins"


@action(3)
def rejoin(world: World) -> str:
    """A laptop that the office knows otherwise is enrolled anew."""
    found = [laptop for laptop in world.laptops if laptop.store.is_forked()]
    if not found:
        return ""
    laptop = world.entropy.choice.choice(found)
    world.touched.add(laptop.name)
    return rejoin_laptop(world, laptop)


def rejoin_laptop(world: World, laptop: Laptop) -> str:
    """Enrol one anew, with a code given for the device it was; that device is stopped."""
    if not world.server.is_confirmed():
        return ""
    identity = laptop.identity
    world.staff_of(identity.device)  # Remembered: its entries will be looked at still.
    key = Ed25519PrivateKey.from_private_bytes(world.entropy(32))
    code = make_code(world.server.office, laptop.staff, replaces=identity.device)
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    proof = base64.b64encode(key.sign(enrol_proof_bytes(code, public))).decode()
    request = EnrolRequest(code=code, public_key=public, proof=proof, previous=identity.device)
    answer = enrol(world.server.office, request)
    world.server.changed()
    for other in world.laptops:
        if other.device == identity.device and other is not laptop:
            other.is_stopped = True
    laptop.store.rejoin(replace(identity, device=answer.device, signing_key=key.private_bytes_raw()))
    laptop.known_seq, laptop.is_stopped = 0, False
    world.forked.discard(laptop.name)
    world.learn(laptop)
    return f"{laptop.name} enrolled anew"


def _forget_what_is_gone(world: World, laptop: Laptop) -> None:
    """What only the lost files had: nobody can bring it back."""
    safe = {row.id for row in world.server.rows()} | set(world.backup)
    kept: set[EntryId] = set(kept_by(world, laptop)) | safe
    gone = [saved.id for saved in world.model.saved.values() if saved.laptop == laptop.name and saved.id not in kept]
    mine = [saved.id for saved in world.model.saved.values() if saved.laptop == laptop.name]
    world.model.orphans |= {ident for ident in mine if ident not in kept_by(world, laptop)}
    for ident in gone:
        world.model.lost[ident] = world.model.saved.pop(ident)
    for ident in [ident for ident in world.owed_orders if world.model.saved.get(ident) is None]:
        del world.owed_orders[ident]
    world.owed_orders = {ident: order for ident, order in world.owed_orders.items() if ident not in set(mine)}
    for key in [key for key in world.model.drafts if key[0] == laptop.name]:
        del world.model.drafts[key]
    for draft in laptop.store.drafts():
        world.model.drafts[laptop.name, draft.id] = KeptDraft(draft.scope, draft.content, draft.kept_at)
    laptop.known_seq = laptop.store.chain().seq
