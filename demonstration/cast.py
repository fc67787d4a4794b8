"""Who is in the demonstration: the staff by number, and the people with a part in the tour. All are invented."""

from dataclasses import dataclass
from datetime import date

AGENCY_NAME = "Invertown Justice Social Work (demonstration)"
ADMINISTRATOR_NAME = "Adair Placeholder"

WORKER = "W101"
"""Staff number of the worker whose laptop the demonstration opens."""
CO_WORKER = "W102"
"""Co-worker of that worker's main case."""
SENIOR = "S100"
"""Senior of their team."""
STRANGER = "W201"
"""A worker of another team, who has no part in the worker's cases."""
EXCLUDED = "W203"
"""A worker who is a relative of the person of `EXCLUDED_CASE` and must not see it, though once its co-worker."""
EXCLUDED_SENIOR = "S200"
"""Senior of the team of `EXCLUDED_CASE`: may read the reason of the exclusion."""

MAIN_CASE = "C-1001"
"""Very high risk, do not visit alone, a dog; joint visit today at 10:30 with PC Specimen."""
INTERPRETER_CASE = "C-1002"
"""Speaks Polish and needs an interpreter; appointment today at 13:30."""
FORMER_NAME_CASE = "C-1003"
"""A former name and an alias; a child in the household."""
UNRECORDED_CASE = "C-1008"
"""Had an appointment on the last working day that nobody has recorded yet."""
SAME_NAME_CASE = "C-1009"
"""The same name as the person of `MAIN_CASE`, and another date of birth."""
NEW_CASE = "C-1007"
"""Began a few days ago; no level of risk of serious harm is recorded yet."""
EXCLUDED_CASE = "C-2002"
"""A relative works in the team."""

JOINT_VISIT_TODAY = "A-1001-TODAY"
INTERPRETER_TODAY = "A-1002-TODAY"
UNRECORDED_APPOINTMENT = "A-1008-PAST"
DUTY_TELEPHONE = "07700 900555"


@dataclass(frozen=True)
class Colleague:
    """A staff member as a row of staff.csv."""

    number: str
    name: str
    role: str
    team: str = ""


TEAMS = {"T-NORTH": "Invertown North", "T-SOUTH": "Invertown South", "T-THROUGH": "Throughcare"}

STAFF = (
    Colleague(WORKER, "Rowan Example-Reid", "worker", "T-NORTH"),
    Colleague(CO_WORKER, "Iona Draftley-Kerr", "worker", "T-NORTH"),
    Colleague("W103", "Struan Mockford-Hay", "worker", "T-NORTH"),
    Colleague("W104", "Ailsa Sketchby", "worker", "T-NORTH"),
    Colleague(STRANGER, "Tavish Standin-Muir", "worker", "T-SOUTH"),
    Colleague("W202", "Lorna Trialby", "worker", "T-SOUTH"),
    Colleague(EXCLUDED, "Effie Pretendson", "worker", "T-SOUTH"),
    Colleague("W204", "Keir Templateson", "worker", "T-SOUTH"),
    Colleague("W301", "Mhairi Notional-Bain", "worker", "T-THROUGH"),
    Colleague("W302", "Gregor McInstance", "worker", "T-THROUGH"),
    Colleague("W303", "Senga Fillerton", "worker", "T-THROUGH"),
    Colleague("W304", "Ross Outlineson", "worker", "T-THROUGH"),
    Colleague(SENIOR, "Morven Modelson", "senior", "T-NORTH"),
    Colleague(EXCLUDED_SENIOR, "Hector Paragonson", "senior", "T-SOUTH"),
    Colleague("S300", "Una Epitome", "senior", "T-THROUGH"),
    Colleague("S301", "Dougal Exemplarson", "senior", "T-THROUGH"),
    Colleague("M900", "Elspeth Overviewson", "service_manager"),
    Colleague("B900", "Wilma Ledgerly", "business_support"),
    Colleague("A900", "Adair Placeholder", "administrator"),
)


@dataclass(frozen=True)
class Level:
    """A level of risk of serious harm, so many days before the day of the demonstration."""

    level: str
    days_ago: int


@dataclass(frozen=True)
class Person:
    """One supervised person with what the rows about them are made from."""

    key: str
    given: str
    family: str
    born: date
    sex: str
    officer: str
    order: str
    order_days: int
    levels: tuple[Level, ...] = ()
    co_worker: str = ""
    known_as: str = ""
    language: str = ""
    needs: str = ""
    other_names: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()
    household: tuple[tuple[str, str, bool], ...] = ()

    @property
    def number(self) -> str:
        """The digits of the key."""
        return self.key.removeprefix("C-")

    @property
    def called(self) -> str:
        """How the records call the person."""
        return self.known_as or self.given

    @property
    def level(self) -> str:
        """The level that stands; "none" where none is recorded."""
        return min(self.levels, key=lambda level: level.days_ago).level if self.levels else "none"

    @property
    def never_alone(self) -> bool:
        """Whether nobody visits alone."""
        return any(sort == "do_not_visit_alone" for sort, _ in self.warnings)


_ALONE = ("do_not_visit_alone", "Visits only by two people, or jointly with police. Agree the time with the senior.")
_DOG = ("dog", "Large dog, barks at uniforms. Ask by telephone that it is shut in the kitchen before going in.")
_CHAIR = ("violence_to_staff", "Threw a chair at the office once.")

PRINCIPALS = (
    Person(MAIN_CASE, "Callum", "Sample", date(1984, 3, 12), "male", WORKER, "extended_sentence_licence", 410,
           (Level("high", 160), Level("very_high", 41)), CO_WORKER, warnings=(_ALONE, _DOG),
           other_names=(("alias", "Cal", "Samson"),), themes=("home", "relationship", "online", "offence")),
    Person(INTERPRETER_CASE, "Piotr", "Przykładowski", date(1990, 8, 27), "male", WORKER, "community_payback_order",
           240, (Level("high", 120),), language="Polish", needs="Reads Polish well and English a little.",
           themes=("work", "alcohol", "relationship")),
    Person(FORMER_NAME_CASE, "Eilidh", "Testwell", date(1993, 5, 4), "female", WORKER, "community_payback_order", 300,
           (Level("medium", 270),), known_as="Ellie",
           other_names=(("former", "Eilidh", "Placeholder"), ("alias", "Ellie", "Mockford")),
           themes=("home", "money", "health"),
           household=(("Sandy Testwell", "Husband", False), ("Skye Testwell", "Daughter", True))),
    Person("C-1004", "Gregor", "Exampleton", date(1962, 11, 30), "male", WORKER, "life_licence", 2400,
           (Level("high", 400), Level("high", 60)), "W103", themes=("health", "friends", "home"),
           needs="Hard of hearing on the left; sit on the right and speak slowly."),
    Person("C-1005", "Murdo", "Fixture", date(1979, 1, 19), "male", WORKER, "community_payback_order", 500,
           (Level("low", 460),), themes=("work", "friends", "money")),
    Person("C-1006", "Kirsty", "McSample", date(1998, 9, 9), "female", WORKER, "supervised_release_order", 150,
           (Level("medium", 130),), themes=("alcohol", "home", "relationship")),
    Person(NEW_CASE, "Angus", "Trialby", date(2001, 6, 15), "male", WORKER, "community_payback_order", 12,
           co_worker=CO_WORKER, themes=("work", "alcohol", "friends")),
    Person(UNRECORDED_CASE, "Fraser", "Figment", date(1987, 12, 2), "male", WORKER, "parole_licence", 330,
           (Level("high", 300), Level("medium", 90)), themes=("programme", "work", "money")),
    Person(SAME_NAME_CASE, "Callum", "Sample", date(1991, 11, 2), "male", WORKER, "community_payback_order", 210,
           (Level("low", 180),), themes=("work", "money", "friends")),
    Person("C-2001", "Magnus", "McSomeone", date(1975, 4, 23), "male", STRANGER, "non_parole_licence", 280,
           (Level("very_high", 70),), "W202", warnings=(_ALONE, _CHAIR),
           themes=("alcohol", "offence", "health")),
    Person(EXCLUDED_CASE, "Hamish", "Pretendson", date(1995, 2, 14), "male", "W202",
           "drug_treatment_and_testing_order", 260, (Level("medium", 200),), themes=("health", "money", "friends")),
)  # fmt: skip
