"""Writes the entries that the fuzzer of entries begins from: `python -m tests.parsers.sample`."""

from hypothesis import HealthCheck, Phase, given, settings
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.record import KINDS
from tests.fakes.any_record import records
from tests.fakes.chain import RECORD, Pen
from tests.parsers.seed import ENTRIES


def main() -> None:
    """One of every kind with the values that it may have; and one with every sort of edit."""
    pen = Pen("a")
    found = [pen.write(Edit(record=RECORD, kind=kind, set=_values(kind))).data for kind in sorted(KINDS)]
    first = pen.put("person", "telephone", "0131 496 0000")
    several = Edit(
        record=RECORD,
        kind="person",
        set={"telephone": "0131 496 0001"},
        add={"names": [{"sort": "alias", "given": "Cal", "family": "Samson"}]},
        parents={"telephone": [first.id]},
        reason="Told at the door.",
    )
    ENTRIES.write_bytes(b"\n".join([*found, first.data, pen.write(several).data, b""]))


def _values(kind: str) -> dict[str, JsonValue]:
    """Those of the shortest of several examples: what is long is made long by whoever spoils it."""
    found: list[dict[str, JsonValue]] = []

    @settings(
        max_examples=8,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(records(kind))
    def take(values: dict[str, JsonValue]) -> None:
        found.append(values)

    take()
    return min(found, key=lambda values: (-len(values), len(str(values))))


if __name__ == "__main__":
    main()
