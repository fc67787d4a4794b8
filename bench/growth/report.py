"""The measured lines as tables in Markdown, with the exponent of each row."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.growth.fit import fit_growth

Line = Mapping[str, Any]


def report(lines: Sequence[Line]) -> str:
    """A table of processor time and one of memory for the caseload, and the same for the crowd on each database."""
    caseload = [line for line in lines if line["what"] == "caseload"]
    parts = [
        _table("Laptop, processor time in yards", caseload, lambda line: _yards(line, "client_cpu")),
        _table("Office, processor time in yards", caseload, lambda line: _yards(line, "server_cpu")),
        _table("Laptop, highest memory in MB", caseload, lambda line: line.get("client_mb"), fitted=False),
        _table("Office, highest memory in MB", caseload, lambda line: line.get("server_mb"), fitted=False),
        _table("Bytes over the line, MB", caseload, lambda line: line.get("wire", 0) / 1e6 or None),
        _table("Store on the disk, MB", caseload, lambda line: line.get("disk", 0) / 1e6 or None),
    ]
    for kind in sorted({line["database"] for line in lines if line["what"] == "crowd"}):
        crowd = [line for line in lines if line["what"] == "crowd" and line["database"] == kind]
        parts += [
            _table(f"Server on {kind}, yards for all laptops together, each once", crowd, _all_together),
            _table(f"Server on {kind}, memory in MB after it", crowd, lambda line: line["server_mb"], fitted=False),
        ]
    return "\n\n".join(part for part in parts if part)


def _yards(line: Line, name: str) -> float | None:
    """How many times the time that a fixed piece of work takes in the same minute on the same busy machine."""
    return line[name] / line["yard"] if line.get(name) and line.get("yard") else None


def _all_together(line: Line) -> float | None:
    if not line["times"] or not line.get("yard"):
        return None
    per_s = (line["server_cpu"] + line["database_cpu"]) / line["yard"]
    # What is done once for the whole office (a push, a change) is taken as it is: it must not grow with the laptops.
    return per_s / line["times"] * (line["size"] if line.get("each") else 1) or None


def _table(title: str, lines: Sequence[Line], value: Callable[[Line], Any], *, fitted: bool = True) -> str:
    found: dict[str, dict[int, list[float]]] = {}
    for line in lines:
        if (one := value(line)) is not None:
            found.setdefault(line["op"], {}).setdefault(line["size"], []).append(float(one))
    if not found:
        return ""
    sizes = sorted({size for by_size in found.values() for size in by_size})
    head = f"| {title} | {' | '.join(f'{size:,}' for size in sizes)} |{' exponent |' if fitted else ' more |'}"
    rows = [head, "|" + "---|" * (len(sizes) + 2)]
    for name, by_size in found.items():
        cells = [f"{statistics.median(by_size[size]):.3g}" if size in by_size else "" for size in sizes]
        rows.append(f"| {name} | {' | '.join(cells)} | {_last(by_size, sizes, fitted=fitted)} |")
    return "\n".join(rows)


def _last(by_size: Mapping[int, Sequence[float]], sizes: Sequence[int], *, fitted: bool) -> str:
    if not fitted:
        known = [statistics.median(by_size[size]) for size in sizes if size in by_size]
        return f"{known[-1] - known[0]:+.1f}"
    growth = fit_growth([(size, one) for size, values in by_size.items() for one in values])
    return growth.words() if growth else ""
