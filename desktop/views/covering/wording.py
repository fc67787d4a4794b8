"""What is said of an absence, of each case of whoever is away, and of who covers. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from casework.ledger.arrival import ArrivalResponse, Arrived
from casework.records.identifier import CaseId, StaffId
from casework.words import say, say_count
from desktop.services.covering.absence import Absence, AbsentCase, CoverChoice, CoveredBy
from desktop.services.covering.handover import Handover
from desktop.services.covering.planned import PlannedVisit
from desktop.services.covering.police import number_words
from desktop.services.duty import DueItem
from desktop.views import wording
from desktop.views.wording import until_words

LATER_NOTES = say("Whatever was written on that laptop afterwards has not come yet: ring and ask.")


def visit_words(visit: PlannedVisit, today: date) -> str:
    """Such as "Today 14:00 · Joint visit with police · 5 Fifth Street · with PC Specimen · back by 15:00"."""
    when = f"{wording.near_day_capital(wording.local(visit.starts).date(), today)} {wording.clock_time(visit.starts)}"
    police = (
        say("with {police}", police=visit.police)
        if visit.police
        else say("police officer not named")
        if visit.is_joint
        else ""
    )
    back = say("back by {clock_time}", clock_time=wording.clock_time(visit.back_by)) if visit.back_by else ""
    return " · ".join(part for part in (when, visit.words, visit.place, police, back) if part)


def due_words(item: DueItem, today: date) -> str:
    """Such as "Review at twelve weeks: due Tuesday 10 March"."""
    return f"{item.due.title}: {item.when or wording.due_words(item.due.due_on, today)}"


def choice_words(choice: CoverChoice) -> str:
    """Somebody in the list of who may cover, with what speaks for and against it."""
    parts = [choice.name]
    parts += [say("on the case already")] if choice.on_case else []
    parts += (
        [say("{counted} already", counted=say_count(choice.visits, "{number} appointment", "{number} appointments"))]
        if choice.visits
        else []
    )
    parts += [say("lacks training")] if choice.lacks else []
    return " · ".join(parts)


def training_words(choice: CoverChoice | None) -> str:
    """What whoever is chosen is not trained in; empty where nothing is lacking or nobody is chosen."""
    if choice is None or not choice.lacks:
        return ""
    return say(
        "Not recorded for {choice}: {listed}. {ask_somebody}",
        choice=choice.name,
        listed=wording.listed(choice.lacks),
        ask_somebody=_ASK_SOMEBODY,
    )


_ASK_SOMEBODY = say("They may cover; somebody who has the training completes what asks for it.")


def needs_words(case: AbsentCase) -> str:
    """What the case asks for."""
    return say("Training that the case asks for: {listed}.", listed=wording.listed(case.needs)) if case.needs else ""


HELD = say("The office holds it back: it does not count until a senior has released it.")
NOT_SENT = say("Not at the office yet: it goes when there is a connection.")


def covered_words(one: CoveredBy, today: date) -> str:
    """Cover that is given already, and how far that has come."""
    until = until_words(one.ends, today)
    sent = HELD if one.held else say("The office has it.") if one.sent else NOT_SENT
    return say("{one} covers until {until}. {sent}", one=one.name, until=until, sent=sent)


def handed_words(visit: PlannedVisit, names: Mapping[str, str], today: date) -> str:
    """A visit to which whoever covers goes."""
    return say("{get} goes: {visit}", get=names.get(visit.staff, say("Somebody else")), visit=visit_words(visit, today))


def last_word_words(found: Absence, arrival: ArrivalResponse | None) -> str:
    """When the absent worker was heard of last, by the office or else by this laptop; later notes may exist."""
    return f"{missed_words(found)}{_last_word(found, arrival)}"


def missed_words(found: Absence) -> str:
    """What was to be earlier today and is not recorded: people who may have waited, and whom somebody rings."""
    if not found.missed:
        return ""
    lines = "; ".join(f"{wording.clock_time(one.starts)} {name}, {one.words}" for name, one in found.missed)
    return say("Earlier today and not recorded: {lines}. Ring them.\n", lines=lines)


def _last_word(found: Absence, arrival: ArrivalResponse | None) -> str:
    seen = next((one for one in (arrival.laptops if arrival else ()) if one.staff == found.staff), None)
    if seen is not None and seen.seen_at is not None:
        at = wording.day_and_time(seen.seen_at, found.today)
        unsent = (
            say(
                " It then held {counted} not sent.",
                counted=say_count(seen.unsent, "{number} record", "{number} records"),
            )
            if seen.unsent
            else ""
        )
        return say(
            "{found}'s laptop reached the office last about {at}.{unsent} {later_notes}",
            found=found.name,
            at=at,
            unsent=unsent,
            later_notes=LATER_NOTES,
        )
    if seen is not None:
        return say(
            "No laptop of {found} has ever reached the office. {later_notes}", found=found.name, later_notes=LATER_NOTES
        )
    if found.last_word is None:
        return say(
            "Nothing that {found} recorded has come to this laptop. {later_notes}",
            found=found.name,
            later_notes=LATER_NOTES,
        )
    at = wording.day_and_time(found.last_word, found.today)
    return say(
        "The latest record of {found}'s on this laptop is from {at}. {later_notes}",
        found=found.name,
        at=at,
        later_notes=LATER_NOTES,
    )


def arrival_words(
    one: CoveredBy, case: AbsentCase, arrival: ArrivalResponse | None, now: datetime, today: date
) -> tuple[str, bool]:
    """Whether a case is on the laptop of whoever covers it, by its own word; and whether somebody has to ring.

    What the office was not asked about, or could not be, is said as not known.
    """
    if one.starts > now:
        return say(
            "It goes to {one}'s laptop when cover begins, {day_and_time}.",
            one=one.name,
            day_and_time=wording.day_and_time(one.starts, today),
        ), False
    number = f" {one.telephone}" if one.telephone else ""
    if not one.sent:
        return say("Not on {one}'s laptop: phone{number}.", one=one.name, number=number), True
    if arrival is None:
        return say("Whether {one}'s laptop has it is not known: the office cannot be asked now.", one=one.name), False
    said = next((a.arrived for a in arrival.cases if (a.case, a.staff) == (case.case, one.staff)), Arrived.NOTHING)
    if said is Arrived.ALL:
        return say("On {one}'s laptop.", one=one.name), False
    if said is Arrived.EARLIER:
        return say("On {one}'s laptop, without what came in since.", one=one.name), False
    return say("Not yet on {one}'s laptop: phone{number}.", one=one.name, number=number), True


def count_words(found: Absence) -> str:
    """How much there is in all."""
    due = sum(len(case.due) for case in found.cases)
    parts = (
        say_count(len(found.cases), "{number} case", "{number} cases"),
        say_count(found.visits, "{number} visit or appointment", "{number} visits and appointments"),
        say("{due} due", due=due),
    )
    given = found.visits - found.left
    handed = say(" Somebody else goes to {given} of them.", given=given) if given else ""
    return say("{found}: {parts} in this time.{handed}", found=found.name, parts=", ".join(parts), handed=handed)


_NO_OFFICER = say("the police officer, who is not named")


def police_words(case: AbsentCase, visit: PlannedVisit, today: date) -> str:
    """Who of the police has to be told that somebody else comes, and of what."""
    who = f"{visit.police or _NO_OFFICER} ({number_words(visit.police, case.officers)})"
    when = wording.day_and_time(visit.starts, today)
    comes = next((one.name for one in case.covered if one.staff == visit.staff), "")
    whom = say("{comes} comes", comes=comes) if comes else say("somebody else comes, or nobody")
    where = visit.place or say("place not recorded")
    return say(
        "{upper}: {when}, {person}, {where}. Say that {whom}.",
        upper=_upper(who),
        when=when,
        person=case.person.name,
        where=where,
        whom=whom,
    )


def summary_words(found: Absence, chosen: Mapping[CaseId, StaffId]) -> str:
    """What will be given, by who covers; and what is left without anybody."""
    names = {choice.staff: choice.name for case in found.cases for choice in case.choices}
    parts = [_share(names[staff], cases) for staff, cases in _by_staff(found.cases, chosen).items()]
    left = [case for case in found.cases if case.case not in chosen and not case.covered]
    visits = sum(len(case.visits) for case in left)
    if left:
        with_visits = say(
            " with {counted}",
            counted=say_count(visits, "{number} visit or appointment", "{number} visits and appointments"),
        )
        parts.append(
            say(
                "nobody {counted}{with_visits}",
                counted=say_count(len(left), "{number} case", "{number} cases"),
                with_visits=with_visits if visits else "",
            )
        )
    return f"{_upper('; '.join(parts))}." if parts else say("Everything is covered.")


def _share(name: str, cases: list[AbsentCase]) -> str:
    visits = sum(len(case.visits) for case in cases)
    more = (
        say(
            " and {counted}",
            counted=say_count(visits, "{number} visit or appointment", "{number} visits and appointments"),
        )
        if visits
        else ""
    )
    return f"{name} {say_count(len(cases), '{number} case', '{number} cases')}{more}"


def _by_staff(cases: Iterable[AbsentCase], chosen: Mapping[CaseId, StaffId]) -> dict[StaffId, list[AbsentCase]]:
    found: dict[StaffId, list[AbsentCase]] = {}
    for case in cases:
        if case.case in chosen:
            found.setdefault(chosen[case.case], []).append(case)
    return found


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


NO_NOTE = say("Whoever gave the cover wrote none.")
NO_VISIT = say("Nothing is arranged until the cover ends.")
NOTHING_DUE = say("Nothing is due until the cover ends.")
NOBODY_TO_RING = say("No number is recorded. Ask the senior of the team.")
LEAVES = say(
    "The case leaves this laptop after {ends}. What you have written by then is kept, and whoever comes back is told."
)


def covers_words(handover: Handover) -> str:
    """Such as "You cover for Wilma Worker until the end of Sunday 8 November. Given by Seonaid Senior: Ill."."""
    until = until_words(handover.ends, handover.today)
    return say(
        "You cover for {officer} until {until}. Given by {given_by}: {reason}",
        officer=handover.officer,
        until=until,
        given_by=handover.given_by,
        reason=handover.reason,
    )


def strip_words(handover: Handover) -> str:
    """The same, shorter, with the note."""
    until = until_words(handover.ends, handover.today)
    return say(
        "You cover for {officer} until {until}. {note}", officer=handover.officer, until=until, note=handover.note
    ).strip()
