"""Who meets the definition of the high-risk list: a table with a version, and which parts of it carried (1-9, 26).

Each side of the definition is carried by at least one of its criteria: (a or b or c) and (i or ii).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic import Field, JsonValue

from casework.records.file.ending import RuleRef
from casework.records.part import Answer
from casework.records.record import Value
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.table import Table, in_force, load_tables, table_of
from casework.rules.table_choice import tables_on

FOLDER = "standards/high_risk"
CODE = "high_risk_definition"


class Criterion(Value):
    """One limb or condition: its code and its words."""

    code: str = Field(min_length=1, max_length=20)
    words: str = Field(min_length=1)


class Side(Value):
    """Criteria of which at least one has to be met."""

    title: str = Field(min_length=1)
    criterion: tuple[Criterion, ...] = Field(min_length=1)


class Rekey(Value):
    """What is keyed into another system for somebody on the list: which system, where there, and as what."""

    system: str = Field(min_length=1)
    place: str = Field(min_length=1)
    code: str = Field(min_length=1)


class HighRiskDefinition(Table):
    """A definition in one version. `harm`: the definition of serious harm that goes with it, with `harm_source`.

    `statement`: what the outcome of an assessment or other information has to indicate.
    """

    harm: str = Field(min_length=1)
    harm_source: str = Field(min_length=1)
    statement: str
    side: tuple[Side, ...] = Field(min_length=1)
    rekey: Rekey | None = None

    @property
    def ref(self) -> RuleRef:
        """How a record names this version."""
        return RuleRef(code=self.code, version=self.version)


@lru_cache(maxsize=1)
def load_definitions() -> tuple[HighRiskDefinition, ...]:
    """Every version that comes with Doorstep."""
    return load_tables(HighRiskDefinition, FOLDER)


def definitions_of(confirmed: Iterable[ConfirmedTable] = ()) -> tuple[HighRiskDefinition, ...]:
    """Every version, those of the agency among them; `confirmed` says which are on."""
    return tables_on(load_definitions(), confirmed, HighRiskDefinition)


def definition_on(day: date, tables: Iterable[HighRiskDefinition]) -> HighRiskDefinition | None:
    """The version that is on and in force on a day."""
    return in_force([table for table in tables if table.confirmed], CODE, day)


def definition_of(ref: RuleRef, tables: Iterable[HighRiskDefinition]) -> HighRiskDefinition | None:
    """The very version that a decision was made under, whether or not it is on."""
    return table_of(tables, ref.code, ref.version)


@dataclass(frozen=True)
class Eligibility:
    """Which criteria carried each side of a definition, in its order. `empty`: the titles of sides without any."""

    carried: tuple[tuple[str, ...], ...]
    empty: tuple[str, ...]

    @property
    def meets(self) -> bool:
        """Whether the definition is met: no side is empty."""
        return not self.empty

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of everything that carried."""
        return tuple(code for side in self.carried for code in side)


def eligibility(definition: HighRiskDefinition, met: Collection[str]) -> Eligibility:
    """What follows from the criteria that are met, by code."""
    carried = tuple(tuple(one.code for one in side.criterion if one.code in met) for side in definition.side)
    empty = tuple(side.title for side, codes in zip(definition.side, carried, strict=True) if not codes)
    return Eligibility(carried, empty)


_EVIDENCE = {
    "a": ("limb_a", "convictions"),
    "b": ("limb_b", "public_safety"),
    "c": ("limb_c", "concerns"),
    "i": ("condition_i", "assessments"),
    "ii": ("condition_ii", "reports"),
}
"""Which fields of a proposal answer a criterion, and what the answer rests on."""


def met_in(values: Mapping[str, JsonValue]) -> frozenset[str]:
    """The criteria that a proposal's fields, whole or half filled in, say are met, with something they rest on."""
    return frozenset(code for code in _EVIDENCE if _is_met(code, values))


def _is_met(code: str, values: Mapping[str, JsonValue]) -> bool:
    answer, evidence = _EVIDENCE[code]
    found = values.get(evidence)
    if code == "a" and isinstance(found, list):
        found = [one for one in found if isinstance(one, dict) and one.get("on_indictment") is True]
    return values.get(answer) == Answer.YES.value and bool(found)
