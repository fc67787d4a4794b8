"""Mistakes that nobody should have to find a second time in a review."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.structure.source import PROGRAMS, Source, load_sources

CLOCKS = frozenset({"desktop/clock.py", "server/clock.py"})
MAY_OPEN_DIALOGS = frozenset({"desktop/app.py", "desktop/first.py", "desktop/views/dialogs.py"})
PRESENT_MOMENT = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns)|time\.localtime)$")
SLEEP = re.compile(r"(^|\.)(time\.sleep|asyncio\.sleep|anyio\.sleep|sleep|qSleep|msleep|qWait)$")


def test_the_time_is_asked_of_a_clock() -> None:
    """A test can then say what time it is."""
    found = [
        source.place(call)
        for source in programs()
        if source.name not in CLOCKS
        for call, name in source.calls
        if PRESENT_MOMENT.search(name)
    ]
    assert not found, f"take a Clock instead: {found}"


def test_nothing_sleeps() -> None:
    """Programs wait for an event with a time-out; tests wait for what they promise."""
    found = [
        source.place(call)
        for source in load_sources()
        for call, name in source.calls
        if SLEEP.search(name) and not name.startswith("self.")
    ]
    assert not found, f"wait for something instead: {found}"


@pytest.mark.parametrize("forbidden", ["unittest.mock", "mock", "pytest_mock", "PySide6.QtCharts"])
def test_nobody_imports_what_the_project_does_without(forbidden: str) -> None:
    """Real parts and hand-written stand-ins; no mocks. QtCharts is GPL."""
    found = [
        source.place(node)
        for source in load_sources()
        for node, name in source.imports
        if name == forbidden or name.startswith(f"{forbidden}.")
    ]
    assert not found, f"{forbidden}: {found}"


def test_no_lambda_is_connected_to_a_signal() -> None:
    """On a worker's signal it would run in the worker's thread, and it keeps its widget alive."""
    found = [
        source.place(call)
        for source in load_sources()
        for call, name in source.calls
        if name.endswith(".connect") and any(isinstance(argument, ast.Lambda) for argument in call.args)
    ]
    assert not found, f"connect a bound slot: {found}"


def test_only_the_dialogs_module_opens_a_nested_loop() -> None:
    """A test cannot answer an ``exec()`` elsewhere, and the store may change under a half-done click."""
    found = [
        source.place(call)
        for source in load_sources()
        if source.name.startswith("desktop/") and source.name not in MAY_OPEN_DIALOGS
        for call, name in source.calls
        if re.search(r"\.(exec|exec_)$", name) or name.endswith("processEvents")
    ]
    assert not found, f"use desktop.views.dialogs: {found}"


def test_no_window_is_called_after_what_is_in_it_and_nothing_is_notified() -> None:
    """The system shows titles and notifications wherever it likes, a locked screen among it."""
    desktop = [source for source in load_sources() if source.name.startswith("desktop/")]
    titled = [
        source.place(call)
        for source in desktop
        for call, name in source.calls
        if name.endswith((".setWindowTitle", ".setWindowFilePath", ".setWindowIconText"))
        and not all(isinstance(argument, ast.Constant) and argument.value == "Doorstep" for argument in call.args)
    ]
    notified = [
        source.name for source in desktop if re.search(r"QSystemTrayIcon|freedesktop\.Notifications", source.text)
    ]
    assert not titled
    assert not notified


def test_no_warning_or_type_is_silenced_wholesale() -> None:
    """A silenced check names which one it silences."""
    found = [
        f"{source.name}:{number}"
        for source in load_sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if re.search(r"#\s*(type:\s*ignore|noqa)(?![:\[])", line)
    ]
    assert not found, f"say which: {found}"


def programs() -> Iterator[Source]:
    """Everything but the tests."""
    return (source for source in load_sources() if source.name.split("/")[0] in PROGRAMS)


def test_no_layout_is_asked_for_its_items() -> None:
    """Python knows an item that Qt made beyond its end, and takes what lies there next for it (`item_layout`)."""
    found = [
        source.place(call)
        for source in programs()
        for call, name in source.calls
        if name.endswith((".itemAt", ".itemAtPosition"))
    ]
    assert not found, f"ask for `indexOf`, or `takeAt` it: {found}"
