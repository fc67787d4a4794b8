"""The few numbers that the rail shows: only what needs this person."""

from dataclasses import dataclass

from desktop.services.conflict import open_conflicts
from desktop.services.draft import DraftLine, draft_lines
from desktop.services.person_line import person_lines
from desktop.services.risk import open_proposals
from desktop.services.session import Session


@dataclass(frozen=True)
class Needs:
    """Counts for the rail, and what was being written when the application ended."""

    conflicts: int
    proposals: int
    cases: int
    drafts: tuple[DraftLine, ...]
    senior: bool


def read_needs(session: Session) -> Needs:
    """What needs the staff member at the keyboard now."""
    people = person_lines(session)
    return Needs(
        conflicts=len(open_conflicts(session)),
        proposals=len(open_proposals(session, people)),
        cases=len(people),
        drafts=draft_lines(session, people),
        senior=any(session.access(case).decides for case in people),
    )
