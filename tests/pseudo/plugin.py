"""For pytest: everything is in the pseudo-language from the start.

DOORSTEP_PSEUDO=folder pytest -p tests.pseudo.plugin ...     without the folder a new one is made
"""

import os
import tempfile
from pathlib import Path

from casework.words import use_language
from desktop.language import find_language
from tests.pseudo.words import FOLDER_VARIABLE, LANGUAGE, make_pseudo

_folder = Path(os.environ.get(FOLDER_VARIABLE) or tempfile.mkdtemp(prefix="pseudo-"))
if not (_folder / f"doorstep_{LANGUAGE}.qm").exists():
    make_pseudo(_folder)
_language = find_language([LANGUAGE], _folder)
if _language is None:
    raise RuntimeError("the pseudo-language is not there")
use_language(_language)
