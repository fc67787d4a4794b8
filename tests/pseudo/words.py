"""A pseudo-translation: accents on every letter, 40 % longer, in brackets ⟦ ⟧, the parts of a sentence untouched."""

import re
import subprocess
from pathlib import Path

from tooling.strings import Done, all_said, release, write_ts

LANGUAGE = "eo"
"""Qt knows how Esperanto writes days and numbers, and no translation of Doorstep will be in it by chance."""

OPENS, CLOSES = "⟦", "⟧"
LONGER = 0.4

_ACCENTS = str.maketrans("aceginosuyzACEGINOSUYZ", "áçéğíñóšúýžÁÇÉĞÍÑÓŠÚÝŽ")
_PADDING = "éñ ŧŵó ŧřéé ƒóúř ƒíṽé "
# Parts, the letter of a mnemonic, a tag: nothing that a translator may change.
_KEPT = re.compile(r"(\{[^}]*\}|&\w|<[^>]+>)")
_SPACED = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def pseudo(text: str) -> str:
    """The text as a translator with long words would give it; what stands after a tab, a key, stays."""
    words, tab, key = text.partition("\t")
    found = _SPACED.fullmatch(words)
    if found is None or not found[2]:
        return text
    accented = "".join(
        part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(_KEPT.split(found[2]))
    )
    more = round(len(found[2]) * LONGER)
    padding = (_PADDING * (more // len(_PADDING) + 1))[:more].rstrip()
    return f"{found[1]}{OPENS}{accented} {padding}{CLOSES}{found[3]}{tab}{key}"


def make_pseudo(folder: Path) -> Path:
    """Make the pseudo-translation of all that is said, as Qt's own file. Returns its path."""
    said = all_said()
    done = {
        (one.context, one.text): Done(tuple(pseudo(form) for form in ((one.one, one.text) if one.one else (one.text,))))
        for one in said
    }
    file = folder / f"doorstep_{LANGUAGE}.ts"
    write_ts(file, LANGUAGE, said, done)
    return release(file)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A program of the tests in the pseudo-language: it is there before anything with words is loaded."""
    return subprocess.run(
        command,
        env={**environment, FOLDER_VARIABLE: str(folder), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )


FOLDER_VARIABLE = "DOORSTEP_PSEUDO"
"""Where the file of the pseudo-language lies, for a process of the tests."""
