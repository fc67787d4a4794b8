"""Looking for bytes in the whole memory of another process, as somebody with a debugger and root's rights would."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_NOT_READABLE = ("[vvar", "[vsyscall]")
_PIECE_BYTES = 1 << 24
_OVERLAP_BYTES = 4096


def memory_forms(word: str) -> tuple[bytes, ...]:
    """How Python and Qt keep a word: UTF-8, and UTF-16 as this machine has it; UCS-4 where a text has rare letters."""
    return word.encode(), word.encode("utf-16-le"), word.encode("utf-32-le")


def count_in_memory(process: int, wanted: Mapping[str, Iterable[bytes]]) -> dict[str, int]:
    """How often each is found, by its name; the process is not stopped. Needs the rights of root."""
    pattern = re.compile(b"|".join(re.escape(form) for forms in wanted.values() for form in forms))
    names = {form: name for name, forms in wanted.items() for form in forms}
    found = dict.fromkeys(wanted, 0)
    for piece in _pieces(process):
        for match in pattern.finditer(piece):
            found[names[match.group()]] += 1
    return found


def _pieces(process: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8")
    memory = os.open(f"/proc/{process}/mem", os.O_RDONLY)
    try:
        for line in maps.splitlines():
            span, rights, *_ = line.split()
            if rights.startswith("r") and not line.endswith(_NOT_READABLE) and "[vvar" not in line:
                first, last = (int(end, 16) for end in span.split("-"))
                yield from _read(memory, first, last)
    finally:
        os.close(memory)


def _read(memory: int, first: int, last: int) -> Iterator[bytes]:
    for start in range(first, last, _PIECE_BYTES):
        try:
            yield os.pread(memory, min(_PIECE_BYTES + _OVERLAP_BYTES, last - start), start)
        except OSError:
            return  # Beyond the end of a mapped file, or given back meanwhile.
