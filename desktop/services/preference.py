"""How somebody likes the window: theme, contrast, size of text. Stays on the laptop and holds nothing about anybody.

Read before the first window, so without a library that takes long to load.
"""

import json
from dataclasses import asdict, dataclass

from casework.errors import UserError
from desktop.settings import Folders
from desktop.store.private_file import load_private, write_private

THEMES = ("light", "dark", "system")
CONTRASTS = ("system", "more", "normal")
SCALES = (1.0, 2.0)
"""The smallest and the largest text, as shares of the plain one."""

_FILE = "look.json"


@dataclass(frozen=True, slots=True)
class Preference:
    """Theme, contrast and text size (1.0 to 2.0). Raises ``ValueError`` where one is none of those."""

    theme: str = "system"
    contrast: str = "system"
    text_scale: float = 1.0

    def __post_init__(self) -> None:
        least, most = SCALES
        if self.theme not in THEMES or self.contrast not in CONTRASTS or not least <= self.text_scale <= most:
            raise ValueError("not a look")


def load_preference(folders: Folders) -> Preference:
    """What was chosen last; the plain choice where nothing was or the file cannot be read."""
    try:
        data = load_private(folders.data / _FILE)
        return _read(json.loads(data)) if data else Preference()
    except (UserError, ValueError, TypeError, AttributeError, RecursionError):
        return Preference()


def save_preference(folders: Folders, preference: Preference) -> None:
    """Keep the choice."""
    write_private(folders.data / _FILE, json.dumps(asdict(preference)).encode())


def _read(values: dict[str, object]) -> Preference:
    """What another version wrote besides is passed over. Raises ``AttributeError`` for what is no object."""
    scale = values.get("text_scale", 1.0)
    if not isinstance(scale, (int, float)):
        raise TypeError("not a size")
    return Preference(str(values.get("theme", "system")), str(values.get("contrast", "system")), float(scale))
