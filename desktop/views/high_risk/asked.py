"""What somebody asks for on the page of the list."""

from dataclasses import dataclass

from casework.records.identifier import CaseId
from desktop.services.high_risk.deciding import ProposalLine
from desktop.services.high_risk.page import ListedLine


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed by its key, about a record of a case, with the reason where one is given.

    `line`: what was on the screen, where that is decided about.
    """

    key: str
    case: CaseId
    record: str
    reason: str = ""
    line: ListedLine | ProposalLine | None = None
