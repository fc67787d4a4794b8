"""How something grows: the exponent of a power law through measured points, and how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Growth:
    """``y`` grows as ``x ** exponent``. `least` and `most`: the exponents between neighbouring sizes, any round."""

    exponent: float
    least: float
    most: float

    def words(self) -> str:
        """The exponent with its spread."""
        return f"{self.exponent:.2f} ({self.least:.2f}–{self.most:.2f})"


def fit_growth(points: Sequence[tuple[float, float]]) -> Growth | None:
    """Least squares through the logarithms; None with fewer than two sizes, or where something is not above zero."""
    if len({x for x, _ in points}) < 2 or min(min(point) for point in points) <= 0:
        return None
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
    by_size: dict[float, list[float]] = {}
    for x, y in logs:
        by_size.setdefault(x, []).append(y)
    steps = [
        (after - before) / (larger - smaller)
        for smaller, larger in pairwise(sorted(by_size))
        for before in by_size[smaller]
        for after in by_size[larger]
    ]
    return Growth(slope, min(steps), max(steps))
