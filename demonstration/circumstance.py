"""The rows about a person: numbers, orders, addresses, people around the case, who works on it, warnings, levels."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from demonstration.cast import EXCLUDED, EXCLUDED_CASE, INTERPRETER_CASE, STAFF, Person
from demonstration.wording import fill, load_words

AddRow = Callable[..., None]
"""Adds one row to a file: the file's name, then its cells by heading."""

_TEAM = {colleague.number: colleague.team for colleague in STAFF}


def uk(day: date) -> str:
    """A day as it is written in Scotland."""
    return f"{day:%d/%m/%Y}"


def telephone(random: Random) -> str:
    """A number that is kept free for drama and given to nobody."""
    return random.choice(("01632 960{:03}", "07700 900{:03}")).format(random.randint(0, 999))


def add_person(add: AddRow, person: Person, day: date, random: Random) -> None:
    """Add every row about a person but the contacts and appointments."""
    start = day - timedelta(days=person.order_days)
    needs_interpreter = person.key == INTERPRETER_CASE
    add(
        "people", key=person.key, given=person.given, family=person.family, known_as=person.known_as,
        born=uk(person.born), sex=person.sex, language=person.language, communication_needs=person.needs,
        interpreter="yes" if needs_interpreter else "no" if person.language else "", telephone=telephone(random),
        opened_on=uk(start), state="open",
    )  # fmt: skip
    for number, (sort, given, family) in enumerate(person.other_names, 1):
        add("other_names", key=f"N-{person.number}-{number}", case=person.key, sort=sort, given=given, family=family)
    _add_references(add, person)
    _add_order(add, person, start)
    _add_address(add, person, start, random)
    _add_agencies(add, person, random)
    _add_grants(add, person, day, start)
    _add_caution(add, person, day, random)


def _add_references(add: AddRow, person: Person) -> None:
    sorts = ["carejust", "lscmi", "criminal_history"]
    if person.level in {"high", "very_high"}:
        sorts.append("visor")
    for sort in sorts:
        number = f"DEMO-{sort[:2].upper()}-{person.number}"
        add("references", key=f"R-{person.number}-{sort}", case=person.key, sort=sort, number=number)


def _add_order(add: AddRow, person: Person, start: date) -> None:
    words: dict[str, Any] = load_words("orders")[person.order]
    years = words["years"] or 0
    ends = uk(start + timedelta(days=365 * max(years, person.order_days // 365 + 1))) if years else ""
    order = f"O-{person.number}"
    add("orders", key=order, case=person.key, sort=person.order, starts=uk(start), ends=ends,
        made_by=words["made_by"])  # fmt: skip
    for number, text in enumerate(words["conditions"], 1):
        add("conditions", key=f"{order}-{number}", case=person.key, order=order, number=str(number), text=text,
            check_at_visits="yes" if number != 1 else "no")  # fmt: skip


def _add_address(add: AddRow, person: Person, start: date, random: Random) -> None:
    places = load_words("places")
    licence = person.order.endswith("licence")
    key = f"H-{person.number}"
    moved = person.order_days > 200 and random.random() < 0.3
    since = start + timedelta(days=90) if moved else start
    add("addresses", key=key, case=person.key, sort="approved" if licence else "home", line=_street(random),
        town=places["town"], postcode=f"ZZ{random.randint(1, 9)} {random.randint(1, 9)}ZZ", starts=uk(since),
        how_to_get_in=random.choice(places["how_to_get_in"]) if random.random() < 0.4 else "")  # fmt: skip
    if moved:
        add("addresses", key=f"{key}-OLD", case=person.key, sort="home", line=_street(random), town=places["town"],
            postcode=f"ZZ{random.randint(1, 9)} {random.randint(1, 9)}ZZ", starts=uk(start),
            ends=uk(since - timedelta(days=1)))  # fmt: skip
    for number, (name, relation, child) in enumerate(person.household, 1):
        add("household", key=f"{key}-{number}", case=person.key, address=key, name=name, relation=relation,
            child="yes" if child else "no")  # fmt: skip


def _street(random: Random) -> str:
    places = load_words("places")
    return f"{random.choice(places['flats'])}{random.randint(1, 98)} {random.choice(places['streets'])}"


def named_police(person: Person) -> str:
    """The named police contact of a case: always the same officer."""
    officers: list[str] = load_words("names")["police"]
    return officers[0] if person.key == "C-1001" else officers[int(person.number) % len(officers)]


def _add_agencies(add: AddRow, person: Person, random: Random) -> None:
    names = load_words("names")
    found = [("housing", random.choice(names["housing"]), "Housing")] if random.random() < 0.5 else []
    if person.level in {"high", "very_high"}:
        found.insert(0, ("named_police_contact", named_police(person), "Police"))
    for number, (role, name, agency) in enumerate(found, 1):
        mailbox = name.lower().replace(" ", "").replace(".", "")
        add("agency_contacts", key=f"P-{person.number}-{number}", case=person.key, role=role, name=name,
            agency=agency, telephone=telephone(random), email=f"{mailbox}@example.org")  # fmt: skip


def _add_grants(add: AddRow, person: Person, day: date, start: date) -> None:
    key, starts = f"G-{person.number}", uk(start)
    add("allocations", key=f"{key}-1", case=person.key, role="officer", staff=person.officer, starts=starts)
    add("allocations", key=f"{key}-2", case=person.key, role="team", team=_TEAM[person.officer], starts=starts)
    if person.co_worker:
        add("allocations", key=f"{key}-3", case=person.key, role="co_worker", staff=person.co_worker, starts=starts)
    if person.key == EXCLUDED_CASE:
        since = uk(day - timedelta(days=100))
        add("allocations", key=f"{key}-4", case=person.key, role="co_worker", staff=EXCLUDED, starts=starts)
        add("exclusions", key=f"X-{person.number}", case=person.key, staff=EXCLUDED, starts=since,
            reason="Cousin of the person; told to the senior by the worker.")  # fmt: skip


def _add_caution(add: AddRow, person: Person, day: date, random: Random) -> None:
    for number, (sort, text) in enumerate(person.warnings, 1):
        given = day - timedelta(days=random.randint(20, min(150, max(21, person.order_days))))
        add("warnings", key=f"V-{person.number}-{number}", case=person.key, sort=sort, text=text, by=person.officer,
            on=uk(given), review_on=uk(day + timedelta(days=random.randint(10, 120))))  # fmt: skip
    known = random.choice(load_words("risk")[person.level]["known"]) if person.levels else ""
    for number, level in enumerate(sorted(person.levels, key=lambda item: -item.days_ago), 1):
        rationale = f"{known} {random.choice(load_words('risk')[level.level]['now'])}"
        add("risk_levels", key=f"L-{person.number}-{number}", case=person.key, level=level.level,
            assessor=person.officer, assessed_on=uk(day - timedelta(days=level.days_ago)),
            rationale=fill(rationale, person.called, person.sex))  # fmt: skip
