"""The agency's retention rules, read from a data file: for how long a case is kept after what."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files

from pydantic import Field, ValidationError

from casework.errors import UserError
from casework.records.file.ending import EndingCause, RuleRef
from casework.records.record import Value
from casework.words import say


class RetentionRule(Value):
    """One rule of the agency's file: for how many whole years a case is kept after a day."""

    code: str
    version: int = Field(ge=1)
    title: str
    because: EndingCause
    years: int = Field(ge=1)
    confirmed: bool = False
    mark: str = "[R]"
    source: str = ""

    @property
    def ref(self) -> RuleRef:
        """By what an ending names it."""
        return RuleRef(code=self.code, version=self.version)


def load_rules() -> tuple[RetentionRule, ...]:
    """The rules that come with Doorstep, all unconfirmed."""
    return read_rules(files("resources").joinpath("agency", "retention.toml").read_text("utf-8"))


def read_rules(text: str) -> tuple[RetentionRule, ...]:
    """The rules of a file.

    Raises:
        UserError: where the file cannot be read, or has a rule twice.
    """
    try:
        rules = tuple(RetentionRule.model_validate(rule) for rule in tomllib.loads(text).get("rule", []))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError):
        raise UserError(say("The retention rules cannot be read: compare the file with the one of Doorstep.")) from None
    if len({(rule.code, rule.version) for rule in rules}) < len(rules):
        raise UserError(say("A retention rule is there twice with the same version: give the newer one a new version."))
    return rules


def rule_for(because: EndingCause, rules: Iterable[RetentionRule]) -> RetentionRule | None:
    """The newest rule for what the work ended with; None where the agency has none."""
    return max((rule for rule in rules if rule.because is because), key=lambda rule: rule.version, default=None)
