"""What is judged beside what: sets and values, whose laptop it was, and who may see what was quarantined."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal
from casework.records.identifier import AGENCY, CaseId, Scope, case_scope, grants_scope, restricted_scope, team_scope
from casework.rules.intake import Reason, is_unseen, is_withheld, judge
from tests.casework.test_intake import CONTACT, setting
from tests.fakes.chain import RECORD, Pen, ident

CASE = CaseId(ident(1))
PERSON: dict[str, JsonValue] = {"name": {"given": "A", "family": "B"}, "born": "1980-01-01"}
GOOD: JsonValue = {"sort": "alias", "given": "Al"}


@pytest.mark.parametrize(
    ("values", "added", "refused"),
    [
        ({}, {"other_names": [GOOD]}, False),
        ({}, {"other_names": [GOOD, 7]}, True),
        ({"born": "the day before yesterday"}, {"other_names": [GOOD]}, True),
        ({}, {"born": ["1980-01-01"]}, True),
    ],
)
def test_every_part_of_an_edit_has_to_be_valid(
    values: dict[str, JsonValue], added: dict[str, list[JsonValue]], refused: bool
) -> None:
    """A good item makes up for no bad value, nor may anything be added to what is no list."""
    made = Edit(record=RECORD, kind="person", set={**PERSON, **values}, add=added)
    reason = judge(Pen("a").write(made).entry, setting()).reason
    assert reason is (Reason.INVALID if refused else None)


def test_nothing_is_taken_out_of_what_is_no_list() -> None:
    made = Edit(record=RECORD, kind="person", set=PERSON, remove={"born": [Removal(entry="a" * 64, item="1980-01-01")]})
    assert judge(Pen("a").write(made).entry, setting()).reason is Reason.INVALID


def test_whoever_does_not_work_here_any_more_has_no_access_and_is_still_the_author() -> None:
    """Somebody else's name is another matter."""
    contact = Edit(record=RECORD, kind="contact", set=CONTACT)
    assert judge(Pen("a").write(contact).entry, setting(role=None)).reason is Reason.NO_ACCESS
    assert judge(Pen("a", author="other").write(contact).entry, setting(role=None)).reason is Reason.AUTHOR


@pytest.mark.parametrize(
    ("scope", "withheld", "unseen"),
    [
        (case_scope(CASE), False, False),
        (grants_scope(CASE), False, False),
        (restricted_scope(CASE), False, True),
        (AGENCY, True, False),
        (team_scope(ident(2)), True, True),
    ],
)
def test_what_is_written_where_it_may_not_be_is_kept_from_whom_it_would_tell_something(
    scope: Scope, withheld: bool, unseen: bool
) -> None:
    """Of the service's scopes everything, and where nobody had access anything; of nothing nothing."""
    assert is_withheld(Reason.SCOPE, scope) is withheld
    assert is_unseen(Reason.SCOPE, scope) is unseen
    assert not is_withheld(None, scope)
    assert not is_unseen(Reason.INVALID, scope)
    for never in (Reason.NO_ACCESS, Reason.AUTHOR, Reason.WRONG_FILE):
        assert is_withheld(never, scope)
