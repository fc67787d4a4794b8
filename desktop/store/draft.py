"""A draft: what is on a form that has not been saved as a record yet."""

from dataclasses import dataclass
from datetime import datetime

from casework.records.identifier import Scope


@dataclass(frozen=True)
class Draft:
    """The content of a form as JSON text, with the scope it will be saved into."""

    id: str
    scope: Scope
    form: str
    content: str
    started_at: datetime
    kept_at: datetime
