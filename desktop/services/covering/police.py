"""The number of a police officer who goes along: looked for among the people around a case."""

import re
from collections.abc import Iterable, Mapping

from casework.records.identifier import CaseId, Scope, case_of, case_scope
from casework.records.person.agency_contact import AgencyContact, AgencyPerson, AgencyRole
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.session import Session

NO_NUMBER = say("no number on this laptop")

_RANKS = frozenset(
    {"pc", "dc", "ps", "ds", "pi", "di", "dci", "sgt", "sergeant", "inspector", "constable", "officer", "police", "the"}
)
_POLICE = (AgencyRole.NAMED_POLICE, AgencyRole.POLICE, AgencyRole.SOLO)


def police_of(session: Session, cases: Iterable[CaseId]) -> Mapping[CaseId, tuple[AgencyPerson, ...]]:
    """The police officers around some cases, the named contact first, read in one query."""
    scopes: set[Scope] = {case_scope(case) for case in cases}
    found: dict[CaseId, list[AgencyPerson]] = {}
    for state in session.store.states({AgencyContact.kind}, scopes) if scopes else ():
        case, record = case_of(state.scope), read_record(AgencyContact, state)
        over = record.ended_on is not None and record.ended_on < session.today()
        if case and record.person and record.person.role in _POLICE and not over:
            found.setdefault(case, []).append(record.person)
    return {
        case: tuple(sorted(people, key=lambda one: (_POLICE.index(one.role), one.name)))
        for case, people in found.items()
    }


def number_words(officer: str, people: Iterable[AgencyPerson]) -> str:
    """The number of an officer of a plan; without one, whom else of the police to ring about them."""
    reached = [one for one in people if one.telephone]
    own = [one for one in reached if _is_same(_name(officer), _name(one.name))]
    if len({one.telephone for one in own}) == 1:
        return own[0].telephone
    others = own or reached[:1]
    return "; ".join([NO_NUMBER, *(f"{one.role.words}: {one.name}, {one.telephone}" for one in others)])


def _name(text: str) -> frozenset[str]:
    """The words of a name without the rank: nobody is found by being a constable."""
    return frozenset(re.findall(r"[\w'’-]+", text.casefold())) - _RANKS


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names may be one officer's, by whole words: part of a word would be somebody else."""
    return bool(one and other) and (one <= other or other <= one)
