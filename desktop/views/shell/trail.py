"""Where somebody has been, so that Back leads there."""

from desktop.views.desk import Place

_LONGEST = 30


class Trail:
    """The places visited, the latest last. Going to where one is already leaves no trace."""

    def __init__(self, start: Place) -> None:
        self._places = [start]

    @property
    def here(self) -> Place:
        """Where the person is now."""
        return self._places[-1]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return len(self._places) > 1

    def go(self, place: Place) -> None:
        """Note a new place."""
        if place != self.here:
            self._places = [*self._places, place][-_LONGEST:]

    def forget(self) -> None:
        """Forget where the person is: it is no place to come back to. The first place stays."""
        if len(self._places) > 1:
            self._places.pop()

    def back(self) -> Place:
        """Forget where the person is, and return where they were before; the first place stays."""
        self.forget()
        return self.here
