"""The copy for the person, to the letter: the order of the page, whose lines are on it, how each value is printed."""

from datetime import date

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState, fold_record
from casework.records.file.telling_decision import decision_id
from casework.records.identifier import RecordId
from casework.records.shape import Shape, shape_of
from casework.rules.disclosure import gather_decisions
from casework.rules.person_copy import (
    Document,
    Paragraph,
    Section,
    Wish,
    build_copy,
    heading_of,
    nobody,
    paper_lines,
    title_of,
    value_of,
)
from tests.fakes.chain import SCOPE, Pen, ident, placed

DAY = date(2040, 11, 22)
PLAN, LINE, OTHER = (RecordId(ident(number)) for number in (30, 31, 32))


def record(
    kind: str, values: dict[str, JsonValue], number: int = 1, added: dict[str, list[JsonValue]] | None = None
) -> RecordState:
    name = RecordId(ident(number))
    state = fold_record(SCOPE, name, placed(Pen("a").write(Edit(record=name, kind=kind, set=values, add=added or {}))))
    assert state
    return state


def told(kind: str, number: int, values: dict[str, JsonValue], *fields: str) -> list[RecordState]:
    """A record with a decision that each of these fields is told."""
    pen, name = Pen("a"), RecordId(ident(number))
    added = {field: value for field, value in values.items() if isinstance(value, list)}
    plain = {field: value for field, value in values.items() if field not in added}
    entries = [pen.write(Edit(record=name, kind=kind, set=plain, add=added))]
    for field in fields:
        verdict: JsonValue = {
            "tell": "disclose",
            "entries": [entries[0].id],
            "reason": "It helps.",
            "by": "author",
            "on": "2026-03-02",
        }
        about: JsonValue = {"record": name, "kind": kind, "field": field}
        values = {"about": about, "decision": verdict}
        entries.append(pen.write(Edit(record=decision_id(name, field), kind="telling_decision", set=values)))
    names = [name, *(decision_id(name, field) for field in fields)]
    return [state for one in names if (state := fold_record(SCOPE, one, placed(*entries)))]


def copy_of(states: list[RecordState], *kinds: str) -> Document:
    wanted = frozenset(kinds or (state.kind for state in states))
    return build_copy(states, gather_decisions(states), Wish(wanted, DAY))


ORDER: dict[str, JsonValue] = {"term": {"sort": "cpo", "starts": "2026-01-05"}, "imposed_on": "2026-01-05"}
PERSON: dict[str, JsonValue] = {"name": {"given": "Ada", "family": "Sample"}, "born": "1980-04-06"}


def test_the_page_begins_with_the_person_and_ends_with_what_has_no_heading_of_its_own() -> None:
    """Which is in the order of their titles; each is called after what is on it."""
    states = [
        record("sharing", {"on": "2026-03-02"}, 2),
        record("review", {"held_on": "2026-03-02"}, 3),
        record("life_event", {"age": "12"}, 4),
        record("order", {"imposed_on": "2026-01-05"}, 5),
        record("person", PERSON, 6),
    ]
    found = copy_of(states)
    titles = [section.title for section in found.sections]
    assert titles == ["About you", "Your order or licence", "Reviews", heading_of("life_event"), heading_of("sharing")]
    assert (found.title, found.name, found.day) == ("Copy of your record", "Ada Sample", "22 November 2040")
    orders = copy_of(states, "order")
    assert (orders.title, orders.name) == ("Your order and its conditions", "Ada Sample")
    paragraph = Paragraph("Imposed on, if not the first day", ("5 January 2026",))
    assert orders.sections == (Section("Your order or licence", ((paragraph,),)),)


def test_a_document_of_all_its_kinds_is_called_as_one_of_some() -> None:
    assert title_of(frozenset({"order", "condition"})) == "Your order and its conditions"
    assert title_of(frozenset({"review", "participation"})) == "Your reviews"


def test_a_line_is_on_the_paper_of_the_plan_that_it_belongs_to_and_on_no_other() -> None:
    """One whose plan is not there is judged by itself."""
    pair = told("plan_line", 31, {"plan": PLAN, "part": "monitoring", "action": "Weekly."}, "action")
    for kind, shown in (("case_management_plan", True), ("risk_management_plan", False), ("address", True)):
        plan = record(kind, {"views": "Fine.", "place": None}, 30 if kind != "address" else 33)
        found = copy_of([plan, *pair], "case_management_plan", "plan_line")
        titles = [section.title for section in found.sections]
        assert ("What is planned" in titles) is shown


def test_a_kind_that_is_not_asked_for_is_not_on_it_though_it_belongs_to_nothing() -> None:
    states = [record("order", {"imposed_on": "2026-01-05"}), record("person", PERSON, 2)]
    assert [section.title for section in copy_of(states, "order").sections] == ["Your order or licence"]


def test_days_and_choices_put_records_in_order_before_words_do() -> None:
    def sharing(number: int, on: str, reaction: str) -> RecordState:
        return record("sharing", {"on": on, "reaction": reaction}, number)

    states = [sharing(1, "2026-03-05", "A."), sharing(2, "2026-03-02", "C."), sharing(3, "2026-03-02", "B.")]
    (section,) = copy_of(states).sections
    assert [[one.lines[0] for one in item] for item in section.items] == [
        ["2 March 2026", "B."],
        ["2 March 2026", "C."],
        ["5 March 2026", "A."],
    ]


def test_an_unwanted_name_is_not_on_it() -> None:
    """Only the person's own, and only what may be told of it."""
    other = record("address", {"name": {"given": "No", "family": "Body"}}, 2)
    assert copy_of([other, record("order", {"imposed_on": "2026-01-05"})]).name == ""
    names = [record("person", {"name": {"given": name, "family": "B"}}, n) for n, name in enumerate("ZA", 3)]
    assert copy_of(names).name == "A B"


def shape(kind: str, field: str) -> Shape:
    found = shape_of(kind, field)
    assert found
    return found


@pytest.mark.parametrize(
    ("kind", "field", "value", "lines"),
    [
        ("life_event", "own_words", " One.\n\n " + "a" * 64 + "\nTwo. ", ("One.", "Two.")),
        ("life_event", "own_words", None, ()),
        ("life_event", "own_words", ident(3), ()),
        ("requirement", "hours", 80, ("80",)),
        ("requirement", "hours", None, ()),
        ("exit_questionnaire", "offered", True, ("Yes",)),
        ("exit_questionnaire", "offered", False, ("No",)),
        ("order", "released_at", "2026-07-02T08:05:00Z", ("2 July 2026, 09:05",)),
        ("order", "imposed_on", "2026-01-05", ("5 January 2026",)),
        ("requirement", "order", ident(3), ()),
    ],
)
def test_how_a_value_is_printed(kind: str, field: str, value: JsonValue, lines: tuple[str, ...]) -> None:
    """No id, no pointer; a moment by the clock of the place."""
    assert paper_lines(shape(kind, field), value, nobody) == lines


def test_a_group_is_printed_part_by_part_and_a_member_of_staff_by_name() -> None:
    place = shape("person", "name")
    assert paper_lines(place, {"given": "Ada", "family": "Sample", "unknown": "x"}, nobody) == (
        "Given: Ada",
        "Family: Sample",
    )
    staff = shape("training", "staff")
    assert paper_lines(staff, "s", {"s": "Sam Senior"}.__getitem__) == ("Sam Senior",)
    assert paper_lines(staff, "s", nobody) == ()


def test_what_was_emptied_is_nothing_and_a_set_is_in_its_own_order() -> None:
    names: list[JsonValue] = [{"sort": "alias", "given": name} for name in ("Zed", "Al")]
    state = record("person", PERSON, added={"other_names": names})
    assert value_of(state, shape("person", "other_names")) == names[::-1]
    assert value_of(state, shape("person", "telephone")) is None


def test_a_list_is_printed_item_by_item_and_what_says_nothing_is_left_out() -> None:
    interviews = shape("home_background_report", "further_interviews")
    value: JsonValue = [{"on": "2026-03-02", "by": "s"}, {"by": "t"}, {"by": "s"}]
    lines = paper_lines(interviews, value, {"s": "Sam Senior", "t": ""}.__getitem__)
    assert lines == ("On: 2 March 2026; By: Sam Senior", "By: Sam Senior")
    needs = paper_lines(shape("person", "communication"), {"needs": "Large print.\nTime."}, nobody)
    assert [line.partition(": ")[2] for line in needs] == ["Large print., Time."]
    assert paper_lines(shape("person", "name"), ["x"], nobody) == ()


def test_days_within_a_list_put_records_in_order_by_the_calendar() -> None:
    """Before the words of the record, and not as they are spelt."""
    states: list[RecordState] = []
    for number, (day, prison) in enumerate([("2026-03-10", "A"), ("2026-03-02", "B")], 50):
        interviews: JsonValue = [{"on": day, "by": "s", "place": "prison"}]
        states += told("home_background_report", number, {"further_interviews": interviews}, "further_interviews")
        states.append(record("parole_report", {"prison": prison, "considered_on": day}, number + 10))
    reports, paroles = copy_of(states, "home_background_report", "parole_report").sections
    shown = [item[0].lines[0].partition(";")[0] for item in reports.items]
    assert shown == ["On: 2 March 2026", "On: 10 March 2026"]
    assert [[one.lines[0] for one in item] for item in paroles.items] == [["B", "2 March 2026"], ["A", "10 March 2026"]]


def test_what_is_left_out_of_an_item_comes_before_whatever_is_there() -> None:
    """And choices follow one another as they are declared."""
    names: list[JsonValue] = [
        {"sort": "birth", "given": "A"},
        {"sort": "alias", "given": "Al"},
        {"sort": "alias"},
        {"given": "Zed"},
    ]
    found = value_of(record("person", PERSON, added={"other_names": names}), shape("person", "other_names"))
    assert found == [names[3], names[2], names[1], names[0]]


def test_a_choice_is_printed_in_words() -> None:
    assert paper_lines(shape("sharing", "how"), "telephone", nobody) == ("By telephone",)
