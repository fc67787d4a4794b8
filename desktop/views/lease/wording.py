"""What is said about a lease. Pure."""

from datetime import date

from casework.rules.lease import LeaseState
from desktop.services.lease import LeaseLine
from desktop.services.session import DutyLine
from desktop.views import wording

STOPPED_TITLE = "The office has stopped this laptop"
STOPPED = (
    "What you had recorded and not sent has been handed over, and a senior looks at it. Nothing else can be done here. "
    "Ring your administrator. Once the office has a copy of everything, the records on this laptop are destroyed."
)
SEALED = (
    "What you had begun about a person you no longer work with was sealed and goes to the office, for whoever works "
    "with that person now. It cannot be read on this laptop any more."
)


SIGN_IN = "&Sign in with the agency"
GIVE_UP = "&Stop signing in"


def title_words(line: LeaseLine, today: date) -> str:
    """Return the headline of the page."""
    if line.lease.asks_sign_in:
        return "Sign in with your agency to go on"
    if line.state is LeaseState.SET_BACK:
        return "This laptop's clock was set back"
    reached = line.lease.reached_at
    if reached is None:
        return "This laptop has not reached the office"
    return f"This laptop has not reached the office since {wording.day_and_time(reached, today)}"


def meaning_words(line: LeaseLine, today: date) -> str:
    """Say why, and what it means for the work."""
    if line.lease.asks_sign_in:
        return (
            "Your agency asks for that from time to time, so that a laptop in wrong hands stops being of use. Until "
            f"then nobody can read the records on it. {_kept_words(line)}"
        )
    if line.state is LeaseState.SET_BACK:
        why = f"It shows {wording.day_and_time(line.now, today)}, earlier than it has been before. "
    else:
        why = ""
    return f"{why}Until it has reached the office again, nobody can read the records on it. {_kept_words(line)}"


def _kept_words(line: LeaseLine) -> str:
    kept = "Nothing is lost: everything you wrote is safe on this laptop"
    if line.unsent:
        are = "is" if line.unsent == 1 else "are"
        kept += f", and {wording.counted(line.unsent, 'record')} that {are} not yet at the office will go by themselves"
    return f"{kept}."


def advice_words(line: LeaseLine, today: date) -> str:
    """Say what to do."""
    if line.lease.asks_sign_in:
        return (
            "Your browser opens with the agency's own sign-in; afterwards this page goes by itself. If the agency does "
            "not know you there, ring your administrator, who can let this laptop go on."
        )
    first = (
        "Connect it to the agency's network, or to the internet through your telephone. This page goes by itself as "
        "soon as the office has answered."
    )
    if line.state is LeaseState.SET_BACK:
        return f"{first} If the clock is wrong, set it right."
    if line.state is LeaseState.LONG_OVER:
        shown = wording.day_and_time(line.now, today)
        return f"{first} If the clock is wrong (it shows {shown}), that can be the reason: set it right."
    return first


def duty_words(duty: DutyLine | None, today: date) -> str:
    """Say whom to telephone to know something about a person now."""
    if duty is None:
        return "To know something about a person now, telephone your team: nobody is on the rota on this laptop."
    number = duty.telephone or "no number on the rota"
    until = wording.time_today(duty.until, today)
    return f"To know something about a person now, telephone the duty senior, {duty.name}: {number} (until {until})."


def ending_words(line: LeaseLine, today: date) -> str:
    """Say that the lease ends soon; empty where it does not."""
    until, reached = line.lease.until, line.lease.reached_at
    if line.state is not LeaseState.ENDS_SOON or until is None or reached is None:
        return ""
    return (
        f"This laptop last reached the office {wording.day_and_time(reached, today)}. Connect it by "
        f"{wording.day_and_time(until, today)}: after that its records cannot be read until it has."
    )


def sign_in_words(line: LeaseLine, today: date) -> str:
    """Say that they have to sign in with the agency soon, or that it waits for them; empty where they do not."""
    by, reached = line.lease.sign_in_by, line.lease.reached_at
    if line.state is LeaseState.HELD and line.lease.held_until is not None:
        return (
            "Sign in with your agency again. End your visit and what you are writing first; once you have, or "
            f"{wording.day_and_time(line.lease.held_until, today)}, your records are shut until you have signed in."
        )
    if by is None or reached is None or line.lease.asks_sign_in:
        return ""
    return (
        f"Your agency asks you to sign in with it again by {wording.day_and_time(by, today)}. It takes a minute in "
        "your browser, with a connection; until then everything goes on as it is."
    )
