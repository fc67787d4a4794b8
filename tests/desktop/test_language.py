"""The laptop's program in another language, through Qt's own files."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

from casework.rules import day_words
from casework.words import english_of, language, say, say_count, use_language
from desktop import language as module
from desktop.language import QtLanguage, begin_language, find_language, wanted_language
from tests.structure.source import ROOT
from tooling.strings import Done, Said, load_done, release, write_ts

_DAY = date(2026, 3, 5)
_SAID = (
    Said(__name__, "Kept by {name}.", "", "a.py", 1),
    Said(__name__, "{number} rows of {name}", "{number} row of {name}", "a.py", 2),
    Said("elsewhere", "Kept by {name}.", "", "b.py", 1),
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    before = QLocale()
    yield
    use_language(None)
    QLocale.setDefault(before)


def made(folder: Path, name: str, *forms: str) -> Path:
    """A language in which two sentences are translated."""
    done = {(__name__, "Kept by {name}."): Done(("{name}: ach!",)), (__name__, "{number} rows of {name}"): Done(forms)}
    write_ts(folder / f"doorstep_{name}.ts", name, _SAID, done)
    return release(folder / f"doorstep_{name}.ts")


def test_a_sentence_comes_out_of_the_file_of_its_module_with_the_plurals_of_its_language(tmp_path: Path) -> None:
    """Polish has a form for one, one for 2 to 4, and one for 5 and more."""
    made(tmp_path, "pl", "{number} wiersz: {name}", "{number} wiersze: {name}", "{number} wierszy: {name}")
    use_language(find_language(["pl_PL"], tmp_path))
    assert say("Kept by {name}.", name="A") == "A: ach!"
    found = [say_count(number, "{number} row of {name}", "{number} rows of {name}", name="A") for number in (1, 3, 7)]
    assert found == ["1 wiersz: A", "3 wiersze: A", "7 wierszy: A"]
    assert say("Not there.") == "Not there."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gd", {1: "a", 11: "a", 2: "b", 12: "b", 3: "c", 10: "c", 20: "d", 0: "d"}),
        ("cy", {0: "a", 1: "b", 2: "c", 5: "c", 6: "d", 7: "e"}),
    ],
)
def test_a_language_of_the_country_has_as_many_plurals_as_it_needs(
    tmp_path: Path, name: str, expected: dict[int, str]
) -> None:
    """By Qt's rules: in Gaelic one and eleven are alike, and two and twelve; Welsh has a form for nought."""
    made(tmp_path, name, *(f"{letter} {{number}} {{name}}" for letter in "abcde"))
    use_language(find_language([name], tmp_path))
    found = {
        count: say_count(count, "{number} row of {name}", "{number} rows of {name}", name="A") for count in expected
    }
    assert {count: words[0] for count, words in found.items()} == expected


def test_a_machine_without_a_language_is_in_english(tmp_path: Path) -> None:
    """`LC_ALL=C`, as a service or a kiosk has it: Qt calls that language C."""
    made(tmp_path, "gd", "a {number} {name}")
    code = (
        "from pathlib import Path; from desktop.language import begin_language; "
        "from casework.rules.day_words import plain_date; from datetime import date; "
        "from casework.words import say; "
        f"print(begin_language(['doorstep'], Path({str(tmp_path)!r})), plain_date(date(2026, 3, 5)), "
        "say('{free:.1f}', free=1.5))"
    )
    for name in ("C", "C.UTF-8", "POSIX", "de_DE.UTF-8"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": name}
        )
        assert done.stdout.strip() == "None 5 March 2026 1.5"


def test_the_policys_language_goes_before_the_systems_and_english_needs_no_file(tmp_path: Path) -> None:
    made(tmp_path, "gd", "x {number} {name}", "y {number} {name}", "z {number} {name}", "u {number} {name}")
    policy = tmp_path / "managed.json"
    policy.write_text(json.dumps({"language": "gd_GB"}))
    arguments = ["doorstep", "--policy", str(policy)]
    found = begin_language(arguments, tmp_path)
    assert found is not None
    assert found.locale.language() is QLocale.Language.Gaelic
    assert language() is found
    assert find_language(["en-GB", "gd"], tmp_path) is None
    assert find_language(["de", "gd-GB", "en"], tmp_path) is not None
    assert begin_language(arguments, tmp_path / "nothing") is None
    assert language() is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"language": 1}', '{"language": "../../etc"}', '{"language": null}'])
def test_a_policy_without_a_usable_language_leaves_it_to_the_system(tmp_path: Path, text: str) -> None:
    """What is wrong with it is said where it is read whole."""
    policy = tmp_path / "managed.json"
    policy.write_text(text)
    assert wanted_language(["doorstep"], policy) is None
    assert wanted_language(["doorstep"], tmp_path / "none.json") is None


@pytest.mark.parametrize(
    ("name", "plain", "of_this_year", "short"),
    [
        ("de", "5. März 2026", "Donnerstag, 5. März", "05.03.26"),
        ("es", "5 de marzo de 2026", "jueves, 5 de marzo", "5/3/26"),
        ("hu", "2026. március 5", "március 5., csütörtök", "2026. 03. 05."),
        ("gd", "5mh dhen Mhàrt 2026", "DiarDaoin, 5mh dhen Mhàrt", "05/03/2026"),
        ("cy", "5 Mawrth 2026", "Dydd Iau, 5 Mawrth", "05/03/26"),
    ],
)
def test_days_are_in_the_order_and_the_words_of_the_language(
    name: str, plain: str, of_this_year: str, short: str
) -> None:
    use_language(QtLanguage(QTranslator(), QLocale(name)))
    assert day_words.plain_date(_DAY) == plain
    assert day_words.long_day(_DAY, _DAY) == of_this_year
    assert day_words.day_and_month(_DAY) == plain.removesuffix(" de 2026").removesuffix(" 2026").removeprefix("2026. ")
    assert english_of(day_words.plain_date(_DAY)) == "5 March 2026"
    assert say("{day:%d/%m/%Y}", day=_DAY) == short


def test_numbers_are_written_as_the_language_writes_them() -> None:
    use_language(QtLanguage(QTranslator(), QLocale("de")))
    assert say("{rows:,} rows, {free:.1f} GB", rows=12345, free=1.5) == "12.345 rows, 1,5 GB"


def test_nothing_is_said_before_the_language_is_known() -> None:
    """Whatever is loaded before it would stay in English: it says nothing in a constant."""
    code = "import sys, desktop.__main__, desktop.language; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = [name for name in done.stdout.split() if name.split(".")[0] in {"desktop", "casework"}]
    assert "desktop.language" in names
    for name in names:
        path = ROOT.joinpath(*name.split("."))
        source = (path / "__init__.py") if path.is_dir() else path.with_suffix(".py")
        assert not said_when_loaded(ast.parse(source.read_text("utf-8"))), name


def said_when_loaded(tree: ast.AST) -> list[int]:
    """The lines that say something outside of a function."""
    found = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "say_count"}:
            found.append(node.lineno)
        found += said_when_loaded(node)
    return found


def test_what_is_translated_stays_when_the_sentences_are_collected_again(tmp_path: Path) -> None:
    made(tmp_path, "gd", "one", "")
    done = load_done(tmp_path / "doorstep_gd.ts")
    assert done[__name__, "Kept by {name}."] == Done(("{name}: ach!",))
    assert not done["elsewhere", "Kept by {name}."].is_finished
    write_ts(tmp_path / "doorstep_gd.ts", "gd", _SAID[:1], done)
    assert load_done(tmp_path / "doorstep_gd.ts") == {(__name__, "Kept by {name}."): Done(("{name}: ach!",))}


def test_every_language_that_is_shipped_is_as_its_file_for_translators_says(tmp_path: Path) -> None:
    """`make strings` was forgotten after a change, or only one of the two files was added."""
    sources = sorted(module.FOLDER.glob("*.ts"))
    assert {file.stem for file in sources} == {file.stem for file in module.FOLDER.glob("*.qm")}
    for file in sources:
        copy = tmp_path / file.name
        copy.write_bytes(file.read_bytes())
        assert release(copy).read_bytes() == file.with_suffix(".qm").read_bytes()
