"""Going on where one was: which page somebody had open when they locked, and whether they may still be led there.

What cannot be shown any more is not spoken of: then the day begins where it always does.
"""

from collections.abc import Mapping
from datetime import timedelta

from casework.records.identifier import CaseId, RecordId, Scope, case_of, case_scope, case_scopes
from casework.records.staff.staff import SENIORS
from desktop.services.duty_desk import DutySort, read_duty_desk
from desktop.services.local_time import local_day
from desktop.services.on_duty.handover import own_turn
from desktop.services.service_page import has_service_page
from desktop.services.session import Session
from desktop.store.place_shelf import KeptPlace

SHORT = timedelta(hours=2)
"""A night shift goes on over midnight; after longer, another day begins at the first page."""

_OF_SENIORS = frozenset({"duty", "team", "signing", "absence", "measures"})
_RECORDS = ("record", "corrects", "about", "appointment")
_AT_ONCE = frozenset({DutySort.OVERDUE, DutySort.NOT_TOLD})


def keep_place(session: Session, name: str, parts: Mapping[str, str]) -> None:
    """Keep where the person at the keyboard is. Raises `UserError` where the disk is full."""
    session.store.places.keep(KeptPlace(name, dict(parts), session.me, session.now()))


def place_to_reopen(session: Session) -> KeptPlace | None:
    """Where the same person goes on; None where the day begins at the first page.

    That is: on another day, after longer than a pause over midnight; while they are on duty and somebody has to be
    rung at once; and where what they had open is not open to them any more. A record that is gone leads to its person.
    """
    kept = session.store.places.load()
    if kept is None or kept.staff != session.me or not _is_recent(session, kept):
        return None
    if not _may_open(session, kept) or _is_rung_for(session):
        return None
    return kept if _is_whole(session, kept) else _person_of(session, kept)


def _is_recent(session: Session, kept: KeptPlace) -> bool:
    """On the same day or shortly before; a clock that was put back does not count as the same day."""
    now = session.now()
    same_day = local_day(kept.at) == local_day(now)
    return kept.at <= now and (same_day or now - kept.at < SHORT)


def _is_rung_for(session: Session) -> bool:
    """Whether the person is on duty, and the desk has something on it that nobody may let wait."""
    return own_turn(session) is not None and any(item.sort in _AT_ONCE for item in read_duty_desk(session).items)


def _may_open(session: Session, kept: KeptPlace) -> bool:
    if kept.name in _OF_SENIORS and session.role() not in SENIORS:
        return False
    if kept.name in {"service", "staffing"} and not has_service_page(session):
        return False
    if "service" in kept.parts and not session.access_to(Scope(kept.parts["service"])).reads:
        return False
    return kept.case is None or _is_here(session, kept.case)


def _is_here(session: Session, case: CaseId) -> bool:
    return case_scope(case) in session.store.scopes("case") and session.access(case).reads


def _is_whole(session: Session, kept: KeptPlace) -> bool:
    """Whether the draft, the records and the visit that it was about are here and open."""
    if "draft" in kept.parts:
        return _has_draft(session, kept.parts["draft"])
    case = kept.case
    named = [kept.parts[name] for name in _RECORDS if name in kept.parts]
    return case is None or all(_has_record(session, case, record) for record in named)


def _has_draft(session: Session, ident: str) -> bool:
    draft = session.store.draft(ident)
    if draft is None:
        return False
    case = case_of(draft.scope)
    return _is_here(session, case) if case else session.access_to(draft.scope).reads


def _has_record(session: Session, case: CaseId, record: str) -> bool:
    return any(session.store.record(scope, RecordId(record)) is not None for scope in case_scopes(case))


def _person_of(session: Session, kept: KeptPlace) -> KeptPlace | None:
    """The page of the person it was about, at the same tab."""
    case = kept.case
    if case is None or not _is_here(session, case):
        return None
    kept_parts = {name: kept.parts[name] for name in ("case", "tab") if name in kept.parts}
    return KeptPlace("person", kept_parts, kept.staff, kept.at)
