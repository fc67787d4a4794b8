"""What needs the person at the keyboard, counted for the rail, and what they had begun to write."""

from dataclasses import dataclass

from casework.records.staff import StaffRole
from desktop.services.conflict import open_conflicts
from desktop.services.draft import DraftLine, draft_lines
from desktop.services.person_line import person_lines
from desktop.services.risk import open_proposals
from desktop.services.session import Session


@dataclass(frozen=True)
class Attention:
    """Counts, and the drafts, the latest first. `cautious`: one of the conflicts is about safety."""

    conflicts: int = 0
    cautious: bool = False
    proposals: int = 0
    answers: bool = False
    drafts: tuple[DraftLine, ...] = ()


def read_attention(session: Session) -> Attention:
    """Count what waits: conflicts on open cases, and proposed levels; `answers`: a senior, who answers them."""
    people = person_lines(session)
    conflicts = open_conflicts(session)
    proposals = open_proposals(session, people)
    return Attention(
        conflicts=len(conflicts),
        cautious=any(line.cautious for line in conflicts),
        proposals=len(proposals),
        answers=session.role() is StaffRole.SENIOR or bool(proposals),
        drafts=draft_lines(session, people),
    )
