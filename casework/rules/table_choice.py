"""Which tables of rules are on: those that shipped confirmed, and those that the agency confirmed itself."""

from collections.abc import Iterable
from datetime import date

from casework.errors import UserError
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.table import AnyTable, read_table


def tables_on(
    shipped: Iterable[AnyTable], confirmed: Iterable[ConfirmedTable], model: type[AnyTable]
) -> tuple[AnyTable, ...]:
    """Every table of one sort, `confirmed` where it is on: each code and version once, by code and version.

    What the agency confirmed stands in the place of what was shipped with the same code and version. Of two
    confirmations of one version the later stands. One that was withdrawn, that cannot be read or whose digest is not
    that of its content (which is so for a table of another sort, too) switches nothing on.
    """
    found = {(table.code, table.version): table for table in shipped}
    for record in sorted(confirmed, key=_by_day):
        table = confirmed_content(record, model)
        if table is not None:
            found[table.code, table.version] = table
    return tuple(found[key] for key in sorted(found))


def confirmed_content(record: ConfirmedTable, model: type[AnyTable]) -> AnyTable | None:
    """The table that a confirmation switches on, with `confirmed` true; None where it switches none of this sort on."""
    if record.withdrawn is not None or record.content is None or record.table is None:
        return None
    try:
        table = read_table(model, record.content)
    except UserError:
        return None
    same = (table.code, table.version, table.digest) == (record.table.code, record.table.version, record.digest)
    # Not validated again: what is recalled may not ship confirmed, but this agency has read it in its manual.
    return table.model_copy(update={"confirmed": True}) if same else None


def _by_day(record: ConfirmedTable) -> date:
    return record.confirmed_on or date.min
