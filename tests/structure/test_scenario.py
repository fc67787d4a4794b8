"""The table of other projects' scenarios names tests that exist, and leaves none of ours out."""

import re

from tests.structure.source import ROOT, load_sources

LISTED = re.compile(r"`(?:(?P<file>tests/scenarios/\w+\.py)::)?(?P<name>test_\w+)(?:\[[^\]]*\])?`")


def test_every_test_that_the_table_names_exists_and_the_other_way_round() -> None:
    table = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    rows = [line for line in table.splitlines() if line.startswith("| ") and "::test_" in line]
    written = {
        (source.name, function.name)
        for source in load_sources()
        if source.name.startswith("tests/scenarios/")
        for function in source.functions
        if function.name.startswith("test_")
    }
    listed = {(found["file"], found["name"]) for row in rows for found in LISTED.finditer(row) if found["file"]}
    beside = {found["name"] for row in rows for found in LISTED.finditer(row) if not found["file"]}
    assert not listed - written, "named in docs/scenarios.md, and no test"
    assert beside <= {name for _, name in written}
    assert not {(file, name) for file, name in written - listed if name not in beside}, "not named in docs/scenarios.md"


def test_no_scenario_is_named_without_a_test_or_twice() -> None:
    table = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    rows = [
        line.split(" | ") for line in table.splitlines() if re.match(r"\| (central-backend|sync_gateway|zotero) ", line)
    ]
    assert len(rows) > 100
    assert all(len(row) == 4 and "::test_" in row[3] for row in rows)
    tests = [row[3] for row in rows]
    assert len(set(tests)) == len(tests), "each scenario has a test, or a case of one, for itself"
