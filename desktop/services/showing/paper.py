"""The copy as it stands on the screen in front of the person: what may be told, and nothing that is left out.

It is built like the paper copy, and built again whenever something changes: what is withdrawn meanwhile goes at once.
"""

from dataclasses import dataclass

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.identifier import CaseId
from casework.rules.person_copy import Document
from casework.words import english_of, say
from desktop.services.copy_page import CopyChanged, CopyPage
from desktop.services.lease import Minute, pass_minute
from desktop.services.person_copy import NothingToTell, prepare
from desktop.services.session import Session


@dataclass(frozen=True)
class Paper:
    """What is shown: the copy, and what it is made of. Of what is left out it knows nothing, not even how much."""

    case: CaseId
    kinds: frozenset[str]
    document: Document


@dataclass(frozen=True)
class Standing:
    """What a minute has changed, and what may be shown now; None: nothing any more."""

    minute: Minute
    paper: Paper | None


def open_paper(session: Session, looked_at: CopyPage) -> Paper:
    """The copy that a worker has looked at, to be shown to the person.

    Raises:
        CopyChanged: if it would say something else now.
        NothingToTell: if nothing may be told.
        UserError: if the person has died, or the case is not open to this member of staff any more.
    """
    case = looked_at.preparation.case
    if not session.access(case).reads:
        raise UserError(say("This person is not open to you on this laptop any more. Nothing is shown."))
    now = prepare(session, case, looked_at.kinds)
    if now.stopped:
        raise UserError(now.stopped)
    if not now.document.sections:
        raise NothingToTell
    if now.document != looked_at.preparation.document:
        raise CopyChanged
    session.store.audit.note(AuditWhat.SHOWN, case, why=english_of(now.document.title))
    return Paper(case, looked_at.kinds, now.document)


def read_again(session: Session, paper: Paper) -> Standing:
    """Let the time take effect and read the copy again: None once the lease, the access or the telling has ended."""
    minute = pass_minute(session)
    if minute.line.state.locked or minute.line.stopped or not session.access(paper.case).reads:
        return Standing(minute, None)
    now = prepare(session, paper.case, paper.kinds)
    tells = bool(now.document.sections) and not now.stopped
    return Standing(minute, Paper(paper.case, paper.kinds, now.document) if tells else None)
