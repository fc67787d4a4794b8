"""What every page is given while the store is unlocked: ask, act, go somewhere, hear of changes.

Nothing here blocks: reading and saving happen on the store's lane, and answers come back to the thread of the windows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from casework.records.identifier import CaseId, Scope
from desktop.background.agency_browser import SignInAgain
from desktop.background.examination import Examination
from desktop.background.inquiry import Inquiry
from desktop.background.lane import StoreLane
from desktop.background.syncer import Syncer
from desktop.services.draft import ABSENCE_FORM, PLAN_FORM, SHEET_TITLES, DraftLine
from desktop.services.session import Session
from desktop.services.showing.paper import Paper
from desktop.services.showing.passphrase import PassphraseCheck
from desktop.store.change import Change

T = TypeVar("T")
PlaceName = Literal[
    "today",
    "caseload",
    "person",
    "brief",
    "visit",
    "contact",
    "record",
    "two_views",
    "proposals",
    "looks",
    "high_risk",
    "duty",
    "drafts",
    "help",
    "signing",
    "service",
    "team",
    "measures",
    "absence",
    "plan",
    "papers",
    "import",
    "keying",
    "access",
    "staffing",
]


@dataclass(frozen=True)
class Place:
    """Somewhere in the application. `draft` goes with the contact sheet, `tab` with a person.

    `appointment` goes with a brief, a visit, or the contact sheet about it.

    A plan is the one that `record` names, a new one of `kind`, or the one that is in use.

    A form for a record is of a `kind`, changes the `record`, or `corrects` one; the new one may point to `about`. What
    belongs to no case has its home in a scope of the `service`.

    With a `draft`, a person's page opens the small sheet of the verb `kind`, about the `record`.

    Papers about a person begin with the one that `kind` names, of the `record`.
    """

    name: PlaceName
    case: CaseId | None = None
    record: str | None = None
    draft: str | None = None
    appointment: str | None = None
    tab: str | None = None
    kind: str | None = None
    corrects: str | None = None
    about: str | None = None
    service: Scope | None = None


@dataclass(frozen=True)
class Said:
    """A short message that goes by itself; `undo` takes back what it tells of."""

    words: str
    undo: Callable[[], None] | None = None


_LISTS: dict[str, PlaceName] = {
    "conflict": "two_views",
    "proposal": "proposals",
    "look": "looks",
    "signing": "signing",
    "access_passage": "access",
    "not_kept": "person",
    "close_visit": "duty",
    "told": "duty",
}
"""Where what was written about something on a list is gone on with."""


def place_of_draft(draft: DraftLine) -> Place:
    """Where a draft is gone on with."""
    if draft.form == PLAN_FORM:
        return Place("plan", draft.case, draft=draft.id)
    if draft.form == ABSENCE_FORM:
        return Place("absence", draft=draft.id)
    if draft.sheet:
        verb, about = draft.sheet
        if verb in _LISTS:
            return Place(_LISTS[verb], draft.case)
        if verb not in SHEET_TITLES:
            # Of a newer version: it is kept, and the person's page is as near as this one comes.
            return Place("person", draft.case)
        return Place("person", draft.case, record=about or None, kind=verb, draft=draft.id)
    return Place("record" if draft.is_record else "contact", draft.case, draft=draft.id)


@dataclass(frozen=True)
class Finished:
    """What was written on the page is recorded or thrown away: nobody is led back to its empty form.

    `resumes`: it was written in between, and a visit or a contact of the same `case` that was begun before goes on.
    """

    case: CaseId | None = None
    resumes: bool = False


class Desk(QObject):
    """Connects pages to services. `changed` carries a `Change`, `went` a `Place`, `said` a `Said`, `showing` a `Paper`.

    `finished` a `Finished`, just before `went` says where it is read.

    `read` a `CaseId`: a page that is of no one case begins to show what stands in one.

    `showing`: a copy is to fill the screen for the person, in the place of everything else.
    """

    changed = Signal(object)
    showing = Signal(object)
    went = Signal(object)
    said = Signal(object)
    finished = Signal(object)
    read = Signal(object)

    def __init__(self, session: Session, lane: StoreLane, syncer: Syncer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.syncer = syncer
        self.inquiry: Inquiry | None = None
        """How the office is asked something at once; None where it cannot be."""
        self.sign_in: SignInAgain | None = None
        """How the person signs in with the agency again; None where they cannot."""
        self.passphrase: PassphraseCheck | None = None
        """How the passphrase is asked for again; None where it cannot be, and nothing is shown to anybody then."""
        self.examination: Examination | None = None
        """How the laptop itself is looked at; None where it cannot be."""
        self._lane = lane
        syncer.changed.connect(self.changed)

    def ask(
        self,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read something on the store's lane; `done` gets it here, unless `owner` is gone by then."""
        session = self.session
        self._lane.run(lambda: work(session), done, failed, owner)

    def act(
        self,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Save something on the store's lane. The result is a `Change` or has one as `change`; it is told to all."""
        session = self.session

        def finished(result: T) -> None:
            change = result if isinstance(result, Change) else getattr(result, "change", None)
            if isinstance(change, Change):
                self.changed.emit(change)
                self.syncer.sync_soon()
            if shiboken6.isValid(owner):
                done(result)

        def refused(error: Exception) -> None:
            if failed is not None and shiboken6.isValid(owner):
                failed(error)

        # Owned by the desk, not the page: what was saved is told to everybody even if the page has gone meanwhile.
        self._lane.run(lambda: work(session), finished, refused if failed else None, self)

    def show_to_person(self, paper: Paper) -> None:
        """Fill the screen with a copy for the person; where the passphrase cannot be asked, do nothing."""
        if self.passphrase is not None:
            self.showing.emit(paper)

    def go(self, place: Place) -> None:
        """Go somewhere."""
        self.went.emit(place)

    def finish(self, place: Place, *, resumes: bool = False) -> None:
        """Leave a form that is done with, and go where its record is read, or on with what was begun before."""
        self.finished.emit(Finished(place.case, resumes))
        self.went.emit(place)

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Show a short message."""
        self.said.emit(Said(words, undo))
