"""What is said of a copy for the person before it is saved: what is missing, and how old it is. Pure."""

from desktop.services.copy_page import CopyPage, Gap
from desktop.views import wording
from desktop.views.partials.list_delegate import RowLook

SORT_WORDS = {
    "Your plan": "Plan",
    "Your reviews": "Reviews",
    "Your order and its conditions": "Order and conditions",
    "Copy of your record": "Whole record",
}
"""The papers in the order in which they are offered, by the titles that are printed."""

LEFT_OUT = (
    "What is not shown above is left out, without a gap or a mark. The PDF is not encrypted: hand it over, then delete"
    " it."
)
_DECIDE = "Go to a record listed below, decide what the person may be told, then come back."
_WAITS = "See below what it waits for."
_SENIOR = "All of it is withheld. A senior decides whether some of it may be told after all."
_NOTHING = "Nothing of this may be told to the person yet"
_NONE, _OTHER = "Nothing is recorded here that could be told", "Record it first, or choose another copy."


def gap_words(page: CopyPage) -> str:
    """How many fields are left out that somebody could do something about, and how many are withheld for good."""
    if not page.preparation.lines:
        return ""
    undecided, waiting = page.undecided, len(page.gaps) - page.undecided
    said = []
    if undecided:
        is_are = "It counts" if undecided == 1 else "They count"
        said.append(f"{wording.counted(undecided, 'field')} nobody has decided about. {is_are} as withheld.")
    else:
        said.append("No field here waits for a decision.")
    if waiting:
        said.append(f"{wording.counted(waiting, 'field')} may be told, and {_verb(waiting)} left out for now.")
    if withheld := len(page.preparation.withheld):
        said.append(f"{wording.counted(withheld, 'field')} {_verb(withheld)} withheld.")
    return " ".join(said)


def gap_row(gap: Gap) -> RowLook:
    """A field that is left out, by its title and its record: the long one may be cut."""
    return RowLook(gap.key, gap.field_title, detail=gap.record_title, second=gap.why or "Nobody has decided")


def nothing_words(page: CopyPage) -> tuple[str, str]:
    """That nothing may be told, and what to do."""
    if page.undecided:
        return _NOTHING, _DECIDE
    if page.gaps:
        return _NOTHING, _WAITS
    return (_NOTHING, _SENIOR) if page.preparation.withheld else (_NONE, _OTHER)


def age_words(page: CopyPage) -> str:
    """What the office does not know of, or this laptop does not; empty where they are of one mind."""
    said = []
    if page.synced_at is None:
        said.append("This laptop has not yet heard from the office. Others may have decided or corrected something.")
    elif page.is_old:
        heard = wording.day_and_time(page.synced_at, page.today)
        said.append(f"This laptop last heard from the office {heard}. Others may have corrected something since.")
    if page.unsent:
        what = f"{wording.counted(page.unsent, 'thing')} on this laptop {'has' if page.unsent == 1 else 'have'}"
        said.append(f"{what} not reached the office. What you wrote yourself is on the copy all the same.")
    return " ".join(said)


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"
