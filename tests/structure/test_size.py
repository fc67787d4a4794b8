"""Nothing grows into the one giant file that everybody edits."""

import ast
from pathlib import PurePosixPath

from tests.structure.source import Function, Source, load_sources

LINES_PER_FILE = 400
LINES_PER_FUNCTION = 50
ARGUMENTS = 6
FORBIDDEN_STEMS = frozenset(
    {"util", "utils", "helper", "helpers", "misc", "common", "manager", "managers", "base", "stuff", "dump"}
)


def test_no_file_is_longer_than_the_limit() -> None:
    """A file that does not fit holds two subjects."""
    long = {source.name: size for source in load_sources() if (size := line_count(source)) > LINES_PER_FILE}
    assert not long, f"over {LINES_PER_FILE} lines: {long}"


def test_no_function_is_longer_than_the_limit() -> None:
    """A function that does not fit on a screen does two things."""
    long = [
        f"{source.place(function)} {function.name}: {size} lines"
        for source in load_sources()
        for function in source.functions
        if (size := (function.end_lineno or 0) - function.lineno + 1) > LINES_PER_FUNCTION
    ]
    assert not long, "\n".join([f"over {LINES_PER_FUNCTION} lines:", *long])


def test_no_function_takes_more_arguments_than_the_limit() -> None:
    """What needs more takes a dataclass. Fixtures of a test do not count."""
    many = [
        f"{source.place(function)} {function.name}"
        for source in load_sources()
        if not source.name.startswith("tests/")
        for function in source.functions
        if argument_count(function) > ARGUMENTS
    ]
    assert not many, "\n".join([f"more than {ARGUMENTS} arguments:", *many])


def test_every_module_is_called_after_what_it_is() -> None:
    """A module for everything is a module for nothing."""
    names = [
        source.name
        for source in load_sources()
        if FORBIDDEN_STEMS & set(PurePosixPath(source.name.lower()).with_suffix("").parts[1:])
    ]
    assert not names, f"modules without a subject: {names}"


def line_count(source: Source) -> int:
    return source.text.count("\n")


def argument_count(function: Function) -> int:
    """Count what a caller passes: ``self`` and ``cls`` are not, and neither are ``*`` and ``**``."""
    arguments: ast.arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])
