"""What the plan in use does not take up, in sentences for the person's page (standards.md 58, 194)."""

from collections.abc import Iterable, Iterator
from datetime import date

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.plan.plan_line import PlanLine
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.duty.fact import DutyFacts
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.planning.consistency import Need, plan_gaps
from casework.rules.programme import no_programme_fits
from casework.words import say


def plan_sentences(facts: DutyFacts, tables: Iterable[InstrumentTable]) -> list[str]:
    """What to look at in the plan, of one case; nothing about needs while no plan is in use.

    `tables`: those of the instruments, of which only the labels of LS/CMI matter here, so it need not be confirmed.
    """
    table = next((one for one in tables if one.instrument is Instrument.LSCMI), None)
    needs = list(_needs_sentences(facts, table)) if table else []
    return [*needs, *_programme_sentences(facts)]


def _needs_sentences(facts: DutyFacts, table: InstrumentTable) -> Iterator[str]:
    plans = {one.record for one in (facts.case.risk_management_plan, facts.case.case_management_plan) if one}
    if not plans:
        return
    lines = [line for line in facts.of(PlanLine).values() if line.plan in plans]
    needs = plan_gaps(_latest(facts), table, {}, lines).needs
    if needs:
        named = ", ".join(map(_words, needs))
        yield say("LS/CMI: no line of the plan in use names {named}. Add one, or leave it as it is.", named=named)


def _latest(facts: DutyFacts) -> Assessment | None:
    found = [one for one in facts.of(Assessment).values() if one.instrument is Instrument.LSCMI]
    return max(found, key=lambda one: one.assessed_on or date.min, default=None)


def _words(need: Need) -> str:
    return say("{label} ({number} of {maximum})", label=need.part.label, number=need.number, maximum=need.part.maximum)


def _programme_sentences(facts: DutyFacts) -> Iterator[str]:
    if no_programme_fits(facts.of(ProgrammePlace).values()):
        yield say("No programme fits this offending: what is done instead stands with the programme.")
