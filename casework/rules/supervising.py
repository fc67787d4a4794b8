"""Supervision as it stands: when somebody was last supervised, when it is due, what of it is still to be written up.

Pure. When it is due is what was agreed at the session (`next_on`): no source gives an interval (standards.md 83, 178).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.records.assessment.discussion import Discussion
from casework.records.oversight.supervision import SupervisionSession


@dataclass(frozen=True)
class Supervised:
    """How supervision of one member of staff stands. `session`: the id of the last one, "" where there was none.

    `next_on`: the day agreed for the next one, None where none was.
    """

    staff: str
    session: str = ""
    held_on: date | None = None
    next_on: date | None = None
    cases: int = 0

    def overdue(self, day: date) -> bool:
        """Whether the next session should have been held before a day."""
        return self.next_on is not None and self.next_on < day


def supervised(staff: str, sessions: Mapping[str, SupervisionSession], day: date) -> Supervised:
    """How supervision of one member of staff stands on a day. `sessions`: those of everybody, by id."""
    held = [
        (one.held_on, ident, one)
        for ident, one in sessions.items()
        if one.about == staff and one.held_on and one.held_on <= day
    ]
    if not held:
        return Supervised(staff)
    on, ident, last = max(held, key=lambda found: found[:2])
    return Supervised(staff, ident, on, last.next_on, len(last.cases or []))


def unwritten(session: SupervisionSession, written: Mapping[str, Iterable[Discussion]]) -> tuple[str, ...]:
    """The cases discussed in a session of which their file says nothing yet, in the order of the session.

    `written`: the discussions in each case that is open to whoever asks; of other cases nothing is said.
    """
    return tuple(
        one.case
        for one in session.cases or []
        if one.case in written and not any(_is_of(discussion, session) for discussion in written[one.case])
    )


def _is_of(discussion: Discussion, session: SupervisionSession) -> bool:
    two: Collection[str | None] = {discussion.worker, discussion.senior}
    return (
        bool(discussion.in_supervision)
        and discussion.on == session.held_on
        and two
        == {
            session.about,
            session.supervisor,
        }
    )
