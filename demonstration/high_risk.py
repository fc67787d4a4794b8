"""The demonstration's high-risk (HRO) list: whose level is very high, and one person who is proposed and waits."""

from datetime import date, timedelta

from demonstration.cast import STAFF, UNRECORDED_CASE, Person
from demonstration.circumstance import AddRow, uk

_TEAM = {colleague.number: colleague.team for colleague in STAFF}
_SENIOR = {colleague.team: colleague.number for colleague in STAFF if colleague.role == "senior"}
_INDICTED = {"extended_sentence_licence", "parole_licence", "life_licence"}
_PROPOSED_AFTER, _DECIDED_AFTER = 2, 7
_WAITS_SINCE = 3


def add_high_risk(add: AddRow, person: Person, day: date) -> None:
    """Put a person on the list, or propose them, where the demonstration wants it."""
    if person.level == "very_high":
        signed = min(level.days_ago for level in person.levels)
        decided = day - timedelta(days=max(signed - _DECIDED_AFTER, 0))
        senior = _SENIOR[_TEAM[person.officer]]
        proposed = day - timedelta(days=max(signed - _PROPOSED_AFTER, 0))
        reason = "Discussed with the officer; the level and the reports speak for it."
        _add(add, person, proposed, day, decided_by=senior, decided_on=uk(decided), reason=reason)
    elif person.key == UNRECORDED_CASE:
        _add(add, person, day - timedelta(days=_WAITS_SINCE), day)


def _add(add: AddRow, person: Person, proposed_on: date, day: date, **decision: str) -> None:
    convicted = uk(day - timedelta(days=person.order_days + 400))
    indicted = person.order in _INDICTED
    grounds = (
        {"limbs": "a", "court": "High Court", "convicted_on": convicted, "offence": "An invented serious offence"}
        if indicted
        else {"limbs": "c", "concern": "Threats have become more frequent within weeks.", "concern_on": uk(proposed_on)}
    )
    add("high_risk", key=f"Q-{person.number}", case=person.key, sort="violent" if int(person.number) % 2 else "sexual",
        conditions="ii", report_source="Police", report_on=uk(proposed_on), report_holder="The named police contact",
        report_says="Told by telephone; an invented report.",
        continues="The pattern of the offences goes on, and little protects those around.", at_risk="known_persons",
        proposed_by=person.officer, proposed_on=uk(proposed_on), **grounds, **decision)  # fmt: skip
