"""Six months of contacts, and what is planned: how often follows from the level, as a service would work."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from holidays import country_holidays

from demonstration.cast import (
    FORMER_NAME_CASE,
    INTERPRETER_CASE,
    INTERPRETER_TODAY,
    JOINT_VISIT_TODAY,
    MAIN_CASE,
    UNRECORDED_APPOINTMENT,
    UNRECORDED_CASE,
    WORKER,
    Person,
)
from demonstration.circumstance import AddRow, named_police, uk
from demonstration.narrative import VISITS, Tone, narrate, tell_police
from demonstration.wording import Words, load_words

DAYS_BACK = 182
DAYS_AHEAD = 13
_ARRANGED_SINCE_DAYS = 21
"""Appointments further back are not taken over: an agency brings the latest ones along."""

_EVERY_DAYS = {"very_high": 4, "high": 7, "medium": 11, "low": 13, "none": 7}
_AGENCY_EVERY_DAYS = {"very_high": 10, "high": 14, "medium": 35, "low": 70, "none": 60}
_SORTS = {
    "office": (40, 60, 66), "home_visit_announced": (20, 18, 10), "home_visit_unannounced": (10, 5, 1),
    "joint_visit_with_police": (14, 0, 0), "telephone": (14, 14, 19), "video": (2, 3, 4),
}  # fmt: skip
_OUTCOMES = {
    "attended_complied": 850, "attended_did_not_comply": 22, "failed_acceptable_absence": 52,
    "failed_unacceptable_absence": 34, "failed_reason_not_yet_known": 12, "cancelled_by_service": 18,
}  # fmt: skip
_TIMES = [f"{hour:02}:{minute:02}" for hour in range(9, 16) for minute in (0, 15, 30, 45)]
_UNARRANGED = {"home_visit_unannounced", "telephone"}


@dataclass
class Diary:
    """The contacts and appointments of everybody, with what each worker has in hand already."""

    add: AddRow
    day: date
    random: Random
    taken: set[tuple[str, date, str]] = field(default_factory=set)
    closed: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        years = range(self.day.year - 1, self.day.year + 2)
        self.closed = set(country_holidays("GB", subdiv="SCT", years=years))

    def time(self, staff: str, day: date) -> str:
        """A time at which the worker has nothing else."""
        free = [time for time in _TIMES if (staff, day, time) not in self.taken] or _TIMES
        time = self.random.choice(free)
        self.taken.add((staff, day, time))
        return time

    def working_day(self, day: date, step: int = 1) -> date:
        """The day itself, or the next (with a step of -1, the last) on which the office is open."""
        while day.weekday() > 4 or day in self.closed:
            day += timedelta(days=step)
        return day

    def dates(self, first: date, last: date, every: int) -> list[date]:
        """Working days from `first` to `last` at about the same distance."""
        found, day = [], first + timedelta(days=self.random.randint(1, every))
        while day <= last:
            working = self.working_day(day)
            if working <= last and working not in found:
                found.append(working)
            day += timedelta(days=max(1, every + self.random.choice((-1, 0, 0, 1))))
        return found


@dataclass(frozen=True)
class _Contact:
    key: str
    person: Person
    day: date
    time: str
    sort: str
    words: Words
    next_key: str = ""


def add_diary(diary: Diary, person: Person) -> None:
    """Add everything that happened with a person and what is planned."""
    words = Words(diary.random, person.called, person.sex)
    planned = _add_planned(diary, person)
    first = max(diary.day - timedelta(days=DAYS_BACK), diary.day - timedelta(days=person.order_days))
    yesterday = diary.working_day(diary.day - timedelta(days=1), -1)
    days = diary.dates(first, yesterday, _EVERY_DAYS[person.level])
    if person.key == UNRECORDED_CASE:
        days = [day for day in days if day != yesterday]
        _add_appointment(diary, person, UNRECORDED_APPOINTMENT, yesterday, ("14:15", "office"))
    for number, day in enumerate(days, 1):
        time = diary.time(person.officer, day)
        next_key = planned if number == len(days) else ""
        key = f"K-{person.number}-{number:03}"
        _add_contact(diary, _Contact(key, person, day, time, _sort(diary, person), words, next_key))
    for number, day in enumerate(diary.dates(first, yesterday, _AGENCY_EVERY_DAYS[person.level]), 1):
        _add_agency_contact(diary, person, f"K-{person.number}-E{number:02}", day, words)


def _sort(diary: Diary, person: Person) -> str:
    column = {"very_high": 0, "high": 0, "medium": 1, "none": 1, "low": 2}[person.level]
    weights = [row[column] for row in _SORTS.values()]
    sort = diary.random.choices(list(_SORTS), weights)[0]
    return "joint_visit_with_police" if person.never_alone and sort in VISITS else sort


def _outcome(diary: Diary, sort: str) -> str:
    if sort == "home_visit_unannounced" and diary.random.random() < 0.25:
        return "visited_no_answer"
    if sort in _UNARRANGED:
        return "attended_complied"
    outcome = diary.random.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
    missed = outcome.startswith("failed") and sort in VISITS
    return "visited_no_answer" if missed else outcome


def _add_contact(diary: Diary, contact: _Contact) -> None:
    person, random = contact.person, diary.random
    outcome = _outcome(diary, contact.sort)
    attended = outcome.startswith("attended")
    breach = outcome == "attended_did_not_comply" or (contact.sort in VISITS and random.random() < 0.03)
    cells = {
        "key": contact.key, "case": person.key, "sort": contact.sort, "outcome": outcome,
        "happened": f"{uk(contact.day)} {contact.time}", "recorded_by": person.officer,
        "arranged": "no" if contact.sort in _UNARRANGED else "yes", "next_appointment": contact.next_key,
        "significant": "yes" if breach or outcome == "failed_unacceptable_absence" else "no",
    }  # fmt: skip
    if attended:
        tone = Tone(random.random() < 0.8 and not breach, breach)
        cells["narrative"] = narrate(contact.words, person, contact.sort, tone, random)
        cells["minutes"] = str(random.choice((10, 15) if contact.sort == "telephone" else (30, 35, 40, 45, 50, 60)))
        cells["present"] = _present(diary, contact)
        cells |= _checked(diary, contact, breach) | _interpreted(person)
    else:
        cells["narrative"] = contact.words.say("missed", outcome)
    if contact.sort == "joint_visit_with_police":
        cells |= _joint(diary, contact, attended)
    cells |= _appointment_of(diary, contact)
    diary.add("contacts", **cells)


def _present(diary: Diary, contact: _Contact) -> str:
    found = ["person"]
    if contact.sort == "home_visit_announced" and contact.person.household and diary.random.random() < 0.6:
        name, _, child = contact.person.household[0]
        found.append(f"{'child' if child else 'household'}: {name}")
    if contact.sort == "joint_visit_with_police":
        found.append(f"police: {named_police(contact.person)}")
    if contact.person.key == INTERPRETER_CASE:
        found.append(f"interpreter: {load_words('names')['interpreters'][0]}")
    return "; ".join(found)


def _checked(diary: Diary, contact: _Contact, breach: bool) -> dict[str, str]:
    if contact.sort not in VISITS and not breach:
        return {}
    order = contact.person
    count = len(load_words("orders")[order.order]["conditions"])
    results = dict.fromkeys(diary.random.sample(range(1, count + 1), 2), "kept")
    if breach:
        results[max(results)] = "possible_breach"
    return {"conditions_checked": "; ".join(f"O-{order.number}-{n}={results[n]}" for n in sorted(results))}


def _interpreted(person: Person) -> dict[str, str]:
    if person.key != INTERPRETER_CASE:
        return {}
    return {
        "interpreter": "professional",
        "interpreter_language": person.language,
        "interpreter_name": load_words("names")["interpreters"][0],
        "interpreter_agency": "Interpreting service (demonstration)",
    }


def _joint(diary: Diary, contact: _Contact, attended: bool) -> dict[str, str]:
    licence = "licence" in contact.person.order or "restriction" in contact.person.order
    return {
        "police_officer": named_police(contact.person),
        "joint_purpose": contact.words.draw("contact", "police_account", "purposes"),
        "joint_basis": "condition_of_order_or_licence" if licence else "with_the_persons_consent",
        "handling": diary.random.choice(("share_only_with_police_agreement", "share_with_agencies_on_the_case")),
        "police_account": tell_police(contact.words, diary.random) if attended else "",
    }


def _appointment_of(diary: Diary, contact: _Contact) -> dict[str, str]:
    """The appointment that the contact followed from, where it is recent."""
    if contact.sort in _UNARRANGED or (diary.day - contact.day).days > _ARRANGED_SINCE_DAYS:
        return {}
    key = contact.key.replace("K-", "A-", 1)
    when = (contact.time, contact.sort)
    _add_appointment(diary, contact.person, key, contact.day, when, contact=contact.key)
    return {"appointment": key}


def _add_agency_contact(diary: Diary, person: Person, key: str, day: date, words: Words) -> None:
    high = person.level in {"high", "very_high"}
    agency = diary.random.choice(("police", "police", "housing", "treatment") if high else ("housing", "treatment"))
    role = {"police": "police", "housing": "professional", "treatment": "professional"}[agency]
    name = named_police(person) if agency == "police" else ""
    diary.add(
        "contacts", key=key, case=person.key, sort="other_agency", outcome="information_exchanged", minutes="10",
        happened=f"{uk(day)} {diary.time(person.officer, day)}", arranged="no", recorded_by=person.officer,
        narrative=words.say("agency", agency), present=f"{role}: {name}", significant="no",
    )  # fmt: skip


def _add_planned(diary: Diary, person: Person) -> str:
    """Add what is planned from today on; the key of the first that is not today."""
    if person.officer == WORKER:
        _add_today(diary, person)
    elif diary.random.random() < 0.12 and diary.working_day(diary.day) == diary.day:
        when = (diary.time(person.officer, diary.day), "office")
        _add_appointment(diary, person, f"A-{person.number}-TODAY", diary.day, when)
    last = diary.day + timedelta(days=DAYS_AHEAD)
    keys = []
    for number, day in enumerate(diary.dates(diary.day + timedelta(days=1), last, _EVERY_DAYS[person.level]), 1):
        sort = _sort(diary, person)
        if sort in _UNARRANGED:
            sort = "joint_visit_with_police" if person.never_alone else "office"
        keys.append(f"A-{person.number}-P{number}")
        _add_appointment(diary, person, keys[-1], day, (diary.time(person.officer, day), sort))
    return keys[0] if keys else ""


def _add_today(diary: Diary, person: Person) -> None:
    today = {
        "C-1005": ("A-1005-TODAY", "09:30", "office"),
        MAIN_CASE: (JOINT_VISIT_TODAY, "10:30", "joint_visit_with_police"),
        INTERPRETER_CASE: (INTERPRETER_TODAY, "13:30", "office"),
        FORMER_NAME_CASE: ("A-1003-TODAY", "15:30", "home_visit_announced"),
    }
    if person.key in today:
        key, time, sort = today[person.key]
        _add_appointment(diary, person, key, diary.day, (time, sort))


def _add_appointment(diary: Diary, person: Person, key: str, day: date, when: tuple[str, str], **more: str) -> None:
    time, sort = when
    visit, joint = sort in VISITS, sort == "joint_visit_with_police"
    hour = int(time[:2]) + 1
    purposes: list[str] = load_words("contact")["police_account" if joint else "appointment"]["purposes"]
    diary.add(
        "appointments", key=key, case=person.key, sort=sort, starts=f"{uk(day)} {time}", staff=person.officer,
        back_by=f"{uk(day)} {hour:02}:{time[3:]}" if visit else "",
        place="Home address" if visit else "" if sort in {"telephone", "video"} else load_words("places")["office"],
        police=named_police(person) if joint else "",
        purpose="Interpreter booked: Polish" if person.key == INTERPRETER_CASE else diary.random.choice(purposes),
        **more,
    )  # fmt: skip
