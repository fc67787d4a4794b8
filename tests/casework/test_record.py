"""Every kind: what is valid survives whole, and what is not gives a sentence that names the field."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

import casework.records
from casework.records import caution
from casework.records.check import check_new, check_value
from casework.records.contact.contact import Contact
from casework.records.identifier import (
    CaseId,
    case_of,
    case_scope,
    grants_scope,
    is_uuid,
    restricted_scope,
    scope_sort,
    uuid7,
)
from casework.records.merge import MOST_CAUTIOUS, caution_of
from casework.records.record import KINDS, merge_of
from casework.records.sentence.order import OrderSort, officer_title
from tests.casework.test_intake import CONTACT
from tests.fakes.chain import ident

FIELDS = [(kind, name) for kind, model in KINDS.items() for name in model.model_fields]


def test_every_kind_is_registered() -> None:
    """Importing the package makes all kinds known."""
    assert casework.records.__all__
    assert {"person", "contact", "case", "warning", "allocation", "exclusion", "staff", "duty"} <= set(KINDS)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_declares_how_it_merges(kind: str, field: str) -> None:
    """No field without a rule, and every cautious one knows what caution is."""
    rule = merge_of(kind, field)
    assert rule is not None
    assert (rule.caution is not None) == (rule.rule == "cautious")
    info = KINDS[kind].model_fields[field]
    assert info.title, "every field has the words of the form"


@given(
    st.sampled_from(FIELDS),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=10), x, max_size=3),
        max_leaves=6,
    ),
)
def test_any_value_is_valid_or_a_sentence(at: tuple[str, str], value: JsonValue) -> None:
    """Whatever is written in a field gives sentences, never a crash and never an echo of what was written."""
    kind, field = at
    for sentence in check_value(kind, field, value):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert not (isinstance(value, str) and len(value) > 6 and value in sentence)


def test_a_whole_contact_is_valid_and_reads_back() -> None:
    """The values of a record are what its model says."""
    assert check_new("contact", CONTACT) == []
    record = Contact.model_validate(CONTACT)
    assert Contact.model_validate(record.values()) == record


@pytest.mark.parametrize("missing", sorted(Contact.required))
def test_each_missing_part_of_a_contact_is_named(missing: str) -> None:
    """The sentence names the field in the words of the form."""
    values = {name: value for name, value in CONTACT.items() if name != missing}
    sentences = check_new("contact", values)
    assert len(sentences) == 1
    assert str(Contact.model_fields[missing].title).capitalize() in sentences[0]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"sort": "joint_visit_with_police"}, "officer"),
        ({"joint": {"officer": "PC Specimen", "purpose": "p", "basis": "warrant"}}, "joint visit"),
        ({"present": []}, "present"),
    ],
)
def test_what_must_agree_is_checked(change: dict[str, JsonValue], word: str) -> None:
    """A joint visit has an officer's account, and only a joint visit has one; somebody attended who is present."""
    assert any(word in sentence for sentence in check_new("contact", {**CONTACT, **change}))


def test_caution_orders_levels_and_the_unknown_is_above_all() -> None:
    """Low, medium, high, very high; anything else is the most cautious."""
    rule = merge_of("case", "standing_risk")
    assert rule is not None
    levels = [caution_of(rule, {"level": level}) for level in caution.RISK_LEVELS]
    assert levels == sorted(levels)
    for strange in ({"level": "extreme"}, {}, None, "high", 3):
        assert caution_of(rule, strange) == MOST_CAUTIOUS  # type: ignore[arg-type]


def test_an_earlier_review_date_is_more_cautious_and_none_the_most() -> None:
    """So is an exclusion that lasts longer, and a grant that ends sooner."""
    assert caution.soonest("2026-03-01") > caution.soonest("2026-03-02")
    assert caution.soonest(None) > caution.soonest("2026-03-01")
    assert caution.longest_exclusion({"ends": None}) > caution.longest_exclusion({"ends": "2030-01-01"})
    assert caution.longest_exclusion({"ends": "2030-01-01"}) > caution.longest_exclusion({"ends": "2029-01-01"})
    assert caution.shortest_access({"ends": "2029-01-01"}) > caution.shortest_access({"ends": "2030-01-01"})
    assert caution.shortest_access({"ends": "2030-01-01"}) > caution.shortest_access({"ends": None})


def test_ids_sort_by_time_and_scopes_are_read_back() -> None:
    """UUIDv7: version and variant set, later ids sort later."""
    early = uuid7(datetime(2026, 1, 1, tzinfo=UTC), bytes(10))
    late = uuid7(datetime(2026, 1, 2, tzinfo=UTC), b"\xff" * 10)
    assert early < late
    assert is_uuid(early)
    assert early[14] == late[14] == "7"
    assert late[19] in "89ab"
    with pytest.raises(ValueError, match="ten random bytes"):
        uuid7(datetime(2026, 1, 1, tzinfo=UTC), b"")
    case = CaseId(ident(1))
    sorts = {case_scope(case): "case", grants_scope(case): "grants", restricted_scope(case): "restricted"}
    for scope, sort in sorts.items():
        assert scope_sort(scope) == sort
        assert case_of(scope) == case
    assert case_of("agency") is None
    for odd in ("", "case:", "case:x", f"case:{case}/", f"case:{case}/other", f"grants:{case}/restricted", "agency "):
        assert scope_sort(odd) is None


def test_orders_have_a_responsible_officer_and_licences_a_supervising_one() -> None:
    """The titles of the guidance."""
    assert officer_title(OrderSort.CPO) == "Responsible officer"
    assert officer_title(OrderSort.PAROLE) == "Supervising officer"
