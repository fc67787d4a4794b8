"""Whatever stands in the files: sentences, whole rows, and never anything half."""

from hypothesis import given
from hypothesis import strategies as st

from casework.importing.draft import Draft, Result
from casework.importing.folder import SHEETS
from casework.records.check import check_new
from server.importing.plan import Plan
from tests.server.importing.agency import Files, agency_files, plan_files

_CELL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["C1", "W1", "S1", "T1", "K1", "A1", "O1", "O1-1", "H1", "yes", "no", "31/12/1980", "officer"]),
    st.sampled_from([choice for sheet in SHEETS for column in sheet.columns for choice in column.cell.choices]),
    st.sampled_from(["02/11/2026 10:00", "25/10/2026 01:30", "person; police: x", "O1-1=kept", "2026-02-30"]),
)


@st.composite
def spoilt(draw: st.DrawFn) -> Files:
    """The small agency with some cells overwritten, some rows doubled and some files gone."""
    files = agency_files()
    for _ in range(draw(st.integers(1, 8))):
        sheet = draw(st.sampled_from([sheet for sheet in SHEETS if files.get(sheet.name)]))
        row = draw(st.sampled_from(files[sheet.name]))
        column = draw(st.sampled_from(sheet.columns))
        row[column.name] = draw(_CELL)
        if draw(st.booleans()):
            files[sheet.name].append({**row, "key": draw(st.sampled_from(["Z1", "Z2", row.get("key", "")]))})
    for name in draw(st.lists(st.sampled_from(list(files)), max_size=2)):
        files.pop(name, None)
    return files


@given(spoilt())
def test_any_files_make_sentences_and_whole_rows(files: Files) -> None:
    """A row is new with everything it makes, or refused with a reason; nothing new points to a refused row."""
    plan = plan_files(files)
    assert all(problem.sentence.endswith(".") for problem in plan.all_problems)
    for draft in plan.drafts:
        assert (draft.result is Result.REFUSED) == any(not problem.note for problem in draft.problems)
    for draft in plan.new:
        assert draft.pieces
        assert all(not check_new(piece.kind, piece.set) for piece in draft.pieces if piece.set)
        assert not [need for need in draft.needs if not is_new(plan, need.sheet, need.key)]


@given(spoilt())
def test_no_case_is_imported_without_its_exclusions(files: Files) -> None:
    """Where a row of exclusions.csv is refused, its case has no new allocation."""
    plan = plan_files(files)
    refused = [row for row in plan.drafts if row.sheet == "exclusions" and row.result is Result.REFUSED]
    new = {row.text("case") for row in plan.new if row.sheet == "allocations"}
    people = {row.key for row in plan.drafts if row.sheet == "people"}
    assert not [row for row in refused if row.text("case") in new or (new and row.text("case") not in people)]


def is_new(plan: Plan, sheet: str, key: str) -> bool:
    """Whether a row of a file is planned to be written."""
    return any(row.sheet == sheet and row.key == key for row in plan.new)


def test_the_small_agency_itself_is_right() -> None:
    """Otherwise the tests above would hold for the wrong reason."""
    rows: list[Draft] = plan_files(agency_files()).new
    assert {row.sheet for row in rows} == {sheet.name for sheet in SHEETS}
