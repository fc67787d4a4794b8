"""What can be done for an answer before it is its turn to be taken in: its entries read, checked and folded. Pure.

It looks at nothing but the answer, and may so be done in another thread while the store is at work. What of it holds is
decided when it is taken in: a page is used only where the cursor stands, a folded record only where nothing else
touches it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.ledger.entry import Sealed, entry_id
from casework.ledger.protocol import Page, PageItem, PullResponse
from casework.records.identifier import EntryId, Scope
from desktop.store.arrivals import Arrived
from desktop.store.kept import keep_alone
from desktop.store.ledger_table import Place, readable

Step = Callable[[], None]


def go_on() -> None:
    """Nothing."""


@dataclass(frozen=True)
class ReadyPage:
    """A page with its entries; None where one of them is not what its id says, or not of the page's scope."""

    page: Page
    came: list[Arrived] | None


@dataclass(frozen=True)
class ReadyPull:
    """An answer with its pages, read and folded as far as that can be done without the store."""

    response: PullResponse
    pages: Sequence[ReadyPage]


def make_ready(response: PullResponse) -> ReadyPull:
    """Read, check and fold the entries of an answer."""
    return ReadyPull(response, [ReadyPage(page, _checked(page, response.epoch)) for page in response.pages])


def ready_pull(response: PullResponse, ready: object) -> ReadyPull:
    """What was made ready, if it is of this very answer; else it is made now."""
    return ready if isinstance(ready, ReadyPull) and ready.response is response else make_ready(response)


def arrived(scope: Scope, item: PageItem, data: bytes, sealed: Sealed | None, epoch: int) -> Arrived:
    """An entry that came, with each record that it touches as it is kept if nothing else touches it."""
    place = Place(item.verdict, item.reason, epoch, item.position, item.order)
    one = Arrived(scope, EntryId(item.id), data, sealed, place, item.outline)
    placed = one.placed()
    if placed is None:
        return one
    kept = [keep_alone((scope, edit.record), placed, edit) for edit in one.edits()]
    return one._replace(kept=tuple([record for record in kept if record is not None]))


def _checked(page: Page, epoch: int) -> list[Arrived] | None:
    checked = []
    for item in page.entries:
        if item.bare and item.position <= page.position:
            checked.append(arrived(page.scope, item, b"", None, epoch))
            continue
        data = item.data.encode(errors="replace")
        sealed = readable(data)
        strange = sealed is not None and sealed.entry.scope != page.scope
        altered = not item.outline and (sealed.id if sealed else entry_id(data)) != item.id
        if altered or strange or item.position > page.position:
            return None
        checked.append(arrived(page.scope, item, data, sealed, epoch))
    return checked
