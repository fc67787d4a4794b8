from collections.abc import Callable

import pytest

from casework.importing.draft import Result
from casework.importing.folder import BY_NAME
from server.importing.plan import plan_import
from server.importing.table import Folder, read_table
from tests.server.importing.agency import IDS, NOW, Files, agency_files, file_bytes, nothing_there, plan_files, told

Spoil = Callable[[Files], object]


def test_a_folder_that_is_right_is_planned_whole() -> None:
    plan = plan_files(agency_files())
    assert plan.complete
    assert not plan.all_problems
    assert len(plan.new) == sum(len(rows) for rows in agency_files().values())


def put(sheet: str, column: str, value: str, row: int = 0) -> Spoil:
    def spoil(files: Files) -> None:
        files[sheet][row][column] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "place", "words"),
    [
        (put("people", "born", "12/3/84"), ("people.csv:2", "born"), "four"),
        (put("people", "born", "01/01/2030"), ("people.csv:2", "born"), "still to come"),
        (put("people", "given", ""), ("people.csv:2", "given"), "fill it in"),
        (put("people", "given", "x" * 201), ("people.csv:2", "given"), "200"),
        (put("people", "sex", "x"), ("people.csv:2", "sex"), "female, male"),
        (put("people", "interpreter", "yes"), ("people.csv:2", "language"), "language"),
        (put("staff", "team", ""), ("staff.csv:2", "team"), "team"),
        (put("staff", "team", "T9"), ("staff.csv:2", "team"), "teams.csv"),
        (put("duty", "ends", "01/11/2026 09:00"), ("duty.csv:2", "ends"), "not after"),
        (put("allocations", "staff", "W9"), ("allocations.csv:2", "staff"), "staff.csv"),
        (put("allocations", "staff", "B1"), ("allocations.csv:2", "staff"), "social worker or a senior"),
        (put("allocations", "team", "T1"), ("allocations.csv:2", "team"), "stays empty"),
        (put("allocations", "staff", ""), ("allocations.csv:2", "staff"), "needed"),
        (put("allocations", "ends", "31/12/2025"), ("allocations.csv:2", "ends"), "before the first"),
        (put("exclusions", "staff", "W9"), ("exclusions.csv:2", "staff"), "staff.csv"),
        (put("exclusions", "reason", ""), ("exclusions.csv:2", "reason"), "fill it in"),
        (put("warnings", "sort", "other"), ("warnings.csv:2", ""), "write what it is about"),
        (put("warnings", "review_on", "01/01/2026"), ("warnings.csv:2", "review_on"), "before the day"),
        (put("risk_levels", "assessed_on", "01/06/2027"), ("risk_levels.csv:2", "assessed_on"), "still to come"),
        (put("other_names", "ends", "not yet"), ("other_names.csv:2", "ends"), "31/12/1980"),
        (put("other_names", "given", "x" * 201), ("other_names.csv:2", "given"), "200"),
        (put("orders", "ends", "31/12/2025"), ("orders.csv:2", "ends"), "before the first"),
        (put("orders", "made_by", "x" * 201), ("orders.csv:2", "made_by"), "200"),
        (put("conditions", "order", "O9"), ("conditions.csv:2", "order"), "orders.csv"),
        (put("household", "address", "H9"), ("household.csv:2", "address"), "addresses.csv"),
        (put("appointments", "back_by", "30/10/2026 09:00"), ("appointments.csv:2", "back_by"), "not after"),
        (put("appointments", "contact", "K9"), ("appointments.csv:2", "contact"), "contacts.csv"),
        (put("appointments", "status", "recorded", 1), ("appointments.csv:3", "contact"), "names its contact"),
        (put("contacts", "happened", "30/10/2027 10:00"), ("contacts.csv:2", "happened"), "appointments.csv"),
        (put("contacts", "happened", "30/10/1926 10:00"), ("contacts.csv:2", "happened"), "too early"),
        (put("contacts", "present", "person; ghost: x"), ("contacts.csv:2", "present"), "choices"),
        (put("contacts", "present", ""), ("contacts.csv:2", "present"), "tick at least"),
        (put("contacts", "conditions_checked", "O1-1"), ("contacts.csv:2", "conditions_checked"), "result"),
        (put("contacts", "conditions_checked", "O9=kept"), ("contacts.csv:2", "conditions_checked"), "conditions.csv"),
        (put("contacts", "sort", "joint_visit_with_police"), ("contacts.csv:2", "police_officer"), "officer"),
        (put("contacts", "police_account", "Said so."), ("contacts.csv:2", "sort"), "joint visit"),
        (put("contacts", "interpreter", "professional"), ("contacts.csv:2", "interpreter_language"), "language"),
        (put("contacts", "interpreter_language", "Polish"), ("contacts.csv:2", "interpreter"), "which kind"),
        (put("contacts", "appointment", "A2"), ("contacts.csv:2", "appointment"), "does not name"),
        (put("contacts", "narrative", "a\x01b"), ("contacts.csv:2", "narrative"), "cannot be shown"),
        (put("contacts", "recorded_by", "W9"), ("contacts.csv:2", "recorded_by"), "staff.csv"),
    ],
)  # fmt: skip
def test_each_wrong_row_is_named_with_line_column_and_what_to_do(
    spoil: Spoil, place: tuple[str, str], words: str
) -> None:
    files = agency_files()
    spoil(files)
    plan = plan_files(files)
    sentences = [p.sentence for p in plan.all_problems if (f"{p.file}:{p.line}", p.column) == place]
    assert any(words in sentence for sentence in sentences), plan.all_problems
    assert not plan.complete


def test_a_key_that_is_there_twice_refuses_both_rows() -> None:
    files = agency_files()
    files["references"].append({"key": "R1", "case": "C1", "sort": "prison", "number": "2"})
    assert told(plan_files(files)) == [("references.csv:2", "key"), ("references.csv:3", "key")]


def test_everything_that_points_to_a_refused_row_is_refused_with_it() -> None:
    files = agency_files()
    files["people"][0]["born"] = "unknown"
    plan = plan_files(files)
    assert {draft.sheet for draft in plan.new} == {"teams", "staff", "training", "duty"}
    assert all("refused" in p.sentence for p in plan.all_problems if p.file == "orders.csv")


def test_an_appointment_and_its_contact_are_refused_together() -> None:
    files = agency_files()
    files["contacts"][0]["outcome"] = "went well"
    refused = {draft.key for draft in plan_files(files).drafts if draft.result is Result.REFUSED}
    assert refused == {"K1", "A1"}


def test_a_new_case_without_any_allocation_is_refused_because_nobody_could_see_it() -> None:
    files = agency_files()
    del files["allocations"]
    plan = plan_files(files)
    assert any(p.column == "key" and "allocations.csv" in p.sentence for p in plan.all_problems)
    assert "people" not in {draft.sheet for draft in plan.new}


def two_cases() -> Files:
    files = agency_files()
    files["people"].append({**files["people"][0], "key": "C2", "family": "Testwell"})
    files["allocations"].append({**files["allocations"][0], "key": "G9", "case": "C2"})
    return files


def test_a_refused_exclusion_holds_its_case_back_and_no_other() -> None:
    files = two_cases()
    files["exclusions"][0]["staff"] = "W9"
    plan = plan_files(files)
    assert {draft.key for draft in plan.new if draft.sheet in {"people", "allocations"}} == {"C2", "G9"}


@pytest.mark.parametrize("case", ["C7", ""])
def test_an_exclusion_that_cannot_be_tied_to_a_case_holds_every_new_case_back(case: str) -> None:
    files = two_cases()
    files["exclusions"][0]["case"] = case
    assert not {"people", "allocations", "contacts"} & {draft.sheet for draft in plan_files(files).new}


def test_an_unreadable_file_of_exclusions_holds_every_new_case_back() -> None:
    tables = [read_table(BY_NAME[name], file_bytes(rows)) for name, rows in agency_files().items()]
    tables.append(read_table(BY_NAME["exclusions"], b"\xff"))
    plan = plan_import(Folder(tuple(tables)), IDS, NOW, nothing_there)
    assert not {"people", "allocations"} & {draft.sheet for draft in plan.new}


def test_two_people_of_one_name_and_birthday_are_pointed_out_and_imported() -> None:
    files = two_cases()
    files["people"][1]["family"] = "sample"
    plan = plan_files(files)
    assert plan.complete
    assert [(p.line, p.note) for p in plan.all_problems] == [(3, True)]


def test_texts_that_are_too_long_together_are_refused() -> None:
    files = agency_files()
    long = "\N{WATER WAVE}" * 99_000
    joint = {"sort": "joint_visit_with_police", "police_officer": "PC Specimen", "joint_purpose": "Check",
             "joint_basis": "warrant", "police_account": long, "narrative": long}  # fmt: skip
    files["contacts"][0].update(joint)
    assert any("too long together" in p.sentence for p in plan_files(files).all_problems)


def test_no_sentence_repeats_what_a_cell_holds() -> None:
    files = agency_files()
    canary = "Zebrafinch"
    for rows in files.values():
        for row in rows:
            for column in row:
                if column not in {"key", "case"}:
                    row[column] = canary
    assert not [p for p in plan_files(files).all_problems if canary in p.sentence or canary in p.column]
