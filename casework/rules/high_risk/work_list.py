"""The order of work: by risk of serious harm first, then by what is due soonest (standards.md 23)."""

from datetime import date

from casework.records.file.case import RiskLevel
from casework.rules.high_risk.definition import HighRiskDefinition
from casework.rules.high_risk.membership import Membership

RISK_ORDER: dict[RiskLevel | None, int] = {
    RiskLevel.VERY_HIGH: 0,
    RiskLevel.HIGH: 1,
    None: 2,
    RiskLevel.MEDIUM: 3,
    RiskLevel.LOW: 4,
}
"""Riskiest first; not known counts as needing attention."""


def by_risk_then_due(level: RiskLevel | None, due_on: date | None) -> tuple[int, date]:
    """Sort key of one matter; what has no day comes behind what has one, among the same risk."""
    return RISK_ORDER[level], due_on or date.max


def rekey_words(member: Membership, definition: HighRiskDefinition | None) -> tuple[str, str] | None:
    """What is keyed elsewhere: where, and what; None where the definition names no other system (standards.md 19)."""
    rekey = definition.rekey if definition else None
    if rekey is None:
        return None
    return f"{rekey.system}, {rekey.place}", f"{rekey.code}, {member.since:%d/%m/%Y}"
