"""The interpreter as arranged for a person: kept with the person, apart from who interpreted at a contact."""

from typing import Annotated

from pydantic import Field

from casework.records.contact.contact import InterpreterSort
from casework.records.part import LINE_MAX, STAFF
from casework.records.record import Value
from casework.words import say


class InterpreterArrangement(Value):
    """Which language and dialect, through which agency, on which number, and who of us books."""

    sort: InterpreterSort = Field(title=say("Who interprets"))
    language: str = Field(min_length=1, max_length=LINE_MAX, title=say("Language"))
    dialect: str = Field(default="", max_length=LINE_MAX, title=say("Dialect"))
    name: str = Field(default="", max_length=LINE_MAX, title=say("Name of the interpreter"))
    agency: str = Field(default="", max_length=LINE_MAX, title=say("Interpreting agency"))
    telephone: str = Field(default="", max_length=40, title=say("Telephone"))
    booked_by: Annotated[str | None, STAFF] = Field(default=None, max_length=64, title=say("Booked by"))
    wishes: str = Field(default="", max_length=1000, title=say("What to ask for, such as a woman or no neighbour"))
