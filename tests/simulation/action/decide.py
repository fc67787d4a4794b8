"""Deciding: open conflicts and proposed lower levels."""

from casework.records.risk.risk_level import ProposalAnswer
from desktop.services.conflict import decide_conflict, open_conflicts
from desktop.services.person_line import person_lines
from desktop.services.risk import answer_proposal, open_proposals
from tests.simulation.step import action
from tests.simulation.world import World


@action(9)
def conflict(world: World) -> str:
    """Decide one of the open conflicts, if one may."""
    laptop = world.pick()
    lines = open_conflicts(laptop.session)
    if not lines:
        return ""
    line = world.entropy.choice.choice(lines)
    view = world.entropy.choice.choice(line.views)
    done = world.do(laptop, lambda: decide_conflict(laptop.session, line, view.entry, "I asked."), [line.field])
    return f"{laptop.name} decides {line.kind}.{line.field} in {world.name_of(line.scope)} {done}"


@action(6)
def proposal(world: World) -> str:
    """Answer a proposed lower level; agreeing replaces every view of what stands."""
    laptop = world.pick()
    session = laptop.session
    lines = [line for line in open_proposals(session, person_lines(session)) if line.may_answer]
    if not lines:
        return ""
    line = world.entropy.choice.choice(lines)
    answer = world.entropy.choice.choice(list(ProposalAnswer))
    done = world.do(
        laptop,
        lambda: answer_proposal(session, line.case, line.record, answer, "We talked it over."),
        ["standing_risk"],
    )
    return f"{laptop.name} answers {answer} {done}"
