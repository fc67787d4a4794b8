"""Medians, spread and ratios of result lines as Markdown: ``python -m bench.report FILE [FILE …]``.

The lines may come from several programs that used the same names of operations; ratios are to the first of the floor's
names that is there. Seconds of different runs are never compared: give only files of one session.
"""

import json
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

FLOORS = ("floor-pg", "floor-sqlite")
_COLUMNS = ("client_cpu", "server_cpu", "client_mb", "server_mb", "wire")

Row = Mapping[str, Any]


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The lines of some files."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def report(rows: Sequence[Row]) -> str:
    """One table an operation, quickest first, each with how many times the floor it took."""
    parts: list[str] = []
    for operation in sorted({row["op"] for row in rows if row["s"]}):
        found: dict[str, list[Row]] = {}
        for row in rows:
            if row["op"] == operation:
                found.setdefault(row["peer"], []).append(row)
        parts += [f"### {operation}", "", *_table(found), ""]
    return "\n".join(parts)


def _table(found: Mapping[str, Sequence[Row]]) -> list[str]:
    medians = {peer: statistics.median(row["s"] for row in rows) for peer, rows in found.items()}
    floor = next((medians[name] for name in FLOORS if name in medians), None)
    lines = [
        "| | runs | median s | least–most | × floor | client CPU s | server CPU s | client MB | server MB | wire KB |",
        "|" + "---|" * 10,
    ]
    for peer in sorted(medians, key=lambda name: medians[name]):
        seconds = [row["s"] for row in found[peer]]
        times = f"{medians[peer] / floor:.1f}" if floor else ""
        cells = [_cell(found[peer], column) for column in _COLUMNS]
        spread = f"{min(seconds):.3g}–{max(seconds):.3g}"
        lines.append(f"| {peer} | {len(seconds)} | {medians[peer]:.4g} | {spread} | {times} | {' | '.join(cells)} |")
    return lines


def _cell(rows: Sequence[Row], column: str) -> str:
    values = [row[column] for row in rows if row.get(column) is not None]
    if not values:
        return ""
    value = statistics.median(values)
    return f"{value / 1000:,.0f}" if column == "wire" else f"{value:.3g}"


if __name__ == "__main__":
    sys.stdout.write(report(read_rows(Path(name) for name in sys.argv[1:])) + "\n")
