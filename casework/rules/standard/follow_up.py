"""What is to be done after somebody failed to attend: step by step, and what is still missing (standards.md 101, 104).

No source gives a number of days for these steps but for the first meeting of a licence, which is a rule of its table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.records.contact.contact import Outcome
from casework.records.file.ending import RuleRef
from casework.records.part import Choice
from casework.rules.day_words import plain_date
from casework.rules.due import Due
from casework.rules.standard.fact import CaseFacts, Failure, Meeting
from casework.words import say

FAILED = frozenset({Outcome.ACCEPTABLE, Outcome.UNACCEPTABLE, Outcome.UNDECIDED})
"""The person was expected and did not come."""

FOLLOW_UP = RuleRef(code="failure_follow_up", version=1)
"""By what the next step after a failure to attend is named among what is due."""

_SOURCE = say("Dundee report 299-2005, A3 and F9: follow-up of failures to attend. No number of days is given")


class FollowUpStep(Choice):
    """What is done after somebody failed to attend, in this order."""

    RECORD = "record", say("Record the failure to attend")
    REACH = "reach", say("Try to reach the person: telephone, visit")
    EXPLAIN = "explain", say("Ask for the explanation")
    DECIDE = "decide", say("Decide whether the absence was acceptable")
    LETTER = "letter", say("Send the letter")
    ACT = "act", say("Warn, report, or write why nothing more is done")


@dataclass(frozen=True)
class FollowUp:
    """One failure to attend. `record`: the contact it stands in, else the compliance record; `missing`, in order."""

    record: str
    on: date
    missing: tuple[FollowUpStep, ...]

    @property
    def next_step(self) -> FollowUpStep:
        """What comes next, of one that is not over."""
        return self.missing[0]


def follow_ups(facts: CaseFacts) -> tuple[FollowUp, ...]:
    """Every failure to attend about which something is still to be done, the earliest first."""
    found = [one for one in _all(facts) if one.missing]
    return tuple(sorted(found, key=lambda one: (one.on, one.record)))


def follow_up_dues(facts: CaseFacts, today: date) -> list[Due]:
    """The next step after the last failure to attend, where one is missing: it deals with those before it, too.

    Nothing of a time when the case was not kept here, nor once the work has ended.
    """
    found = [one for one in follow_ups(facts) if one.on <= today and not (facts.kept_from and one.on < facts.kept_from)]
    if not found or (facts.closed_on and facts.closed_on <= today):
        return []
    last = found[-1]
    step = last.next_step
    title = say(
        "Failure to attend on {on}: {words}{words_2}",
        on=plain_date(last.on),
        words=step.words[0].lower(),
        words_2=step.words[1:],
    )
    closes = say("Each step on the compliance record of the failure, or that the absence was acceptable.")
    return [Due(FOLLOW_UP, title, last.on, last.on, _SOURCE, last.record, at_once=True, closes=closes)]


def _all(facts: CaseFacts) -> Iterator[FollowUp]:
    named = {one.contact for one in facts.failures}
    meetings = {one.ident: one for one in facts.meetings}
    for failure in facts.failures:
        meeting = meetings.get(failure.contact)
        yield FollowUp(failure.contact or failure.ident, failure.on, tuple(_missing(failure, meeting, facts)))
    for meeting in facts.meetings:
        # What was already found acceptable needs nothing more than the contact that says so.
        if meeting.outcome in FAILED - {Outcome.ACCEPTABLE} and meeting.ident not in named:
            yield FollowUp(meeting.ident, meeting.on, tuple(FollowUpStep))


def _missing(failure: Failure, meeting: Meeting | None, facts: CaseFacts) -> Iterator[FollowUpStep]:
    # A failure that was corrected to something else is over.
    if meeting and meeting.outcome not in FAILED:
        return
    acceptable = failure.acceptable
    if acceptable is None and meeting and meeting.outcome is Outcome.ACCEPTABLE:
        acceptable = True
    if acceptable:
        return
    if not failure.attempts and not _seen_since(failure, facts):
        yield FollowUpStep.REACH
    if not failure.explained:
        yield FollowUpStep.EXPLAIN
    if acceptable is None:
        yield FollowUpStep.DECIDE
    if failure.letter_on is None:
        yield FollowUpStep.LETTER
    if not failure.acted:
        yield FollowUpStep.ACT


def _seen_since(failure: Failure, facts: CaseFacts) -> bool:
    """Whether the person was met or spoken to after the failure: then they were reached."""
    done = (one for one in facts.meetings if one.recorded and one.on >= failure.on and one.ident != failure.contact)
    return any(one.outcome in {Outcome.COMPLIED, Outcome.NOT_COMPLIED} for one in done)
