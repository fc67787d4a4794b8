"""How much of the design's full sizes a run of the hard tests does: `make torture SCALE=1` does all of it."""

import os

SCALE = float(os.environ.get("SCALE", "0"))


def scaled(full: int, least: int) -> int:
    """The size of this run, of a full one: at least so many, which is what `make slow` and CI do."""
    return max(least, round(full * SCALE))
