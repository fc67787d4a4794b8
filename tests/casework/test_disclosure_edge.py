"""What this version cannot read is never handed over, and a question is about a field of its own record."""

from casework.ledger.entry import Edit
from casework.records.telling import Telling
from casework.rules.disclosure import Hindrance, hindrance, questions, undecided
from tests.casework.test_disclosure import PLAN, folded, scenario
from tests.fakes.chain import RECORD, Pen, placed


def test_a_field_or_a_value_of_a_newer_version_is_not_handed_over() -> None:
    """Neither a field that this version does not have, nor a value that it cannot take for one."""
    newer = Edit(record=RECORD, kind="risk_scenario", set={**PLAN, "what": {"new": "shape"}, "not_yet_known": "Words."})
    state, decisions = folded(placed(Pen("a").write(newer)))
    assert hindrance(state, "what", decisions) is Hindrance.UNKNOWN
    assert hindrance(state, "not_yet_known", decisions) is Hindrance.UNKNOWN
    assert hindrance(state, "who", decisions) is None


def test_a_question_names_the_record_and_the_field_that_somebody_decides_about() -> None:
    """A pointer is none: it is never printed."""
    state, decisions = folded(placed(scenario(Pen("a"))))
    asked = [(one.field, one.telling) for one in questions([state], decisions)]
    assert asked == [("what", Telling.UNDECIDED), ("who", Telling.WITHHELD)]
    assert all(one.state is state for one in questions([state], decisions))
    assert [one.field for one in undecided([state], decisions)] == ["what"]
