"""Everybody else who is supervised: drawn from the word lists, the same for the same seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from demonstration.cast import PRINCIPALS, STAFF, Level, Person
from demonstration.wording import Deck, load_words

PEOPLE_COUNT = 60

_LEVELS = ("very_high",) * 2 + ("high",) * 10 + ("medium",) * 18 + ("low",) * 15 + ("none",) * 4
_ORDERS = {
    "very_high": ("extended_sentence_licence", "order_for_lifelong_restriction"),
    "high": ("extended_sentence_licence", "life_licence", "non_parole_licence", "short_term_sex_offender_licence"),
    "medium": ("community_payback_order", "parole_licence", "supervised_release_order"),
    "low": ("community_payback_order", "community_payback_order", "drug_treatment_and_testing_order"),
    "none": ("community_payback_order",),
}
_WARNINGS = (
    ("dog", "Friendly dog, not always on a lead."),
    ("health", "Uses oxygen at home: no open flame, and wait for the door."),
    ("contact_ban", "No contact with the former partner, directly or through others."),
    ("child_must_not_be_present", "Not to be seen together with anybody under sixteen."),
    ("violence_to_staff", "Raised voice and pushed furniture once; sit near the door."),
)
_HOUSEHOLDS = (("Mother", False), ("Partner", False), ("Son", True), ("Brother", False))


def make_people(day: date, random: Random) -> list[Person]:
    """Everybody, those with a part in the tour first. Dates of birth depend on the day's year only."""
    return [*PRINCIPALS, *_others(day, random)]


def _others(day: date, random: Random) -> Iterator[Person]:
    names = _names(random)
    workers = [colleague for colleague in STAFF if colleague.role == "worker"][1:]
    levels = Deck(_LEVELS, random)
    counts: dict[str, int] = {}
    for place in range(PEOPLE_COUNT - len(PRINCIPALS)):
        officer = workers[place % len(workers)]
        first = {"T-NORTH": 1010, "T-SOUTH": 2003, "T-THROUGH": 3001}[officer.team]
        number = counts[officer.team] = counts.get(officer.team, first - 1) + 1
        given, family, sex = next(names)
        mates = [other.number for other in workers if other.team == officer.team and other is not officer]
        yield _person(f"C-{number}", (given, family, sex), (officer.number, mates), levels.draw(), (day, random))


def _names(random: Random) -> Iterator[tuple[str, str, str]]:
    words = load_words("names")
    female, male = Deck(words["female"], random), Deck(words["male"], random)
    family = Deck(words["family"], random)
    taken = {(person.given, person.family) for person in PRINCIPALS}
    while True:
        sex = "female" if random.random() < 0.12 else "male"
        name = ((female if sex == "female" else male).draw(), family.draw())
        if name not in taken:
            taken.add(name)
            yield (*name, sex)


def _person(
    key: str, name: tuple[str, str, str], team: tuple[str, list[str]], level: str, ground: tuple[date, Random]
) -> Person:
    day, random = ground
    days = random.randint(8, 20) if level == "none" else random.randint(60, 700)
    risky = level in {"high", "very_high"}
    themes = [theme for theme in load_words("contact")["theme"] if theme != "online" or risky]
    lives_with = random.sample(_HOUSEHOLDS, random.choice((0, 0, 1, 2)))
    return Person(
        key=key,
        given=name[0],
        family=name[1],
        sex=name[2],
        born=date(day.year - random.randint(20, 68), 1, 1) + timedelta(days=random.randint(0, 364)),
        officer=team[0],
        co_worker=random.choice(team[1]) if risky else "",
        order=random.choice(_ORDERS[level]),
        order_days=days,
        levels=_levels(level, days, random),
        warnings=_warnings(level, random),
        themes=tuple(random.sample(themes, 3)),
        household=tuple((f"{_relative(random)} {name[1]}", relation, child) for relation, child in lives_with),
    )


def _relative(random: Random) -> str:
    words = load_words("names")
    return str(random.choice([*words["female"], *words["male"]]))


def _levels(level: str, days: int, random: Random) -> tuple[Level, ...]:
    if level == "none":
        return ()
    latest = Level(level, random.randint(5, days - 20))
    earlier = {"very_high": "high", "high": "medium", "medium": "high", "low": "medium"}[level]
    if days > 300 and random.random() < 0.5:
        return (Level(earlier, min(days - 10, latest.days_ago + random.randint(30, 200))), latest)
    return (latest,)


def _warnings(level: str, random: Random) -> tuple[tuple[str, str], ...]:
    alone = ("do_not_visit_alone", "Two people at every visit to the home.")
    found = (alone,) if level == "very_high" or (level == "high" and random.random() < 0.3) else ()
    return (*found, random.choice(_WARNINGS)) if random.random() < 0.25 else found
