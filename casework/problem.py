"""A sentence about what is wrong with a record or a form, which knows the field that it is about.

A page puts each beside its field by that name, in whatever language it is said. Everywhere else it is a sentence like
any other: it can be joined, compared and put into an error.
"""

from casework.words import Worded, english_of


class Problem(Worded):
    """A sentence; `field`: the field as its record or its sheet calls it, `part`: a part of that field, or empty.

    `lacks`: the title of a field, where nothing is said but that it has to be filled in.
    """

    __slots__ = ("field", "lacks", "part")
    field: str
    part: str
    lacks: str

    def __new__(cls, sentence: str, field: str, part: str = "", lacks: str = "") -> "Problem":
        """`sentence` as it is shown."""
        found: Problem = super().__new__(cls, sentence, english_of(sentence))  # type: ignore[assignment]
        found.field, found.part, found.lacks = field, part, lacks
        return found

    def __getnewargs__(self) -> tuple[str, str, str, str]:  # type: ignore[override]
        """What it is copied from."""
        return Worded(self, self.english), self.field, self.part, self.lacks


def about(field: str, sentence: str, part: str = "", *, lacks: str = "") -> Problem:
    """Say which field a sentence is about, or which part of it; `lacks`: its title, where it is only missing."""
    return Problem(sentence, field, part, lacks)


def field_about(sentence: str) -> str:
    """The field that a sentence is about; empty where it is about the whole."""
    return sentence.field if isinstance(sentence, Problem) else ""
