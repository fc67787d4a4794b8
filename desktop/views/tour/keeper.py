"""Offers the tour once, leads through it, and gives the window back as it was."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from casework.words import say
from desktop.background.state import SyncState
from desktop.services.tour import Stop, Tour, read_tour, settle_tour
from desktop.views.desk import Desk, Place
from desktop.views.shell.shell import Shell
from desktop.views.tour.card import TourCard
from desktop.views.tour.offer import TourOffer

_LATER = say("The tour is under F1 whenever you want it.")
_FIRST_PAGES = frozenset({"today", "caseload", "team", "duty", "measures"})


class TourKeeper(QObject):
    """One for a window. Nothing of it is there while nobody takes the tour but a strip that was offered."""

    def __init__(self, desk: Desk, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self._tour = Tour(())
        self._stops: tuple[Stop, ...] = ()
        self._number = 0
        self._came_from: QWidget | None = None
        self._offers = False
        self.offer, self.card = TourOffer(), TourCard(shell)
        shell.add_strip(self.offer)
        shell.installEventFilter(self)
        for signal, slot in (
            (shell.begun, self._on_begun),
            (shell.put_away, self._on_put_away),
            (shell.help_key.tour_requested, self._on_wanted),
            (desk.went, self._on_went),
            (desk.syncer.state_changed, self._on_state),
            (self.offer.taken, self.begin),
            (self.offer.declined, self._on_declined),
            (self.card.next_requested, self._on_next),
            (self.card.back_requested, self._on_back),
            (self.card.end_requested, self.end),
        ):
            signal.connect(slot)

    @property
    def _is_quiet(self) -> bool:
        """Whether no strip says anything else."""
        return all(strip.isHidden() for strip in self._shell.strips if strip is not self.offer)

    @property
    def is_on(self) -> bool:
        """Whether somebody is being shown round."""
        return bool(self._stops)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside what is pointed at when the window, its text or its theme changes."""
        kinds = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and self.is_on and watched is self._shell:
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def begin(self) -> None:
        """Show the first stop."""
        self._settle()
        self._stops = tuple(stop for stop in self._tour.stops if self._target(stop) is not None)
        self._number = 0
        focused = QApplication.focusWidget()
        self._came_from = focused if focused is not None and not self.offer.isAncestorOf(focused) else None
        if self._stops:
            self._show()

    @Slot()
    def end(self) -> None:
        """Give the window back, with the keyboard where it was."""
        if not self.is_on:
            return
        self._stops = ()
        self.card.put_away()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._shell.pages.enter()
        self._came_from = None

    def _target(self, stop: Stop) -> QWidget | None:
        """What a stop points at, if this person has it."""
        found = self._shell.findChild(QWidget, stop.target)
        return found if found is not None and found.isVisibleTo(self._shell) else None

    def _show(self) -> None:
        stop = self._stops[self._number]
        target = self._target(stop)
        if target is None:
            self.end()
            return
        self._shell.rail.show_item(target)
        self.card.show_stop(stop, target, self._number + 1, len(self._stops))

    def _place(self) -> None:
        target = self._target(self._stops[self._number])
        if target is not None:
            self.card.place_at(target)

    def _settle(self) -> None:
        self._offers = False
        self._fit_offer()
        # Where the disk is full it is offered once more, another day: nobody is told of that.
        self._desk.ask(settle_tour, _settled, self, _not_settled)

    def _fit_offer(self) -> None:
        quiet = self._shell.place.name in _FIRST_PAGES and self._is_quiet
        if self._offers and quiet and self.offer.isHidden():
            self.offer.offer()
        elif not (self._offers and quiet):
            self.offer.hide()
        self._shell.fit_strips()

    @Slot()
    def _on_begun(self) -> None:
        self._desk.ask(read_tour, self._on_read, self)

    def _on_read(self, tour: Tour) -> None:
        self._tour, self._offers = tour, tour.offered
        self._fit_offer()

    @Slot()
    def _on_wanted(self) -> None:
        """From the help, at any time: what somebody may do can have changed since."""
        self._desk.ask(read_tour, self._on_read_again, self)

    def _on_read_again(self, tour: Tour) -> None:
        self._tour = tour
        self.begin()

    @Slot(object)
    def _on_went(self, _place: Place) -> None:
        """Whoever goes somewhere has seen enough; the strip waits on a first page."""
        self.end()
        self._fit_offer()

    @Slot(object)
    def _on_state(self, _state: SyncState) -> None:
        """Trouble goes before everything."""
        if not self._is_quiet:
            self.end()
        if self._offers:
            self._fit_offer()

    @Slot()
    def _on_put_away(self) -> None:
        self._stops = ()
        self.card.put_away()

    @Slot()
    def _on_declined(self) -> None:
        self._settle()
        self._shell.pages.enter()
        self._desk.say(_LATER)

    @Slot()
    def _on_next(self) -> None:
        if self._number + 1 < len(self._stops):
            self._number += 1
            self._show()
        else:
            self.end()

    @Slot()
    def _on_back(self) -> None:
        self._number = max(self._number - 1, 0)
        self._show()


def _settled(_nothing: None) -> None:
    """Nothing on the screen says so."""


def _not_settled(_error: Exception) -> None:
    """The strip is offered again at another unlock."""
