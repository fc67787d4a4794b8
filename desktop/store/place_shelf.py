"""Where somebody was when they locked, and whether they know their way: kept among the records, being theirs."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime

from casework.records.identifier import CaseId, StaffId
from desktop.store.identity import FactTable


@dataclass(frozen=True)
class KeptPlace:
    """A page by its `name`, with what it was about (ids by name), who was there, and when."""

    name: str
    parts: Mapping[str, str]
    staff: StaffId
    at: datetime

    @property
    def case(self) -> CaseId | None:
        """The case that it was about; None for a page about no case."""
        return CaseId(self.parts["case"]) if "case" in self.parts else None


class PlaceShelf:
    """One place, in the encrypted store and nowhere else. Used on the store's thread."""

    def __init__(self, facts: FactTable, commit: Callable[[], AbstractContextManager[None]]) -> None:
        self._facts = facts
        self._commit = commit

    def keep(self, place: KeptPlace) -> None:
        """Keep a place instead of the one before. Raises ``DiskFull``."""
        with self._commit():
            self._facts.save_place(json.dumps({**asdict(place), "at": place.at.isoformat()}))

    def load(self) -> KeptPlace | None:
        """Return the place kept last; None where there is none."""
        text = self._facts.load_place()
        if text is None:
            return None
        body = json.loads(text)
        return KeptPlace(**{**body, "at": datetime.fromisoformat(body["at"])})

    @property
    def knows_the_way(self) -> bool:
        """Whether the person took the tour or said that they do not want it."""
        return self._facts.load_tour_settled()

    def settle_tour(self) -> None:
        """Offer the tour no more. Raises ``DiskFull``."""
        with self._commit():
            self._facts.save_tour_settled()
