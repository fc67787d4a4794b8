"""Guidance on recording: for kinds that there are, each sentence from a source, and none of it too long (199)."""

import re

from casework.records.record import KINDS
from casework.records.shape import reading_order
from casework.rules.guidance import guidance_for, load_guidance


def test_it_is_for_kinds_that_people_write_each_once_with_its_source() -> None:
    table = load_guidance()
    kinds = [one.kind for one in table.guidance]
    assert set(kinds) <= KINDS.keys()
    assert len(set(kinds)) == len(kinds)
    assert kinds == sorted(kinds)
    assert all(re.search(r"\((S[0-4]|V)\)", one.source) for one in table.guidance)
    assert all(one.words.endswith(".") for one in table.guidance)
    assert all(reading_order(kind) for kind in kinds)


def test_what_has_none_has_none() -> None:
    found = guidance_for("incident")
    assert found is not None
    assert "what others told you" in found.words
    assert guidance_for("contact") is None
