"""What the contact sheet starts from: gathered in one go on the store's lane."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.errors import Damaged
from casework.records.contact.contact import PresentRole
from casework.records.identifier import CaseId, case_of, case_scope
from casework.records.person.address import HouseholdMember
from casework.rules.standing import read_record
from desktop.services.capture import FORM, start_contact, start_correction, with_length
from desktop.services.case_page import read_case
from desktop.services.contact_form import ConditionPart, PresentPart
from desktop.services.person_line import PersonLine, person_line
from desktop.services.session import Session
from desktop.services.unfinished import take_over
from desktop.store.draft import Draft
from desktop.views.capture.content import SheetContent, parse_content
from desktop.views.desk import Place


@dataclass(frozen=True)
class Earlier:
    """Another contact about the same person that was begun and not finished."""

    draft: str
    kept_at: datetime


@dataclass(frozen=True)
class Leaves:
    """When the case leaves this laptop at the latest, and how long that still is."""

    at: datetime
    left: timedelta


@dataclass(frozen=True)
class Opening:
    """The sheet as it is opened. ``kept_at``: it was kept as a draft before. ``held``: the case is on this laptop."""

    person: PersonLine
    today: date
    draft: str
    content: SheetContent
    kept_at: datetime | None = None
    suggested: tuple[PresentPart, ...] = ()
    earlier: Earlier | None = None
    held: bool = True
    leaves: Leaves | None = None


@dataclass(frozen=True)
class News:
    """What changed around the sheet while it was open."""

    person: PersonLine
    conditions: tuple[ConditionPart, ...]
    held: bool
    leaves: Leaves | None = None


def open_sheet(session: Session, place: Place) -> Opening | None:
    """A new sheet, one to correct `place.record`, or the draft `place.draft`; None where there is no such draft.

    What was begun about an appointment goes on: there is one sheet for it, whatever page it was begun on.
    """
    stored = session.store.draft(place.draft) if place.draft else _draft_of_visit(session, place)
    case = case_of(stored.scope) if stored else place.case
    if case is None or (place.draft and stored is None):
        return None
    if stored:
        content = parse_content(stored.content)
    elif place.record and (text := take_over(session, case, place.record)) is not None:
        content = parse_content(text)
    elif place.record:
        content = SheetContent(form=start_correction(session, case, place.record))
    else:
        content = SheetContent(form=start_contact(session, case, place.appointment))
    content = content.model_copy(update={"form": with_length(session, content.form)})
    return Opening(
        person=person_line(session, case),
        today=session.today(),
        draft=stored.id if stored else session.store.new_id(),
        content=content,
        kept_at=stored.kept_at if stored else None,
        suggested=_suggested(session, case),
        earlier=None if stored else _earlier(session, case),
        held=session.access(case).reads,
        leaves=_leaves(session, case),
    )


def read_news(session: Session, case: CaseId) -> News | None:
    """The person and the conditions as they are now; None while the store is locked by its lease."""
    if session.store.lease().state.locked:
        return None
    held = session.access(case).reads
    conditions = start_contact(session, case).conditions if held else []
    return News(person_line(session, case), tuple(conditions), held, _leaves(session, case))


def _draft_of_visit(session: Session, place: Place) -> Draft | None:
    """What was begun about the appointment of a place; of several, what was kept last."""
    if place.appointment is None or place.record:
        return None
    drafts = [draft for draft in session.store.drafts() if draft.form == FORM and case_of(draft.scope) == place.case]
    about = [draft for draft in drafts if _appointment(draft) == place.appointment]
    return max(about, key=lambda draft: draft.kept_at, default=None)


def _appointment(draft: Draft) -> str | None:
    try:
        return parse_content(draft.content).form.appointment
    except Damaged:
        return None


def _leaves(session: Session, case: CaseId) -> Leaves | None:
    at = session.store.leaves_at(case_scope(case))
    return Leaves(at, at - session.store.office_time()) if at else None


def _earlier(session: Session, case: CaseId) -> Earlier | None:
    drafts = [draft for draft in session.store.drafts() if draft.form == FORM and case_of(draft.scope) == case]
    latest = max(drafts, key=lambda draft: draft.kept_at, default=None)
    return Earlier(latest.id, latest.kept_at) if latest else None


def _suggested(session: Session, case: CaseId) -> tuple[PresentPart, ...]:
    """Those who may be expected: co-workers, the named police contact, who lives there."""
    page = read_case(session, case)
    if page is None:
        return ()
    header = page.header
    found = [PresentPart(role=PresentRole.WORKER, name=name) for name in header.co_workers]
    if header.named_police:
        found.append(PresentPart(role=PresentRole.POLICE, name=header.named_police.name))
    for state in session.store.records(HouseholdMember.kind, case_scope(case)):
        record = read_record(HouseholdMember, state)
        if record.member and record.left_on is None:
            role = PresentRole.CHILD if record.member.child else PresentRole.HOUSEHOLD
            found.append(PresentPart(role=role, name=record.member.name))
    return tuple(found)
