"""The copy for the supervised person: what is still to be decided before it, what would be on it, and the PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import to_jsonable_python

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.records.record import KINDS
from casework.records.telling import Telling
from casework.rules.letter import may_write_to
from casework.rules.person_copy import DOCUMENTS, CopySort, Document, Wish, build_copy
from casework.rules.status import status_of
from casework.words import say
from desktop.services.disclosure import TellingLine, case_decisions, lines_of
from desktop.services.person_line import person_state
from desktop.services.press import print_pdf
from desktop.services.session import Session

_TEMPLATE = "person_copy"


class NothingToTell(UserError):
    """There is no paper: a page with nothing but a heading would say that there is something."""

    def __init__(self) -> None:
        super().__init__(say("Nothing of this may be told to the person yet. Decide what may be, then print it."))


@dataclass(frozen=True)
class Preparation:
    """What a copy would say, and every field of the records that it is made of.

    `stopped`: why nothing is made for this person, as a sentence; empty where it is.
    """

    case: CaseId
    document: Document
    lines: tuple[TellingLine, ...]
    stopped: str = ""

    @property
    def undecided(self) -> tuple[TellingLine, ...]:
        """What nobody has decided about. It is left out, as if it were withheld."""
        return tuple(line for line in self.lines if line.telling is Telling.UNDECIDED and not line.obstacle)

    @property
    def told(self) -> tuple[TellingLine, ...]:
        """What is on the copy."""
        return tuple(line for line in self.lines if line.tells)

    @property
    def withheld(self) -> tuple[TellingLine, ...]:
        """What somebody withheld, or what starts withheld and no senior has lifted."""
        return tuple(line for line in self.lines if line.telling is Telling.WITHHELD and not line.obstacle)

    @property
    def held_up(self) -> tuple[TellingLine, ...]:
        """What may be told, and is left out all the same: `obstacle` says why."""
        return tuple(line for line in self.lines if line.telling is Telling.OPEN and line.obstacle)


def copy_choices() -> tuple[tuple[CopySort, frozenset[str]], ...]:
    """The copies that can be made, the whole record last, and the kinds of record on each."""
    everything = frozenset(kind for kind, model in KINDS.items() if model.telling is not Telling.NEVER)
    return (*DOCUMENTS, (CopySort.RECORD, everything))


def prepare(session: Session, case: CaseId, kinds: Iterable[str]) -> Preparation:
    """Prepare a copy of the records of some kinds of a case. Reads the store, so on its thread."""
    wanted = frozenset(kinds)
    states, decisions = case_decisions(session, case)
    document = build_copy(states, decisions, Wish(wanted, session.today(), lambda staff: _name(session, staff)))
    mine = [state for state in states if state.kind in wanted]
    status = status_of(person_state(session, case))
    stopped = may_write_to(status) if status.may_be_dead else ""
    return Preparation(case, document, lines_of(mine, decisions, session), stopped)


def pdf(preparation: Preparation) -> bytes:
    """The PDF of a prepared copy: pure, and for any thread but that of the windows.

    Raises:
        UserError: if the person has died, or somebody recorded so.
        NothingToTell: if nothing may be told.
        NotPrintable: if it has letters that no typeface here has.
    """
    if preparation.stopped:
        raise UserError(preparation.stopped)
    if not preparation.document.sections:
        raise NothingToTell
    return print_pdf(_TEMPLATE, to_jsonable_python(preparation.document))


def _name(session: Session, staff: str) -> str:
    """The name of a member of staff; nothing for somebody this laptop does not know."""
    member = session.member(staff)
    return member.name or "" if member else ""
