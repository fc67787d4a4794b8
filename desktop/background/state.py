"""How the sync stands, in one word, a number and a sentence for the person at the laptop."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.errors import Unavailable, UserError
from casework.words import say
from desktop.sync.engine import LARGEST_SKEW_S
from desktop.sync.fault import ChainForked

Kind = Literal["at_office", "waiting", "syncing", "offline", "attention"]


@dataclass(frozen=True)
class SyncState:
    """What a window shows of the sync. `unsent`: entries that are only on this laptop so far.

    `new_code`: this laptop was restored or copied, and goes on with a new code from the administrator.
    """

    kind: Kind
    unsent: int
    last_synced_at: datetime | None
    sentence: str
    new_code: bool = False


@dataclass(frozen=True)
class Known:
    """What the state follows from. `skew_s`: how far the laptop's clock is ahead of the office's.

    `audit_broken`: the office's audit lacks what this laptop was told of it.
    """

    unsent: int = 0
    last_synced_at: datetime | None = None
    running: bool = False
    fault: UserError | None = None
    skew_s: float = 0.0
    audit_broken: bool = False


_AUDIT_BROKEN = say(
    "The office's account of who read and changed what lacks something that this laptop was told of. Your records are "
    "safe, and you can go on. Tell your manager: the administrator runs doorstep-server audit verify."
)


def describe_state(known: Known) -> SyncState:
    """Say how the sync stands."""
    kind, sentence = _kind_and_sentence(known)
    return SyncState(kind, known.unsent, known.last_synced_at, sentence, isinstance(known.fault, ChainForked))


def _kind_and_sentence(known: Known) -> tuple[Kind, str]:
    if known.running:
        return "syncing", say("Exchanging records with the office.")
    if known.fault is not None:
        return ("offline" if isinstance(known.fault, Unavailable) else "attention"), known.fault.sentence
    if known.audit_broken or abs(known.skew_s) > LARGEST_SKEW_S:
        return "attention", _AUDIT_BROKEN if known.audit_broken else _clock_sentence(known.skew_s)
    if known.unsent:
        are = "entry is" if known.unsent == 1 else "entries are"
        return "waiting", f"{known.unsent} {are} saved on this laptop and not yet at the office."
    if known.last_synced_at is None:
        return "waiting", say("This laptop has not yet exchanged records with the office.")
    return "at_office", say("Everything is at the office.")


def _clock_sentence(skew_s: float) -> str:
    minutes = round(abs(skew_s) / 60)
    where = say("ahead of") if skew_s > 0 else say("behind")
    return say(
        "This laptop's clock is {minutes} minutes {where} the office's. Set it right: what you record carries its "
        "time.",
        minutes=minutes,
        where=where,
    )
