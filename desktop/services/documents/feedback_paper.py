"""Feedback on quality for one worker and month, on paper: what was audited, how it was rated, what to do (160, 164).

For the monthly talk. It is about the work; the people in it are named so that both know which piece is meant.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.records.identifier import CaseId, RecordId, StaffId, case_of, case_scope, restricted_scope
from casework.records.oversight.quality import QualityForm, Rating
from casework.records.oversight.quality_item import ITEMS
from casework.rules.access import access
from casework.rules.day_words import plain_date
from casework.rules.measure.gather import counted_records
from casework.rules.measure.period import ReportPeriod, load_periods, period_of
from casework.words import put_together, say, say_count
from desktop.services.documents.loose import LoosePaper, Made
from desktop.services.documents.printout import (
    PROFESSIONAL,
    RESTRICTED,
    Facts,
    Notice,
    Part,
    Printout,
    Prose,
    Section,
    Table,
    Writing,
)
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session
from desktop.services.team.quality import FeedbackLine

TITLE = say("Quality feedback")
_GONE = say("No audit of this work is open to you on this laptop any more. Nothing was saved.")


@dataclass(frozen=True)
class Audited:
    """One audit with the person in whose case the work was done. `by`: who audited it, by name."""

    person: PersonLine
    form: QualityForm
    by: str
    restricted: bool = False


def feedback_papers(lines: Iterable[FeedbackLine]) -> tuple[LoosePaper, ...]:
    """One paper for each worker and month of which there are audits."""
    return tuple(_paper(line) for line in lines)


def _paper(line: FeedbackLine) -> LoosePaper:
    worker, day = line.worker, line.starts
    name = f"quality-feedback-{day:%Y-%m}.pdf"
    return LoosePaper(f"{worker}_{day:%Y_%m}", f"{line.name}, {line.month}", name, lambda one: _make(one, worker, day))


def _make(session: Session, worker: str, day: date) -> Made:
    month = period_of(load_periods(), "month", day)
    every = _audits(session, worker, month)
    audits = tuple(one for one in every if _may_read(session, worker, one))
    aside = _left_out_words(len(every) - len(audits))
    if not audits:
        raise UserError(aside or _GONE)
    printout = feedback_paper(session.name_of(worker), month.title, audits)
    cases = tuple(sorted({one.person.case for one in audits}))
    return Made(printout, cases, why=put_together("{title}, {month}", title=TITLE, month=month.title), aside=aside)


def _may_read(session: Session, worker: str, audit: Audited) -> bool:
    """Whether the paper, which goes to the worker, tells them nothing of a case that is closed to them.

    What they did themselves they know; the restricted part, and a case that they were excluded from, are for others.
    """
    theirs = access(StaffId(worker), audit.person.case, session.store.facts(), session.now())
    return not theirs.excluded and (theirs.restricted or not audit.restricted)


def _left_out_words(number: int) -> str:
    """For whoever makes the paper, who has read them: it stands nowhere on it."""
    if not number:
        return ""
    return say_count(
        number,
        "{number} audit is not on the paper: the worker may not read the part of the case that it stands in. "
        "Speak with them about it without paper.",
        "{number} audits are not on the paper: the worker may not read the parts of the cases that they stand in. "
        "Speak with them about those without paper.",
    )


def _audits(session: Session, worker: str, month: ReportPeriod) -> tuple[Audited, ...]:
    """The audits of somebody's work in a month, in cases that are open here: what they have not heard of first."""
    people = person_lines(session)
    scopes = {case_scope(case) for case in people}
    scopes |= {restricted_scope(case) for case in people if session.access(case).restricted}
    states = session.store.states({QualityForm.kind}, scopes)
    where = {state.record: state.scope for state in states}
    found = []
    for ident, form in counted_records(QualityForm, states):
        scope = where[RecordId(ident)]
        if form.whose_work == worker and month.covers(form.done_on):
            person = people[CaseId(case_of(scope) or "")]
            found.append(Audited(person, form, session.name_of(form.done_by or ""), scope.endswith("/restricted")))
    return tuple(sorted(found, key=lambda one: (one.form.feedback_on is not None, one.form.done_on or date.min)))


def feedback_paper(worker: str, month: str, audits: tuple[Audited, ...]) -> Printout:
    """The pack: each audit in a section of its own, then room for what comes of the talk."""
    waiting = sum(one.form.feedback_on is None for one in audits)
    heard = say_count(
        waiting,
        "{number} of these has not been told to the worker yet.",
        "{number} of these have not been told to the worker yet.",
    )
    of = say_count(len(audits), "{month}: {number} audit", "{month}: {number} audits", month=month)
    return Printout(
        title=TITLE,
        mark=RESTRICTED if any(one.restricted for one in audits) else PROFESSIONAL,
        subject=(worker, of),
        sections=(*(_section(one) for one in audits), _talk()),
        warnings=(heard,) if waiting else (),
    )


def _section(one: Audited) -> Section:
    sort = one.form.sort.words if one.form.sort else say("Audit")
    return Section(f"{sort}: {one.person.name}", tuple(_parts(one)))


def _parts(one: Audited) -> Iterator[Part]:
    form = one.form
    audited = say("{done_on}, by {by}", done_on=plain_date(form.done_on), by=one.by) if form.done_on else one.by
    born = plain_date(one.person.born) if one.person.born else say("not recorded")
    told = plain_date(form.feedback_on) if form.feedback_on else say("not yet")
    yield Facts(((say("Born"), born), (say("Audited"), audited), (say("Told to the worker"), told)))
    if form.ratings:
        rows = tuple((rating.item.words, rating.quality.words, rating.note) for rating in _in_order(form))
        yield Table(say("Ratings"), (say("What was looked at"), say("Rating"), say("Note")), rows, (5, 2, 6))
    if form.replies:
        replies = tuple((reply.question.words, reply.answer.words, reply.note) for reply in form.replies)
        yield Table(say("Questions"), (say("Question"), say("Answer"), say("Note")), replies, (5, 2, 6))
    yield from _high_risk(form)
    for title, words in (
        (say("What was done well"), form.strengths),
        (say("What to improve"), form.improvements),
        (say("Feedback on recording"), form.recording),
        (say("What the worker says to it"), form.response),
    ):
        if words:
            yield Prose(title, tuple(line for line in words.splitlines() if line.strip()))


def _in_order(form: QualityForm) -> list[Rating]:
    """The ratings in the order of the published form."""
    order = ITEMS[form.sort][0] if form.sort else ()
    return sorted(form.ratings or (), key=lambda one: order.index(one.item) if one.item in order else len(order))


def _high_risk(form: QualityForm) -> Iterator[Part]:
    part = form.high_risk
    if part is None:
        return
    fields = type(part).model_fields
    names = ("plan_current", "reviews_held", "police_named", "consistent")
    pairs = tuple((fields[name].title or name, getattr(part, name).words) for name in names)
    yield Facts((*pairs, *(((say("Note"), part.note),) if part.note else ())))


def _talk() -> Section:
    parts = (
        Notice(
            say("Record in Doorstep when it was told, and what the worker says to it: then destroy this."), strong=False
        ),
        Writing(say("Gone through on, with"), 1),
        Writing(say("What the worker says to it"), 4),
        Writing(say("What was agreed: training, reading, shadowing, mentoring, more supervision"), 3),
    )
    return Section(say("The talk"), parts)
