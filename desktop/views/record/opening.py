"""What a form for a record starts from: gathered in one go on the store's lane."""

from dataclasses import dataclass
from datetime import datetime

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.record_check import RecordForm
from desktop.services.record_draft import open_record_draft
from desktop.services.record_form import RecordOpening, Wish, open_record
from desktop.services.record_list import CONCERN
from desktop.services.record_save import Saved
from desktop.services.session import Session
from desktop.views import wording
from desktop.views.desk import Place

TAB = "records"
"""Where the records of a person are read on their page."""


@dataclass(frozen=True)
class Opened:
    """A form as it is opened. ``kept_at``: it was kept as a draft before."""

    opening: RecordOpening
    draft: str
    kept_at: datetime | None = None


def open_place(session: Session, place: Place) -> Opened | None:
    """The form of a place; None where there is no such draft. Raises ``UserError`` where it is not open."""
    if place.draft:
        found = open_record_draft(session, place.draft)
        return Opened(found[0], place.draft, found[1]) if found else None
    if place.case is None and place.service is None:
        return None
    case = place.case or CaseId("")
    wish = Wish(case, place.kind or "", place.record, place.corrects, place.about, place.service)
    return Opened(open_record(session, wish), session.store.new_id())


def correction_of(form: RecordForm) -> Place:
    """Where the record of a form is corrected in a new one."""
    return Place("record", form.case or None, corrects=form.record, service=form.service)


def page_of(form: RecordForm, record: str | None = None) -> Place:
    """Where a record of a form is read: the person's page, or that of the service."""
    if form.service:
        return Place("service", record=record, service=form.service)
    return Place("person", form.case, record, tab=TAB)


def ring_words(opening: RecordOpening) -> str:
    """Whom to ring before anything is written, for what somebody may be in danger from; else empty."""
    if not opening.rings_first:
        return ""
    duty = opening.duty
    number = (duty.telephone if duty else "") or say("no number on the rota")
    senior = (
        say(
            "{duty}, {number}, until {time_today}",
            duty=duty.name,
            number=number,
            time_today=wording.time_today(duty.until, opening.today),
        )
        if duty
        else ""
    )
    others = "".join(f" {one.role.words}: {one.name}, {one.telephone}." for one in opening.protection)
    nobody = say("nobody is on the rota on this laptop; your team")
    return say("Ring first. Danger now: 999. Duty senior: {senior}.{others}", senior=senior or nobody, others=others)


def saved_words(form: RecordForm, saved: Saved) -> str:
    """What is said once a new record is saved; that a concern waits where nobody is written down as told."""
    waits = form.kind == CONCERN and not form.values.get("told")
    more = say(" It waits on the duty desk until it says who was told, and when.") if waits else ""
    return say("{title} recorded.{more}", title=saved.title, more=more)
