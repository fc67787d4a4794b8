"""All that the page of proposals shows, gathered in one go on the store's lane."""

from dataclasses import dataclass
from datetime import date

from desktop.services.person_line import person_lines
from desktop.services.risk import ProposalLine, open_proposals
from desktop.services.session import Session


@dataclass(frozen=True)
class ProposalsView:
    """The open proposals, the oldest first, and the day to reckon from."""

    today: date
    lines: tuple[ProposalLine, ...]

    @property
    def to_answer(self) -> tuple[ProposalLine, ...]:
        """Those that this person may answer."""
        return tuple(line for line in self.lines if line.may_answer)

    @property
    def waiting(self) -> tuple[ProposalLine, ...]:
        """Those that wait for somebody else."""
        return tuple(line for line in self.lines if not line.may_answer)


def read_proposals(session: Session) -> ProposalsView:
    """Every open proposal that concerns this person."""
    return ProposalsView(session.today(), open_proposals(session, person_lines(session)))
