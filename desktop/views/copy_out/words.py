"""What the page says of a record that is to be keyed elsewhere."""

from datetime import date

from casework.rules.copy_out.standing import Standing
from desktop.services.copy_out.page import KeyingCase, KeyingView, TickLine
from desktop.views import wording

NOTHING = "Nothing is to be keyed."
WHAT_SHOWS = "What you record and have to key into another system as well shows here until you tick it off."
_MEANINGS = {
    Standing.TO_KEY: "",
    Standing.CHANGED: "It was changed since it was keyed: mend it there, then tick it off again.",
    Standing.TO_REMOVE: "It does not hold any more since it was keyed: take it out there, then tick that off.",
    Standing.WAITS: "",
    Standing.KEYED: "",
}
_VERBS = {
    Standing.CHANGED: "&Mended there",
    Standing.TO_REMOVE: "&Taken out there",
}


def place_words(one: KeyingCase) -> str:
    """Where it is keyed, such as "CareJust, Contacts"."""
    return f"{one.layout.system_title}, {one.layout.block.place}"


def state_words(one: KeyingCase) -> str:
    """How it stands and for how long, and whose it is where it is somebody else's."""
    if not one.is_open:
        return f"Keyed by {one.ticks[-1].by}" if one.ticks else "Keyed"
    age = "today" if one.days == 0 else wording.counted(one.days, "day")
    whose = "" if one.mine else f" · {one.officer}"
    state = "" if one.standing is Standing.TO_KEY else f"{one.standing.value} · "
    return f"{state}{age}{whose}"


def meaning(one: KeyingCase) -> str:
    """What is to be done, in a sentence; empty where it is plain."""
    return " ".join(part for part in (_MEANINGS[one.standing], one.why, _of_correction(one)) if part)


def _of_correction(one: KeyingCase) -> str:
    if one.corrects and one.standing is Standing.TO_KEY:
        return "It corrects an earlier record: look whether that one is keyed."
    return ""


def verb(one: KeyingCase) -> str:
    """The words of the button that ticks it off."""
    return _VERBS.get(one.standing, f"&Re-keyed into {one.layout.system_title}")


def tick_words(ticks: tuple[TickLine, ...], today: date) -> str:
    """By whom and when it was keyed; empty where it was not."""
    said = [f"{'You' if one.mine else one.by}, {wording.day_and_time(one.at, today)}" for one in ticks]
    return f"Ticked off: {'; '.join(said)}." if said else ""


def summary(view: KeyingView) -> str:
    """How much there is: one's own, and each officer's with the age of the oldest."""
    mine = sum(one.mine for one in view.open)
    parts = [f"{mine} of yours" if mine else ""]
    for share in view.shares:
        oldest = (
            "all of today" if share.oldest_days == 0 else f"the oldest {wording.counted(share.oldest_days, 'day')} old"
        )
        parts.append(f"{share.officer} {share.count}, {oldest}")
    said = "; ".join(part for part in parts if part)
    return f"Still to be keyed: {said}." if said else ""


def off_words(view: KeyingView) -> str:
    """The lay-outs that the agency has not switched on."""
    if not view.off:
        return ""
    titles = "; ".join(view.off)
    return f"Not switched on in your agency, because nobody has compared them with its systems: {titles}."
