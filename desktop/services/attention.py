"""What needs the person at the keyboard, counted for the rail, and what they had begun to write."""

from dataclasses import dataclass

from casework.records.staff.staff import StaffRole
from desktop.services.conflict import open_conflicts
from desktop.services.draft import DraftLine, draft_lines
from desktop.services.duty_desk import DutySort, duty_items
from desktop.services.looking import SENIORS, read_looks
from desktop.services.person_line import person_lines
from desktop.services.risk import open_proposals
from desktop.services.session import Session


@dataclass(frozen=True)
class Attention:
    """Counts, and the drafts, the latest first. `cautious`: one of the conflicts is about safety.

    `looks`: what this person has to look at; `shows_looks`: there is such a page for them. `duty`: what is on the duty
    desk, `duty_overdue`: a visit is among it.
    """

    conflicts: int = 0
    cautious: bool = False
    proposals: int = 0
    answers: bool = False
    looks: int = 0
    shows_looks: bool = False
    duty: int = 0
    shows_duty: bool = False
    duty_overdue: bool = False
    drafts: tuple[DraftLine, ...] = ()


def read_attention(session: Session) -> Attention:
    """Count what waits: conflicts on open cases, and proposed levels; `answers`: a senior, who answers them."""
    people = person_lines(session)
    conflicts = open_conflicts(session)
    proposals = open_proposals(session, people)
    looks, senior = read_looks(session), session.role() in SENIORS
    on_desk = duty_items(session, people, looks, conflicts) if senior else ()
    return Attention(
        conflicts=len(conflicts),
        cautious=any(line.cautious for line in conflicts),
        proposals=len(proposals),
        answers=session.role() is StaffRole.SENIOR or bool(proposals),
        looks=sum(line.needs_me for line in looks),
        shows_looks=senior or bool(looks),
        duty=len(on_desk),
        shows_duty=senior,
        duty_overdue=any(item.sort is DutySort.OVERDUE for item in on_desk),
        drafts=draft_lines(session, people),
    )
