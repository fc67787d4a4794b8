"""An agency that uses every instrument: each table confirmed, its worker trained, a duty senior on the rota."""

from datetime import UTC, date, datetime

from casework.records.assessment.assessment import Instrument
from casework.records.file.ending import RuleRef
from casework.records.identifier import AGENCY, CaseId, StaffId, case_scope
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.records.staff.staff import Duty, Turn
from casework.rules.instrument.completing import subject_for
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.table_sort import ShippedTable, shipped_tables
from tests.fakes.case_store import SENIOR, WORKER, change, new, person_of, uid
from tests.fakes.log_office import LogOffice

_FIRST_ID = 9_000
CONFIRMED_ON = date(2026, 1, 12)


def confirm_instruments(office: LogOffice, by: StaffId = SENIOR) -> None:
    """Let the agency have compared every table of an instrument with its manual."""
    instruments = [one for one in shipped_tables() if isinstance(one.table, InstrumentTable)]
    for number, one in enumerate(instruments):
        office.write(AGENCY, new(confirmation(one, by), uid(_FIRST_ID + number)))


def confirmation(one: ShippedTable, by: StaffId = SENIOR) -> ConfirmedTable:
    """The record that switches a table on."""
    return ConfirmedTable(
        table=RuleRef(code=one.table.code, version=one.table.version),
        digest=one.table.digest,
        content=one.text,
        manual="The agency's manual, fourth edition",
        confirmed_by=by,
        confirmed_on=CONFIRMED_ON,
    )


def train(office: LogOffice, staff: StaffId = WORKER) -> None:
    """Let somebody be trained in every instrument."""
    subjects: list[TrainingSubject] = [found for one in Instrument if (found := subject_for(one))]
    for number, subject in enumerate(subjects):
        record = Training(staff=staff, subject=subject, completed_on=date(2024, 5, 1), expires_on=date(2028, 5, 1))
        office.write(AGENCY, new(record, uid(_FIRST_ID + 100 + number)))


def put_on_duty(office: LogOffice, staff: StaffId = SENIOR) -> None:
    """Let somebody be the duty senior of the whole year."""
    turn = Turn(
        staff=staff,
        starts=datetime(2026, 1, 1, tzinfo=UTC),
        ends=datetime(2027, 1, 1, tzinfo=UTC),
        telephone="01632 960 017",
    )
    office.write(AGENCY, new(Duty(turn=turn), uid(_FIRST_ID + 200)))


def say_sex(office: LogOffice, case: CaseId, sex: str, *before: str) -> None:
    """Record the sex of a case's person, in the place of what entries said `before`."""
    office.write(case_scope(case), change("person", person_of(case), "sex", sex, *before))
