"""The foot of every page and what has to be said at the head: who printed it, as at when, what is not settled."""

from dataclasses import replace
from datetime import datetime

from casework.rules.day_words import long_day_with_year, plain_date
from casework.words import put_together, say
from desktop.installed import version
from desktop.services.copy_page import OLD_AFTER
from desktop.services.documents.printout import Printout, Stamp
from desktop.services.local_time import local
from desktop.services.session import Session

_NEVER = say("This laptop has never exchanged anything with the office: others may have recorded what is not here.")


def moment_words(at: datetime) -> str:
    """Such as "5 March 2026, 16:28", on the clock here."""
    here = local(at)
    return put_together("{day}, {here:%H:%M}", day=plain_date(here.date()), here=here)


def stamped(session: Session, printout: Printout) -> Printout:
    """A paper with its foot, and with a warning where what this laptop holds is old."""
    day = local(session.now())
    stale = stale_words(session)
    about = f"{printout.version} · " if printout.version else ""
    stamp = Stamp(
        printed=say(
            "Printed by {name}, {day}, {at:%H:%M}",
            name=session.name_of(session.me),
            day=long_day_with_year(day.date()),
            at=day,
        ),
        as_at=_as_at(session),
        version=say(
            "{about}Reference {reference} · Doorstep {version}",
            about=about,
            reference=printout.reference,
            version=version(),
        ),
    )
    return replace(printout, stamp=stamp, warnings=(*([stale] if stale else []), *printout.warnings))


def stale_words(session: Session) -> str:
    """That this laptop has not exchanged anything for long, in a sentence to act on; empty where it has."""
    synced = session.store.last_synced_at()
    if synced is None:
        return _NEVER
    if session.now() - synced <= OLD_AFTER:
        return ""
    return say(
        "This laptop last exchanged with the office on {moment}: ring before you rely on this paper.",
        moment=moment_words(synced),
    )


def _as_at(session: Session) -> str:
    synced, unsent = session.store.last_synced_at(), session.store.unsent()
    words = (
        say("As at {moment} (last exchange with the office)", moment=moment_words(synced))
        if synced
        else say("As at: never exchanged")
    )
    return say("{words} · {unsent} not at the office yet", words=words, unsent=unsent) if unsent else words
