"""Where "Home address" is: the addresses of today beside a plan that names no street."""

from collections.abc import Collection, Iterable, Mapping

from casework.records.identifier import CaseId, Scope, case_of, case_scope
from casework.records.person.address import Address, AddressSort, Place
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.session import Session


def streets_of(session: Session, cases: Iterable[CaseId]) -> Mapping[CaseId, tuple[Place, ...]]:
    """The addresses of today in some cases, read in one query."""
    today = session.today()
    scopes: set[Scope] = {case_scope(case) for case in cases}
    found: dict[CaseId, list[Place]] = {}
    for state in session.store.states({Address.kind}, scopes) if scopes else ():
        case, place = case_of(state.scope), read_record(Address, state).place
        if case and place and (place.starts or today) <= today <= (place.ends or today):
            found.setdefault(case, []).append(place)
    return {case: tuple(places) for case, places in found.items()}


def unnamed(where: str, places: Collection[Place]) -> tuple[str, ...]:
    """The addresses that `where` does not name, each in one line: "Home address" is nowhere to send anybody to."""
    return tuple(dict.fromkeys(place.one_line() for place in places if place.line not in where))


def where_words(where: str, places: Collection[Place]) -> str:
    """Such as "Home address (on file: 70 Fixture Lane, Invertown)"; as it is planned where that names the street.

    Of several homes each is named: nobody chooses one in silence.
    """
    if any(place.line in where for place in places):
        return where
    homes = [place for place in places if place.sort is not AddressSort.OTHER] or places
    streets = say(" or ").join(unnamed(where, homes))
    return say("{where} (on file: {streets})", where=where, streets=streets) if where and streets else where or streets
