"""The records that a measure counts, out of what a laptop or the office holds: whole ones that count, by id."""

from collections.abc import Iterable, Iterator

from casework.ledger.fold import RecordState
from casework.rules.standing import AnyRecord, records_of


def counted_records(model: type[AnyRecord], states: Iterable[RecordState]) -> Iterator[tuple[str, AnyRecord]]:
    """Every record of a kind that counts: nothing that waits for a senior as a whole, and nothing half of it.

    A field that waits is left out by what stands (`read_record`); a record without a required field is not counted.
    """
    for state, record in records_of(model, (one for one in states if one.created and not one.created.awaiting)):
        if all(getattr(record, name, None) is not None for name in model.required):
            yield state.record, record
