"""What PyInstaller is told to carry and to leave out is what the programs load and read."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.structure.source import ROOT

PROGRAMS = {"doorstep": ("desktop", "casework"), "doorstep-server": ("server", "casework")}
LEFT_OUT = "UNUSED_MODULES"

_REFUSING = """
import sys
LEFT_OUT = {names!r}
class Refusing:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in LEFT_OUT):
            raise ModuleNotFoundError(f"{{name}} is left out of the package", name=name)
sys.meta_path.insert(0, Refusing())
for name in LEFT_OUT:
    sys.modules.pop(name, None)
import importlib, pkgutil
for package in {packages!r}:
    for found in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        # Alembic runs its steps itself, as files.
        if not found.name.endswith("__main__") and ".storage.migrations." not in found.name:
            importlib.import_module(found.name)
"""
_SELF_TEST = "from desktop.command.self_test import self_test\nsys.exit(self_test(sys.stdout))\n"


def spec_of(program: str) -> ast.Module:
    return ast.parse((ROOT / "installer" / f"{program}.spec").read_text("utf-8"))


def listed(program: str, name: str) -> tuple[str, ...]:
    """The strings of a list that the spec gives a name."""
    for node in ast.walk(spec_of(program)):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            return tuple(str(one.value) for one in ast.walk(node.value) if isinstance(one, ast.Constant))
    raise AssertionError(f"{program}.spec has no {name}")


def called(program: str, function: str) -> set[str]:
    """The first words that the spec gives a function of PyInstaller's."""
    return {
        node.args[0].value
        for node in ast.walk(spec_of(program))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == function
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def sources(packages: Iterable[str]) -> Iterable[tuple[Path, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_program_loads_and_works_without_what_is_left_out(program: str) -> None:
    """Every module of it, with all that the spec leaves out refused as it is in the package; and its own self-test."""
    code = _REFUSING.format(names=listed(program, LEFT_OUT), packages=PROGRAMS[program])
    words = [sys.executable, "-c", code + (_SELF_TEST if program == "doorstep" else "")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_module_is_carried_however_it_is_named(program: str) -> None:
    """Pages and steps of the schema are loaded by name, which PyInstaller does not see."""
    assert set(PROGRAMS[program]) <= called(program, "collect_submodules")


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_file_that_is_read_is_carried(program: str) -> None:
    """Whatever is no Python lies in resources/, which is carried whole, or among what the spec collects."""
    done = subprocess.run(["git", "ls-files", *PROGRAMS[program]], cwd=ROOT, capture_output=True, text=True, check=True)
    data = [name for name in done.stdout.splitlines() if not name.endswith(".py")]
    spec = (ROOT / "installer" / f"{program}.spec").read_text("utf-8")
    assert '(str(ROOT / "resources"), "resources")' in spec
    assert not data


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_distribution_that_is_asked_for_its_version_has_its_metadata(program: str) -> None:
    """`version("doorstep")` raises where the metadata were not carried."""
    asked: set[str] = set()
    for _, tree in sources(PROGRAMS[program]):
        asked |= {name for node in ast.walk(tree) if (name := _asked(node))}
    assert "doorstep" in asked
    assert asked <= called(program, "copy_metadata")


def _asked(node: Any) -> str:
    if not isinstance(node, ast.Call):
        return ""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called != "version":
        return ""
    return str(node.args[0].value) if node.args and isinstance(node.args[0], ast.Constant) else ""


def test_what_is_left_out_is_named_once() -> None:
    for program in PROGRAMS:
        names = listed(program, LEFT_OUT)
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[\w.]+", name) for name in names)
