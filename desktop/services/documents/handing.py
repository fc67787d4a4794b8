"""A paper that was looked at leaves Doorstep: saved as a PDF or printed, exactly as it was shown, with why it is.

The file of the person notes who made it and of which records; the office's audit gets it with its reason.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from casework.errors import Conflict, UserError
from casework.ledger.audit import AuditWhat
from casework.records.file.paper import MOST_RECORDS, Paper
from casework.records.identifier import Scope, case_of
from casework.words import english_of, put_together, say
from desktop.services.audit import taking_out
from desktop.services.documents.making import CLOSED, printed_pdf, read_paper
from desktop.services.documents.printout import Printout
from desktop.services.documents.wish import WITH_REASON, PaperWish
from desktop.services.new_file import writing_file
from desktop.services.paper import page_count
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

NO_REASON = say("Write who it is for and why: it leaves the service.")
_FOR_WORK = say("For work on the case")


class PaperChanged(Conflict):
    """What would be printed now is not what was shown."""

    def __init__(self) -> None:
        super().__init__(
            say("Something changed while this was open. Nothing was printed: look at the paper once more.")
        )


@dataclass(frozen=True)
class ShownPaper:
    """A paper as it is shown: what it consists of, and its pages."""

    wish: PaperWish
    printout: Printout
    pdf: bytes = field(repr=False)
    pages: int = 0

    @property
    def file_name(self) -> str:
        """A name for the file: what sort of paper it is, and nobody's name."""
        return f"{self.printout.title.casefold().replace(' ', '-')}.pdf"


def show_paper(session: Session, wish: PaperWish) -> ShownPaper:
    """Make a paper to be looked at.

    Raises:
        UserError: if the case is not open to this person any more, or a letter cannot be printed.
    """
    printout = read_paper(session, wish)
    pdf = printed_pdf(printout)
    return ShownPaper(wish, printout, pdf, page_count(pdf))


def reason_problem(wish: PaperWish, reason: str) -> str:
    """What is wrong with the reason, in a sentence; empty where nothing is."""
    return NO_REASON if wish.sort in WITH_REASON and not reason.strip() else ""


def save_paper(session: Session, shown: ShownPaper, path: Path, reason: str = "", *, replace: bool = False) -> Change:
    """Save the paper that was shown as a PDF; `replace`: in the place of a file that is there.

    Raises:
        PaperChanged: if it would say something else now; nothing is saved.
        AlreadyThere: if there is a file, and it is not to be replaced.
        UserError: if the disk refuses, a reason is missing, or the case is not open to this person any more.
    """
    _check(session, shown, reason)
    # The case has its note before the file has its name: never a paper of which its file does not tell.
    with _noted(session, shown, AuditWhat.EXPORTED, reason), writing_file(path, shown.pdf, replace=replace):
        return _note_made(session, shown)


def note_printing(session: Session, shown: ShownPaper, reason: str = "") -> Change:
    """Note that the paper that was shown is printed, before the first page goes there.

    Raises:
        PaperChanged: if it would say something else now; nothing is printed then.
        UserError: if a reason is missing, or the case is not open to this person any more.
    """
    _check(session, shown, reason)
    with _noted(session, shown, AuditWhat.PRINTED, reason):
        return _note_made(session, shown)


def _check(session: Session, shown: ShownPaper, reason: str) -> None:
    if not session.access(shown.wish.case).reads:
        raise UserError(CLOSED)
    if problem := reason_problem(shown.wish, reason):
        raise UserError(problem)
    if read_paper(session, shown.wish).reference != shown.printout.reference:
        raise PaperChanged


@contextmanager
def _noted(session: Session, shown: ShownPaper, what: AuditWhat, reason: str) -> Iterator[None]:
    """Around what takes the paper out: kept for the audit of its case, and of each other file whose words are on it."""
    case, record = shown.wish.case, shown.wish.record
    others = {found for scope in shown.printout.records if (found := case_of(Scope(scope)))} - {case}
    with ExitStack() as noted:
        noted.enter_context(taking_out(session, case, what, _why(shown, reason), record))
        for other in sorted(others):
            noted.enter_context(taking_out(session, other, what, _why(shown, reason)))
        yield


def _why(shown: ShownPaper, reason: str) -> str:
    return put_together("{title}: {reason}", title=shown.printout.title, reason=reason.strip() or _FOR_WORK)


def _note_made(session: Session, shown: ShownPaper) -> Change:
    """Note in the case, in English, who made it and of which records; of restricted ones in the restricted part."""
    recorder, at, change = Recorder(session), session.now(), Change()
    for scope, records in sorted(shown.printout.records.items()):
        called, of = english_of(shown.printout.title), list(records[:MOST_RECORDS])
        paper = Paper(called=called, made_at=at, made_by=session.me, records=of)
        change |= recorder.save(Scope(scope), [recorder.new_record(paper, session.store.new_id())])
    return change
