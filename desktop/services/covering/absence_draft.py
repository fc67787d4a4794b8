"""What somebody has begun to arrange on the page of an absence: kept like everything that is typed."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.records.identifier import AGENCY, CaseId, StaffId
from desktop.services.draft import ABSENCE_FORM, keep_draft
from desktop.services.session import Session


class AbsenceSheet(BaseModel):
    """Who is away from when until when, why, what is said to whoever covers, and who is to cover which case."""

    model_config = ConfigDict(extra="ignore")

    staff: StaffId = StaffId("")
    since: date | None = None
    until: date | None = None
    reason: str = ""
    note: str = ""
    chosen: dict[CaseId, StaffId] = Field(default_factory=dict)


@dataclass(frozen=True)
class BegunAbsence:
    """What the page goes on with. `kept_at` is None for one that is begun now."""

    draft: str
    sheet: AbsenceSheet
    kept_at: datetime | None = None


def open_absence(session: Session) -> BegunAbsence:
    """What was kept last and not given yet, else an empty one."""
    kept = [draft for draft in session.store.drafts() if draft.form == ABSENCE_FORM]
    for draft in sorted(kept, key=lambda one: one.kept_at, reverse=True):
        try:
            return BegunAbsence(draft.id, AbsenceSheet.model_validate_json(draft.content), draft.kept_at)
        except ValidationError:
            continue  # Kept by another version: it stays where it is.
    return BegunAbsence(session.store.new_id(), AbsenceSheet())


def keep_absence(session: Session, ident: str, case: CaseId, content: str) -> datetime:
    """Keep what is on the page now (its JSON); returns when. It is about no one case."""
    return keep_draft(session, ident, case, ABSENCE_FORM, content, AGENCY)
