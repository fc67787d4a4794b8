"""Every icon that is named exists: one that does not ends the application when it is painted."""

import json
import re
from importlib.resources import files
from pathlib import Path

_NAMED = re.compile(r'"ph\.([a-z0-9-]+)"')
_ROOT = Path(__file__).parents[2]


def test_every_icon_that_is_named_is_in_the_font() -> None:
    fonts = files("qtawesome").joinpath("fonts")
    maps = [one for one in fonts.iterdir() if one.name.startswith("phosphor-charmap")]
    known = {name for one in maps for name in json.loads(one.read_text("utf-8"))}
    named = {
        (name, str(path.relative_to(_ROOT)))
        for path in sorted((_ROOT / "desktop").rglob("*.py"))
        for name in _NAMED.findall(path.read_text("utf-8"))
    }
    assert len(named) > 10
    assert [one for one in sorted(named) if one[0] not in known] == []
