"""What a proposal comes to while it is written: which limbs and conditions carry it, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from casework.records.file.ending import RuleRef
from casework.rules.high_risk.definition import (
    Eligibility,
    HighRiskDefinition,
    definition_of,
    definition_on,
    eligibility,
    met_in,
)
from casework.words import say
from desktop.services.high_risk.facts import high_risk_tables
from desktop.services.session import Session


@dataclass(frozen=True)
class Proposing:
    """The definition a proposal is written under."""

    definition: HighRiskDefinition

    def eligibility(self, values: Mapping[str, JsonValue]) -> Eligibility:
        """What carries it by what stands on the form."""
        return eligibility(self.definition, met_in(values))

    def words(self, values: Mapping[str, JsonValue]) -> str:
        """Whether the definition is met, by what, or which side is still empty."""
        found = self.eligibility(values)
        carried = say(" and ").join(found.codes)
        if found.meets:
            return say("Meets the definition: carried by {carried}.", carried=carried)
        sides = [side for side in self.definition.side if side.title in found.empty]
        needs = say(", and ").join(
            say("one of {listed}", listed=_listed([one.code for one in side.criterion])) for side in sides
        )
        so_far = say(" So far carried by {carried}.", carried=carried) if carried else ""
        return say(
            "Does not meet the definition yet: it needs {needs}, with what that rests on.{so_far}",
            needs=needs,
            so_far=so_far,
        )


def _listed(codes: list[str]) -> str:
    return say(" and ").join(part for part in (", ".join(codes[:-1]), codes[-1]) if part)


def open_proposing(session: Session, values: Mapping[str, JsonValue]) -> Proposing | None:
    """The definition that a proposal names, or else the one in force; None where there is none."""
    tables = high_risk_tables(session).definitions
    try:
        named = definition_of(RuleRef.model_validate(values.get("definition")), tables)
    except ValidationError:
        named = None
    found = named or definition_on(session.today(), tables)
    return Proposing(found) if found else None
