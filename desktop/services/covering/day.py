"""What cover means for somebody's day: what happened in their own cases meanwhile, and what they cover themself."""

from dataclasses import dataclass

from desktop.services.covering.away import AwayCase, while_away
from desktop.services.covering.handover import Handover, covered_now
from desktop.services.person_line import person_lines
from desktop.services.session import Session


@dataclass(frozen=True)
class CoverDay:
    """Both, for the person at the keyboard."""

    away: tuple[AwayCase, ...] = ()
    covering: tuple[Handover, ...] = ()


def read_cover_day(session: Session) -> CoverDay:
    """Gather it; nothing where nobody covers for anybody, which is most days and costs nothing."""
    facts = session.store.facts()
    if not facts.covers:
        return CoverDay()
    return CoverDay(while_away(session, person_lines(session)), covered_now(session))
