"""All that is on the sheet, as it is kept in a draft: the form, what was typed and not understood, the cursor."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.errors import Damaged
from casework.words import say
from desktop.services.contact_form import ContactForm


class SheetContent(BaseModel):
    """``typed`` holds by field what this version could not read; ``cursor`` is the position in the narrative."""

    model_config = ConfigDict(extra="ignore")

    form: ContactForm
    typed: dict[str, str] = Field(default_factory=dict)
    cursor: int = 0
    focus: str = ""


def parse_content(text: str) -> SheetContent:
    """Read a draft's content; raises `Damaged` where it is not one."""
    try:
        return SheetContent.model_validate_json(text)
    except ValidationError:
        # Not chained: pydantic's message quotes what was written.
        raise Damaged(say("This draft was kept by another version and cannot be opened. It is still kept.")) from None
