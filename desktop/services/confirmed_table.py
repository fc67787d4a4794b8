"""The tables of rules that this agency confirmed or withdrew, as this laptop has them: read in one place."""

from casework.records.identifier import AGENCY
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.standing import records_of
from desktop.services.session import Session


def confirmed_tables(session: Session) -> list[ConfirmedTable]:
    """Every confirmation, withdrawn ones among them, in the order they came."""
    states = session.store.records(ConfirmedTable.kind, AGENCY)
    return [record for _, record in records_of(ConfirmedTable, states)]
