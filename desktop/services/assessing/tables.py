"""What a result follows from on this laptop: the tables that are on, who is trained, about whom it is.

Read from the store whenever they are needed, so that a table that is confirmed or withdrawn at the office counts with
the next exchange.
"""

from casework.records.identifier import AGENCY, CaseId
from casework.records.oversight.training import Training
from casework.records.person.person import Person
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.instrument.instrument_table import InstrumentTable, load_instruments
from casework.rules.instrument.refusal import instruments_on
from casework.rules.instrument.subject import SubjectFacts, strictest_person, subject_of
from casework.rules.standing import read_record
from casework.rules.table_choice import tables_on
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.person_line import person_state
from desktop.services.session import Session


def instruments_here(session: Session) -> tuple[InstrumentTable, ...]:
    """Every table of an instrument, `confirmed` true where it is on in this agency; what was withdrawn says so."""
    return instruments_on(confirmed_tables(session))


def instruments_to_sign_with(session: Session) -> tuple[InstrumentTable, ...]:
    """Every table of an instrument as it stands for a new assessment: one that was withdrawn is off."""
    return tables_on(load_instruments(), confirmed_tables(session), InstrumentTable)


def confirmation_of(session: Session, table: InstrumentTable) -> ConfirmedTable | None:
    """By whose word a table is on here, or was while it was used; None where it came on, or was never on."""
    found = [one for one in confirmed_tables(session) if one.digest == table.digest]
    return next((one for one in found if (one.withdrawn is None) is table.confirmed), None)


def trainings_here(session: Session) -> tuple[Training, ...]:
    """Who is trained in what."""
    return tuple(read_record(Training, state) for state in session.store.records(Training.kind, AGENCY))


def subject_here(session: Session, case: CaseId) -> SubjectFacts:
    """What an instrument has to know of the person: some are not for everybody."""
    state = person_state(session, case)
    return subject_of(strictest_person(state) if state else Person())
