"""What an assessment comes to, level by level, and what stands in the way of signing it. Worked out, never kept."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.records.assessment.assessment import Assessment, EnteredLevel, Override
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.rules.instrument.agreement import disagreements, override_of, results
from casework.rules.instrument.derive import Derived, derive
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.words import say
from desktop.services.session import DutyLine

NameOf = Callable[[str], str]

Known = tuple[Derived, ...]

HIGH = frozenset({InstrumentLevel.HIGH, InstrumentLevel.VERY_HIGH})

_JUDGED = say("A judgement: no level is worked out.")
_DISCUSS = say("A high or very high result must be discussed with a senior now.")


@dataclass(frozen=True)
class ScaleResult:
    """One scale. `level`: the words of what stands, derived before entered; empty where nothing can be said.

    `derived`: it follows from the numbers; `judged`: it is a judgement, for which nothing is added up. `follows`: what
    it follows from, or why nothing follows. `beside`: a level that was entered and is another one, with what to do.
    `override`: level, reason and senior. `high`: what counts is high or very high.
    """

    title: str
    level: str = ""
    derived: bool = False
    judged: bool = False
    follows: str = ""
    beside: str = ""
    override: str = ""
    overridden_to: str = ""
    high: bool = False

    @property
    def sentence(self) -> str:
        """All of it, as it is read out."""
        said = f"{self.title}: {self.level or say('no level')}."
        return " ".join(part for part in (said, self.follows, self.override, self.beside) if part)


@dataclass(frozen=True)
class Result:
    """What an assessment comes to. `total`: such as "27 of 43".

    `blocking`: what keeps it from being signed, in sentences; `missing`: what is not there yet. `training`: that the
    assessor is not trained on that day. `discuss`: that it must be discussed with a senior; `duty`: who is on duty.
    """

    instrument: str = ""
    total: str = ""
    scales: tuple[ScaleResult, ...] = ()
    missing: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    refusal: str = ""
    training: str = ""
    discuss: str = ""
    discussed: str = ""
    limits: str = ""
    duty: DutyLine | None = None

    @property
    def high(self) -> bool:
        """Whether what counts on any scale is high or very high."""
        return any(scale.high for scale in self.scales)

    @property
    def why_blocked(self) -> str:
        """Why it cannot be signed as it stands; empty where nothing is wrong, even if something is missing."""
        return self.refusal or " ".join(self.blocking)

    @property
    def sentence(self) -> str:
        """What is read out when it changes."""
        total = say("Total {total}.", total=self.total) if self.total else ""
        parts = (self.refusal, total, *(scale.sentence for scale in self.scales), self.discuss)
        return " ".join(part for part in parts if part)


def result_of(assessment: Assessment, table: InstrumentTable | None, name_of: NameOf) -> Result:
    """What an assessment comes to by a table; what was entered where there is none."""
    if table is None:
        scales = tuple(_entered_only(one) for one in assessment.levels or ())
    else:
        derived = derive(assessment, table)
        scales = tuple(_scale(assessment, table, one, derived, name_of) for one in derived)
    named = assessment.instrument.words if assessment.instrument else ""
    return Result(
        instrument=table.title if table else assessment.instrument_name or named,
        total=_total(assessment, table),
        scales=scales,
        discuss=_DISCUSS if any(scale.high for scale in scales) else "",
        limits=" ".join(table.limits.split()) if table else "",
    )


def differing_sentences(assessment: Assessment, table: InstrumentTable | None) -> list[str]:
    """What is said of each level that was entered and is not the one that follows, while nobody resolved it."""
    found = disagreements(assessment, derive(assessment, table)) if table else ()
    return [one.sentence for one in found if not one.resolved]


def _total(assessment: Assessment, table: InstrumentTable | None) -> str:
    if assessment.total is None or (table is not None and not table.total):
        return ""
    if table is None:
        return str(assessment.total)
    scale = table.scale(table.total)
    own = [part.maximum for part in table.parts_of(assessment) if scale and part.code in scale.parts]
    most = sum(own) if table.applies and own else table.total_max
    return say("{total} of {most}", total=assessment.total, most=most) if most else str(assessment.total)


def _scale(assessment: Assessment, table: InstrumentTable, one: Derived, known: Known, name_of: NameOf) -> ScaleResult:
    scale = table.scale(one.scale)
    entered = next((level for level in assessment.levels or () if table.scale(level.scale) is scale), None)
    override = override_of(assessment, one, known)
    differs = next((d for d in disagreements(assessment, known) if d.scale == one.scale), None)
    counts = next((found.level for found in results(assessment, known) if found.scale == one.scale), None)
    derived = one.level is not None and not one.check_only
    return ScaleResult(
        title=one.label,
        level=one.words if derived else table.words(entered.level) if entered else "",
        derived=derived,
        judged=scale is not None and not scale.bands,
        follows=_follows(one, table, entered),
        beside=differs.sentence if differs and not differs.resolved else "",
        override=_override_words(override, table, name_of) if override else "",
        overridden_to=table.words(override.level) if override else "",
        high=counts in HIGH,
    )


def _override_words(override: Override, table: InstrumentTable, name_of: NameOf) -> str:
    agreed = (
        say("Agreed by {name}.", name=name_of(override.senior))
        if override.senior
        else say("No senior is named as having agreed.")
    )
    return say(
        "Override: {words}, because: {reason}. {agreed}",
        words=table.words(override.level),
        reason=override.reason.rstrip("."),
        agreed=agreed,
    )


def _follows(one: Derived, table: InstrumentTable, entered: EnteredLevel | None) -> str:
    by = say("by {table}", table=table.name)
    said = say("As entered, from {table}.", table=entered.table) if entered else ""
    scale = table.scale(one.scale)
    if scale is None or not scale.bands:
        return entered.rationale if entered and entered.rationale else said or _JUDGED
    if not table.applies:
        return said or say(
            "{table}, is not confirmed by your agency: enter the level and where you read it.", table=table.name
        )
    number = say("{total} of {maximum}", total=one.total, maximum=one.maximum)
    if one.level is None:
        asked = (
            say("Enter the level that you found.")
            if one.check_only
            else say("No level follows yet: numbers are missing.")
        )
        return said or asked
    if one.check_only:
        return say(
            "{said} Check: {number} gives {words} {by}.", said=said, number=number, words=one.words.lower(), by=by
        ).strip()
    return say("From {number}, {by}.", number=number, by=by)


def _entered_only(entered: EnteredLevel) -> ScaleResult:
    return ScaleResult(
        title=entered.scale or say("Level"),
        level=entered.level.words,
        follows=say("As entered, from {table}.", table=entered.table),
        high=entered.level in HIGH,
    )
