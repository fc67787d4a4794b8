"""What every field of a record's form can do, whatever it takes: show, tell, say what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.records.shape import Shape
from desktop.services.record_check import Path
from desktop.services.record_form import Pick

Raw = object
"""What is on the screen, as JSON: a value, or ``{"typed": …}`` for what was typed and not understood."""


@dataclass(frozen=True)
class Around:
    """What fields need to know of the form: today, what links may point to, who works here."""

    today: date
    links: Mapping[Path, tuple[Pick, ...]]
    staff: tuple[Pick, ...]

    def picks(self, path: Path) -> tuple[Pick, ...]:
        """What a link may point to; rows of a list share it, whatever their number."""
        plain = ".".join(part for part in path.split(".") if not part.isdigit())
        return self.links.get(plain, ())


class PartField(QWidget):
    """One field or one part of it. ``edited`` with every change by the person, ``resized`` when it needs other room."""

    edited = Signal()
    resized = Signal()

    def __init__(self, shape: Shape, path: Path) -> None:
        super().__init__()
        self.shape, self.path = shape, path
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> Raw:
        """What is written, as JSON for the record; None where nothing is."""
        raise NotImplementedError

    def raw(self) -> Raw:
        """What is on the screen, for the draft."""
        return self.value()

    def show_raw(self, raw: Raw) -> None:
        """Show a value, or what a draft kept of it; nothing is emitted."""
        raise NotImplementedError

    def puzzles(self) -> dict[Path, str]:
        """What was typed and not understood: a sentence by path."""
        return {}

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say what is wrong beside the field or the part of it; returns where the cursor belongs."""
        raise NotImplementedError

    def clear_problems(self) -> None:
        """Take every such sentence away."""
        raise NotImplementedError


Maker = Callable[[Shape, Path], PartField]
"""Makes the field for a shape."""


def mapping_of(raw: Raw) -> Mapping[str, object]:
    """A raw value as a mapping; empty where it is none."""
    return raw if isinstance(raw, Mapping) else {}


def typed_of(raw: Raw, name: str = "typed") -> str:
    """What a draft kept as typed and not understood; empty where there is nothing."""
    found = mapping_of(raw).get(name)
    return found if isinstance(found, str) else ""
