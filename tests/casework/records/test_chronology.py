"""The chronology out of all records, dates as far as they are known, and the lifeline beside it."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from casework.records.check import check_new
from casework.records.file.chronology import ChronologyEntry
from casework.records.file.dating import Dating, Precision
from casework.records.record import KINDS, Record, telling_of
from casework.records.telling import Telling
from casework.rules.chronology import Event, chronology, lifeline
from tests.casework.records.test_compliance import UNACCEPTABLE
from tests.casework.records.test_incident import GOOD as INCIDENT
from tests.casework.test_intake import CONTACT
from tests.fakes.chain import ident

TODAY = date(2026, 12, 31)
SAID: dict[str, JsonValue] = {"by": ident(7), "on": "2026-05-01", "reason": "Somebody else's file."}


def entry(day: str, what: str, **changed: JsonValue) -> ChronologyEntry:
    source: JsonValue = {"sort": "papers", "words": "Report to the court, 1998"}
    values: dict[str, JsonValue] = {"happened": {"starts": day}, "what": what, "significant": True, "source": source}
    return ChronologyEntry.model_validate({**values, **changed})


def made(kind: str, **values: JsonValue) -> Record:
    return KINDS[kind].model_validate(values)


def lines(records: Mapping[str, Record], day: date = TODAY, *, everything: bool = False) -> list[str]:
    return [event.what for event in chronology(records, day, everything=everything)]


@pytest.mark.parametrize(
    ("precision", "starts", "first", "last"),
    [
        ("day", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("about", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("month", "2024-02-10", "2024-02-01", "2024-02-29"),
        ("month", "2023-02-10", "2023-02-01", "2023-02-28"),
        ("year", "1998-07-03", "1998-01-01", "1998-12-31"),
        ("period", "1998-07-03", "1998-07-03", "1998-07-03"),
    ],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(precision: str, starts: str, first: str, last: str) -> None:
    dating = Dating(precision=Precision(precision), starts=date.fromisoformat(starts))
    assert (dating.first.isoformat(), dating.last.isoformat()) == (first, last)


@given(st.sampled_from(Precision), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_first_day_that_is_meant_is_never_after_the_last(precision: Precision, day: date) -> None:
    dating = Dating(precision=precision, starts=day)
    assert dating.first <= day <= dating.last or precision is Precision.PERIOD


@pytest.mark.parametrize(
    ("dating", "words"),
    [
        ({"starts": "2020-01-01", "ends": "2020-02-01"}, "has a last day but is no period"),
        ({"precision": "period", "starts": "2020-01-02", "ends": "2020-01-01"}, "ends before it starts"),
    ],
)
def test_a_period_ends_after_it_began(dating: dict[str, JsonValue], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Dating.model_validate(dating)
    values: dict[str, JsonValue] = {"happened": dating, "what": "Something."}
    assert any(sentence.startswith("When ") and words in sentence for sentence in check_new("life_event", values))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"sort": "record"}, "Source names no record: choose which one, or choose papers."),
        ({"sort": "papers"}, "Source does not say which papers or who told us: write it."),
        ({"sort": "told", "record": ident(3)}, "Source does not say which papers or who told us: write it."),
    ],
)
def test_an_entry_says_where_it_is_known_from(source: dict[str, JsonValue], words: str) -> None:
    values = entry("2020-01-01", "Moved away").values()
    assert check_new("chronology_entry", values) == []
    assert check_new("chronology_entry", {**values, "source": source}) == [words]


def test_events_of_every_sort_come_in_order() -> None:
    records = {
        "entry": entry("2026-01-05", "First seen by the service"),
        "order": made("order", term={"sort": "community_payback_order", "starts": "2026-01-10", "ends": "2027-01-10"}),
        "contact": made("contact", **{**CONTACT, "significant": True}),
        "incident": made("incident", **INCIDENT),
        "warning": made("compliance_event", step="warning", happened_on="2026-07-20"),
        "concern": made("protection_concern", sort="child", noticed_at="2026-07-21T23:30:00Z"),
        "risk": made("risk_level", level="high", assessed_on="2026-08-01", proposal=False),
        "review": made("review", sort="high_risk", held_on="2026-09-01"),
        "ending": made("ending", because="order_end", on="2026-10-01"),
    }
    found = chronology(records, TODAY)
    assert [event.record for event in found] == [
        "entry", "order", "contact", "incident", "warning", "concern", "risk", "review", "ending",
    ]  # fmt: skip
    assert all(event.what for event in found)
    concern = next(event for event in found if event.record == "concern")
    assert concern.dating.starts == date(2026, 7, 22), "half past midnight in summer is the next day here"


def test_what_is_not_significant_shows_only_where_everything_is_asked_for() -> None:
    records = {
        "contact": made("contact", **{**CONTACT, "significant": False}),
        "incident": made("incident", **{**INCIDENT, "significant": False}),
        "proposal": made("risk_level", level="low", assessed_on="2026-08-01", proposal=True),
        "absence": made("compliance_event", step="absence", happened_on="2026-08-02"),
        "entry": entry("2020-01-01", "Moved away", significant=False),
    }
    assert lines(records) == []
    assert len(lines(records, everything=True)) == 5
    decided = made("compliance_event", step="absence", happened_on="2026-08-02", decided=UNACCEPTABLE)
    assert lines({"absence": decided}) == ["Failed to attend"]


def test_what_was_struck_out_or_corrected_does_not_show() -> None:
    wrong = entry("2020-01-01", "Moved away", struck_out=SAID)
    assert lines({"wrong": wrong}) == []
    (event,) = chronology({"wrong": wrong}, TODAY, everything=True)
    assert event == Event(Dating(starts=date(2020, 1, 1)), "Moved away", "chronology_entry", "wrong", struck_out=True)
    assert lines({"contact": made("contact", **{**CONTACT, "significant": True, "corrected_by": ident(5)})}) == []
    both = {ident(1): made("incident", **INCIDENT), ident(2): made("incident", **{**INCIDENT, "corrects": ident(1)})}
    assert [event.record for event in chronology(both, TODAY)] == [ident(2)]
    assert len(lines(both, everything=True)) == 2
    assert lines({"ending": made("ending", because="death", on="2026-01-01", withdrawn=SAID)}) == []


def test_a_line_about_a_record_stands_in_its_place() -> None:
    source: JsonValue = {"sort": "record", "record": "incident"}
    records = {
        "incident": made("incident", **INCIDENT),
        "line": entry("2026-07-02", "Fought at the hostel and was moved", source=source),
    }
    assert lines(records) == ["Fought at the hostel and was moved"]
    assert len(lines(records, everything=True)) == 2
    struck = {**records, "line": entry("2026-07-02", "Fought", source=source, struck_out=SAID)}
    assert lines(struck) == ["Incident: Violence"]


def test_nothing_shows_before_its_day() -> None:
    order = made("order", term={"sort": "parole_licence", "starts": "2026-01-10", "ends": "2027-01-10"})
    assert lines({"order": order}, date(2026, 1, 9)) == []
    assert lines({"order": order}, date(2026, 1, 10)) == ["Parole licence began"]
    assert lines({"order": order}, date(2027, 1, 10)) == ["Parole licence began", "Parole licence ended"]


def test_of_one_day_the_less_exact_comes_later() -> None:
    records = {
        "a": entry("1998-01-01", "In that year", happened={"precision": "year", "starts": "1998-06-01"}),
        "b": entry("1998-01-01", "In that month", happened={"precision": "month", "starts": "1998-01-20"}),
        "c": entry("1998-01-01", "On that day"),
    }
    assert lines(records) == ["On that day", "In that month", "In that year"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_record_of_which_nothing_could_be_read_gives_no_line(kind: str) -> None:
    assert chronology({"x": KINDS[kind]()}, TODAY, everything=True) == ()


def test_the_lifeline_is_apart_from_the_chronology() -> None:
    records = {
        "b": made("life_event", happened={"precision": "year", "starts": "1998-01-01"}, what="Went to an aunt"),
        "a": made("life_event", happened={"starts": "1998-01-01"}, what="Left school"),
        "c": made("life_event", happened={"starts": "1997-01-01"}, what="Not this person", struck_out=SAID),
        "entry": entry("1998-01-01", "First court appearance"),
    }
    assert lines(records) == ["First court appearance"]
    assert [ident for ident, _ in lifeline(records)] == ["a", "b"]
    assert [ident for ident, _ in lifeline(records, everything=True)] == ["c", "a", "b"]


def test_the_person_s_own_words_are_theirs() -> None:
    assert telling_of("life_event", "own_words") is Telling.OPEN
    assert telling_of("life_event", "what") is Telling.UNDECIDED


def test_where_the_person_is_stands_in_the_chronology() -> None:
    status: JsonValue = {"status": "custody", "since": "2026-03-03", "source": "The prison"}
    records = {"p": made("person", status=status), "q": made("person")}
    assert lines(records) == ["Status: In custody"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("incident", {"happened": INCIDENT["happened"], "sort": INCIDENT["sort"]}),
        ("protection_concern", {"noticed_at": "2026-07-21T23:30:00Z", "sort": "child"}),
        ("compliance_event", {"step": "warning", "happened_on": "2026-07-20"}),
        ("risk_level", {"level": "high", "assessed_on": "2026-08-01"}),
        ("ending", {"because": "order_end", "on": "2026-10-01"}),
        ("review", {"sort": "high_risk", "held_on": "2026-09-01"}),
        ("chronology_entry", {"happened": {"starts": "2020-01-01"}, "what": "Moved away"}),
    ],
)
def test_of_a_record_that_can_be_read_by_half_there_is_no_line(kind: str, values: dict[str, JsonValue]) -> None:
    assert len(lines({"x": made(kind, **values)}, everything=True)) == 1
    for name, value in values.items():
        assert lines({"x": made(kind, **{name: value})}, everything=True) == []


def test_a_line_about_a_record_stands_in_its_place_from_its_own_day_on() -> None:
    """Until then the record shows by itself; and a line without a day takes no place."""
    source: JsonValue = {"sort": "record", "record": "incident"}
    line = entry("2026-09-02", "Fought at the hostel", source=source)
    records = {"incident": made("incident", **INCIDENT), "line": line}
    assert lines(records, date(2026, 9, 1)) == ["Incident: Violence"]
    assert lines(records, date(2026, 9, 2)) == ["Fought at the hostel"]
    dayless = {**records, "line": line.model_copy(update={"happened": None})}
    assert lines(dayless) == ["Incident: Violence"]


def test_a_contact_says_of_what_sort_it_was_and_what_came_of_it() -> None:
    whole = {**CONTACT, "significant": True}
    without_sort = {name: value for name, value in whole.items() if name != "sort"}
    without_outcome = {name: value for name, value in whole.items() if name != "outcome"}
    (said,) = lines({"x": made("contact", **whole)})
    sort, outcome = said.split(": ")
    assert lines({"x": made("contact", **without_sort)}) == [outcome]
    assert lines({"x": made("contact", **without_outcome)}) == [sort]


def test_an_order_without_a_last_day_has_not_ended() -> None:
    order = made("order", term={"sort": "life_licence", "starts": "2026-01-10"})
    assert lines({"order": order}) == ["Life licence began"]


def test_the_list_shows_what_was_decided_and_the_rest_where_all_is_asked_for() -> None:
    listing: dict[str, JsonValue] = {
        "by": "a-senior", "on": "2026-05-02", "reason": "Invented.", "definition": {"code": "hro", "version": 1},
    }  # fmt: skip
    declined = made("high_risk_proposal", listing={**listing, "status": "declined"})
    assert lines({"x": declined}) == []
    assert lines({"x": declined}, everything=True) == ["Proposal for the high-risk (HRO) list declined"]
    on = made("high_risk_proposal", listing={**listing, "status": "on_list", "since": "2026-05-01"})
    assert lines({"x": on}) == ["Put on the high-risk (HRO) list"]


def test_of_two_events_of_a_life_on_one_day_the_order_is_always_the_same() -> None:
    event = made("life_event", happened={"starts": "1998-01-01"}, what="Left school")
    assert [ident for ident, _ in lifeline({"b": event, "a": event})] == ["a", "b"]


def test_what_was_decided_in_supervision_is_an_event_of_the_case_and_another_talk_is_none() -> None:
    talk = {"on": "2026-09-02", "worker": "w", "senior": "s", "how": "in_person", "outcome": "Weekly visits."}
    records = {"held": made("discussion", **talk, in_supervision=True), "rung": made("discussion", **talk)}
    assert [(event.record, event.what) for event in chronology(records, TODAY)] == [
        ("held", "Discussed in supervision")
    ]
    assert len(chronology(records, TODAY, everything=True)) == 1
