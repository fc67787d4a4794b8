"""A sentence about what is wrong knows its field, and is a sentence like any other."""

import ast
import inspect
import pickle
import textwrap
from copy import copy

import pytest

from casework.problem import about, field_about
from casework.records.check import check_new, check_value
from casework.records.record import KINDS


def test_a_sentence_about_a_field_is_a_sentence_like_any_other() -> None:
    found = about("ends", "Until: correct it.", "day")
    assert found == "Until: correct it."
    assert " ".join([found, "And so on."]) == "Until: correct it. And so on."
    assert (field_about(found), field_about("Until: correct it.")) == ("ends", "")
    for same in (copy(found), pickle.loads(pickle.dumps(found))):
        assert (same, same.field, same.part, same.lacks) == (found, "ends", "day", "")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_check_of_a_kind_names_a_field_of_it(kind: str) -> None:
    """Nothing that is missing, and nothing that cannot be read, is said of a field that the kind does not have."""
    fields = set(KINDS[kind].model_fields)
    lacking = check_new(kind, {})
    assert {one.field for one in lacking} <= fields
    assert {one.lacks for one in lacking} == {one.partition(" is missing: ")[0] for one in lacking}
    for name in fields:
        assert {one.field for one in check_value(kind, name, {"nothing": "of it"})} <= {name}


def test_every_sentence_of_a_kind_names_a_field_that_it_has() -> None:
    """What must agree with what stands in the source as `about("field", …)`: never of a field that was renamed."""
    wrong = [
        f"{kind}: {named}"
        for kind, model in KINDS.items()
        for named in sorted(fields_named(model) - set(model.model_fields))
    ]
    assert not wrong, wrong


def fields_named(model: type) -> set[str]:
    """The fields that the methods of a kind speak of."""
    found = set()
    for one in model.__mro__:
        for method in vars(one).values():
            code = getattr(method, "__code__", None)
            if code is not None and "about" in code.co_names:
                tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
                calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
                found |= {
                    call.args[0].value
                    for call in calls
                    if isinstance(call.func, ast.Name)
                    and call.func.id == "about"
                    and isinstance(call.args[0], ast.Constant)
                    and isinstance(call.args[0].value, str)
                }
    return found
