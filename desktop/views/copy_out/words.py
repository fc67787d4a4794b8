"""What the page says of a record that is to be keyed elsewhere."""

from datetime import date

from casework.rules.copy_out.standing import Standing
from casework.words import say, say_count
from desktop.services.copy_out.page import KeyingCase, KeyingView, TickLine
from desktop.views import wording

NOTHING = say("Nothing is to be keyed.")
WHAT_SHOWS = say("What you record and have to key into another system as well shows here until you tick it off.")
_MEANINGS = {
    Standing.TO_KEY: "",
    Standing.CHANGED: say("It was changed after it was keyed: mend it there, then tick it off again."),
    Standing.TO_REMOVE: say("It was taken back after it was keyed: take it out there, then tick that off."),
    Standing.WAITS: "",
    Standing.KEYED: "",
}
_VERBS = {
    Standing.CHANGED: say("&Mended there"),
    Standing.TO_REMOVE: say("&Taken out there"),
}


def place_words(one: KeyingCase) -> str:
    """Where it is keyed, such as "CareJust, Contacts"."""
    return f"{one.layout.system_title}, {one.layout.block.place}"


def state_words(one: KeyingCase) -> str:
    """How it stands and for how long, and whose it is where it is somebody else's."""
    if not one.is_open:
        return say("Keyed by {by}", by=one.ticks[-1].by) if one.ticks else say("Keyed")
    age = say("today") if one.days == 0 else say_count(one.days, "{number} day", "{number} days")
    whose = "" if one.mine else f" · {one.officer}"
    state = "" if one.standing is Standing.TO_KEY else f"{one.standing.words} · "
    return f"{state}{age}{whose}"


def meaning(one: KeyingCase) -> str:
    """What is to be done, in a sentence; empty where it is plain."""
    return " ".join(part for part in (_MEANINGS[one.standing], one.why, _of_correction(one)) if part)


def _of_correction(one: KeyingCase) -> str:
    if one.corrects and one.standing is Standing.TO_KEY:
        return say("It corrects an earlier record: look whether that one is keyed.")
    return ""


def verb(one: KeyingCase) -> str:
    """The words of the button that ticks it off."""
    return _VERBS.get(one.standing, say("&Re-keyed into {system_title}", system_title=one.layout.system_title))


def tick_words(ticks: tuple[TickLine, ...], today: date) -> str:
    """By whom and when it was keyed; empty where it was not."""
    said = [f"{(say('You') if one.mine else one.by)}, {wording.day_and_time(one.at, today)}" for one in ticks]
    return say("Ticked off: {said}.", said="; ".join(said)) if said else ""


def summary(view: KeyingView) -> str:
    """How much there is: one's own, and each officer's with the age of the oldest."""
    mine = sum(one.mine for one in view.open)
    parts = [say("{mine} of yours", mine=mine) if mine else ""]
    for share in view.shares:
        oldest = (
            say("all of today")
            if share.oldest_days == 0
            else say("the oldest {counted} old", counted=say_count(share.oldest_days, "{number} day", "{number} days"))
        )
        parts.append(f"{share.officer} {share.count}, {oldest}")
    said = "; ".join(part for part in parts if part)
    return say("Still to be keyed: {said}.", said=said) if said else ""


def off_words(view: KeyingView) -> str:
    """The lay-outs that the agency has not switched on."""
    if not view.off:
        return ""
    titles = "; ".join(view.off)
    return say(
        "Not switched on in your agency, because nobody has compared them with its systems: {titles}.", titles=titles
    )
