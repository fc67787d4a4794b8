"""Whom an instrument is for: RM2000 is made for men of 18 or older, and refuses everybody else with the reason."""

from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.problem import Problem, about
from casework.records.check import check_value
from casework.records.person.person import Person
from casework.rules.day import age_on
from casework.rules.instrument.instrument_table import InstrumentTable, SubjectRule
from casework.rules.standing import field_standing, read_record
from casework.words import say


@dataclass(frozen=True)
class SubjectFacts:
    """What has to be known of the person: `sex` as recorded (None or "not_known" where it is not), `born`."""

    sex: str | None
    born: date | None


def subject_of(person: Person | None) -> SubjectFacts:
    """The facts of a person; nothing known where there is no record of them."""
    return SubjectFacts(person.sex, person.born) if person else SubjectFacts(None, None)


def strictest_person(state: RecordState) -> Person:
    """The person as an instrument has to take them: of two views of sex or birth, the one that speaks against it.

    While nobody has decided between the two, nobody is scored with what may not be for them.
    """
    person = read_record(Person, state)
    sex = next((view for view in _views(state, "sex") if view != "male"), person.sex)
    born = max((date.fromisoformat(str(view)) for view in _views(state, "born")), default=person.born)
    return person.model_copy(update={"sex": sex, "born": born})


def _views(state: RecordState, name: str) -> list[JsonValue]:
    view = field_standing(state, name)
    values = [head.value for head in (view.head, *view.others)] if view else []
    return [value for value in values if value is not None and not check_value(Person.kind, name, value)]


def subject_problems(table: InstrumentTable, subject: SubjectFacts, day: date) -> list[Problem]:
    """Why an instrument may not be used with a person on a day, or what is missing to tell; none where it may."""
    rule = table.subject
    if rule is None:
        return []
    who = say(
        "{title} was made and tested for men of {age_from} or older only", title=table.title, age_from=rule.age_from
    )
    return [*_sex_problems(rule, subject, who, table.title), *_age_problems(rule, subject, day, who)]


def known_problems(table: InstrumentTable, subject: SubjectFacts, day: date) -> list[Problem]:
    """Why an instrument is not for a person, by what is known of them alone: what is not known is no reason."""
    if table.subject is None:
        return []
    sex = subject.sex if subject.sex not in {None, "not_known"} else table.subject.sex
    return subject_problems(table, SubjectFacts(sex, subject.born or day.replace(year=1900, day=1)), day)


def _sex_problems(rule: SubjectRule, subject: SubjectFacts, who: str, title: str) -> list[Problem]:
    if subject.sex in {None, "not_known"}:
        return [about("", say("Sex is not recorded: {who}. Record it with the person, then sign.", who=who))]
    if subject.sex == rule.sex:
        return []
    person = say("a woman") if subject.sex == "female" else say("this person")
    return [
        about(
            "",
            say(
                "{who}: it says nothing about {person}. Do not use {title} here; choose another instrument.",
                who=who,
                person=person,
                title=title,
            ),
        )
    ]


def _age_problems(rule: SubjectRule, subject: SubjectFacts, day: date, who: str) -> list[Problem]:
    if subject.born is None:
        return [about("", say("Date of birth is not recorded: {who}. Record it with the person, then sign.", who=who))]
    age = age_on(subject.born, day)
    if age >= rule.age_from:
        return []
    return [
        about(
            "",
            say(
                "{who}: the person was {age} on the date of the assessment. Choose another instrument.",
                who=who,
                age=age,
            ),
        )
    ]
