"""What is said of a copy for the person before it is saved: what is missing, and how old it is. Pure."""

from casework.rules.person_copy import CopySort
from casework.words import say, say_count
from desktop.services.copy_page import CopyPage, Gap
from desktop.views import wording
from desktop.views.partials.list_delegate import RowLook

SORT_WORDS = {
    CopySort.PLAN: say("Plan"),
    CopySort.REVIEWS: say("Reviews"),
    CopySort.ORDER: say("Order and conditions"),
    CopySort.RECORD: say("Whole record"),
}
"""The papers in the order in which they are offered."""

LEFT_OUT = say(
    "What is not shown above is left out, without a gap or a mark. The PDF is not encrypted: hand it over, then delete"
    " it."
)
_DECIDE = say("Go to a record listed below, decide what the person may be told, then come back.")
_WAITS = say("See below what it waits for.")
_SENIOR = say("All of it is withheld. A senior decides whether some of it may be told after all.")
_NOTHING = say("Nothing of this may be told to the person yet")
_NONE, _OTHER = say("Nothing is recorded here that could be told"), say("Record it first, or choose another copy.")


def gap_words(page: CopyPage) -> str:
    """How many fields are left out that somebody could do something about, and how many are withheld for good."""
    if not page.preparation.lines:
        return ""
    undecided, waiting = page.undecided, len(page.gaps) - page.undecided
    said = []
    if undecided:
        said.append(
            say_count(
                undecided,
                "{number} field nobody has decided about. It counts as withheld.",
                "{number} fields nobody has decided about. They count as withheld.",
            )
        )
    else:
        said.append(say("No field here waits for a decision."))
    if waiting:
        said.append(
            say_count(
                waiting,
                "{number} field may be told, and is left out for now.",
                "{number} fields may be told, and are left out for now.",
            )
        )
    if withheld := len(page.preparation.withheld):
        said.append(say_count(withheld, "{number} field is withheld.", "{number} fields are withheld."))
    return " ".join(said)


def gap_row(gap: Gap) -> RowLook:
    """A field that is left out, by its title and its record: the long one may be cut."""
    return RowLook(gap.key, gap.field_title, detail=gap.record_title, second=gap.why or say("Nobody has decided"))


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
        said.append(
            say("This laptop has not yet heard from the office. Others may have decided or corrected something.")
        )
    elif page.is_old:
        heard = wording.day_and_time(page.synced_at, page.today)
        said.append(
            say(
                "This laptop last heard from the office {heard}. Others may have corrected something since.",
                heard=heard,
            )
        )
    if page.unsent:
        said.append(
            say_count(
                page.unsent,
                "{number} thing on this laptop has not reached the office. What you wrote yourself is on the copy "
                "all the same.",
                "{number} things on this laptop have not reached the office. What you wrote yourself is on the copy "
                "all the same.",
            )
        )
    return " ".join(said)
