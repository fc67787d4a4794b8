"""Add an address, or change one: what it is used for, where it is, from when until when, how to get in."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from casework.records.person.address import ADDRESS_WORDS, AddressSort, Place
from casework.words import say
from desktop.services.amend import add_address, change_address
from desktop.services.moving import Home, HomeBefore, homes_now, move_home
from desktop.services.session import Session
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField
from desktop.views.case_sheets.field_row import field_row
from desktop.views.case_sheets.known import Known, reader, standing_address
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.theme.token import SPACE_24

Standing = tuple[Place | None, str, tuple[Home, ...]]
"""The address, how to get in, and for a new one the homes until now."""

_ADD = SheetWords(say("Add an address"), say("&Save address"), say("Address added."))
_CHANGE = SheetWords(say("Change an address"), say("&Save address"), say("Address saved."), changes=True)
_NOTES_MOST = 2000
_DAY = say("Write the day as day, month and year, or leave it out.")


_BEFORE = {
    HomeBefore.ALL_MOVED: say("They have left it, and the household with them"),
    HomeBefore.MOVED: say("They have left it; the household stays, or is not known"),
    HomeBefore.KEPT: say("They live there as well"),
}


class AddressSheet(Sheet[Standing]):
    """``address`` is the record to change; None for a new one."""

    editors: ClassVar[Mapping[str, str]] = {"place": "ends"}

    def __init__(self, desk: Desk, case: CaseId, address: str | None, parent: QWidget) -> None:
        stands = partial(_standing, address=address or "")
        super().__init__(desk, case, parent, _CHANGE if address else _ADD, reader(case, stands))
        self._address = address
        self.sort = Choice(
            tuple(Option(sort, words) for sort, words in ADDRESS_WORDS.items()), name="sort", in_rows=True
        )
        self.sort.set_keys([AddressSort.HOME])
        self.line = LineField(say("S&treet"), "line", 300, hint=say("House or flat, and street."))
        self.town = LineField(say("T&own"), "town", 100, optional=True)
        self.postcode = LineField(say("&Postcode"), "postcode", 10, optional=True)
        self.before = Choice(tuple(Option(one, words) for one, words in _BEFORE.items()), name="before", in_rows=True)
        self._before = FormField(say("The ho&me until now"), self.before, name="before")
        self.starts = DayField(say("&From"), "starts", past=True, optional=True)
        self.ends = DayField(say("&Until"), "ends", past=True, optional=True)
        self.notes = NarrativeEdit(name="notes", lines=3)
        notes = FormField(
            say("How to get &in"), self.notes, name="notes", hint=say("Buzzer, stair, dog, close."), optional=True
        )
        used = FormField(say("&Used as"), self.sort, name="sort")
        used.edited.connect(self._show_before)
        self.add(used, self.line)
        self.watch(self.town, self.postcode, self.starts, self.ends)
        self.column.addWidget(FoldRow(self.town, self.postcode, narrow_px=480, stretch=(2, 1), gap_px=SPACE_24))
        self.column.addWidget(field_row(self.starts, self.ends))
        self.add(self._before, notes)

    def show_known(self, known: Known[Standing]) -> None:
        """Show the address as recorded."""
        place, notes, homes = known.stands
        self._before.set_hint("; ".join(_home_words(home) for home in homes))
        self.before.set_enabled_keys([one for one in HomeBefore if one is not HomeBefore.ALL_MOVED or _along(homes)])
        self._show_before()
        self.starts.set_today(known.today)
        self.ends.set_today(known.today)
        self.notes.set_text(notes)
        if place is None:
            return
        self.sort.set_keys([place.sort])
        self.line.set_text(place.line)
        self.town.set_text(place.town)
        self.postcode.set_text(place.postcode)
        self.starts.set_value(place.starts)
        self.ends.set_value(place.ends)

    @Slot()
    def _show_before(self) -> None:
        """Whoever adds a home is asked about the one until now: two homes at once send somebody to the wrong door."""
        self._before.setVisible(self._asks())
        if self.isVisible():
            self.fit()

    def _asks(self) -> bool:
        homes = self.known.stands[2] if self.known else ()
        return self._address is None and bool(homes) and self.sort.key == AddressSort.HOME

    def stands_words(self, known: Known[Standing]) -> str:
        """The address on one line."""
        place, notes, _ = known.stands
        return ". ".join(part for part in (place.one_line() if place else "", notes) if part)

    def problems(self) -> Mapping[str, str]:
        """A street, and days that can be read and follow one another."""
        found = {} if self.line.text else {"line": say("Write the house and the street.")}
        found |= {field.editor.objectName(): _DAY for field in (self.starts, self.ends) if field.puzzled}
        if self._asks() and not self.before.key:
            found["before"] = say("Choose what becomes of the home until now.")
        starts, ends = self.starts.value, self.ends.value
        if starts and ends and ends < starts:
            found["ends"] = say("The last day is before the first; correct one of them.")
        if len(self.notes.text.strip()) > _NOTES_MOST:
            found["notes"] = say("Shorten this to {notes_most} characters.", notes_most=_NOTES_MOST)
        return found

    def work(self) -> Work:
        """Add or change the address."""
        case, address, notes = self.case, self._address, self.notes.text.strip()
        place = Place(
            sort=AddressSort(self.sort.key),
            line=self.line.text,
            town=self.town.text,
            postcode=self.postcode.text,
            starts=self.starts.value,
            ends=self.ends.value,
        )
        if self._asks():
            before = HomeBefore(self.before.key)
            return lambda session: move_home(session, case, place, notes, before)
        if address is None:
            return lambda session: add_address(session, case, place, notes)
        return lambda session: change_address(session, case, address, place, notes)


def _standing(session: Session, case: CaseId, *, address: str) -> Standing:
    place, notes = standing_address(session, case, address=address)
    return place, notes, () if address else homes_now(session, case)


def _along(homes: tuple[Home, ...]) -> bool:
    return any(home.household for home in homes)


def _home_words(home: Home) -> str:
    return f"{home.words} ({', '.join(home.household)})" if home.household else home.words
