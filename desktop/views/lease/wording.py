"""What is said about a lease. Pure."""

from datetime import date

from casework.rules.lease import LeaseState
from casework.words import say, say_count
from desktop.services.lease import LeaseLine
from desktop.services.session import DutyLine
from desktop.views import wording

STOPPED_TITLE = say("The office has stopped this laptop")
STOPPED = say(
    "What you had recorded and not sent has been handed over, and a senior looks at it. Nothing else can be done here. "
    "Ring your administrator. Once the office has a copy of everything, the records on this laptop are destroyed."
)
SEALED = say(
    "What you had begun about a person you no longer work with was sealed and goes to the office, for whoever works "
    "with that person now. It cannot be read on this laptop any more."
)


SIGN_IN = say("&Sign in with the agency")
GIVE_UP = say("&Stop signing in")


def title_words(line: LeaseLine, today: date) -> str:
    """Return the headline of the page."""
    if line.lease.asks_sign_in:
        return say("Sign in with your agency to go on")
    if line.state is LeaseState.SET_BACK:
        return say("This laptop's clock was set back")
    reached = line.lease.reached_at
    if reached is None:
        return say("This laptop has not reached the office")
    return say(
        "This laptop has not reached the office since {day_and_time}", day_and_time=wording.day_and_time(reached, today)
    )


def meaning_words(line: LeaseLine, today: date) -> str:
    """Say why, and what it means for the work."""
    if line.lease.asks_sign_in:
        return say(
            "Your agency asks for that from time to time, so that a laptop in wrong hands stops being of use. Until "
            "then nobody can read the records on it. {kept}",
            kept=_kept_words(line),
        )
    if line.state is LeaseState.SET_BACK:
        why = say(
            "It shows {day_and_time}, earlier than it has been before. ",
            day_and_time=wording.day_and_time(line.now, today),
        )
    else:
        why = ""
    return say(
        "{why}Until it has reached the office again, nobody can read the records on it. {kept}",
        why=why,
        kept=_kept_words(line),
    )


def _kept_words(line: LeaseLine) -> str:
    if not line.unsent:
        return say("Nothing is lost: everything you wrote is safe on this laptop.")
    return say_count(
        line.unsent,
        "Nothing is lost: everything you wrote is safe on this laptop, and {number} record that is not yet at the "
        "office will go by itself.",
        "Nothing is lost: everything you wrote is safe on this laptop, and {number} records that are not yet at the "
        "office will go by themselves.",
    )


def advice_words(line: LeaseLine, today: date) -> str:
    """Say what to do."""
    if line.lease.asks_sign_in:
        return say(
            "Your browser opens with the agency's own sign-in; afterwards this page goes by itself. If the agency does "
            "not know you there, ring your administrator, who can let this laptop go on."
        )
    first = say(
        "Connect it to the agency's network, or to the internet through your telephone. This page goes by itself as "
        "soon as the office has answered."
    )
    if line.state is LeaseState.SET_BACK:
        return say("{first} If the clock is wrong, set it right.", first=first)
    if line.state is LeaseState.LONG_OVER:
        shown = wording.day_and_time(line.now, today)
        return say(
            "{first} If the clock is wrong (it shows {shown}), that can be the reason: set it right.",
            first=first,
            shown=shown,
        )
    return first


def duty_words(duty: DutyLine | None, today: date) -> str:
    """Say whom to telephone to know something about a person now."""
    if duty is None:
        return say("To know something about a person now, telephone your team: nobody is on the rota on this laptop.")
    number = duty.telephone or say("no number on the rota")
    until = wording.time_today(duty.until, today)
    return say(
        "To know something about a person now, telephone the duty senior, {duty}: {number} (until {until}).",
        duty=duty.name,
        number=number,
        until=until,
    )


def ending_words(line: LeaseLine, today: date) -> str:
    """Say that the lease ends soon; empty where it does not."""
    until, reached = line.lease.until, line.lease.reached_at
    if line.state is not LeaseState.ENDS_SOON or until is None or reached is None:
        return ""
    return say(
        "This laptop last reached the office {day_and_time}. Connect it by {day_and_time_2}: after that its records "
        "cannot be read until it has.",
        day_and_time=wording.day_and_time(reached, today),
        day_and_time_2=wording.day_and_time(until, today),
    )


def sign_in_words(line: LeaseLine, today: date) -> str:
    """Say that they have to sign in with the agency soon, or that it waits for them; empty where they do not."""
    by, reached = line.lease.sign_in_by, line.lease.reached_at
    if line.state is LeaseState.HELD and line.lease.held_until is not None:
        return say(
            "Sign in with your agency again. End your visit and what you are writing first; once you have, or "
            "{day_and_time}, your records are shut until you have signed in.",
            day_and_time=wording.day_and_time(line.lease.held_until, today),
        )
    if by is None or reached is None or line.lease.asks_sign_in:
        return ""
    return say(
        "Your agency asks you to sign in with it again by {day_and_time}. It takes a minute in your browser, with a "
        "connection; until then everything goes on as it is.",
        day_and_time=wording.day_and_time(by, today),
    )
