"""The language of the laptop's program: Qt's translation and Qt's locale, put where every word is said.

Which one is fixed when the program starts, by the agency's policy or else by what the system is set to; without a
translation for it the program is in English. Nothing that is loaded here says anything when it is loaded.

The policy is read whole, and its signature checked, only when the first window is there. Its language is read out of
the file before that and for itself: it chooses among the translations that came with the program, and nothing else.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from casework.words import use_language
from desktop.settings import policy_path

FOLDER = Path(__file__).parents[1] / "resources" / "translations"
ENGLISH = "en"

# Made into patterns when they are needed: in English none is, and everybody waits for what is loaded here.
_NAME = r"[a-z]{2,3}([_-][A-Z]{2})?"
_TOKEN = r"d{1,4}|M{1,4}|y{2,4}"
_PART = r"'[^']*'|d{1,4}|M{1,4}|y{2,4}|[^dMy']+"


class QtLanguage:
    """Words out of a `.qm` file; days and numbers as Qt knows the language to write them."""

    def __init__(self, translator: QTranslator, locale: QLocale) -> None:
        self.translator, self.locale = translator, locale

    def sentence(self, context: str, text: str, number: int | None) -> str:
        """The translation of `text`; "" where the file has none."""
        return self.translator.translate(context, text, None, -1 if number is None else number) or ""

    def number(self, value: float, decimals: int) -> str:
        """Such as "1.234,5"."""
        return self.locale.toString(float(value), "f", decimals)

    def day(self, day: date, style: str) -> str:
        """The day with what `style` names of it, in the order of the language; `%d/%m/%Y` is its short form."""
        there = QDate(day.year, day.month, day.day)
        if "%" in style:
            return f"{self.locale.toString(there, QLocale.FormatType.ShortFormat)}{_clock(day, style)}"
        return self.locale.toString(there, self._pattern(style))

    def _pattern(self, style: str) -> str:
        """How the language writes a long day, without what `style` does not name."""
        if " " not in style:
            return style
        kept = re.findall(_PART, self.locale.dateFormat(QLocale.FormatType.LongFormat))
        if "ddd" not in style:
            kept = _without(kept, "dddd")
        if "yyyy" not in style:
            kept = _without(kept, "yyyy")
        pattern = "".join(kept)
        return pattern if "dddd" in style else pattern.replace("dddd", "ddd")


def wanted_language(arguments: Sequence[str], agencys: Path | None = None) -> str | None:
    """The language that the agency's policy names, or that of `--policy FILE`; None: as the system is set.

    A file that is not usable is told of where it is read whole.
    """
    import json  # Nobody waits for it where there is no translation.

    file = agencys or policy_path()
    if not file.exists() and "--policy" in arguments[:-1]:
        file = Path(arguments[arguments.index("--policy") + 1])
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    name = found.get("language") if isinstance(found, dict) else None
    return name if isinstance(name, str) and re.fullmatch(_NAME, name) else None


def begin_language(arguments: Sequence[str], folder: Path = FOLDER) -> QtLanguage | None:
    """Say everything in the language that the policy names, or else in the system's, where there is a file for it.

    Has to be done before anything with words is loaded. Returns None where the program stays English.
    """
    found = None
    if any(folder.glob("doorstep_*.qm")):
        wanted = wanted_language(arguments)
        found = find_language([wanted] if wanted else QLocale.system().uiLanguages(), folder)
    use_language(found)
    if found is not None:
        QLocale.setDefault(found.locale)
    return found


def find_language(names: Sequence[str], folder: Path) -> QtLanguage | None:
    """The first of the languages that there is a file for; None where English comes before."""
    for name in names:
        if name.replace("-", "_").split("_")[0] == ENGLISH:
            return None
        if found := _load(name, folder):
            return found
    return None


def install_language(language: QtLanguage, own: Sequence[Path] = ()) -> None:
    """Have Qt's own words in it too (its menus, its dialogs), once there is an application to put them into."""
    application = QCoreApplication.instance()
    folders = [*own, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))]
    for folder in folders:
        of_qt = QTranslator(application)
        if application is not None and of_qt.load(language.locale, "qtbase", "_", str(folder)):
            application.installTranslator(of_qt)
            return


def _load(name: str, folder: Path) -> QtLanguage | None:
    """The file for `name`: the language of a country before the language alone."""
    locale, translator = QLocale(name), QTranslator()
    whole = locale.name()
    for one in (name.replace("-", "_"), whole, whole.split("_")[0]):
        file = folder / f"doorstep_{one}.qm"
        if file.is_file() and translator.load(str(file)):
            return QtLanguage(translator, locale)
    return None


def _without(parts: list[str], gone: str) -> list[str]:
    """A pattern without one of its parts, and without what stood between it and its neighbour."""
    if gone not in parts:
        return parts
    at = parts.index(gone)
    before, after = parts[:at], parts[at + 1 :]
    names = [number for number, part in enumerate(before) if re.fullmatch(_TOKEN, part)]
    if names:
        return [*before[: names[-1] + 1], *after]
    following = [number for number, part in enumerate(after) if re.fullmatch(_TOKEN, part)]
    return after[following[0] :] if following else after


def _clock(day: date, style: str) -> str:
    """The hour and minute where the style has them: `%H:%M`."""
    return f" {day:%H:%M}" if "%H" in style else ""
