"""The messages by which a laptop asks, in an emergency, who works with a person: `/sync/v1/locate`.

Only somebody who knows a person's full name and date of birth, or one of their numbers, finds anything. Whatever is
asked, by whomever, the answer has one shape; and the office notes that something was asked, never the words.
"""

from datetime import date

from pydantic import Field

from casework.ledger.message import Message, Part
from casework.records.identifier import CaseId

MOST_FOUND = 5


class LocateRequest(Message):
    """Whom somebody looks for: the full name with the date of birth, or a number by which another body knows them."""

    name: str | None = Field(default=None, max_length=400)
    born: date | None = None
    identifier: str | None = Field(default=None, max_length=200)


class Located(Part):
    """One case: which it is and who works on it. Nothing about the person."""

    case: CaseId = Field(max_length=36)
    team: str = Field(default="", max_length=200)
    officer: str = Field(default="", max_length=200)


class LocateResponse(Message):
    """The cases of the person, as far as the asker is not excluded from them; none for every other reason alike."""

    found: list[Located] = Field(default_factory=list, max_length=MOST_FOUND)
