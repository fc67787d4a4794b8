"""The national reasons folded into the three answers: Yes, No – organisational, No – outwith control."""

from functools import lru_cache

from pydantic import model_validator

from casework.records.kept import Kept
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.table import Table, load_tables

Reasons = tuple[NationalReason, ...]


class ReasonTable(Table):
    """Which of the national reasons lie with the service, which do not, and which are not counted at all."""

    organisational: Reasons
    outwith_control: Reasons
    not_counted: Reasons

    @model_validator(mode="after")
    def _each_once(self) -> "ReasonTable":
        named = (*self.organisational, *self.outwith_control, *self.not_counted)
        if sorted(named) != sorted(NationalReason):
            raise ValueError("every reason belongs to exactly one answer")
        return self

    def fold(self, reason: NationalReason) -> Kept | None:
        """The answer that a reason stands for; None for what is not counted."""
        if reason in self.not_counted:
            return None
        return Kept.ORGANISATIONAL if reason in self.organisational else Kept.OUTWITH


@lru_cache(maxsize=1)
def load_reasons() -> ReasonTable:
    """The table of reasons that comes with Doorstep."""
    (table,) = load_tables(ReasonTable, "standards/reason")
    return table
