"""Tables of rules at the office: which are on, and switching one on or off in the name of somebody who answers for it.

A table that was confirmed once stays explainable: what has other words or numbers needs a new version, so that an old
record that names a version never says something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.file.ending import RuleRef
from casework.records.identifier import AGENCY, RecordId, StaffId
from casework.records.part import LINE_MAX, Said
from casework.records.staff.confirmed_table import CONTENT_MAX, ConfirmedTable
from casework.records.staff.staff import SENIORS
from casework.rules.day import day_of
from casework.rules.standing import read_record, shown_parents
from casework.rules.table import Table, read_table
from casework.rules.table_choice import confirmed_content, tables_on
from casework.rules.table_sort import SORTS, ShippedTable, shipped_tables
from server.administration import Administration
from server.device_zero import ServerSave
from server.office import Office


@dataclass(frozen=True)
class TableLine:
    """One table in one version. `confirmation` is the agency's record that switches it on, None where none does."""

    table: Table
    confirmation: ConfirmedTable | None


@dataclass(frozen=True)
class Confirming:
    """What somebody confirms: a table by its code (in their own edited text, if any), against which manual."""

    code: str
    manual: str
    by: StaffId
    text: str | None = None


def list_tables(office: Office) -> list[TableLine]:
    """Every table and version that there is here, sort by sort."""
    records = [record for _, record in _confirmations(office)]
    found = []
    for model in SORTS.values():
        shipped = [one.table for one in shipped_tables() if type(one.table) is model]
        for table in tables_on(shipped, records, model):
            by = [one for one in records if one.digest == table.digest and confirmed_content(one, model)]
            found.append(TableLine(table, by[-1] if by else None))
    return found


def read_one(office: Office, code: str, version: int | None = None) -> tuple[TableLine, str]:
    """A table by its code, in one version or the newest that there is here, with its whole text.

    Raises:
        UserError: if there is no such table, or not in that version.
    """
    found = [line for line in list_tables(office) if line.table.code == code]
    if not found:
        raise UserError(f"There is no table called {code}. See: doorstep-server table list.")
    wanted = [line for line in found if version in {None, line.table.version}]
    if not wanted:
        known = ", ".join(str(line.table.version) for line in found)
        raise UserError(f"There is no version {version} of {code}; there is {known}.")
    newest = max(wanted, key=lambda line: line.table.version)
    return newest, _text_of(newest)


def _text_of(line: TableLine) -> str:
    """As the agency confirmed it, else as it came."""
    if line.confirmation is not None and line.confirmation.content:
        return line.confirmation.content
    table = line.table
    return next((one.text for one in shipped_tables() if one.table.digest == table.digest), "")


def confirm_tables(office: Office, wishes: Sequence[Confirming]) -> list[Table]:
    """Switch tables on, all of them or none, and return them.

    Raises:
        UserError: where one cannot be read, is on already, or has a version that stands for something else.
    """
    records = [record for _, record in _confirmations(office)]
    made = []
    for wish in wishes:
        table, text = _wanted(wish)
        _refuse(office, wish, table, records)
        made.append((table, _record(office, wish, table, text)))
    zero, now = office.zero, office.clock.now()
    edits = [Edit(record=RecordId(zero.new_id()), kind=one.kind, set=one.values()) for _, one in made]
    zero.save([ServerSave(AGENCY, (edit,), office.agency.administrator, now) for edit in edits])
    return [table for table, _ in made]


def withdraw_table(office: Office, code: str, version: int, said: tuple[StaffId, str]) -> None:
    """Switch a table that the agency confirmed off again: who, and why.

    Raises:
        UserError: where it is not on by the agency's word.
    """
    by, reason = said
    _answering(office, by)
    ref = RuleRef(code=code, version=version)
    open_ones = [one for one in _confirmations(office) if one[1].table == ref and one[1].withdrawn is None]
    if not open_ones:
        raise UserError("This agency has not confirmed this version of the table. See: doorstep-server table list.")
    value = Said(by=by, on=_today(office), reason=reason).model_dump(mode="json")
    saves = []
    for state, _ in open_ones:
        parents = {"withdrawn": shown_parents(state, "withdrawn")}
        edit = Edit(
            record=state.record, kind=state.kind, set={"withdrawn": value}, parents=parents, reason="table withdrawn"
        )
        saves.append(ServerSave(AGENCY, (edit,), office.agency.administrator, office.clock.now()))
    office.zero.save(saves)


def _confirmations(office: Office) -> list[tuple[RecordState, ConfirmedTable]]:
    states = office.zero.states(ConfirmedTable.kind, AGENCY)
    return [(state, read_record(ConfirmedTable, state)) for state in states]


def _wanted(wish: Confirming) -> tuple[Table, str]:
    """The table that somebody confirms, read as one of its sort, with its text."""
    shipped = _newest(wish.code)
    if wish.text is None:
        return shipped.table, shipped.text
    if len(wish.text) > CONTENT_MAX:
        raise UserError("The table is too long to be one. Compare it with Doorstep's.")
    table = read_table(type(shipped.table), wish.text)
    if table.code != wish.code:
        raise UserError(f"The file is the table of {table.code}, not of {wish.code}: name the one that it is.")
    return table, wish.text


def _newest(code: str) -> ShippedTable:
    found = [one for one in shipped_tables() if one.table.code == code]
    if not found:
        raise UserError(f"There is no table called {code}. See: doorstep-server table list.")
    return max(found, key=lambda one: one.table.version)


def _refuse(office: Office, wish: Confirming, table: Table, records: Sequence[ConfirmedTable]) -> None:
    _answering(office, wish.by)
    manual = wish.manual.strip()
    if not manual or len(manual) > LINE_MAX:
        raise UserError(f"Say against which manual and edition, in at most {LINE_MAX} characters: --manual.")
    same = [one for one in records if one.table == RuleRef(code=table.code, version=table.version)]
    if any(one.digest == table.digest and one.withdrawn is None for one in same):
        raise UserError(f"{table.title}, version {table.version}, is on already. See: doorstep-server table list.")
    known = {one.digest for one in same} | {
        one.table.digest
        for one in shipped_tables()
        if (one.table.code, one.table.version) == (table.code, table.version)
    }
    if known - {table.digest}:
        raise UserError(
            f"Version {table.version} of {table.code} stands for other content already: give what you changed "
            "a version of its own in the file, and confirm that."
        )
    if wish.text is None and table.confirmed:
        raise UserError(f"{table.title}, version {table.version}, came confirmed: it is on already.")


def _record(office: Office, wish: Confirming, table: Table, text: str) -> ConfirmedTable:
    return ConfirmedTable(
        table=RuleRef(code=table.code, version=table.version),
        digest=table.digest,
        content=text,
        manual=wish.manual.strip(),
        confirmed_by=wish.by,
        confirmed_on=_today(office),
    )


def _answering(office: Office, by: StaffId) -> None:
    """Whoever answers for a table is a senior or a service manager who works here."""
    found = next((one for one in Administration(office).members() if one.id == by), None)
    post = found.staff.post if found else None
    if found is None or not found.staff.active or post is None or post.role not in SENIORS:
        raise UserError("A senior or a service manager answers for a table of rules: name one with --by.")


def _today(office: Office) -> date:
    return day_of(office.clock.now())
