"""What somebody asks for on the page of the list."""

from dataclasses import dataclass

from casework.records.identifier import CaseId


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed by its key, about a record of a case, with the reason where one is given."""

    key: str
    case: CaseId
    record: str
    reason: str = ""
