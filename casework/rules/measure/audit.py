"""What a quarter's audit takes up, and what came of the audits of a month (standards.md 119, 160, 161).

The source asks for quarterly audits of all sexual and violent cases: home background reports, risk assessments and risk
management plans. Where a service audits a sample of other work, nobody picks it: it follows from the period and ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from casework.records.assessment.assessment import Instrument
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.oversight.quality import QualityForm
from casework.records.oversight.quality_item import QualitySort
from casework.records.part import Quality
from casework.records.sentence.order import PREVENTIVE, OrderSort
from casework.rules.measure.grid import Grid, Head, Judged, grid_of, heads
from casework.rules.measure.period import ReportPeriod
from casework.words import say

AUDITED = Head("audited", say("Audited"))
WAITING = Head("waiting", say("Still to be audited"))


@dataclass(frozen=True)
class Work:
    """One piece of work that may be audited: the record's id, what it is, and the day on which it was done."""

    ident: str
    sort: QualitySort
    done_on: date | None


def audit_table(work: Iterable[Work], forms: Iterable[QualityForm], period: ReportPeriod) -> Grid:
    """Of the work of a period: what was audited, and what is still to be, by what it is. Audits count whenever made."""
    audited = {form.about for form in forms if form.about}
    mine = [one for one in work if period.covers(one.done_on)]
    judged = [Judged(one.sort, one.ident, (AUDITED if one.ident in audited else WAITING).code) for one in mine]
    rows = tuple(sort for sort in QualitySort if any(one.sort is sort for one in mine))
    return grid_of(say("Audit: {title}", title=period.title), (AUDITED, WAITING), heads(rows), judged)


def sample(idents: Iterable[str], size: int, period: ReportPeriod) -> tuple[str, ...]:
    """So many of the records, the same ones for everybody who asks about the period, and others in the next."""
    return tuple(sorted(sorted(set(idents), key=lambda ident: _draw(ident, period))[:size]))


def _draw(ident: str, period: ReportPeriod) -> str:
    return sha256(f"{period.days.starts.isoformat()} {period.sort.code} {ident}".encode()).hexdigest()


PICKED: Mapping[QualitySort, str] = {
    QualitySort.SEXUAL: say(
        "Every case on the high-risk list as serious sexual, scored with RM2000, STABLE-2007 or "
        "ACUTE-2007, or with an order that prevents sexual harm. Nobody picks."
    ),
    QualitySort.VIOLENT: say("Every case on the high-risk list as serious violent, or scored with SARA. Nobody picks."),
    QualitySort.MAPPA: say("Every case after sexual offending that is managed under MAPPA. Nobody picks."),
}
"""How the cases of an audit are found, in words; of other sorts it is the work that was done in the period."""

PICKED_WORK = say("All of the work of the period, the oldest first. Nobody picks.")

_AFTER_SEXUAL = frozenset({Instrument.RM2000, Instrument.STABLE, Instrument.ACUTE})
_LISTED_SEXUAL = frozenset({HighRiskSort.SEXUAL, HighRiskSort.SEXUAL_VIOLENT})


@dataclass(frozen=True)
class CaseFacts:
    """What of a case says whether its supervision is audited every quarter. `mappa`: it is managed under MAPPA."""

    listed: HighRiskSort | None = None
    instruments: frozenset[Instrument] = frozenset()
    orders: frozenset[OrderSort] = frozenset()
    mappa: bool = False


def case_sorts(case: CaseFacts) -> tuple[QualitySort, ...]:
    """As what a case is audited every quarter: all sexual and violent cases are (standards.md 161, 163)."""
    sexual = case.listed in _LISTED_SEXUAL or bool(case.instruments & _AFTER_SEXUAL or case.orders & PREVENTIVE)
    violent = (case.listed is not None and case.listed.violent) or Instrument.SARA in case.instruments
    found = ((QualitySort.SEXUAL, sexual), (QualitySort.VIOLENT, violent), (QualitySort.MAPPA, sexual and case.mappa))
    return tuple(sort for sort, there in found if there)


@dataclass(frozen=True)
class WorkerFeedback:
    """The audits of one worker's work in a period: all of them, those with feedback given, and those rated poor."""

    worker: str
    audits: tuple[str, ...]
    given: tuple[str, ...]
    poor: tuple[str, ...]
    improvements: tuple[tuple[str, str], ...]

    @property
    def waiting(self) -> tuple[str, ...]:
        """The audits of which the worker has not heard yet."""
        return tuple(ident for ident in self.audits if ident not in self.given)


def feedback(forms: Iterable[tuple[str, QualityForm]], period: ReportPeriod) -> tuple[WorkerFeedback, ...]:
    """The feedback of a period by worker, for the monthly talk; `improvements` go with the audit's id."""
    mine: dict[str, list[tuple[str, QualityForm]]] = {}
    for ident, form in forms:
        if form.whose_work and period.covers(form.done_on):
            mine.setdefault(form.whose_work, []).append((ident, form))
    return tuple(_feedback(worker, audits) for worker, audits in sorted(mine.items()))


def _feedback(worker: str, audits: list[tuple[str, QualityForm]]) -> WorkerFeedback:
    return WorkerFeedback(
        worker,
        audits=tuple(ident for ident, _ in audits),
        given=tuple(ident for ident, form in audits if form.feedback_on),
        poor=tuple(ident for ident, form in audits if any(one.quality is Quality.POOR for one in form.ratings or ())),
        improvements=tuple((ident, form.improvements) for ident, form in audits if form.improvements),
    )
