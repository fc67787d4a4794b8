"""The pages of the window, each made when it is first gone to and kept from then on."""

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views.desk import Desk, Place, PlaceName

PageMaker = Callable[[Desk], QWidget]
"""Makes a page; what it makes has ``show_place``, unless it is the same everywhere."""


@runtime_checkable
class ShowsPlace(Protocol):
    """What a page can do that shows one place or another."""

    def show_place(self, place: Place) -> None:
        """Go there."""
        ...


@runtime_checkable
class KnowsPlace(Protocol):
    """What a page can do that shows more than the place it was asked for says."""

    def standing(self, place: Place) -> Place:
        """Say more exactly where one is on the page, so that one can be led back there."""
        ...


class PageStack(QStackedWidget):
    """One page for each name of a place; Today stands in for a name without a page."""

    def __init__(self, desk: Desk, makers: Mapping[PlaceName, PageMaker]) -> None:
        super().__init__()
        self.setObjectName("page_stack")
        self._desk, self._makers = desk, dict(makers)
        self._pages: dict[PlaceName, QWidget] = {}

    def show_place(self, place: Place) -> None:
        """Show the page of ``place``, let it go there and give it the keyboard."""
        page = self._page(place.name if place.name in self._makers else "today")
        self.setCurrentWidget(page)
        if isinstance(page, ShowsPlace):
            page.show_place(place)
        self.enter()

    def standing(self, place: Place) -> Place:
        """Return ``place`` as exactly as the page that shows it knows it."""
        page: object = self.currentWidget()
        return page.standing(place) if isinstance(page, KnowsPlace) else place

    def enter(self) -> None:
        """Give the focus to what had it last on the page, or else to the first that takes it."""
        page = self.currentWidget()
        if page is None:
            return
        last = page.focusWidget()
        target = last if _takes_focus(last) and page.isAncestorOf(last) else _first(page)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, name: PlaceName) -> QWidget:
        if name not in self._pages:
            self._pages[name] = self._makers[name](self._desk)
            self.addWidget(self._pages[name])
        return self._pages[name]


def _takes_focus(widget: QWidget | None) -> bool:
    if widget is None:
        return False
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget.isVisible() and widget.isEnabled() and wanted


def _first(page: QWidget) -> QWidget | None:
    widget = page.nextInFocusChain()
    while widget and widget is not page:
        if page.isAncestorOf(widget) and _takes_focus(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None
