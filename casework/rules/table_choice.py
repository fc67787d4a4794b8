"""Which tables of rules are on: those that shipped confirmed, and those that the agency confirmed itself."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from casework.errors import UserError
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.table import AnyTable, Table, read_table


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
    return content_of(record, model) if record.withdrawn is None else None


def content_of(record: ConfirmedTable, model: type[AnyTable]) -> AnyTable | None:
    """The table that a confirmation switched on, be it withdrawn meanwhile or not; None where that cannot be read."""
    if record.content is None or record.table is None:
        return None
    table = _switched_on(model, record.content)
    if not isinstance(table, model):
        return None
    same = (table.code, table.version, table.digest) == (record.table.code, record.table.version, record.digest)
    return table if same else None


@lru_cache(maxsize=512)
def _switched_on(model: type[Table], content: str) -> Table | None:
    """The table of a text, on; None where it is no table of this sort. Remembered: every page asks again."""
    try:
        table = read_table(model, content)
    except UserError:
        return None
    # Not validated again: what is recalled may not ship confirmed, but this agency has read it in its manual.
    return table.model_copy(update={"confirmed": True})


def _by_day(record: ConfirmedTable) -> date:
    return record.confirmed_on or date.min
