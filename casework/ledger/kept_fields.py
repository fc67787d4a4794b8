"""The fields of a folded record as they were kept: their values at once, their heads when somebody asks for them.

Most of what is read of a record is what stands in it, and nearly every field has one head only. To make all heads of
all records of a page took most of the time for which a page was waited for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import JsonValue

from casework.ledger.fold import FieldState, Head, with_value

MakeField = Callable[[Sequence[Head | None], Any], FieldState]
"""Makes the heads of a field that has several, or one of somebody else, out of the record's authors and its text."""

_NONE: Final[Mapping[str, JsonValue]] = {}


class KeptFields(Mapping[str, FieldState]):
    """`set`: what stands in the fields of which one value by the record's author is all there ever was.

    `more`: every other field as it was kept. Equal to the dictionary with all heads in it, in the same order.
    """

    __slots__ = ("_authors", "_make", "_more", "_names", "_set", "_states", "memo")

    def __init__(
        self,
        values: dict[str, JsonValue],
        more: Mapping[str, Any],
        authors: Sequence[Head | None],
        make: MakeField,
    ) -> None:
        """`authors`: first who made the record, without a value each."""
        self._set, self._more, self._authors, self._make = values, more, authors, make
        self._names: list[str] | None = sorted((*values, *more)) if more else None
        self._states: dict[str, FieldState] = {}
        self.memo: dict[type, object] = {}
        """What was made of them, by what it is: nothing of a folded record ever changes, and many hands read one."""

    @property
    def alone(self) -> Mapping[str, JsonValue]:
        """The values that stand without a question, by field; none where their author awaits a ruling."""
        first = self._authors[0]
        return _NONE if first is None or first.awaiting else self._set

    @property
    def others(self) -> Mapping[str, object]:
        """The fields with more than one head, or of somebody else than who made the record."""
        return self._more

    def __getitem__(self, name: str) -> FieldState:
        known = self._states.get(name)
        if known is None:
            if name in self._set:
                first = self._authors[0]
                assert first is not None
                known = FieldState((with_value(first, self._set[name]),))
            else:
                known = self._make(self._authors, self._more[name])
            self._states[name] = known
        return known

    def __contains__(self, name: object) -> bool:
        return name in self._set or name in self._more

    def __iter__(self) -> Iterator[str]:
        return iter(self._set if self._names is None else self._names)

    def __len__(self) -> int:
        return len(self._set) + len(self._more)

    def __repr__(self) -> str:
        return repr(dict(self))


def values_alone(fields: Mapping[str, FieldState]) -> Mapping[str, JsonValue]:
    """What stands without a question, where that is known without looking at heads."""
    return fields.alone if isinstance(fields, KeptFields) else _NONE


def may_differ(fields: Mapping[str, FieldState]) -> list[str]:
    """The fields that may have more than one head, in the order of the record's fields."""
    return [name for name in fields if name in fields.others] if isinstance(fields, KeptFields) else list(fields)
