"""What is said of a laptop that may be stopped, and of whose records were on it. Pure."""

from datetime import date

from casework.ledger.stopping import HeldPerson, LaptopLine, StopResponse
from casework.words import say, say_count
from desktop.views import wording

FOR_THE_REPORT = say("For the report of the loss:")


def laptop_words(one: LaptopLine, today: date) -> str:
    """Such as "At the office last today 14:02 · 12 cases · 3 records not sent"."""
    seen = (
        say("At the office last {day_and_time}", day_and_time=wording.day_and_time(one.seen_at, today))
        if one.seen_at
        else say("Not used yet")
    )
    unsent = (
        [say("{counted} not sent then", counted=say_count(one.unsent, "{number} record", "{number} records"))]
        if one.unsent
        else []
    )
    return " · ".join([seen, say_count(one.cases, "{number} case", "{number} cases"), *unsent])


def held_words(answer: StopResponse) -> str:
    """How many people's records were on it."""
    count = len(answer.people) + answer.others
    if not count:
        return say("Nobody's records were on it.")
    return say_count(
        count,
        "{number} person's records are, or may still be, on it. {for_the_report}",
        "{number} people's records are, or may still be, on it. {for_the_report}",
        for_the_report=FOR_THE_REPORT,
    )


def people_words(answer: StopResponse, today: date) -> str:
    """A line for each, in words that can be copied; whoever is kept from a case is told only that there is one."""
    lines = [_person_words(one, today) for one in answer.people]
    if answer.others:
        lines.append(
            say_count(
                answer.others,
                "And {number} person whose case is closed to you: the administrator names them.",
                "And {number} people whose cases are closed to you: the administrator names them.",
            )
        )
    return "\n".join(lines)


def _person_words(one: HeldPerson, today: date) -> str:
    named = one.name or say("Name not recorded")
    part = say(", the restricted part too") if one.restricted else ""
    return f"{named}, {wording.born_words(one.born, today)}{part}"
