"""What the stories of revocation look for on a laptop: a case with its newest state, or no trace of it at all."""

from casework.records.identifier import CaseId
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import KEY
from tests.scenarios.laptop import Laptop
from tests.scenarios.side import Thing


def here_with(laptop: Laptop, person: Thing, telephone: str) -> bool:
    """Whether the laptop shows the case with this newest telephone number."""
    return laptop.sees(person, "telephone") == telephone


def gone(laptop: Laptop, case: CaseId, *words: str) -> bool:
    """Whether nothing of the case is shown, found, kept or left in the file, and the purge is confirmed."""
    plain = plain_bytes(laptop.path, KEY)
    return (
        not laptop.has(case)
        and not laptop.rows(case)
        and not laptop.store.left()
        and not any(laptop.store.search(word) for word in words)
        and not any(word.encode() in plain for word in words)
    )
