"""Reports at the edges of the gate: approved and sent off at once, approved before it was written, other kinds."""

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import fold_record
from casework.rules.report import approves_for_another, goes_off_unapproved, goes_off_without_factors
from tests.fakes.chain import RECORD, SCOPE, Pen, placed

APPROVAL: JsonValue = {"by": "other", "on": "2026-03-02"}
SENT: JsonValue = "2026-03-03"


def edit(kind: str = "court_report", **values: JsonValue) -> Edit:
    return Edit(record=RECORD, kind=kind, set=values)


def test_what_is_approved_as_it_goes_off_was_approved_as_it_is() -> None:
    """An approval of before the last change is none; one without anything written after it is."""
    pen = Pen("d")
    approved = pen.put("court_report", "approval", APPROVAL)
    changed = pen.put("court_report", "offending", "Drink.")
    state, before = (fold_record(SCOPE, RECORD, placed(*made)) for made in ((approved, changed), (approved,)))
    assert goes_off_unapproved(edit(submitted_on=SENT), state)
    assert not goes_off_unapproved(edit(approval=APPROVAL, submitted_on=SENT), state)
    assert not goes_off_unapproved(edit(submitted_on=SENT), before)
    assert not goes_off_unapproved(edit(submitted_on=SENT), None)


def test_only_of_a_report_an_approval_is_somebodys_own() -> None:
    made = [Pen("d").write(edit(kind, approval=APPROVAL)).entry for kind in ("court_report", "review")]
    assert [approves_for_another(entry, entry.edits[0]) for entry in made] == [True, False]


def test_a_report_about_a_release_goes_off_with_a_risk_factor_that_stands_or_comes_with_it() -> None:
    pen = Pen("d")
    named = pen.write(Edit(record=RECORD, kind="parole_report", add={"risk_factors": ["Drink."]}))
    bare = pen.put("parole_report", "author", "a")
    with_one, without = (fold_record(SCOPE, RECORD, placed(one)) for one in (named, bare))
    off = edit("parole_report", submitted_on=SENT)
    assert not goes_off_without_factors(off, with_one)
    assert goes_off_without_factors(off, without)
    assert not goes_off_without_factors(off.model_copy(update={"add": {"risk_factors": ["Drink."]}}), without)
    assert not goes_off_without_factors(edit(submitted_on=SENT), without)
