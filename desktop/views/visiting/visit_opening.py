"""What the page of a visit starts from, and what is new while it is on: gathered on the store's lane."""

from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.records.identifier import CaseId
from desktop.services.check_in.office_word import OfficeWord, office_word
from desktop.services.check_in.step import GONE, find_visit
from desktop.services.check_in.watch import VisitWatch
from desktop.services.session import DutyLine, Session
from desktop.views.capture.opening import News, Opening, open_sheet, read_news
from desktop.views.desk import Place


@dataclass(frozen=True)
class VisitState:
    """How a visit stands now, and what the office knows of it. ``visitor``: whose it is, where it is a colleague's."""

    visit: VisitWatch
    office: OfficeWord
    duty: DutyLine | None
    today: date
    visitor: str = ""


@dataclass(frozen=True)
class VisitOpening:
    """The contact sheet that the notes go into, and how the visit stands. ``photographs``: the agency lets them be."""

    opening: Opening
    state: VisitState
    photographs: bool


@dataclass(frozen=True)
class VisitNews:
    """What changed around a visit that is on the screen; ``news`` is None while the store is locked by its lease."""

    news: News | None
    state: VisitState | None


def open_visit(session: Session, place: Place) -> VisitOpening:
    """Open the notes of a visit: a new sheet, or what was begun about it.

    Raises:
        UserError: where the visit is not on this laptop, or its case is not open.
    """
    if place.case is None or place.appointment is None or not session.access(place.case).reads:
        raise GONE
    state = read_state(session, place.case, place.appointment)
    opening = open_sheet(session, Place("contact", place.case, appointment=place.appointment))
    if opening is None:
        raise GONE
    return VisitOpening(opening, state, session.photographs)


def read_state(session: Session, case: CaseId, appointment: str) -> VisitState:
    """How a visit stands now. Raises `UserError` where it is not on this laptop."""
    visit, duty, today = find_visit(session, case, appointment), session.duty_now(), session.today()
    visitor = "" if visit.plan.staff == session.me else session.name_of(visit.plan.staff)
    return VisitState(visit, office_word(visit, duty, today), duty, today, visitor)


def read_visit_news(session: Session, case: CaseId, appointment: str) -> VisitNews:
    """What changed around a visit, for the page on which it is."""
    try:
        state = read_state(session, case, appointment)
    except UserError:
        state = None
    return VisitNews(read_news(session, case), state)
