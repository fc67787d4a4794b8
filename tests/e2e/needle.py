"""Looking for planted words in every file under some folders, in the encodings in which they could lie there."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def shapes(word: str) -> Iterator[bytes]:
    """The bytes of a word as text may keep it: UTF-8, UTF-16 both ways, base64 at each offset, hexadecimal."""
    for text in (word, word.lower(), word.upper()):
        yield text.encode()
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        yield text.encode().hex().encode()
        for offset in range(3):
            whole = base64.b64encode(b"\0" * offset + text.encode())
            # The first and last group depend on what stands beside the word.
            yield whole[4:-4]


def find_needles(words: Iterable[str], folders: Iterable[Path]) -> list[str]:
    """Where any of the words lies readable: "file: word" for each."""
    wanted = {word: [shape for shape in shapes(word) if len(shape) > 5] for word in words}
    found = []
    for path in sorted({path for folder in folders for path in folder.rglob("*")}):
        data = _content(path)
        found += [f"{path.name}: {word}" for word, forms in wanted.items() if any(form in data for form in forms)]
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    except OSError:
        return b""  # Gone meanwhile: what is not there cannot be read.
