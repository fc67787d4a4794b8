"""What of one case is counted: each figure from the records it follows from, and nothing from what waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState, fold_record
from casework.records.file.case import RiskLevel
from casework.records.file.ending import RuleRef
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.identifier import RecordId
from casework.records.multi_agency.mappa import MappaStandingLevel
from casework.records.oversight.quality_item import QualitySort
from casework.records.sentence.standard_reason import NationalReason
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.records.staff.grant import GrantRole
from casework.rules.access_fact import AccessFacts
from casework.rules.calendar import Calendar
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.measure.audit import Work
from casework.rules.measure.caseload import Held
from casework.rules.measure.discussion import Result
from casework.rules.measure.holding import Placement
from casework.rules.measure.hot_spot import watched
from casework.rules.measure.kpi import Group
from casework.rules.measure.listing import Listed
from casework.rules.measure.report.facts import CaseFigures, MeasureRules, case_figures, rules_of
from casework.rules.standard.due_item import due_items, standards_of
from casework.rules.standard.fact import ReasonFact
from casework.rules.standard.gather import gather_facts
from casework.rules.standard.local_holiday import LocalHolidayTable
from casework.rules.standard.rule import StandardTable, load_standards
from casework.rules.table import Table, read_table, table_texts
from casework.rules.version import version_of
from tests.casework.access_sample import CASE, NORTH, NOW, SENIOR, TODAY, WORKER, cover, given, people
from tests.casework.high_risk.sample import PROPOSAL, listed, proposed
from tests.casework.instrument.sample import ON
from tests.fakes.chain import SCOPE, Pen, ident, placed

STANDARDS = tuple(table.model_copy(update={"confirmed": True}) for table in load_standards())
RULES = MeasureRules(STANDARDS, tuple(ON.values()), Calendar(), watched(STANDARDS))
DAY = timedelta(days=1)
FIRST = RuleRef(code="kpi_first_appointment", version=1)
Values = dict[str, JsonValue]


def record(number: int, kind: str, *, awaiting: bool = False, **values: JsonValue) -> RecordState:
    """A record that was written today."""
    sealed = Pen("d").write(Edit(record=RecordId(ident(number)), kind=kind, set=values))
    state = fold_record(SCOPE, RecordId(ident(number)), placed(sealed, awaiting=(sealed,) if awaiting else ()))
    assert state
    return state


def assessment(number: int, total: int, instrument: str = "lscmi", *, awaiting: bool = False) -> RecordState:
    """LS/CMI: 5 is low, 20 is high."""
    values: Values = {"instrument": instrument, "assessed_on": "2026-02-20", "assessor": "a", "summary": "s"}
    return record(number, "assessment", awaiting=awaiting, total=total, **values)


def order(number: int, sort: str, ends: date | None = None) -> RecordState:
    term: JsonValue = {"sort": sort, "starts": "2026-02-16", "ends": ends.isoformat() if ends else None}
    return record(number, "order", term=term)


def mappa(level: str) -> RecordState:
    standing: JsonValue = {
        "level": level,
        "category": "1",
        "decided_on": "2026-02-01",
        "decided_by": "m",
        "reasons": "R.",
    }
    return record(40, "mappa_level", standing=standing)


def member(sort: str) -> list[RecordState]:
    """On the list since 20 February, and born in 1990."""
    pen = Pen("a")
    decided = Edit(record=PROPOSAL, kind="high_risk_proposal", set={"listing": listed("on", "2026-02-20")})
    state = fold_record(SCOPE, PROPOSAL, placed(pen.write(proposed(sort=sort)), pen.write(decided)))
    assert state
    return [state, record(91, "person", name={"given": "A", "family": "B"}, born="1990-02-28")]


RISK: JsonValue = {"level": "high", "assessor": "a", "assessed_on": "2026-01-05", "rationale": "R.", "record": "x"}
CASE_RECORD = record(90, "case", state="open", opened_on="2026-01-05", standing_risk=RISK)
ORDER = order(10, "community_payback_order")
REASON = record(
    11,
    "standard_reason",
    rule={"code": FIRST.code, "version": 1},
    about=ident(10),
    since="2026-02-16",
    reason="ill",
    recorded_by="a",
    recorded_on="2026-02-28",
)
FORM = record(
    20, "quality_form", sort="supervision_plan", done_by="s", done_on="2026-02-01", whose_work="a", about=ident(22)
)
REVIEW = record(21, "review", sort="plan", held_on="2026-02-03", worker="a")
PLAN = record(
    22, "risk_management_plan", made_on="2026-02-04", made_by="a", review_on="2026-05-04", formulation="Words."
)
HOME = record(23, "home_background_report", purpose="parole_board", author="a", due_on="2026-06-01")
TALK = record(24, "discussion", worker="a", senior="s", on="2026-02-21", how="in_person", outcome="Goes on.")


def access() -> AccessFacts:
    facts = people()
    facts.allocations[CASE] = [given(WORKER, GrantRole.OFFICER)]
    facts.covers[CASE] = [cover(SENIOR)]
    return facts


def figures(*states: RecordState, rules: MeasureRules = RULES) -> CaseFigures:
    return case_figures(CASE, states, access(), rules, NOW)


def test_whose_a_case_is_and_as_what_it_counts() -> None:
    found = figures(CASE_RECORD, *member("sexual"), mappa("2"))
    assert found.case == CASE
    assert found.placement == Placement(WORKER, NORTH, (SENIOR,))
    assert found.held == Held(CASE, WORKER, RiskLevel.HIGH, high_risk=True, covered_by=(SENIOR,))
    assert found.listed == Listed(CASE, HighRiskSort.SEXUAL, date(1990, 2, 28))
    assert found.mappa is MappaStandingLevel.MULTI_AGENCY
    assert found.sorts == (QualitySort.SEXUAL, QualitySort.MAPPA)
    assert found.groups == {Group.SEXUAL, Group.HIGH_RISK}


def test_of_nothing_nothing_is_counted() -> None:
    assert figures() == CaseFigures(CASE, Placement(WORKER, NORTH, (SENIOR,)))


@pytest.mark.parametrize(
    ("states", "sorts"),
    [
        ([], ()),
        ([assessment(30, 5)], ()),
        ([assessment(30, 1, "rm2000")], (QualitySort.SEXUAL,)),
        ([assessment(30, 1, "sara")], (QualitySort.VIOLENT,)),
        ([ORDER], ()),
        ([order(12, "sexual_harm_prevention_order")], (QualitySort.SEXUAL,)),
        ([order(12, "sexual_harm_prevention_order", TODAY)], (QualitySort.SEXUAL,)),
        ([order(12, "sexual_harm_prevention_order", TODAY - DAY)], ()),
        ([mappa("3")], ()),
        ([assessment(30, 1, "rm2000"), mappa("1")], (QualitySort.SEXUAL, QualitySort.MAPPA)),
        ([assessment(30, 1, "rm2000"), mappa("left")], (QualitySort.SEXUAL,)),
    ],
)
def test_as_what_a_case_is_audited_follows_from_its_records(
    states: Sequence[RecordState], sorts: tuple[QualitySort, ...]
) -> None:
    """An order that prevents harm to its last day; whoever has left MAPPA is not managed under it."""
    assert figures(*states).sorts == sorts


def test_what_is_due_by_each_standard_for_itself_and_what_is_watched_and_still_to_be_done() -> None:
    requested = record(23, "home_background_report", requested_on="2026-02-20")
    plan: JsonValue = {"sort": "office", "starts": "2026-02-17T10:00:00Z", "staff": "a"}
    arranged = record(25, "appointment", plan=plan, state={"status": "planned", "contact": None})
    states = [CASE_RECORD, ORDER, requested, arranged]
    found, facts = figures(*states), gather_facts(states)
    every = due_items(facts, STANDARDS, Calendar(), TODAY)
    assert found.due == tuple(standards_of(facts, STANDARDS, Calendar(), TODAY))
    assert {one.rule.code for one in found.due} >= {FIRST.code, "home_report"}
    assert found.still == tuple(one for one in every if one.open and one.rule.code in RULES.watched)
    assert {one.open for one in every if one.rule.code in RULES.watched} == {True, False}
    assert FIRST in [one.rule for one in every if not one.open]
    assert "home_report" in [one.rule.code for one in every if one.open]


def test_records_are_counted_each_as_what_it_is() -> None:
    found = figures(FORM, REVIEW, PLAN, HOME, TALK, REASON, assessment(30, 5))
    assert [(name, one.sort) for name, one in found.forms] == [(ident(20), QualitySort.PLAN)]
    assert [(name, one.held_on) for name, one in found.reviews] == [(ident(21), date(2026, 2, 3))]
    assert [one.on for one in found.discussions] == [date(2026, 2, 21)]
    assert [name for name, _ in found.assessments] == [ident(30)]
    assert found.reasons == (ReasonFact(FIRST.code, ident(10), date(2026, 2, 16), NationalReason.ILL),)
    assert found.work == (
        Work(ident(30), QualitySort.ASSESSMENT, date(2026, 2, 20)),
        Work(ident(22), QualitySort.PLAN, date(2026, 2, 4)),
        Work(ident(23), QualitySort.HOME, TODAY),
    )


def test_a_high_result_counts_with_the_version_that_stands() -> None:
    """Not a low one, nor one that waits for a senior, nor one of which nobody knows who began it."""
    high, more = assessment(30, 20), assessment(31, 43)
    orphan = replace(assessment(33, 20), created=None)
    found = figures(PLAN, assessment(29, 5), high, assessment(32, 20, awaiting=True), orphan, more)
    versions = [version_of([one]) for one in (high, more)]
    assert all(versions)
    assert found.results == tuple(
        Result(one.record, version.digest if version else "", date(2026, 2, 20))
        for one, version in zip((high, more), versions, strict=True)
    )


def test_a_result_of_which_every_part_waits_has_no_version() -> None:
    """So that no discussion is about it."""
    waits = assessment(30, 20, awaiting=True)
    half = replace(waits, created=assessment(30, 20).created)
    assert figures(half).results == (Result(ident(30), "", date(2026, 2, 20)),)


def confirmed(model: type[Table], text: str) -> ConfirmedTable:
    table = read_table(model, text)
    return ConfirmedTable(
        table=RuleRef(code=table.code, version=table.version),
        digest=table.digest,
        content=text,
        manual="The manual of 2025",
        confirmed_by="S300",
        confirmed_on=TODAY,
    )


def test_the_rules_of_an_agency_are_those_that_are_on_there() -> None:
    shipped = rules_of([])
    on = {table.code for table in load_standards() if table.confirmed}
    assert {table.code for table in shipped.standards} == on
    assert shipped.watched == watched(shipped.standards) != {}
    assert not any(table.confirmed for table in shipped.instruments)
    assert {table.instrument for table in shipped.instruments} == set(ON)


def test_what_an_agency_confirmed_is_on() -> None:
    recalled = next(text for text in table_texts("standards") if 'code = "england"' in text)
    instrument = next(text for text in table_texts("instruments") if 'code = "lscmi"' in text)
    days = next(iter(table_texts("standards/local"))).replace("version = 1", "version = 2", 1)
    closed = days.replace("holiday = []", '[[holiday]]\nday = 2026-03-03\nname = "Spring"')
    rules = rules_of(
        [
            confirmed(StandardTable, recalled),
            confirmed(InstrumentTable, instrument),
            confirmed(LocalHolidayTable, closed),
        ]
    )
    assert {table.code for table in rules.standards} - {table.code for table in rules_of([]).standards} == {"england"}
    assert [table.code for table in rules.instruments if table.confirmed] == ["lscmi"]
    later = TODAY + 2 * DAY
    assert [one.calendar.between(TODAY, later) for one in (rules, rules_of([]))] == [1, 2]
