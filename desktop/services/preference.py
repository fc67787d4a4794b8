"""How somebody likes the window: theme, contrast, size of text. Stays on the laptop and holds nothing about anybody."""

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.errors import UserError
from desktop.settings import Folders
from desktop.store.private_file import load_private, write_private

ThemeChoice = Literal["light", "dark", "system"]
ContrastChoice = Literal["system", "more", "normal"]
_FILE = "look.json"


class Preference(BaseModel):
    """Theme, contrast and text size (1.0 to 2.0)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: ThemeChoice = "system"
    contrast: ContrastChoice = "system"
    text_scale: float = Field(default=1.0, ge=1.0, le=2.0)


def load_preference(folders: Folders) -> Preference:
    """What was chosen last; the plain choice where nothing was or the file cannot be read."""
    try:
        data = load_private(folders.data / _FILE)
        return Preference.model_validate_json(data) if data else Preference()
    except (UserError, ValidationError):
        return Preference()


def save_preference(folders: Folders, preference: Preference) -> None:
    """Keep the choice."""
    write_private(folders.data / _FILE, json.dumps(preference.model_dump()).encode())
