"""What a run ends with when a promise was broken."""


class Violation(Exception):
    """A promise of section 7 that does not hold; `invariant` is the name of the function that found it."""

    def __init__(self, invariant: str, what: str) -> None:
        super().__init__(f"{invariant}: {what}")
        self.invariant = invariant
        self.what = what


def require(holds: bool, invariant: str, what: str) -> None:
    """Raise a `Violation` unless something holds."""
    if not holds:
        raise Violation(invariant, what)
