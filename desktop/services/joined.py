"""Which files on this laptop are about one person: for whatever shows them as one."""

from collections.abc import Mapping

from casework.records.file.same_person import SamePerson
from casework.records.identifier import CaseId
from casework.rules.same_person import joined, read_side
from casework.words import say
from desktop.services.session import Session

OTHER_FILE = say("other file")
"""The mark on whatever comes from another file of the same person."""


def joined_cases(session: Session) -> Mapping[CaseId, tuple[CaseId, ...]]:
    """The other files of the same person that are open here, for each file that has any."""
    states = session.store.records(SamePerson.kind)
    if not states:
        return {}
    # Both sides are here only where both files are: of a file that is not open to somebody they see one side alone.
    found = joined(side for state in states if (side := read_side(state)) and session.access(side.case).reads)
    return {case: others for case, others in found.items() if session.access(case).reads}


def files_of(session: Session, case: CaseId) -> tuple[CaseId, ...]:
    """A file and the others of the same person that are open here, its own first."""
    return (case, *joined_cases(session).get(case, ()))


def first_file(cases: Mapping[CaseId, tuple[CaseId, ...]], case: CaseId) -> CaseId:
    """The file under which a person is listed once: the one that was begun first."""
    return min((case, *cases.get(case, ())))


def marked(words: str, *, other: bool) -> str:
    """A title with the mark of the other file, where it comes from there."""
    return f"{words} ({OTHER_FILE})" if other and words else words
