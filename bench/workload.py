"""The caseload that is measured: 200 cases, 9,400 records, 9.9 MB as entries; the same of one seed, and invented.

A case has a case record of about 1.5 KB, 40 contacts of 0.8, 4 analyses of 2 and 2 plans of 4; each becomes one entry
of about that size, what an entry says of itself (ids, author, hash of the one before) included.
"""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import JsonValue

CASES = int(os.environ.get("BENCH_CASES", "200"))
"""Other sizes are for finding where time goes, and for growth; what is compared has 200."""
UPLOAD = 1000
LAPTOPS, EACH = 8, 500
EDITS, BOTH = 20, 2
PER_CASE = (("case_management_plan", 1, 1500), ("contact", 40, 800), ("offence_analysis", 4, 2000), ("plan", 2, 4000))
RECORDS = sum(number for _, number, _ in PER_CASE)

ME = "me"
"""Stands where a record names its author; whoever saves it puts their own id there."""

_ENVELOPE = 520
"""About as many bytes of an entry are not its values."""
_SIGNS = "bdfghklmnprstvwz", "aeiou"
_SENTENCE = range(5, 16)


@dataclass(frozen=True)
class Planned:
    """One new record: in which case (by its number), of which kind, with which values."""

    case: int
    kind: str
    values: dict[str, JsonValue]


@dataclass
class Writer:
    """Makes up records; what is made follows from the seed and the order of asking."""

    seed: int
    _dice: random.Random = field(init=False)
    _words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311  nothing secret
        made = {self._word() for _ in range(2500)}
        self._words = sorted(made, key=lambda word: (len(word), word))

    def caseload(self, cases: int = CASES) -> Iterator[Planned]:
        """Every record of the caseload, case by case."""
        for case in range(cases):
            for kind, number, size in PER_CASE:
                for _ in range(number):
                    yield self.record(case, kind, size)

    def contacts(self, number: int, cases: int = CASES) -> list[Planned]:
        """New contacts in cases picked by chance."""
        return [self.record(self._dice.randrange(cases), "contact", 800) for _ in range(number)]

    def record(self, case: int, kind: str, size: int) -> Planned:
        """One record whose entry has about `size` bytes, a seventh more or less."""
        values, prose = _MAKERS[kind](self)
        wanted = int(size * self._dice.uniform(0.85, 1.15)) - _ENVELOPE
        used = len(json.dumps(values, ensure_ascii=False, separators=(",", ":")))
        values[prose] = self.text(max(40, wanted - used))
        return Planned(case, "risk_management_plan" if kind == "plan" else kind, values)

    def text(self, size: int) -> str:
        """Sentences of about `size` signs in no language."""
        parts: list[str] = []
        length = 0
        while length < size:
            many = self._dice.choice(_SENTENCE)
            words = [self._words[int(len(self._words) * self._dice.random() ** 3)] for _ in range(many)]
            parts.append(" ".join(words).capitalize()[: max(2, size - length)].rstrip() + ".")
            length += len(parts[-1]) + 1
        return " ".join(parts)

    def _word(self) -> str:
        one, two = _SIGNS
        return "".join(
            self._dice.choice(one) + self._dice.choice(two) for _ in range(self._dice.choice((1, 2, 2, 3, 4)))
        )

    def _day(self) -> str:
        return f"{self._dice.randrange(2024, 2027)}-{self._dice.randrange(1, 13):02}-{self._dice.randrange(1, 29):02}"

    def contact(self) -> tuple[dict[str, JsonValue], str]:
        """A contact without its account."""
        dice = self._dice
        return {
            "sort": dice.choice(["office", "telephone", "video"]),
            "happened": {"starts": f"{self._day()}T10:00:00Z", "minutes": dice.randrange(5, 120)},
            "arranged": True,
            "outcome": "attended_complied",
            "present": [{"role": "person"}],
            "significant": False,
            "recorded_by": ME,
        }, "narrative"

    def analysis(self) -> tuple[dict[str, JsonValue], str]:
        """An analysis of an offence."""
        return {"offence": self.text(40), "happened_on": self._day(), "own_account": self.text(300)}, "what_happened"

    def frame(self) -> dict[str, JsonValue]:
        """What every plan has."""
        return {"made_on": self._day(), "review_on": "2027-01-15", "made_by": ME}

    def case_plan(self) -> tuple[dict[str, JsonValue], str]:
        """The record of the case itself: how it is worked."""
        return {**self.frame(), "needs": self.text(200), "delivery": self.text(120)}, "offending"

    def risk_plan(self) -> tuple[dict[str, JsonValue], str]:
        """A plan of risk management."""
        return {**self.frame(), "victims": self.text(500)}, "formulation"


_MAKERS = {
    "contact": Writer.contact,
    "offence_analysis": Writer.analysis,
    "case_management_plan": Writer.case_plan,
    "plan": Writer.risk_plan,
}
