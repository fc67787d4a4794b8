"""What the first start says when the office could not be asked."""

import pytest

from casework.errors import Unavailable, UserError
from desktop.sync.fault import AnswerCutShort, AnswerGarbled, OfficeBusy, OfficeFault, OfficeSlow, OfficeUnreachable
from desktop.views.gate import not_begun_words


@pytest.mark.parametrize(
    "fault",
    [OfficeUnreachable(), OfficeSlow(), AnswerCutShort(), AnswerGarbled(), OfficeFault(), OfficeBusy(3)],
    ids=lambda fault: type(fault).__name__,
)
def test_before_anything_is_kept_nothing_is_said_to_be_safe(fault: Unavailable) -> None:
    words = not_begun_words(fault)
    assert "safe" not in words
    assert "by itself" not in words
    assert words.startswith(fault.sentence.split(". ")[0])
    assert words.endswith("Check the address and the connection, then choose Next to try again.")


def test_what_has_to_be_mended_is_said_as_it_is() -> None:
    assert not_begun_words(UserError("Ask for a new code.")) == "Ask for a new code."
