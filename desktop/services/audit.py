"""What is kept for the audit of what happens on this laptop alone: a case opened, a paper taken out of Doorstep."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from casework.ledger.audit import OF_NO_CASE, AuditWhat
from casework.records.identifier import CaseId
from casework.rules.access import WHY_WORDS
from casework.words import english_of
from desktop.services.session import Session


def note_opening(session: Session, case: CaseId) -> None:
    """Keep that somebody begins to read a case, and by what right; of one that is not open to them nothing is read.

    The right is kept in English: the office finds emergency access by these words.
    Pages of the case one after the other, and going to and fro for half an hour, are one opening.
    """
    mine = session.access(case)
    if mine.reads:
        session.store.audit.note_opening(case, "; ".join(sorted(english_of(WHY_WORDS[why]) for why in mine.why)))


def taking_out_of_service(
    session: Session, what: AuditWhat, why: str, record: str = ""
) -> AbstractContextManager[None]:
    """The same around what is of no one case: figures, returns without names."""
    return taking_out(session, CaseId(OF_NO_CASE), what, why, record)


@contextmanager
def taking_out(session: Session, case: CaseId, what: AuditWhat, why: str, record: str = "") -> Iterator[None]:
    """Around what prints or saves a paper (`PRINTED`, `EXPORTED`): kept with its reason before it happens.

    `why` is kept in English, whatever the language of the program: the office's audit is one.
    A kill in the middle leaves a note of a paper that may not be there, and never a paper without a note. What fails
    has not happened.
    """
    if not why.strip():
        raise ValueError("a paper leaves Doorstep with a reason only")
    event = session.store.audit.note(what, case, record=record, why=english_of(why))
    try:
        yield
    except BaseException:
        session.store.audit.take_back(event)
        raise
