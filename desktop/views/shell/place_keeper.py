"""Leads whoever unlocks again back to where they were, and keeps where that is in the encrypted store."""

from dataclasses import fields
from typing import Any, get_args

from PySide6.QtCore import QObject, QTimer, Slot

from casework.words import say
from desktop.services.whereabouts import keep_place, place_to_reopen
from desktop.store.place_shelf import KeptPlace
from desktop.views.desk import Desk, Place, PlaceName
from desktop.views.shell.shell import Shell

AFTER_MS = 1_500
"""So long after somebody has done something it is looked where they are now."""
BACK = say("You are back where you were. Ctrl+1 leads to Today.")


class PlaceKeeper(QObject):
    """Begins the shell. From then on it looks where one is whenever something was done, and writes what has changed.

    That outlives a battery that goes flat; locking and closing write it once more, so that the time of leaving counts.
    """

    def __init__(self, desk: Desk, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self._kept: Place | None = None
        self._begun = False
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._on_look)
        desk.went.connect(self.look_soon)
        shell.put_away.connect(self._on_put_away)

    def begin(self) -> None:
        """Begin where the person was; where they go somewhere themselves meanwhile, there."""
        self._desk.ask(place_to_reopen, self._on_read, self)

    def _on_read(self, kept: KeptPlace | None) -> None:
        at = _place_of(kept) if kept is not None else None
        self._shell.start(at)
        self._begun = True
        self.look_soon()
        if at is not None and self._shell.place == at and self._shell.is_inside:
            self._desk.say(BACK)

    @Slot()
    def look_soon(self) -> None:
        """Somebody has done something: they may be somewhere else now."""
        if self._begun and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        if self._shell.isVisible() and self._shell.standing != self._kept:
            self._keep()

    @Slot()
    def _on_put_away(self) -> None:
        if self._begun:
            self._keep()

    def _keep(self) -> None:
        place = self._kept = self._shell.standing
        parts = {one.name: value for one in fields(place) if (value := getattr(place, one.name)) and one.name != "name"}
        # Nobody is told if the disk is full: what they write says so itself, and a place is not worth a window.
        self._desk.ask(lambda session: keep_place(session, place.name, parts), _kept, self._desk, _not_kept)


def _place_of(kept: KeptPlace) -> Place | None:
    """The place in this version's terms; None for what another version has kept."""
    parts: dict[str, Any] = dict(kept.parts)
    known = {one.name for one in fields(Place)} - {"name"}
    if kept.name not in get_args(PlaceName) or parts.keys() - known:
        return None
    name: Any = kept.name
    return Place(name, **parts)


def _kept(_nothing: None) -> None:
    """Nothing on the screen says where one is."""


def _not_kept(_error: Exception) -> None:
    """The next look tries again as soon as the place changes."""
