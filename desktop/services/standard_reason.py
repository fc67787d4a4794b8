"""Why a standard was not kept: one of the national reasons, recorded in the case (standards.md 93, 2H)."""

from casework.records.identifier import CaseId, case_scope
from casework.records.kept import Kept
from casework.records.sentence.standard_reason import NationalReason, StandardReason
from casework.rules.due import Due
from casework.rules.standard.reason import load_reasons
from casework.words import say
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

_COUNTS_AS = {
    Kept.YES: say("yes"),
    Kept.ORGANISATIONAL: say("organisational"),
    Kept.OUTWITH: say("outwith control"),
}


def give_reason(session: Session, case: CaseId, due: Due, reason: NationalReason, words: str = "") -> Change:
    """Record why one standard was not kept, for the time that ran.

    Raises:
        NotComplete: with a sentence for what is wrong.
    """
    record = StandardReason(
        rule=due.rule,
        about=due.about or None,
        since=due.since,
        reason=reason,
        words=words.strip() or None,
        recorded_by=session.me,
        recorded_on=session.today(),
    )
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])


def counts_as(reason: NationalReason) -> str:
    """What a reason counts as, within a sentence."""
    answer = load_reasons().fold(reason)
    return _COUNTS_AS[answer] if answer else say("not counted")
