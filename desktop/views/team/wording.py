"""What the page of the team says of each thing on it. Pure."""

from datetime import date

from casework.records.oversight.quality import QualityForm
from desktop.services.person_line import PersonLine
from desktop.services.team.approval import Approval, FieldChange
from desktop.services.team.hot import HotLine, WorkerHeat
from desktop.services.team.member import Load
from desktop.services.team.page import AwayLine, ConflictAge, ReviewLine, SweepLine, TeamPage
from desktop.services.team.quality import AuditLine, FeedbackLine
from desktop.services.team.staffing import WITHIN_DAYS, StaffingSummary
from desktop.views import wording
from desktop.views.desk import Place
from desktop.views.partials.label import TextRole
from desktop.views.team.line_row import LineLook

CHANGES_SHOWN = 6
"""So many changes stand with what waits; the others stand where it is countersigned."""
_LONGEST = 160

Lines = tuple[tuple[str, TextRole], ...]


def who(person: PersonLine, today: date) -> str:
    """Name and date of birth: two people may have one name."""
    return f"{person.name}, {wording.born_words(person.born, today)}"


def approval_look(one: Approval, today: date) -> LineLook:
    """What waits to be countersigned, and what has changed since it was."""
    asked = f"Asked by {one.waiting.asked_by}, {wording.day_and_time(one.waiting.asked_at, today)}."
    lines: list[tuple[str, TextRole]] = [(f"{asked} {one.waiting.note}".strip(), TextRole.MUTED)]
    if one.agreed_at is None:
        lines.append(("Never countersigned before.", TextRole.MUTED))
    else:
        agreed = f"Since {one.agreed_by} agreed, {wording.day_and_time(one.agreed_at, today)}:"
        lines.append((agreed, TextRole.LABEL))
        lines += [(change_words(change), TextRole.BODY) for change in one.changes[:CHANGES_SHOWN]]
        left = len(one.changes) - CHANGES_SHOWN
        lines += [(f"And {wording.counted(left, 'more change')}.", TextRole.MUTED)] if left > 0 else []
        lines += [] if one.changes else [("The words are the same; somebody has saved it again.", TextRole.MUTED)]
    return LineLook(
        key=f"sign_{one.waiting.record}",
        strong=one.waiting.kind_title,
        muted=who(one.person, today),
        lines=tuple(lines),
        verb="Read",
        place=Place("signing", one.waiting.case, record=one.waiting.record),
    )


def change_words(change: FieldChange) -> str:
    """Such as "Formulation: was “Drink.”, now “Drink, and the company he keeps.”"."""
    part = f"{change.part}: " if change.part else ""
    if not change.before and not change.now:
        return f"{part}{change.title.lower()}"
    return f"{part}{change.title}: was “{_short(change.before)}”, now “{_short(change.now)}”"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"


def heat_title(heat: WorkerHeat) -> str:
    """Such as "Wilma Worker · 5 running out, 2 of them overdue"."""
    overdue = f", {heat.overdue} of them overdue" if heat.overdue else ""
    return f"{heat.name} · {len(heat.lines)} running out{overdue}"


def days_words(line: HotLine) -> str:
    """Such as "2 days late", "today is the last day", "3 days left (1 working day)"."""
    spot = line.spot
    if spot.overdue:
        return f"{wording.counted(-spot.days_left, 'day')} late"
    if not spot.days_left:
        return "today is the last day"
    working = wording.counted(spot.working_days_left, "working day")
    return f"{wording.counted(spot.days_left, 'day')} left ({working})"


def hot_look(line: HotLine, today: date) -> LineLook:
    """Something that is running out."""
    days = days_words(line)
    listed = " · on the high-risk list" if line.spot.placed.high_risk else ""
    return LineLook(
        key=f"hot_{line.person.case}_{line.item.due.rule.code}_{line.item.due.about}",
        strong=who(line.person, today),
        muted=f"{line.item.due.title}{listed}",
        lines=((days[0].upper() + days[1:], TextRole.DANGER if line.spot.overdue else TextRole.BODY),),
        place=Place("person", line.person.case, tab="due"),
    )


def review_look(line: ReviewLine, today: date) -> LineLook:
    """A three-monthly review at which a senior is present."""
    due = line.item.when or wording.due_words(line.item.due.due_on, today)
    return LineLook(
        key=f"review_{line.key}",
        strong=who(line.person, today),
        muted=f"with {line.worker}",
        lines=((due[0].upper() + due[1:], TextRole.DANGER if line.item.overdue else TextRole.BODY),),
        place=Place("person", line.person.case, tab="due"),
    )


def sweep_look(line: SweepLine, today: date) -> LineLook:
    """How far a sweep for the high-risk list has come."""
    if line.done:
        return LineLook(f"sweep_{line.sweep}", line.team, f"collated by {line.collated}", verb="Open",
                        place=Place("high_risk"))  # fmt: skip
    by = f", to be answered by {wording.near_day(line.answer_by, today)}" if line.answer_by else ""
    lines: list[tuple[str, TextRole]] = []
    if line.missing:
        role = TextRole.DANGER if line.overdue else TextRole.BODY
        lines.append((f"Not answered: {wording.listed(line.missing)}", role))
    if line.unsure:
        lines.append((f"Unsure about {wording.counted(line.unsure, 'case')}", TextRole.BODY))
    state = f"{line.answered} of {line.asked} answered{by}"
    return LineLook(f"sweep_{line.sweep}", line.team, state, tuple(lines), place=Place("high_risk"))


def conflict_look(one: ConflictAge, today: date) -> LineLook:
    """Two views about one matter, with how long they have stood."""
    line = one.line
    age = wording.counted(line.age_days, "day") if line.age_days else "today"
    title = f"{line.title} · open {age}" if line.age_days else f"{line.title} · since today"
    decides = f"{line.owner} decides." if line.owner else ""
    safety = " About safety: the more cautious one stands." if line.cautious else ""
    return LineLook(
        key=f"views_{line.record}_{line.field}",
        strong=who(one.person, today),
        muted=title,
        lines=((f"{decides}{safety}".strip(), TextRole.BODY if line.cautious else TextRole.MUTED),),
        verb="Compare",
        place=Place("two_views", line.case, record=line.record),
    )


def away_words(line: AwayLine, today: date) -> str:
    """Such as "Colin Colleague covers 3 cases until the end of Thursday 5 March"."""
    return f"{line.name} covers {wording.counted(line.cases, 'case')} until {wording.until_words(line.ends, today)}."


def looks_words(page: TeamPage) -> str:
    """What waits under To look at; empty where nothing does."""
    parts = [f"{wording.counted(page.held_back, 'entry', 'entries')} held back by the office"] if page.held_back else []
    parts += [f"{page.to_read} to be read"] if page.to_read else []
    return " and ".join(parts)


def load_words(load: Load, columns: tuple[str, ...]) -> str:
    """A worker's caseload in one sentence, for a screen reader."""
    levels = [f"{count} {name.lower()}" for count, name in zip(load.levels, columns, strict=True) if count]
    more = [f"{load.high_risk} on the high-risk list"] if load.high_risk else []
    more += [f"covers {load.covers}"] if load.covers else []
    more += [f"{load.away} covered by others"] if load.away else []
    return f"{load.name}: {', '.join((wording.counted(load.cases, 'case'), *levels, *more))}"


def audit_look(line: AuditLine, today: date) -> LineLook:
    """One sort of work of the quarter: how much is audited, and the oldest that is not."""
    done = f"{line.audited} of {line.audited + len(line.waiting)} audited"
    picked = (line.picked, TextRole.SMALL)
    first = line.waiting[0] if line.waiting else None
    if first is None:
        return LineLook(f"audit_{line.sort.value}", line.sort.words, done, (picked,))
    day = f", {wording.near_day(first.done_on, today)}" if first.record else ""
    of = f"Next: {who(first.person, today)}{f', by {first.by}' if first.by else ''}{day}"
    place = Place("record", first.person.case, kind=QualityForm.kind, about=first.record or None)
    lines = ((of, TextRole.MUTED), picked)
    return LineLook(f"audit_{line.sort.value}", line.sort.words, done, lines, "Audit", place)


def feedback_words(line: FeedbackLine) -> str:
    """Such as "Wilma Worker, March 2026: 2 audits, 1 rated poor; not told yet of 1"."""
    poor = f", {line.poor} rated poor" if line.poor else ""
    waiting = f"; not told yet of {line.waiting}" if line.waiting else "; told of all"
    return f"{line.name}, {line.month}: {wording.counted(line.audits, 'audit')}{poor}{waiting}"


def staffing_words(found: StaffingSummary) -> str:
    """What of training and supervision asks for something soon."""
    late = f"{wording.counted(found.overdue, 'supervision session')} overdue" if found.overdue else ""
    ending = f"{wording.counted(found.ending, 'training')} ending within {WITHIN_DAYS} days" if found.ending else ""
    said = ", ".join(part for part in (late, ending) if part)
    return f"{said}." if said else "No supervision is overdue, and no training ends soon."
