"""Collects every sentence that is said, for translators: Qt's own files, which Qt Linguist opens.

python -m tooling.strings gd      resources/translations/doorstep_gd.ts and .qm: made, or brought up to date
python -m tooling.strings         the same for every language that is there

What has been translated stays; what is said no longer goes. `docs/translating.md` says how to go on.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
from PySide6.QtCore import QLocale

from casework.words import NAMES, language, use_language

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
PROGRAMS = ("casework", "desktop")
_SAYING = {"say": 1, "say_count": 3}
_PLACES_OF_TEXTS = {"say": slice(0, 1), "say_count": slice(1, 3)}


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of one module. `one`: what is said of a single thing, where it is counted; else ""."""

    context: str
    text: str
    one: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Done:
    """What a translator has made of a sentence: one text, or one for each form of the plural."""

    forms: tuple[str, ...]
    is_finished: bool = True


def all_said(root: Path = ROOT) -> list[Said]:
    """Every sentence, once for each module that says it, in the order of files and lines."""
    found: dict[tuple[str, str], Said] = {}
    for path in sorted(path for folder in PROGRAMS for path in (root / folder).rglob("*.py")):
        for said in said_in(path.read_text("utf-8"), path.relative_to(root)):
            found.setdefault((said.context, said.text), said)
    for text in sorted(declared_names()):
        found[NAMES, text] = Said(NAMES, text, "", "casework/records", 0)
    return list(found.values())


class _Listener:
    """Hears which names are made of declarations that have no title of their own."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def sentence(self, context: str, text: str, number: int | None) -> str:
        if context == NAMES and number is None:
            self.names.add(text)
        return ""

    def number(self, value: float, decimals: int) -> str:
        return f"{value:.{decimals}f}"

    def day(self, day: date, style: str) -> str:
        return f"{day:{style}}"


def declared_names() -> set[str]:
    """The titles of fields and choices that are made of their names: "Back by"."""
    # Only here: whoever is in another language has it there before anything with words is loaded.
    import casework.records  # noqa: F401 — declares every kind
    from casework.records.record import KINDS
    from casework.records.shape import shapes_of

    listener, before = _Listener(), language()
    use_language(listener)
    try:
        for kind in KINDS:
            shapes_of.__wrapped__(kind)
    finally:
        use_language(before)
    return listener.names


def said_in(source: str, path: Path) -> Iterator[Said]:
    """The sentences of one file. Raises ValueError where one is put together before it is said."""
    context = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in _SAYING:
            continue
        texts = [one.value for one in node.args[_PLACES_OF_TEXTS[node.func.id]] if isinstance(one, ast.Constant)]
        if len(node.args) != _SAYING[node.func.id] or not all(isinstance(text, str) for text in texts) or not texts:
            raise ValueError(f"{path}:{node.lineno}: what is said has to stand there as it is")
        *one, text = (str(text) for text in texts)
        yield Said(context, text, one[0] if one else "", path.as_posix(), node.lineno)


def load_done(file: Path) -> dict[tuple[str, str], Done]:
    """What is translated in a `.ts` file, by context and text."""
    found: dict[tuple[str, str], Done] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 — a file of this repository
        for message in context.iter("message"):
            made = message.find("translation")
            if made is None:
                continue
            forms = tuple(form.text or "" for form in made.iter("numerusform")) or (made.text or "",)
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = Done(forms, made.get("type") != "unfinished")
    return found


def write_ts(file: Path, name: str, said: Iterable[Said], done: Mapping[tuple[str, str], Done]) -> None:
    """Write Qt's file for translators: each sentence with where it is said, and what is done of it."""
    root = ET.Element("TS", version="2.1", language=name, sourcelanguage="en_GB")
    contexts: dict[str, ET.Element] = {}
    for one in said:
        if one.context not in contexts:
            contexts[one.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[one.context], "name").text = one.context
        _add(contexts[one.context], one, done.get((one.context, one.text)))
    ET.indent(root)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{head}{ET.tostring(root, encoding='unicode')}\n", "utf-8")


def _add(context: ET.Element, said: Said, done: Done | None) -> None:
    message = ET.SubElement(context, "message", {"numerus": "yes"} if said.one else {})
    # Without the line, which would change with every edit of the file.
    ET.SubElement(message, "location", filename=f"../../{said.file}")
    ET.SubElement(message, "source").text = said.text
    if said.one:
        ET.SubElement(message, "extracomment").text = f"For one: {said.one}"
    translation = ET.SubElement(message, "translation")
    if done is None or not done.is_finished or not all(done.forms):
        translation.set("type", "unfinished")
    if not said.one:
        translation.text = done.forms[0] if done else ""
        return
    for form in done.forms if done else ("",):
        ET.SubElement(translation, "numerusform").text = form


def release(ts: Path) -> Path:
    """Make the `.qm` file beside a `.ts` file, which the program reads. Returns its path."""
    made = ts.with_suffix(".qm")
    program = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    subprocess.run([program, "-silent", ts, "-qm", made], check=True)
    return made


def main(languages: list[str]) -> None:
    """Bring the files of `languages`, or of all that are there, up to date."""
    said = all_said()
    for name in languages or [path.stem.removeprefix("doorstep_") for path in sorted(FOLDER.glob("*.ts"))]:
        file = FOLDER / f"doorstep_{name}.ts"
        done = load_done(file) if file.exists() else {}
        write_ts(file, QLocale(name).name(), said, done)
        release(file)
        there = sum(one.is_finished for key, one in load_done(file).items() if key in done)
        print(f"{file.relative_to(ROOT)}: {there} of {len(said)} sentences translated")


if __name__ == "__main__":
    main(sys.argv[1:])
