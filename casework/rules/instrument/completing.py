"""Who may complete which instrument on a day: whoever is trained in it and has not let that lapse (standards.md 45)."""

from collections.abc import Iterable
from datetime import date

from casework.records.assessment.assessment import Instrument
from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.day_words import plain_date
from casework.rules.training import holds, is_trained
from casework.words import say

_UNTRAINED = frozenset({Instrument.OTHER, Instrument.OASYS})
"""What nobody here is trained in: it is unknown, or it came with a case."""


def subject_for(instrument: Instrument) -> TrainingSubject | None:
    """What somebody has to be trained in to complete an instrument; the codes are the same. None: nothing."""
    return None if instrument in _UNTRAINED else TrainingSubject(instrument.value)


def may_complete(trainings: Iterable[Training], staff: str, instrument: Instrument, day: date) -> str | None:
    """None where a member of staff may complete an instrument on a day; else the sentence why not."""
    subject, known = subject_for(instrument), list(trainings)
    if subject is None or is_trained(known, staff, subject, day):
        return None
    do = say("Have somebody complete it who is trained, or have the training recorded.")
    own = [one for one in known if one.staff == staff and one.subject is subject]
    lapsed = [one for one in own if one.completed_on and one.completed_on <= day and not holds(one, day)]
    if lapsed:
        ends = [end for one in lapsed for end in (one.expires_on, one.ended and one.ended.on) if end]
        end = max(ends)
        return say(
            "The assessor's training in {words} ended on {end}. {do}", words=subject.words, end=plain_date(end), do=do
        )
    return say(
        "The assessor has no recorded training in {words} that counts on that day. {do}", words=subject.words, do=do
    )
