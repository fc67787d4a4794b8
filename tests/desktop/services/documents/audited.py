"""An audit of a worker's work, as a senior records it."""

from collections.abc import Callable

from casework.records.identifier import CaseId, RecordId, Scope, case_scope
from casework.records.oversight.quality import HighRiskPart, QualityForm, Rating, Reply
from casework.records.oversight.quality_item import ITEMS, QualitySort
from casework.records.part import Answer, Quality
from desktop.services.recorder import Recorder
from desktop.store.change import Save
from tests.desktop.services.laptop import SENIOR, WORKER, Team


def audit(
    team: Team,
    *,
    told: bool = False,
    sort: QualitySort = QualitySort.HOME,
    month: int = 11,
    part: Callable[[CaseId], Scope] = case_scope,
) -> str:
    """`part`: of the case, in which it is kept. It is in the restricted one only where a senior released it there."""
    session = team.senior.session
    day = session.today().replace(month=month, day=1)
    items, questions = ITEMS[sort]
    form = QualityForm(
        sort=sort,
        whose_work=str(WORKER),
        done_by=str(SENIOR),
        done_on=day,
        # Not in the order of the form: paper puts them into it.
        ratings=[Rating(item=item, quality=Quality.GOOD, note="Clear.") for item in reversed(items)],
        replies=[Reply(question=question, answer=Answer.NO) for question in questions],
        high_risk=HighRiskPart(
            plan_current=Answer.YES, reviews_held=Answer.NO, police_named=Answer.YES, consistent=Answer.NOT_KNOWN
        ),
        strengths="Well argued.\nThe family was heard.",
        improvements="Say which risk the condition is about.",
        feedback_on=session.today() if told else None,
    )
    ident = RecordId(team.senior.ready.store.new_id())
    session.store.append([Save(part(team.senior.case), (Recorder(session).new_record(form, ident),))])
    return str(ident)
