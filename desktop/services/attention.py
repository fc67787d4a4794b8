"""What needs the person at the keyboard, counted for the rail, and what they had begun to write."""

from dataclasses import dataclass

from casework.records.staff.staff import SENIORS, StaffRole
from desktop.services.conflict import open_conflicts
from desktop.services.countersign import waiting_for_me
from desktop.services.draft import DraftLine, draft_lines
from desktop.services.duty_desk import DutySort, duty_items
from desktop.services.high_risk.page import count_high_risk
from desktop.services.looking import read_looks
from desktop.services.on_duty.handover import own_turn
from desktop.services.person_line import person_lines
from desktop.services.risk import open_proposals
from desktop.services.service_page import has_service_page
from desktop.services.session import Session


@dataclass(frozen=True)
class Attention:
    """Counts, and the drafts, the latest first. `cautious`: one of the conflicts is about safety.

    `looks`: what this person has to look at; `shows_looks`: there is such a page for them. `duty`: what is on the duty
    desk, `duty_overdue`: a visit is among it. `signing`: what waits for them to countersign; `shows_service`: they read
    something that belongs to no case. `on_duty`: it is their turn on the rota now; `manages`: a service
    manager.
    """

    conflicts: int = 0
    cautious: bool = False
    proposals: int = 0
    answers: bool = False
    looks: int = 0
    high_risk: int = 0
    shows_looks: bool = False
    duty: int = 0
    shows_duty: bool = False
    duty_overdue: bool = False
    signing: int = 0
    shows_signing: bool = False
    shows_service: bool = False
    on_duty: bool = False
    manages: bool = False
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
        high_risk=count_high_risk(session, people),
        looks=sum(line.needs_me for line in looks),
        shows_looks=senior or bool(looks),
        duty=len(on_desk),
        shows_duty=senior,
        duty_overdue=any(item.sort is DutySort.OVERDUE for item in on_desk),
        signing=len(waiting_for_me(session)) if senior else 0,
        shows_signing=senior,
        shows_service=has_service_page(session),
        on_duty=senior and own_turn(session) is not None,
        manages=session.role() is StaffRole.SERVICE_MANAGER,
        drafts=draft_lines(session, people),
    )
