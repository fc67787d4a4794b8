"""High results: discussed with a senior in exactly the version that stands; an analysis of harm that is current."""

from datetime import date, timedelta

import pytest

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.discussion import Discussed, Discussion, DiscussionWay
from casework.records.contact.incident import Incident, IncidentSort, IncidentTime
from casework.records.file.case import RiskLevel
from casework.records.multi_agency.mappa import MappaCategory, MappaLevel, MappaReferral
from casework.records.record import Record
from casework.records.risk.risk_level import Answer, ProposalAnswer, RiskLevelRecord
from casework.rules.duty.assessment import current_analysis
from casework.rules.duty.fact import HighResult
from tests.casework.duty.sample import DAY, VERSION, at, case_of, duty_case, facts_of, found, with_rule

RESULT = HighResult("a", "LS/CMI very high", DAY)


def signed(instrument: Instrument = Instrument.LSCMI, on: date = DAY, corrects: str | None = None) -> Assessment:
    return Assessment(instrument=instrument, assessed_on=on, assessor="w", summary="s", corrects=corrects)


def talk(record: str = "a", version: str = VERSION, on: date = DAY) -> Discussion:
    about = [Discussed(record=record, version=version)]
    return Discussion(worker="w", senior="s", on=on, how=DiscussionWay.IN_PERSON, about=about, outcome="o")


def test_every_high_result_is_discussed_and_shows_until_it_is() -> None:
    (due,) = found("senior_discussion", facts_of({"a": signed()}, results=(RESULT,)))
    assert (due.title, due.due_on, due.at_once) == ("Discuss with a senior: LS/CMI very high", DAY, True)
    (due,) = found("senior_discussion", facts_of({"a": signed(), "t": talk()}, results=(RESULT,)))
    assert due.done_on == DAY


YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    "other", [talk("b"), talk(version="b" * 64), talk(version=""), talk(on=YESTERDAY), talk(on=TOMORROW)]
)
def test_a_discussion_of_something_else_does_not_close_it(other: Discussion) -> None:
    """Neither of another assessment, nor of another version, nor of one that nobody can tell, nor on another day."""
    (due,) = found("senior_discussion", facts_of({"a": signed(), "t": other}, results=(RESULT,)))
    assert due.open


def test_a_corrected_assessment_is_not_discussed_but_its_correction_is() -> None:
    records: dict[str, Record] = {"a": signed(), "b": signed(corrects="a"), "t": talk()}
    both = (RESULT, HighResult("b", "LS/CMI high", DAY))
    assert [(due.about, due.open) for due in found("senior_discussion", facts_of(records, results=both))] == [
        ("b", True)
    ]


def test_a_later_assessment_by_the_same_instrument_takes_the_place_of_one_that_nobody_talked_over() -> None:
    """It is talked over itself where it is high; another instrument's takes nobody's place."""
    later = DAY + timedelta(days=1)
    again = HighResult("b", "LS/CMI high", later)
    records: dict[str, Record] = {"a": signed(), "b": signed(on=later), "c": signed(Instrument.SARA, later)}
    found_here = found("senior_discussion", facts_of(records, results=(RESULT, again)))
    assert [due.about for due in found_here] == ["b"]
    del records["b"]
    assert [due.about for due in found("senior_discussion", facts_of(records, results=(RESULT,)))] == ["a"]


def test_a_later_lower_result_ends_no_duty_before_a_senior_has_talked_either_over() -> None:
    """Nobody assesses a high result away; talking over the lower one answers for both."""
    lower: dict[str, Record] = {"a": signed(), "b": signed(on=TOMORROW)}
    (due,) = found("senior_discussion", facts_of(lower, results=(RESULT,)), TOMORROW)
    assert (due.about, due.open) == ("a", True)
    (due,) = found("senior_discussion", facts_of({**lower, "t": talk()}, results=(RESULT,)), TOMORROW)
    assert (due.about, due.done_on) == ("a", DAY)
    about_lower = facts_of({**lower, "t": talk("b", on=TOMORROW)}, results=(RESULT,))
    assert found("senior_discussion", about_lower, TOMORROW) == []
    assert [due.about for due in found("senior_discussion", about_lower, DAY)] == ["a"]


@pytest.mark.parametrize(("stands", "asked"), [("b", []), ("a", ["a"])])
def test_a_lower_level_of_serious_harm_takes_the_place_of_a_high_one_only_where_it_stands(
    stands: str, asked: list[str]
) -> None:
    """Of two views that nobody has decided about the high one stands, and is to be talked over."""
    case = case_of(RiskLevel.LOW)
    assert case.standing_risk is not None
    case = case.model_copy(update={"standing_risk": case.standing_risk.model_copy(update={"record": stands})})
    records: dict[str, Record] = {"case": case, "a": level(RiskLevel.HIGH, DAY), "b": level(RiskLevel.LOW, TOMORROW)}
    assert [due.about for due in found("senior_discussion", facts_of(records), TOMORROW)] == asked


@pytest.mark.parametrize("level", list(RiskLevel))
def test_a_high_level_of_serious_harm_is_discussed_too(level: RiskLevel) -> None:
    record = RiskLevelRecord(level=level, rationale="r", assessor="w", assessed_on=DAY, proposal=False)
    high = level in {RiskLevel.HIGH, RiskLevel.VERY_HIGH}
    assert bool(found("senior_discussion", facts_of({"a": record}))) is high
    refused = Answer(answer=ProposalAnswer.DECLINED, senior="s", on=DAY, reason="r")
    declined = record.model_copy(update={"proposal": True, "answer": refused})
    assert found("senior_discussion", facts_of({"a": declined})) == []


def test_high_risk_without_an_analysis_asks_for_one() -> None:
    """Since the level was assessed; nothing where risk is not high and the person is not on the list."""
    (due,) = found("rosh_current", facts_of({"case": case_of(RiskLevel.HIGH)}))
    assert due.since == date(2026, 2, 2)
    assert found("rosh_current", facts_of({"case": case_of(RiskLevel.MEDIUM)})) == []
    assert len(found("rosh_current", facts_of({"case": case_of()}, listed_since=DAY))) == 1
    assert found("rosh_current", facts_of({"case": case_of(RiskLevel.HIGH), "a": signed(Instrument.ROSH)})) == []


def test_an_analysis_is_not_current_after_a_significant_incident_nor_when_older_than_the_agency_allows() -> None:
    records: dict[str, Record] = {"case": case_of(RiskLevel.HIGH), "a": signed(Instrument.ROSH)}
    assert current_analysis(duty_case(facts_of(records, {"a": at(DAY)}))) == DAY
    happened = Incident(
        sort=IncidentSort.THREAT,
        happened=IncidentTime(on=DAY + timedelta(days=1)),
        known_at=at(DAY + timedelta(days=1)),
        significant=True,
    )
    later = facts_of({**records, "i": happened}, {"a": at(DAY)})
    assert current_analysis(duty_case(later)) is None
    (due,) = found("rosh_current", later)
    assert due.since == DAY + timedelta(days=1)
    local = with_rule("rosh_current", months=12)
    for day, current in ((date(2027, 3, 2), DAY), (date(2027, 3, 3), None)):
        assert current_analysis(duty_case(facts_of(records, {"a": at(DAY)}), day, local)) == current


def test_a_referral_to_mappa_asks_for_a_full_analysis_first() -> None:
    referral = MappaReferral(
        category=MappaCategory.OTHER,
        proposed_level=MappaLevel.MULTI_AGENCY,
        reasons="r",
        referred_on=DAY,
        referred_by="w",
    )
    records: dict[str, Record] = {"case": case_of(RiskLevel.HIGH), "m": referral}
    (due,) = found("rosh_before_mappa", facts_of(records))
    assert (due.due_on, due.about) == (DAY, "m")
    assert found("rosh_current", facts_of(records)) == []
    assert found("rosh_before_mappa", facts_of({**records, "a": signed(Instrument.ROSH)})) == []


def level(to: RiskLevel, on: date, *, proposal: bool = False, answer: Answer | None = None) -> RiskLevelRecord:
    return RiskLevelRecord(level=to, rationale="r", assessor="w", assessed_on=on, proposal=proposal, answer=answer)


@pytest.mark.parametrize("answered", [None, ProposalAnswer.DECLINED, ProposalAnswer.AGREED])
def test_a_proposal_to_lower_takes_no_place_unless_a_senior_agreed(answered: ProposalAnswer | None) -> None:
    """Until then the very high level that stands is to be talked over."""
    later = DAY + timedelta(days=2)
    answer = Answer(answer=answered, senior="s", on=later, reason="r") if answered else None
    proposed = level(RiskLevel.LOW, later, proposal=True, answer=answer)
    about = [
        due.about for due in found("senior_discussion", facts_of({"a": level(RiskLevel.VERY_HIGH, DAY), "b": proposed}))
    ]
    assert about == ([] if answered is ProposalAnswer.AGREED else ["a"])


def test_an_assessment_whose_day_was_a_slip_takes_no_place_once_it_is_corrected() -> None:
    """One dated 2030 would hide every high result until then."""
    records = {"a": signed(), "b": signed(on=date(2030, 1, 1)), "c": signed(on=date(2026, 1, 1), corrects="b")}
    assert [due.about for due in found("senior_discussion", facts_of(records, results=(RESULT,)))] == ["a"]


@pytest.mark.parametrize("chain", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "a"}])
def test_a_circle_of_corrections_hides_nothing(chain: dict[str, str]) -> None:
    """A record that says that it corrects itself stands; what a record outside of a circle corrects does not."""
    records = {ident: signed(corrects=other) for ident, other in chain.items()}
    assert facts_of(records).of(Assessment).keys() == chain.keys()
    assert facts_of({**records, "z": signed(corrects="a")}).of(Assessment).keys() == {"z"}
