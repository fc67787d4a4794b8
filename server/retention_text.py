"""Telling every laptop by which retention rules this agency keeps its files."""

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.file.retention_text import TEXT_MAX, RetentionText
from casework.records.identifier import AGENCY, RecordId
from casework.rules.retention_rule import read_rules
from casework.rules.standing import read_record, shown_parents
from server.device_zero import ServerSave
from server.office import Office
from server.retention import RULES_FILE


def publish_rules(office: Office) -> bool:
    """Let the laptops have the agency's rules where they have others; whether anything was written. Safe at any time.

    A file that cannot be read changes nothing: the rules that were told before stand on the laptops until it can.
    """
    file = office.settings.folder / RULES_FILE
    text = file.read_text("utf-8").strip() if file.exists() else ""
    state = next(iter(office.zero.states(RetentionText.kind, AGENCY)), None)
    told = read_record(RetentionText, state).text if state else ""
    if text == (told or "") or len(text) > TEXT_MAX or not _is_readable(text):
        return False
    edit = Edit(
        record=state.record if state else RecordId(office.zero.new_id()),
        kind=RetentionText.kind,
        set={"text": text},
        parents={"text": shown_parents(state, "text")} if state else {},
    )
    office.zero.save([ServerSave(AGENCY, (edit,), office.agency.administrator, office.clock.now())])
    return True


def _is_readable(text: str) -> bool:
    try:
        read_rules(text)
    except UserError:
        return False
    return True
