"""The quality tables in the published layout and order, from audits (standards.md 108-118, 158-165, part 5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.oversight.quality import QualityForm
from casework.records.oversight.quality_item import ITEMS, QualityItem, QualityQuestion, QualitySort
from casework.records.part import Answer, Quality
from casework.rules.measure.grid import Grid, Head, Judged, grid_of, heads
from casework.words import say

SCALE = heads((Quality.POOR, Quality.ADEQUATE, Quality.GOOD, Quality.VERY_GOOD))
YES_NO = heads((Answer.YES, Answer.NO))

_I, _Q, _S = QualityItem, QualityQuestion, QualitySort


@dataclass(frozen=True)
class Layout:
    """One published table: what is audited, its title, and its rows in the order of print."""

    sort: QualitySort
    title: str
    items: tuple[QualityItem, ...] = ()
    questions: tuple[QualityQuestion, ...] = ()


_SUPERVISION = (_I.LEVEL, _I.CONTENT, _I.COMPLIANCE)

PUBLISHED = (
    Layout(_S.COURT, say("Court reports"), (_I.OFFENDING, _I.NEEDS, _I.REOFFENDING, _I.SENTENCES, _I.OVERALL)),
    Layout(
        _S.HOME,
        say("Home background reports provided to the Parole Board"),
        (_I.SUPPORTS, _I.AFTER_RELEASE, _I.RISK, _I.OVERALL),
        (_Q.RELEASE_PLAN,),
    ),
    Layout(
        _S.PLAN,
        say("Planning of supervision and throughcare"),
        (),
        (_Q.WRITTEN_PLAN, _Q.ON_OFFENDING, _Q.ON_NEEDS, _Q.DELIVERY),
    ),
    Layout(_S.COMPLIANCE, say("Compliance"), (_I.OVERALL,)),
    Layout(
        _S.COURT_PDO,
        say("Court reports about serious violent offending"),
        (_I.STANDARD, _I.OFFENDING, _I.NEEDS, _I.REOFFENDING, _I.HARM, _I.ADVICE),
        (_Q.VERIFIED, _Q.OUTLINE_PLAN),
    ),
    Layout(
        _S.SEXUAL,
        say("Supervision after sexual offending"),
        _SUPERVISION,
    ),
    Layout(
        _S.VIOLENT,
        say("Supervision after serious violent offending"),
        _SUPERVISION,
        (_Q.CONSISTENT, _Q.VICTIM_AWARENESS),
    ),
)
"""The tables of the source, in its order (report 299-2005, baseline information)."""


def _more() -> tuple[Layout, ...]:
    """What the forms ask and the published tables do not have, so that nothing that is audited goes unreported."""
    found = []
    for sort, (items, questions) in ITEMS.items():
        known = next((layout for layout in PUBLISHED if layout.sort is sort), Layout(sort, sort.words))
        more = tuple(item for item in items if item not in known.items)
        asked = tuple(question for question in questions if question not in known.questions)
        if more or asked:
            found.append(Layout(sort, say("{title}: further items", title=known.title), more, asked))
    return tuple(found)


FURTHER = _more()
"""Items of the forms that are not in the published tables, each under what it is audited with."""


def quality_tables(forms: Iterable[tuple[str, QualityForm]], layouts: Iterable[Layout] = PUBLISHED) -> tuple[Grid, ...]:
    """For each layout its table on the scale and its table of yes and no, as far as it has one.

    `forms`: the audits with their ids, those of a period for instance. An item that an audit leaves out does not count
    in that row; a question answered "not known" stands beside.
    """
    known = list(forms)
    found: list[Grid] = []
    for layout in layouts:
        mine = [(ident, form) for ident, form in known if form.sort is layout.sort]
        if layout.items:
            found.append(grid_of(layout.title, SCALE, heads(layout.items), _rated(mine, layout)))
        if layout.questions:
            found.append(grid_of(layout.title, YES_NO, heads(layout.questions), _answered(mine, layout)))
    return tuple(found)


def _rated(forms: Iterable[tuple[str, QualityForm]], layout: Layout) -> list[Judged]:
    return [
        Judged(rating.item, ident, rating.quality)
        for ident, form in forms
        for rating in form.ratings or ()
        if rating.item in layout.items
    ]


def _answered(forms: Iterable[tuple[str, QualityForm]], layout: Layout) -> list[Judged]:
    return [
        Judged(reply.question, ident, reply.answer if reply.answer is not Answer.NOT_KNOWN else None)
        for ident, form in forms
        for reply in form.replies or ()
        if reply.question in layout.questions
    ]


HIGH_RISK_PART = (
    Head("plan_current", say("Current risk management plan")),
    Head("reviews_held", say("Reviews held every three months with a senior")),
    Head("police_named", say("Named police contact")),
    Head("consistent", say("Plan, LS/CMI and MAPPA agree")),
)


def high_risk_table(forms: Iterable[tuple[str, QualityForm]]) -> Grid:
    """The part of the form about people managed as high risk of serious harm (standards.md 158)."""
    judged = []
    for ident, form in forms:
        part = form.high_risk
        for head in HIGH_RISK_PART if part else ():
            answer = Answer(getattr(part, head.code))
            judged.append(Judged(head.code, ident, answer if answer is not Answer.NOT_KNOWN else None))
    return grid_of(say("High risk of serious harm"), YES_NO, HIGH_RISK_PART, judged)
