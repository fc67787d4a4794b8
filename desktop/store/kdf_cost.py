"""How dear a guess at the passphrase is made on this laptop: as dear as it can bear within a second."""

import time
from collections.abc import Callable

from desktop.store.keyslot import derive
from desktop.store.slot_file import KdfCost

FLOOR_MEMORY_KIB = 64 * 1024
"""The least that is written on a real laptop (the design's floor). Tests use less."""

_MOST_MEMORY_KIB = 256 * 1024
_MOST_TIME_S = 1.0


def calibrate_cost(
    measure: Callable[[KdfCost], float] | None = None, floor_memory_kib: int = FLOOR_MEMORY_KIB
) -> KdfCost:
    """Return the dearest cost of 64, 128 or 256 MiB that takes at most a second, and at least the floor.

    ``measure`` returns the seconds one derivation takes. With the real one it takes about a second, so never
    call it on the window's thread. Raises ``Unavailable`` when there is not even the memory for the floor.
    """
    seconds_for = measure or measure_s
    best = KdfCost(floor_memory_kib)
    taken_s = seconds_for(best)
    while best.memory_kib * 2 <= _MOST_MEMORY_KIB and taken_s * 2 <= _MOST_TIME_S:
        dearer = KdfCost(best.memory_kib * 2)
        taken_s = seconds_for(dearer)
        if taken_s > _MOST_TIME_S:
            break
        best = dearer
    return best


def measure_s(cost: KdfCost) -> float:
    """Return the seconds that one derivation takes on this machine now."""
    begun_s = time.perf_counter()
    derive("how long does this take", bytes(16), cost)
    return time.perf_counter() - begun_s
