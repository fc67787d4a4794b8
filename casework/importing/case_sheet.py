"""The files of what surrounds the person: orders, conditions, addresses, household and other agencies."""

from casework.importing.cell import DATE, YES_NO, choice
from casework.importing.draft import Draft, Surroundings
from casework.importing.moment import check_period, refuse_future
from casework.importing.sheet import CASE, KEY, Column, Sheet, Values
from casework.records.person.address import AddressSort
from casework.records.person.agency_contact import AgencyRole
from casework.records.sentence.order import OrderSort


def _finish_member(draft: Draft, _values: Values, around: Surroundings) -> None:
    refuse_future(draft, "born", around)


def _finish_period(draft: Draft, _values: Values, _around: Surroundings) -> None:
    check_period(draft)


ORDERS = Sheet(
    "orders",
    "Orders and licences",
    "What the person is on, from the first day to the last.",
    "order",
    (
        KEY,
        CASE,
        Column("sort", "Which order or licence.", choice(OrderSort), "term.sort", required=True),
        Column("starts", "First day.", DATE, "term.starts", required=True),
        Column("ends", "Last day; empty for life.", DATE, "term.ends"),
        Column("made_by", "The court or body that made it.", path="term.made_by"),
    ),
    _finish_period,
)

CONDITIONS = Sheet(
    "conditions",
    "Conditions",
    "The conditions or requirements of an order or licence, one a row.",
    "condition",
    (
        KEY,
        CASE,
        Column("order", "The order's key in orders.csv.", path="order", required=True, refers="orders"),
        Column("number", "Its number on the order.", path="condition.number", required=True),
        Column("text", "Its wording.", path="condition.text", required=True),
        Column(
            "check_at_visits",
            "Whether it is looked at when visiting; yes if empty.",
            YES_NO,
            "condition.check_at_visits",
            default=True,
        ),
        Column("ended_on", "Last day, where it ended before the order.", DATE, "ended_on"),
    ),
)

ADDRESSES = Sheet(
    "addresses",
    "Addresses",
    "Where the person lives, lived or is often to be found.",
    "address",
    (
        KEY,
        CASE,
        Column("sort", "What the person uses it for; home if empty.", choice(AddressSort), "place.sort"),
        Column("line", "House and street.", path="place.line", required=True),
        Column("town", "Town.", path="place.town"),
        Column("postcode", "Postcode.", path="place.postcode"),
        Column("starts", "Lives there since.", DATE, "place.starts"),
        Column("ends", "Lived there until; empty if still there.", DATE, "place.ends"),
        Column("how_to_get_in", "What somebody at the door needs to know.", path="notes"),
    ),
    _finish_period,
)

HOUSEHOLD = Sheet(
    "household",
    "Household",
    "Who lives at an address with the person.",
    "household_member",
    (
        KEY,
        CASE,
        Column("address", "The address's key in addresses.csv.", path="address", required=True, refers="addresses"),
        Column("name", "Given and family name.", path="member.name", required=True),
        Column("relation", "What they are to the person.", path="member.relation"),
        Column("child", "Whether this is a child; no if empty.", YES_NO, "member.child"),
        Column("born", "Date of birth.", DATE, "member.born"),
        Column("left_on", "The day they left the household.", DATE, "left_on"),
    ),
    _finish_member,
)

AGENCY_CONTACTS = Sheet(
    "agency_contacts",
    "People and agencies",
    "People of other agencies who work with the case: the named police contact, housing, health and others.",
    "agency_contact",
    (
        KEY,
        CASE,
        Column("role", "What they are to the case.", choice(AgencyRole), "person.role", required=True),
        Column("name", "Name, with rank or title.", path="person.name", required=True),
        Column("agency", "The agency they work for.", path="person.agency", required=True),
        Column("telephone", "Telephone.", path="person.telephone"),
        Column("email", "E-mail address.", path="person.email"),
        Column("ended_on", "The day they left the case.", DATE, "ended_on"),
    ),
)
