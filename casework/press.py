"""Papers: a typst template of `resources/templates` and plain values make a PDF, in memory and without a network.

Nothing goes into the file but what the template prints: no author, no file name, no clock. Values reach the template
as data; nothing in them is ever read as instructions of the template.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Literal

import typst
from pydantic import JsonValue

from casework.errors import UserError
from casework.words import say

_STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: a screen reader can read it. A letter that no font has is then an error and not an empty box."""

_NO_LETTER = "could not be displayed with font"
_LAYOUT = frozenset("\n\t")
_NOT_PRINTED = frozenset({"Cc", "Cs", "Co", "Cn"})
_TURNS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""What turns the direction of the words after it, so that they could read as something else."""


class NotPrintable(UserError):
    """A letter that no typeface of this computer has."""

    def __init__(self) -> None:
        super().__init__(
            say("This has letters that this computer cannot print. Write them in other letters, then try again.")
        )


def print_pdf(template: str, values: Mapping[str, JsonValue]) -> bytes:
    """Make a PDF from a template by name and plain values. The same values make the same bytes.

    Not for the thread of the windows: where another typeface has to be found, that takes seconds.

    Raises:
        NotPrintable: if neither our typeface nor any other on this computer has a letter.
    """
    source = files("resources").joinpath("templates", f"{template}.typ").read_bytes()
    inputs = {"copy": json.dumps(_printable(dict(values)), ensure_ascii=False)}
    for everywhere in (False, True):
        try:
            compiler = typst.Compiler(font_paths=_fonts(everywhere=everywhere))
            made = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=_STANDARD)
        except typst.TypstError as error:
            # Its words quote what is printed: they go no further.
            if _NO_LETTER not in error.message:
                raise RuntimeError("the template of a paper is wrong") from None
            continue
        assert isinstance(made, bytes)
        return made
    raise NotPrintable


@lru_cache(maxsize=2)
def _fonts(*, everywhere: bool) -> typst.Fonts:
    """Our typeface alone; with `everywhere`, whatever else there is for letters that it does not have."""
    with as_file(files("resources").joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=everywhere, include_embedded_fonts=everywhere, font_paths=[str(folder)])


def printed_words(text: str) -> str:
    """A text as it stands on paper: without characters that have no shape or turn the words after them."""
    return "".join(letter for letter in text if _is_printed(letter))


def _printable(value: JsonValue) -> JsonValue:
    """The values without characters that have no shape."""
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return printed_words(value) if isinstance(value, str) else value


def _is_printed(letter: str) -> bool:
    return letter in _LAYOUT or (letter not in _TURNS and unicodedata.category(letter) not in _NOT_PRINTED)
