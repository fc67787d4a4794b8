"""Whether a protection concern still waits on the duty desk: until a telling with its time is recorded. Pure."""

from casework.records.contact.concern import Notified, ProtectionConcern, ToldHow
from casework.words import say

NOBODY_TOLD = say("Nobody is recorded as told: ring, then write whom you told and when.")
ONLY_MESSAGES = say("Only a message was left: ring again until somebody answers, then write whom you told and when.")
TOLD_TOO_EARLY = say(
    "Who was told: the time is before the concern was seen or heard; correct it by recording the telling again."
)


def concern_waits(concern: ProtectionConcern) -> bool:
    """Whether nobody was told yet and no senior has recorded why nobody is.

    Only a senior's reason can stand in `not_told`: the judgement of entries refuses anybody else's. What cannot be
    read does not count, so a concern rather waits too long than too short.
    """
    return concern.not_told is None and not tellings(concern)


def tellings(concern: ProtectionConcern) -> tuple[Notified, ...]:
    """Who was told of it and heard it, the first first: a message that was left and a time before it do not count."""
    since = concern.noticed_at
    heard = [one for one in concern.told if one.how is not ToldHow.MESSAGE and (since is None or one.at >= since)]
    return tuple(sorted(heard, key=lambda one: one.at))


def why_waiting(concern: ProtectionConcern) -> str:
    """What is missing, in a sentence to act on; empty where the concern does not wait."""
    if not concern_waits(concern):
        return ""
    if any(one.how is not ToldHow.MESSAGE for one in concern.told):
        return TOLD_TOO_EARLY
    return ONLY_MESSAGES if concern.told else NOBODY_TOLD
