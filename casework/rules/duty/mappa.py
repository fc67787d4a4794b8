"""What MAPPA asks for: level and category that agree, the next review, minutes, actions carried on (122-128, 2F)."""

from collections.abc import Iterator
from datetime import date

from casework.records.multi_agency.mappa import (
    MappaAnswer,
    MappaCategory,
    MappaLevelRecord,
    MappaReferral,
    MappaStanding,
    MappaStandingLevel,
)
from casework.records.multi_agency.mappa_meeting import MAPPA_SORTS, MappaAction, MappaMeeting
from casework.records.multi_agency.police import SexOffenderNotification
from casework.records.part import Answer
from casework.records.plan.plan_line import PlanLine
from casework.rules.due import Due
from casework.rules.duty.fact import HIGH_LEVELS, DutyCase, DutyFacts
from casework.rules.mappa import awaits_minute, not_in_plan, not_on_visor, open_actions, standing_level
from casework.words import say, say_count

_UNDER = frozenset({MappaStandingLevel.ROUTINE, MappaStandingLevel.MULTI_AGENCY, MappaStandingLevel.PANEL})


def mappa_duties(case: DutyCase) -> Iterator[Due]:
    """What has to be done because of MAPPA."""
    yield from _level(case)
    yield from _review(case)
    for ident, meeting in case.facts.of(MappaMeeting).items():
        if meeting.held_on and awaits_minute(meeting, case.day):
            yield from case.due("mappa_minute", meeting.held_on, ident)
    yield from _actions(case)


def _level(case: DutyCase) -> Iterator[Due]:
    """Whoever is subject to notification comes under category 1, and somebody has set a level."""
    facts = case.facts
    if standing_level(facts.of(MappaLevelRecord).values()) is not None:
        return
    for ident, one in facts.of(SexOffenderNotification).items():
        if one.subject is Answer.YES and one.told_on:
            yield from case.due("mappa_level", one.told_on, ident)
            return


def last_meeting(facts: DutyFacts, day: date) -> tuple[str, MappaMeeting] | None:
    """The MAPPA meeting that was held last by a day: initial or review."""
    held = [
        (ident, one)
        for ident, one in facts.of(MappaMeeting).items()
        if one.sort in MAPPA_SORTS and one.held_on and one.held_on <= day
    ]
    return max(held, key=lambda found: found[1].held_on or date.min, default=None)


def actions_for_next(facts: DutyFacts) -> list[MappaAction]:
    """The actions that are carried to the next meeting, the soonest due first (standards.md 127)."""
    return open_actions(facts.of(MappaAction).values())


def _review(case: DutyCase) -> Iterator[Due]:
    facts = case.facts
    standing, last = _standing(facts), last_meeting(facts, case.day)
    if last is None:
        # A level that stands without any meeting known here: what is missing is the date of the next review.
        if standing is not None:
            yield from case.due(
                "mappa_review", standing.decided_on, title=say("MAPPA: find out the date of the next review")
            )
        return
    ident, meeting = last
    if meeting.held_on is None or meeting.level is MappaStandingLevel.LEFT:
        return
    count = len(actions_for_next(facts))
    carried = (
        say_count(count, "MAPPA review, with {number} open action", "MAPPA review, with {number} open actions")
        if count
        else ""
    )
    if meeting.next_review_on is not None:
        yield from case.due("mappa_review", meeting.held_on, ident, on=meeting.next_review_on, title=carried)
    else:
        yield from case.due(
            "mappa_review", meeting.held_on, ident, title=say("MAPPA: write the date of the next review")
        )


def _standing(facts: DutyFacts) -> MappaStanding | None:
    standing = standing_level(facts.of(MappaLevelRecord).values())
    return standing if standing and standing.level in _UNDER else None


def _actions(case: DutyCase) -> Iterator[Due]:
    """Actions by their own date; and those that no line of a plan carries out. What they say is not told here."""
    actions = case.facts.of(MappaAction)
    meetings = case.facts.of(MappaMeeting)
    unplanned = not_in_plan(actions, case.facts.of(PlanLine).values())
    for ident, action in actions.items():
        held = meetings[action.meeting].held_on if action.meeting in meetings else None
        since = held or action.due_on
        if action.due_on is None or since is None:
            continue
        who = say("MAPPA action: {owner}", owner=action.owner or say("nobody is named"))
        if action.outcome is None:
            yield from case.due("mappa_action", min(since, action.due_on), ident, on=action.due_on, title=who)
        if action in unplanned:
            title = say("{who}; no line of the plan carries it out", who=who)
            yield from case.due("mappa_action_plan", since, ident, title=title)


def mappa_sentences(facts: DutyFacts, day: date) -> list[str]:
    """What does not agree in what is recorded about MAPPA, each as a sentence."""
    return [*_category_sentences(facts), *_meeting_sentences(facts, day)]


def _category_sentences(facts: DutyFacts) -> Iterator[str]:
    standing = _standing(facts)
    asked = [one for one in facts.of(MappaReferral).values() if not _answered(one)]
    third = [one for one in asked if one.category is MappaCategory.OTHER]
    if standing and standing.category is MappaCategory.OTHER:
        if standing.level is MappaStandingLevel.ROUTINE:
            yield say("MAPPA: level 1 is not applicable to category 3. Ask the MAPPA Coordinator.")
        third += [MappaReferral()]
    if third and facts.risk not in HIGH_LEVELS:
        yield say(
            "MAPPA: category 3 is for high or very high risk of serious harm. Assess it, or ask for another category."
        )


def _answered(referral: MappaReferral) -> bool:
    return referral.outcome is not None and referral.outcome.answer is not MappaAnswer.MORE


def _meeting_sentences(facts: DutyFacts, day: date) -> Iterator[str]:
    last = last_meeting(facts, day)
    if last and last[1].level is MappaStandingLevel.PANEL and last[1].head_of_service is not Answer.YES:
        yield say("MAPPA: the Head of Service did not attend the last level 3 meeting.")
    count = len(not_on_visor(facts.of(MappaAction).values()))
    if count:
        yield say_count(
            count,
            "MAPPA: {number} action not entered on ViSOR or MAPPS yet.",
            "MAPPA: {number} actions not entered on ViSOR or MAPPS yet.",
        )
