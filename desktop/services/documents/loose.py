"""Papers that belong to no one case: forms to fill in by hand, and returns for the high-risk list."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.identifier import CaseId, RecordId
from casework.words import say
from desktop.services.audit import taking_out, taking_out_of_service
from desktop.services.documents.blank_form import FORM_WORDS, BlankForm, blank_form
from desktop.services.documents.making import printed_pdf
from desktop.services.documents.printout import Printout
from desktop.services.documents.return_paper import collated_return, own_return
from desktop.services.documents.stamping import stamped
from desktop.services.high_risk.sweep import SweepView, sweep_views
from desktop.services.new_file import write_file
from desktop.services.person_line import person_lines
from desktop.services.session import Session

_GONE = say("This sweep is not open to you on this laptop any more. Nothing was saved.")
_RETURN = say("Return for the high-risk list")
_RETURNS = say("All returns for the high-risk list together")


@dataclass(frozen=True)
class Made:
    """A paper, the cases whose people it names, and the record that it is of where it names nobody."""

    printout: Printout
    cases: tuple[CaseId, ...] = ()
    of: str = ""
    why: str = ""
    """What is noted for each case; that of a return where nothing else is said."""
    aside: str = ""
    """What whoever makes it has to know and nobody who reads it may."""


@dataclass(frozen=True)
class LoosePaper:
    """One that can be made. `name`: of the file, which names nobody."""

    key: str
    title: str
    name: str
    make: Callable[[Session], Made] = field(compare=False)


def blank_forms() -> tuple[LoosePaper, ...]:
    """The forms to fill in by hand; they are about nobody."""

    def of(form: BlankForm) -> LoosePaper:
        name = f"{form.value.replace('_', '-')}-form.pdf"
        return LoosePaper(form.value, FORM_WORDS[form], name, lambda _session: Made(blank_form(form)))

    return tuple(of(form) for form in BlankForm)


def return_papers(view: SweepView) -> tuple[LoosePaper, ...]:
    """What may be printed of a sweep by whoever sees it: their own return, and what is collated."""
    sweep = view.sweep
    own = LoosePaper("own", say("My return"), "high-risk-return.pdf", lambda session: _own(session, sweep))
    all_of_it = LoosePaper(
        "collated", say("All returns together"), "high-risk-returns.pdf", lambda session: _collated(session, sweep)
    )
    return (*((own,) if view.own is not None else ()), *((all_of_it,) if view.may_collate else ()))


@dataclass(frozen=True)
class Drawn:
    """The pages for a printer, and what only whoever prints them has to know."""

    pdf: bytes
    aside: str = ""


def save_loose(session: Session, paper: LoosePaper, path: Path, *, replace: bool = False) -> str:
    """Save one as a PDF; it is noted for each case whose person it names, or as of none.

    Returns what only whoever saves it has to know.

    Raises:
        AlreadyThere: if there is a file, and it is not to be replaced.
        UserError: if the disk refuses, or what it is of is not open any more.
    """
    made = paper.make(session)
    pdf = printed_pdf(stamped(session, made.printout))
    with _noted(session, made, AuditWhat.EXPORTED):
        write_file(path, pdf, replace=replace)
    return made.aside


def print_loose(session: Session, paper: LoosePaper) -> Drawn:
    """The pages of one for a printer, noted like saving before the first page goes there."""
    made = paper.make(session)
    pdf = printed_pdf(stamped(session, made.printout))
    with _noted(session, made, AuditWhat.PRINTED):
        return Drawn(pdf, made.aside)


def _noted(session: Session, made: Made, what: AuditWhat) -> ExitStack:
    noted = ExitStack()
    for case in made.cases:
        noted.enter_context(taking_out(session, case, what, made.why or _RETURN))
    if made.of:
        noted.enter_context(taking_out_of_service(session, what, _RETURNS, made.of))
    return noted


def _sweep(session: Session, sweep: RecordId) -> SweepView:
    found = next((one for one in sweep_views(session, person_lines(session)) if one.sweep == sweep), None)
    if found is None:
        raise UserError(_GONE)
    return found


def _own(session: Session, sweep: RecordId) -> Made:
    view = _sweep(session, sweep)
    if view.own is None:
        raise UserError(_GONE)
    return Made(own_return(view, view.own), tuple(one.person.case for one in view.own.cases))


def _collated(session: Session, sweep: RecordId) -> Made:
    view = _sweep(session, sweep)
    if not view.may_collate:
        raise UserError(_GONE)
    return Made(collated_return(view), of=sweep)
