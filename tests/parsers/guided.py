"""One reader under the coverage-guided fuzzer: ``python -m tests.parsers.guided NAME FOLDER SECONDS SEED``.

It runs in a process of its own, with atheris on its path (`__main__.py` sees to both). Which lines are reached is
watched in Doorstep's own code and in the readers of PDFs and pictures as far as they are Python; examples are spoilt
as in the quick tests, and byte by byte as libFuzzer does it. It ends at the first fault, whose bytes stay in
FOLDER; those of an example that never ends are in its file `current`.
"""

import hashlib
import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["casework", "desktop", "server", "pypdf", "PIL"]):
    from tests.parsers.mutator import spoilt
    from tests.parsers.seed import seeds
    from tests.parsers.target import TARGETS, findings

SLOWEST_S = 20
MOST_MEMORY_MB = 3_000


def main() -> None:
    """Fuzz until the time is over, or a fault is found. Never returns."""
    name, folder, seconds, seed = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    target, good = TARGETS[name], seeds(name)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    current = folder / "current"
    for number, data in enumerate((*good, *findings(name))):
        (corpus / f"seed-{number}").write_bytes(data)

    def spoil(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < 0.25:
            return bytes(atheris.Mutate(data, most))
        return spoilt(chance, target, data, good)[:most]

    def read(data: bytes) -> None:
        # Written first: neither an example that never ends nor one that takes all memory can be written afterwards.
        current.write_bytes(data)
        try:
            target.read(data)
        except BaseException:
            (folder / f"crash-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    options = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={target.longest}",
        f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={MOST_MEMORY_MB}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], read, custom_mutator=spoil)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
