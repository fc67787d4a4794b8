"""Years of a case and of a life, written into a real store."""

from datetime import date, timedelta

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.file.chronology import ChronologyEntry, Source, SourceSort
from casework.records.file.dating import Dating, Precision
from casework.records.file.lifeline import Felt, LifeEvent
from casework.records.identifier import CaseId, RecordId, case_scope
from desktop.services.capture import complete_contact, start_contact
from desktop.services.recorder import Recorder
from desktop.services.session import Session

LIFE = (
    (Dating(precision=Precision.YEAR, starts=date(1992, 1, 1)), "Moved in with his grandmother", Felt.GOOD),
    (
        Dating(precision=Precision.PERIOD, starts=date(2001, 8, 20), ends=date(2005, 6, 1)),
        "Apprentice",
        Felt.GOOD,
    ),
    (Dating(precision=Precision.MONTH, starts=date(2014, 3, 1)), "His father died", Felt.HARD),
)
ENTRIES = (
    (Dating(starts=date(2019, 5, 14)), "Convicted at an earlier court", True),
    (Dating(precision=Precision.MONTH, starts=date(2024, 11, 1)), "Lost his tenancy", True),
    (Dating(precision=Precision.ABOUT, starts=date(2025, 7, 3)), "Began to see his daughter again", False),
)


def add_years(session: Session, case: CaseId) -> dict[str, RecordId]:
    """A lifeline, written lines and contacts over half a year; the ids of lines and events by what happened."""
    scope, recorder = case_scope(case), Recorder(session)
    made: dict[str, RecordId] = {}
    edits = []
    for happened, what, felt in LIFE:
        made[what] = RecordId(session.store.new_id())
        event = LifeEvent(happened=happened, what=what, felt=felt, own_words="It was how it was.")
        edits.append(recorder.new_record(event, made[what]))
    for happened, what, significant in ENTRIES:
        made[what] = RecordId(session.store.new_id())
        source = Source(sort=SourceSort.TOLD, words="The person")
        entry = ChronologyEntry(happened=happened, what=what, significant=significant, source=source)
        edits.append(recorder.new_record(entry, made[what]))
    recorder.save(scope, edits)
    for number in range(9):
        _contact(session, case, number)
    return made


def _contact(session: Session, case: CaseId, number: int) -> None:
    form = start_contact(session, case)
    form.sort, form.arranged, form.outcome, form.interpreter = ContactSort.OFFICE, True, Outcome.COMPLIED, None
    form.narrative = "Came in on time."
    assert form.day is not None
    form.day -= timedelta(days=19 * number)
    form.significant = number % 4 == 0
    complete_contact(session, form, None)
