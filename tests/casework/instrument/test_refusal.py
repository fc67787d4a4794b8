"""What the office and a laptop do not let count of an assessment, each alone: the same judgement for both."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import fold_record
from casework.ledger.protocol import Verdict
from casework.records.assessment.assessment import Instrument
from casework.records.identifier import SERVER_DEVICE, DeviceId, StaffId
from casework.records.part import Said
from casework.records.person.person import Person
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.records.staff.staff import StaffRole
from casework.rules.access import Access, Why
from casework.rules.instrument.refusal import InstrumentFacts, asks_who, instruments_on, refused_assessment
from casework.rules.instrument.subject import strictest_person
from casework.rules.intake import Judgement, Setting, judge
from casework.rules.intake_reason import Reason
from casework.rules.table_sort import shipped_tables
from tests.casework.instrument.sample import DAY
from tests.fakes.chain import RECORD, SCOPE, Pen, placed
from tests.fakes.confirmed import confirmation

CONFIRMED = tuple(confirmation(one) for one in shipped_tables() if one.table.code in {one.value for one in Instrument})
CODES = {one.table.code for one in CONFIRMED if one.table}
ROLES = {StaffId("senior"): StaffRole.SENIOR, StaffId("boss"): StaffRole.SERVICE_MANAGER}
ROLES |= {StaffId("author"): StaffRole.SENIOR, StaffId("colleague"): StaffRole.WORKER}
ON = InstrumentFacts(CONFIRMED, role=ROLES.get)
OFF = InstrumentFacts(role=ROLES.get)


def edit(instrument: str = "lscmi", /, **changed: JsonValue) -> Edit:
    """A new assessment by the author."""
    values: dict[str, JsonValue] = {
        "instrument": instrument,
        "assessed_on": DAY.isoformat(),
        "assessor": "author",
        "summary": "As discussed.",
        **changed,
    }
    return Edit(record=RECORD, kind="assessment", set=values)


def typed(level: str, **override: JsonValue) -> dict[str, JsonValue]:
    """An LS/CMI of 20, from which high follows, with a typed level and perhaps an override."""
    levels: JsonValue = [{"scale": "", "level": level, "table": "Manual"}]
    values: dict[str, JsonValue] = {"total": 20, "levels": levels}
    return {**values, "override": {"level": level, "reason": "Known", **override}} if override else values


@pytest.mark.parametrize(
    ("made", "refused_on", "refused_off"),
    [
        (edit(total=20), False, False),
        (edit(total=43), False, False),
        (edit(total=44), True, True),
        (edit(**typed("high")), False, False),
        (edit(**typed("medium")), True, False),
        (edit(**typed("medium", senior="senior")), False, False),
        (edit(**typed("medium", senior="boss")), False, False),
        (edit(**typed("medium", senior="author")), True, False),
        (edit(**typed("medium", senior="colleague")), True, False),
        (edit(**typed("medium", senior="nobody")), True, False),
        (edit(parts=[{"code": "companions", "number": 5}]), True, False),
        (edit(), True, False),
        (edit(parts=[{"code": "companions", "number": 1}], total=3), True, False),
        (edit("rm2000", parts=[{"code": "s_points", "number": 1}]), True, False),
        (edit("stable2007", total=25, child_victim="no"), True, False),
        (edit("stable2007", total=25, child_victim="yes"), False, False),
        (edit("acute2007", total=1), True, True),
        (edit("sara", total=12), True, True),
        (edit("sara", omitted=4), False, False),
        (edit("rm2000"), False, False),
        (edit("oasys", total=200), False, False),
        (edit("other", instrument_name="Local one", total=9), False, False),
        (Edit(record=RECORD, kind="contact", set={"total": 20}), False, False),
    ],
)
def test_what_is_refused_with_the_tables_on_and_what_without_any(
    made: Edit, refused_on: bool, refused_off: bool
) -> None:
    """Only what is certain: a table that is off compares nothing."""
    assert refused_assessment(made, ON) is refused_on
    assert refused_assessment(made, OFF) is refused_off


@pytest.mark.parametrize(
    ("person", "refused"),
    [
        (None, False),
        (Person(), False),
        (Person(sex="not_known", born=date(1980, 1, 1)), False),
        (Person(sex="male", born=date(1980, 1, 1)), False),
        (Person(sex="male", born=date(2008, 3, 2)), False),
        (Person(sex="male", born=date(2008, 3, 3)), True),
        (Person(born=date(2008, 3, 3)), True),
        (Person(sex="female", born=date(1980, 1, 1)), True),
        (Person(sex="female"), True),
        (Person(sex="other"), True),
    ],
)
def test_rm2000_is_refused_for_whoever_is_known_to_be_no_grown_man(person: Person | None, refused: bool) -> None:
    """With the table on or off, and for this instrument alone."""
    for confirmed in ((), CONFIRMED):
        facts = InstrumentFacts(confirmed, lambda: person)
        assert refused_assessment(edit("rm2000"), facts) is refused
        assert not refused_assessment(edit("lscmi", total=3), facts)


def test_who_it_is_about_is_asked_only_where_it_matters() -> None:
    """Nobody reads a person's record for an instrument that is for everybody."""

    def ask() -> Person | None:
        raise AssertionError("nobody had to know")

    assert not refused_assessment(edit("lscmi", total=3), InstrumentFacts(CONFIRMED, ask))
    assert asks_who(edit("rm2000"))
    assert not asks_who(edit("stable2007"))
    assert not asks_who(Edit(record=RECORD, kind="contact", set={"instrument": "rm2000"}))


def test_what_is_refused_is_quarantined_and_what_the_office_takes_over_is_not() -> None:
    """A laptop's is kept for a senior; papers that an import brings were signed long ago."""
    access = Access(frozenset({Why.OFFICER}))
    setting = Setting(StaffId("author"), StaffRole.WORKER, access, {}, lambda *_: None, instruments=ON)
    wrong, right = (Pen("a").write(edit(**typed(level))).entry for level in ("medium", "high"))
    assert judge(wrong, setting) == Judgement(Verdict.QUARANTINED, Reason.INVALID)
    assert judge(right, setting) == Judgement(Verdict.ACCEPTED)
    assert judge(wrong, replace(setting, instruments=OFF)) == Judgement(Verdict.ACCEPTED)
    office = Pen(SERVER_DEVICE).write(edit(**typed("medium"))).entry
    assert office.device == DeviceId(SERVER_DEVICE)
    assert judge(office, setting) == Judgement(Verdict.ACCEPTED)


def test_a_withdrawn_table_is_off_again_though_it_was_remembered() -> None:
    """The tables that are on are worked out once for the same confirmations, and anew for others."""
    assert {one.code for one in instruments_on(CONFIRMED) if one.confirmed} == CODES
    withdrawn = [_withdrawn(one) for one in CONFIRMED]
    assert not any(one.confirmed for one in instruments_on(withdrawn))
    assert {one.code for one in instruments_on(withdrawn) if one.withdrawn_on == DAY} == CODES
    assert not any(one.withdrawn_on for one in instruments_on([*withdrawn, *CONFIRMED]))
    unread = [one.model_copy(update={"digest": "0" * 64}) for one in withdrawn]
    assert not any(one.withdrawn_on for one in instruments_on(unread))
    assert all(one.confirmed for one in instruments_on(CONFIRMED))
    assert instruments_on(CONFIRMED) is instruments_on(list(CONFIRMED))


def _withdrawn(one: ConfirmedTable) -> ConfirmedTable:
    return one.model_copy(update={"withdrawn": Said(by="boss", on=DAY, reason="A newer manual")})


@pytest.mark.parametrize(
    ("made", "person"),
    [
        (edit("sara", total=12, assessed_on="1999-12-31"), None),
        (edit(**typed("medium"), assessed_on="2010-09-30"), None),
        (edit("rm2000", assessed_on="2007-01-31"), Person(sex="female", born=date(1970, 1, 1))),
    ],
)
def test_no_day_lets_an_assessment_escape_its_instrument(made: Edit, person: Person | None) -> None:
    """Dated before the first table of its instrument, it is judged by that one."""
    assert refused_assessment(made, InstrumentFacts(CONFIRMED, lambda: person, ROLES.get))


@pytest.mark.parametrize("turned", [False, True])
def test_while_there_are_two_views_of_the_person_the_one_that_speaks_against_it_counts(turned: bool) -> None:
    """Whichever came first: nobody is scored with RM2000 while somebody says that it is not for them."""
    named: dict[str, JsonValue] = {"name": {"given": "A", "family": "B"}}
    views: list[dict[str, JsonValue]] = [
        {**named, "sex": "male", "born": "1980-01-01"},
        {**named, "sex": "female", "born": "2009-01-01"},
    ]
    written = [Pen(f"p{n}").write(Edit(record=RECORD, kind="person", set=one)) for n, one in enumerate(views)]
    state = fold_record(SCOPE, RECORD, placed(*(reversed(written) if turned else written)))
    assert state is not None
    taken = strictest_person(state)
    assert (taken.sex, taken.born) == ("female", date(2009, 1, 1))
    assert refused_assessment(edit("rm2000"), InstrumentFacts(CONFIRMED, lambda: taken))


def test_what_is_known_of_a_person_is_taken_as_it_stands_and_what_cannot_be_read_is_passed_over() -> None:
    def person(*views: dict[str, JsonValue]) -> Person:
        written = [Pen(f"p{n}").write(Edit(record=RECORD, kind="person", set=one)) for n, one in enumerate(views)]
        state = fold_record(SCOPE, RECORD, placed(*written))
        assert state is not None
        return strictest_person(state)

    nothing = person({"telephone": "1"})
    assert (nothing.sex, nothing.born) == (None, None)
    plain = person({"sex": "male", "born": "1980-01-01"})
    assert (plain.sex, plain.born) == ("male", date(1980, 1, 1))
    newer = person({"sex": "male", "born": "1980-01-01"}, {"sex": "of a newer version", "born": "in a newer way"})
    assert (newer.sex, newer.born) == ("male", date(1980, 1, 1))
