"""A yardstick: a fixed piece of work, because processor seconds are longer on a machine that others use, too."""

import hashlib
import json
import time

_ROUNDS = 300
_WHAT = {f"field {number}": [f"word {number % 7}", number, {"deep": number * 3}] for number in range(300)}


def yard_s() -> float:
    """Processor seconds that it takes just now: text written, read and digested, as a sync does."""
    begun = time.process_time()
    for _ in range(_ROUNDS):
        text = json.dumps(_WHAT, sort_keys=True)
        hashlib.sha256(text.encode()).hexdigest()
        assert sorted(json.loads(text)) == sorted(_WHAT)
    return time.process_time() - begun
