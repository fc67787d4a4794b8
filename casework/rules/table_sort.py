"""Every sort of table that an agency may confirm, with the tables of it that come with Doorstep."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casework.rules.copy_out.layout import FOLDER as COPY_OUT
from casework.rules.copy_out.layout import CopyOutTable
from casework.rules.duty.table import FOLDER as DUTIES
from casework.rules.duty.table import DutyTable
from casework.rules.high_risk.alert import ALERT_FOLDER, AlertTable
from casework.rules.high_risk.definition import FOLDER as DEFINITIONS
from casework.rules.high_risk.definition import HighRiskDefinition
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.standard.local_holiday import FOLDER as HOLIDAYS
from casework.rules.standard.local_holiday import LocalHolidayTable
from casework.rules.standard.rule import StandardTable
from casework.rules.subject_access.table import FOLDER as ACCESS
from casework.rules.subject_access.table import AccessTable
from casework.rules.table import Table, read_table, table_texts

SORTS: Mapping[str, type[Table]] = {
    "instruments": InstrumentTable,
    "standards": StandardTable,
    HOLIDAYS: LocalHolidayTable,
    DUTIES: DutyTable,
    DEFINITIONS: HighRiskDefinition,
    ALERT_FOLDER: AlertTable,
    COPY_OUT: CopyOutTable,
    ACCESS: AccessTable,
}
"""The folder of `resources/` where the tables of each sort lie."""


@dataclass(frozen=True)
class ShippedTable:
    """A table that comes with Doorstep, with its exact text."""

    table: Table
    text: str


@lru_cache(maxsize=1)
def shipped_tables() -> tuple[ShippedTable, ...]:
    """Every table that may be confirmed, by sort and name of the file."""
    found = ((model, text) for folder, model in SORTS.items() for text in table_texts(folder))
    return tuple(ShippedTable(read_table(model, text), text) for model, text in found)
