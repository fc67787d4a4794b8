"""An audit of a worker's work, as a senior records it."""

from casework.records.identifier import RecordId
from casework.records.oversight.quality import HighRiskPart, QualityForm, Rating, Reply
from casework.records.oversight.quality_item import ITEMS, QualitySort
from casework.records.part import Answer, Quality
from tests.desktop.services.laptop import SENIOR, WORKER, Team
from tests.desktop.services.test_countersign import save


def audit(team: Team, *, told: bool = False, sort: QualitySort = QualitySort.HOME, month: int = 11) -> str:
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
    save(team.senior, (ident, form))
    return str(ident)
