"""What a window shows and says, and what of it is neither a word of the program in the pseudo-language nor data."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.pseudo.words import CLOSES, LANGUAGE, OPENS

_RESOURCES = Path(__file__).parents[2] / "resources"
_WORD = re.compile(r"[A-Za-z]{2,}")
_TAG = re.compile(r"</?[a-z]+( [^<>]*)?>")
_KEYS = re.compile(r"\b(Ctrl|Alt|Shift)\+\w+")
_SHORTENED = re.compile(r"([^,:;·⟧(]{4,}?)\s*…")

SAME_EVERYWHERE = frozenset(
    {
        "page",
        "of",
        "doorstep",
        "ctrl",
        "alt",
        "shift",
        "esc",
        "tab",
        "enter",
        "return",
        "del",
        "home",
        "end",
        "pgup",
        "pgdown",
    }
)
"""The number of a page in the template of papers, the name of the program, and what is written on keys."""


def texts_of(widget: QWidget) -> Iterator[str]:
    """Every text of a widget that somebody reads or hears."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield from _rows(widget)


def left_over(text: str, data: Iterable[str]) -> str:
    """What is left of a text without what is said, without `data`, and without the names of days; "" if nothing."""
    rest = _TAG.sub(" ", _outside(text))
    # What is cut short is data if the data goes on so; a day that is cut short has no whole name of a month.
    rest = _SHORTENED.sub(lambda cut: " " if _cut_of(cut[1].strip(), data) else cut[0], rest)
    # The longest first: a name within an address goes with it.
    for known in sorted(data, key=len, reverse=True):
        rest = rest.replace(known.rstrip("."), " ")
    rest = _KEYS.sub(" ", rest)
    return " ".join(word for word in _WORD.findall(rest) if word.casefold() not in SAME_EVERYWHERE | _calendar())


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    # A list's model does not tell how many columns it has.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                found = index.data(role)
                if isinstance(found, str):
                    yield found


def _outside(text: str) -> str:
    """What stands outside of all brackets of the pseudo-language."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == OPENS) - (letter == CLOSES)
        if depth == 0:
            kept.append(letter)
    return "".join(kept)


def _cut_of(start: str, data: Iterable[str]) -> bool:
    return any(start in known for known in data) or bool(re.match(r"\d+-a\b", start))


@cache
def _calendar() -> frozenset[str]:
    """The words that the language writes days with."""
    locale = QLocale(LANGUAGE)
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    words = [locale.dayName(day, form) for day in range(1, 8) for form in forms]
    words += [locale.monthName(month, form) for month in range(1, 13) for form in forms]
    words += re.findall("'([^']*)'", locale.dateFormat(QLocale.FormatType.LongFormat))
    return frozenset(part.casefold() for word in words for part in _WORD.findall(word))


@cache
def words_of_tables() -> frozenset[str]:
    """What stands in the tables of rules: an agency's data, in its own words."""
    found: set[str] = set()
    for path in _RESOURCES.rglob("*.toml"):
        found |= set(strings_in(tomllib.loads(path.read_text("utf-8"))))
    return frozenset(found)


def strings_in(value: object) -> Iterator[str]:
    """Every string in lists and tables, keys left out."""
    if isinstance(value, str) and len(value) > 1:
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings_in(one)
