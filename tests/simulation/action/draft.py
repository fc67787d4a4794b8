"""Drafts: kept, thrown away, finished into a record."""

from casework.records.identifier import case_of, case_scope
from desktop.services.draft import discard_draft, keep_draft
from tests.simulation.action.edit import a_case, contact_on
from tests.simulation.model import KeptDraft
from tests.simulation.step import action
from tests.simulation.world import World


@action(5)
def draft(world: World) -> str:
    """Begin a draft, or write on in one."""
    laptop = world.pick()
    mine = sorted(ident for name, ident in world.model.drafts if name == laptop.name)
    case = a_case(world, laptop)
    if mine and world.entropy.choice.random() < 0.4:
        ident = world.entropy.choice.choice(mine)
        kept = laptop.store.draft(ident)
        case = case_of(kept.scope) if kept else None
    else:
        ident = laptop.store.new_id()
    if case is None:
        return ""
    scope = case_scope(case)
    content = f'{{"text": "{world.model.word(scope)}"}}'
    kept_at = keep_draft(laptop.session, ident, case, "contact", content)
    world.model.drafts[laptop.name, ident] = KeptDraft(scope, content, kept_at)
    return f"{laptop.name} draft in {world.name_of(scope)}"


@action(2)
def draft_discarded(world: World) -> str:
    """Throw a draft away."""
    laptop = world.pick()
    mine = sorted(line.id for line in laptop.store.drafts())
    if not mine:
        return ""
    ident = world.entropy.choice.choice(mine)
    discard_draft(laptop.session, ident)
    world.model.drafts.pop((laptop.name, ident), None)
    return f"{laptop.name} draft discarded"


@action(4)
def draft_finished(world: World) -> str:
    """Finish a draft: the record and the end of the draft are one commit."""
    laptop = world.pick()
    mine = [line for line in laptop.store.drafts() if case_of(line.scope)]
    if not mine:
        return ""
    chosen = world.entropy.choice.choice(mine)
    case = case_of(chosen.scope)
    assert case is not None
    before = len(world.model.saved)
    done = contact_on(world, laptop, chosen.id, case)
    if len(world.model.saved) > before:
        world.model.drafts.pop((laptop.name, chosen.id), None)
    return f"{done} from a draft"
