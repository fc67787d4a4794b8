"""What the page of the team says of each thing on it. Pure."""

from datetime import date

from casework.records.oversight.quality import QualityForm
from casework.words import say, say_count
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
    asked = say(
        "Asked by {asked_by}, {day_and_time}.",
        asked_by=one.waiting.asked_by,
        day_and_time=wording.day_and_time(one.waiting.asked_at, today),
    )
    lines: list[tuple[str, TextRole]] = [(f"{asked} {one.waiting.note}".strip(), TextRole.MUTED)]
    if one.agreed_at is None:
        lines.append((say("Never countersigned before."), TextRole.MUTED))
    else:
        agreed = say(
            "Since {agreed_by} agreed, {day_and_time}:",
            agreed_by=one.agreed_by,
            day_and_time=wording.day_and_time(one.agreed_at, today),
        )
        lines.append((agreed, TextRole.LABEL))
        lines += [(change_words(change), TextRole.BODY) for change in one.changes[:CHANGES_SHOWN]]
        left = len(one.changes) - CHANGES_SHOWN
        lines += (
            [
                (
                    say("And {counted}.", counted=say_count(left, "{number} more change", "{number} more changes")),
                    TextRole.MUTED,
                )
            ]
            if left > 0
            else []
        )
        lines += [] if one.changes else [(say("The words are the same; somebody has saved it again."), TextRole.MUTED)]
    return LineLook(
        key=f"sign_{one.waiting.record}",
        strong=one.waiting.kind_title,
        muted=who(one.person, today),
        lines=tuple(lines),
        verb=say("Read"),
        place=Place("signing", one.waiting.case, record=one.waiting.record),
    )


def change_words(change: FieldChange) -> str:
    """Such as "Formulation: was “Drink.”, now “Drink, and the company he keeps.”"."""
    part = f"{change.part}: " if change.part else ""
    if not change.before and not change.now:
        return f"{part}{change.title.lower()}"
    return say(
        "{part}{title}: was “{short}”, now “{short_2}”",
        part=part,
        title=change.title,
        short=_short(change.before),
        short_2=_short(change.now),
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"


def heat_title(heat: WorkerHeat) -> str:
    """Such as "Wilma Worker · 5 running out, 2 of them overdue"."""
    overdue = say(", {overdue} of them overdue", overdue=heat.overdue) if heat.overdue else ""
    return say("{heat} · {lines} running out{overdue}", heat=heat.name, lines=len(heat.lines), overdue=overdue)


def days_words(line: HotLine) -> str:
    """Such as "2 days late", "today is the last day", "3 days left (1 working day)"."""
    spot = line.spot
    if spot.overdue:
        return say("{counted} late", counted=say_count(-spot.days_left, "{number} day", "{number} days"))
    if not spot.days_left:
        return say("today is the last day")
    working = say_count(spot.working_days_left, "{number} working day", "{number} working days")
    return say(
        "{counted} left ({working})",
        counted=say_count(spot.days_left, "{number} day", "{number} days"),
        working=working,
    )


def hot_look(line: HotLine, today: date) -> LineLook:
    """Something that is running out."""
    days = days_words(line)
    listed = say(" · on the high-risk list") if line.spot.placed.high_risk else ""
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
        muted=say("with {worker}", worker=line.worker),
        lines=((due[0].upper() + due[1:], TextRole.DANGER if line.item.overdue else TextRole.BODY),),
        place=Place("person", line.person.case, tab="due"),
    )


def sweep_look(line: SweepLine, today: date) -> LineLook:
    """How far a sweep for the high-risk list has come."""
    if line.done:
        return LineLook(f"sweep_{line.sweep}", line.team, say("collated by "
                                                              "{collated}", collated=line.collated), verb=say("Open"),
                        place=Place("high_risk"))  # fmt: skip
    by = (
        say(", to be answered by {near_day}", near_day=wording.near_day(line.answer_by, today))
        if line.answer_by
        else ""
    )
    lines: list[tuple[str, TextRole]] = []
    if line.missing:
        role = TextRole.DANGER if line.overdue else TextRole.BODY
        lines.append((say("Not answered: {listed}", listed=wording.listed(line.missing)), role))
    if line.unsure:
        lines.append(
            (
                say("Unsure about {counted}", counted=say_count(line.unsure, "{number} case", "{number} cases")),
                TextRole.BODY,
            )
        )
    state = say("{answered} of {asked} answered{by}", answered=line.answered, asked=line.asked, by=by)
    return LineLook(f"sweep_{line.sweep}", line.team, state, tuple(lines), place=Place("high_risk"))


def conflict_look(one: ConflictAge, today: date) -> LineLook:
    """Two views about one matter, with how long they have stood."""
    line = one.line
    age = say_count(line.age_days, "{number} day", "{number} days") if line.age_days else say("today")
    title = (
        say("{title} · open {age}", title=line.title, age=age)
        if line.age_days
        else say("{title} · since today", title=line.title)
    )
    decides = say("{owner} decides.", owner=line.owner) if line.owner else ""
    safety = say(" About safety: the more cautious one stands.") if line.cautious else ""
    return LineLook(
        key=f"views_{line.record}_{line.field}",
        strong=who(one.person, today),
        muted=title,
        lines=((f"{decides}{safety}".strip(), TextRole.BODY if line.cautious else TextRole.MUTED),),
        verb=say("Compare"),
        place=Place("two_views", line.case, record=line.record),
    )


def away_words(line: AwayLine, today: date) -> str:
    """Such as "Colin Colleague covers 3 cases until the end of Thursday 5 March"."""
    return say(
        "{line} covers {counted} until {until_words}.",
        line=line.name,
        counted=say_count(line.cases, "{number} case", "{number} cases"),
        until_words=wording.until_words(line.ends, today),
    )


def looks_words(page: TeamPage) -> str:
    """What waits under To look at; empty where nothing does."""
    parts = (
        [
            say_count(
                page.held_back,
                "{number} saved change held back by the office",
                "{number} saved changes held back by the office",
            )
        ]
        if page.held_back
        else []
    )
    parts += [say("{to_read} to be read", to_read=page.to_read)] if page.to_read else []
    return say(" and ").join(parts)


def load_words(load: Load, columns: tuple[str, ...]) -> str:
    """A worker's caseload in one sentence, for a screen reader."""
    levels = [f"{count} {name.lower()}" for count, name in zip(load.levels, columns, strict=True) if count]
    more = [say("{high_risk} on the high-risk list", high_risk=load.high_risk)] if load.high_risk else []
    more += [say("covers {covers}", covers=load.covers)] if load.covers else []
    more += [say("{away} covered by others", away=load.away)] if load.away else []
    return f"{load.name}: {', '.join((say_count(load.cases, '{number} case', '{number} cases'), *levels, *more))}"


def audit_look(line: AuditLine, today: date) -> LineLook:
    """One sort of work of the quarter: how much is audited, and the oldest that is not."""
    done = say("{audited} of {audited_2} audited", audited=line.audited, audited_2=line.audited + len(line.waiting))
    picked = (line.picked, TextRole.SMALL)
    first = line.waiting[0] if line.waiting else None
    if first is None:
        return LineLook(f"audit_{line.sort.value}", line.sort.words, done, (picked,))
    day = f", {wording.near_day(first.done_on, today)}" if first.record else ""
    of = say(
        "Next: {who}{part}{day}",
        who=who(first.person, today),
        part=say(", by {by}", by=first.by) if first.by else "",
        day=day,
    )
    place = Place("record", first.person.case, kind=QualityForm.kind, about=first.record or None)
    lines = ((of, TextRole.MUTED), picked)
    return LineLook(f"audit_{line.sort.value}", line.sort.words, done, lines, say("Audit"), place)


def feedback_words(line: FeedbackLine) -> str:
    """Such as "Wilma Worker, March 2026: 2 audits, 1 rated poor; not told yet of 1"."""
    poor = say(", {poor} rated poor", poor=line.poor) if line.poor else ""
    waiting = say("; not told yet of {waiting}", waiting=line.waiting) if line.waiting else say("; told of all")
    return f"{line.name}, {line.month}: {say_count(line.audits, '{number} audit', '{number} audits')}{poor}{waiting}"


def staffing_words(found: StaffingSummary) -> str:
    """What of training and supervision asks for something soon."""
    late = (
        say(
            "{counted} overdue",
            counted=say_count(found.overdue, "{number} supervision session", "{number} supervision sessions"),
        )
        if found.overdue
        else ""
    )
    ending = (
        say(
            "{counted} ending within {within_days} days",
            counted=say_count(found.ending, "{number} training", "{number} trainings"),
            within_days=WITHIN_DAYS,
        )
        if found.ending
        else ""
    )
    said = ", ".join(part for part in (late, ending) if part)
    return f"{said}." if said else say("No supervision is overdue, and no training ends soon.")
