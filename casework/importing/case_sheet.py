"""The files of what surrounds the person: orders, conditions, addresses, household and other agencies."""

from casework.importing.cell import DATE, YES_NO, choice
from casework.importing.draft import Draft, Surroundings
from casework.importing.moment import check_period, refuse_future
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values
from casework.records.person.address import AddressSort
from casework.records.person.agency_contact import AgencyRole
from casework.records.sentence.order import OrderSort
from casework.words import say


def _finish_member(draft: Draft, _values: Values, around: Surroundings) -> None:
    refuse_future(draft, "born", around)


def _finish_period(draft: Draft, _values: Values, _around: Surroundings) -> None:
    check_period(draft)


ORDERS = Sheet(
    "orders",
    say("Orders and licences"),
    say("What the person is on, from the first day to the last."),
    "order",
    (
        KEY,
        CASE,
        Column("sort", say("Which order or licence."), choice(OrderSort), "term.sort", required=True),
        Column("starts", say("First day."), DATE, "term.starts", required=True),
        Column("ends", say("Last day; empty for life."), DATE, "term.ends"),
        Column("made_by", say("The court or body that made it."), path="term.made_by"),
    ),
    _finish_period,
)

CONDITIONS = Sheet(
    "conditions",
    say("Conditions"),
    say("The conditions or requirements of an order or licence, one a row."),
    "condition",
    (
        KEY,
        CASE,
        Column("order", say("The order's key in orders.csv."), path="order", required=True, refers="orders"),
        Column("number", say("Its number on the order."), path="condition.number", required=True),
        Column("text", say("Its wording."), path="condition.text", required=True),
        Column(
            "check_at_visits",
            say("Whether it is looked at when visiting; yes if empty."),
            YES_NO,
            "condition.check_at_visits",
            default=True,
        ),
        Column("ended_on", say("Last day, where it ended before the order."), DATE, "ended_on"),
    ),
)

ADDRESSES = Sheet(
    "addresses",
    say("Addresses"),
    say("Where the person lives, lived or is often to be found."),
    "address",
    (
        KEY,
        CASE,
        Column("sort", say("What the person uses it for; home if empty."), choice(AddressSort), "place.sort"),
        Column("line", say("House and street."), path="place.line", required=True),
        Column("town", say("Town."), path="place.town"),
        Column("postcode", say("Postcode."), path="place.postcode"),
        Column("starts", say("Lives there since."), DATE, "place.starts"),
        Column("ends", say("Lived there until; empty if still there."), DATE, "place.ends"),
        Column("how_to_get_in", say("What somebody at the door needs to know."), path="notes"),
    ),
    _finish_period,
)

HOUSEHOLD = Sheet(
    "household",
    say("Household"),
    say("Who lives at an address with the person."),
    "household_member",
    (
        KEY,
        CASE,
        Column(
            "address", say("The address's key in addresses.csv."), path="address", required=True, refers="addresses"
        ),
        Column("name", say("Given and family name."), path="member.name", required=True),
        Column("relation", say("What they are to the person."), path="member.relation"),
        Column("child", say("Whether this is a child; no if empty."), YES_NO, "member.child"),
        Column("born", say("Date of birth."), DATE, "member.born"),
        Column("left_on", say("The day they left the household."), DATE, "left_on"),
    ),
    _finish_member,
)

AGENCY_CONTACTS = Sheet(
    "agency_contacts",
    say("People and agencies"),
    say("People of other agencies who work with the case: the named police contact, housing, health and others."),
    "agency_contact",
    (
        KEY,
        CASE,
        Column("role", say("What they are to the case."), choice(AgencyRole), "person.role", required=True),
        Column("name", say("Name, with rank or title."), path="person.name", required=True),
        Column("agency", say("The agency they work for."), path="person.agency", required=True),
        Column("telephone", say("Telephone."), path="person.telephone"),
        Column("email", say("E-mail address."), path="person.email"),
        Column("ended_on", say("The day they left the case."), DATE, "ended_on"),
    ),
)
