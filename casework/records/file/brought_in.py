"""That a record was brought in from a file: nobody takes it for something recorded here at the time."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import BY_ITSELF, LINE_MAX, Line
from casework.records.record import Value
from casework.words import say

KEY_MAX = 100


class BroughtIn(Value):
    """Where a record comes from: the system or file, its own number there, and who recorded it there and when.

    `by` is a name as it stands there, and nobody's signature here. When it was brought in, and by whom, is what the
    save says. `run`: which import it was.
    """

    source: Annotated[Line, Field(title=say("System or file"))]
    key: str = Field(default="", max_length=KEY_MAX, title=say("Number there"))
    by: str = Field(default="", max_length=LINE_MAX, title=say("Recorded there by"))
    on: date | None = Field(default=None, title=say("Recorded there on"))
    run: Annotated[str, BY_ITSELF] = Field(default="", max_length=64, title=say("Import"))
