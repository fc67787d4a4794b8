"""Every key of the application in one table: pages bind their keys from it, the help and the list of keys show it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

WITHIN: Final = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Where(StrEnum):
    """Where a key does what it says, as the list is headed."""

    EVERYWHERE = "Everywhere"
    PERSON = "On a person's page, and where a person is marked"
    TODAY = "On Today"
    VISIT = "During a visit"
    BRIEF = "On the doorstep brief, and in this list"
    WRITING = "While writing, and in a sheet"
    PLAN = "Writing a plan"
    STAFF = "On Staff"
    CASELOAD = "On the caseload, and where a file is brought in"
    ATTACHMENT = "Looking at an attachment or a paper"
    KEYING = "On what is to be keyed elsewhere"
    ACCESS = "Deciding what goes out on a request for access"
    SHOWING = "Showing the person their copy"
    GUIDE = "Reading the help, and during the tour"
    LIST = "In any list and on any page"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """``name`` in the code and in tests, ``keys`` as Qt writes them, and what they do.

    ``shown``: how the key is listed where that is not the first of ``keys``.
    ``is_bound``: it is a shortcut of Qt's. Else the widget that has the focus takes the key.
    """

    name: str
    where: Where
    keys: tuple[str, ...]
    words: str
    shown: str = ""
    is_bound: bool = True

    @property
    def label(self) -> str:
        """The key as it stands on the keyboard."""
        return self.shown or self.keys[0].replace("Return", "Enter")


FIND = Shortcut("find", Where.EVERYWHERE, ("Ctrl+K",), "Find anything: names, old names, numbers, all that is written")
PLACES = Shortcut(
    "places",
    Where.EVERYWHERE,
    (*(f"Ctrl+{number}" for number in range(1, 10)), "Ctrl+0", "Ctrl+M"),
    "The places at the left, from top to bottom",
    "Ctrl+1 … Ctrl+9, Ctrl+0, Ctrl+M",
)
BACK = Shortcut("back", Where.EVERYWHERE, ("Alt+Left",), "Back to where you were")
UNDO = Shortcut("undo", Where.EVERYWHERE, ("Ctrl+Z",), "Undo, while the message at the foot says so")
LOCK = Shortcut("lock", Where.EVERYWHERE, ("Ctrl+L",), "Lock now")
THEME = Shortcut("theme", Where.EVERYWHERE, ("Ctrl+Shift+D",), "Dark or light")
CONTRAST = Shortcut("contrast", Where.EVERYWHERE, ("Ctrl+Shift+H",), "Contrast: as the system, more, normal")
LARGER = Shortcut("larger", Where.EVERYWHERE, ("Ctrl++", "Ctrl+="), "Larger text")
SMALLER = Shortcut("smaller", Where.EVERYWHERE, ("Ctrl+-",), "Smaller text")
HELP = Shortcut("help", Where.EVERYWHERE, ("F1",), "Help about what is on the screen; again, back to it")
KEY_LIST = Shortcut("key_list", Where.EVERYWHERE, ("Ctrl+/", "Ctrl+?"), "All keys, over what you are doing")
CONTACT = Shortcut("contact", Where.PERSON, ("Ctrl+N",), "Record a contact with the person on the screen")
NEW_RECORD = Shortcut("new_record", Where.PERSON, ("Ctrl+Shift+N",), "New record about the person: choose which")
PERSON_CONCERN = Shortcut("concern", Where.PERSON, ("Ctrl+Shift+P",), "Protection concern about the person")
BRIEF = Shortcut("brief", Where.PERSON, ("Ctrl+B",), "Doorstep brief of the person on the screen")
PRINT = Shortcut("print", Where.PERSON, ("Ctrl+P",), "Print or save a paper about the person on the screen")
NEXT_BRIEF = Shortcut("next_brief", Where.TODAY, ("Ctrl+B",), "Doorstep brief of the next visit")
READ_ON = Shortcut("read_on", Where.BRIEF, ("PgDown",), "Read on", "Page Down")
READ_BACK = Shortcut("read_back", Where.BRIEF, ("PgUp",), "Read back", "Page Up")
VISIT_CONCERN = Shortcut("visit_concern", Where.VISIT, ("F9", "Ctrl+Shift+P"), "Protection concern, in one key")
VISIT_BRIEF = Shortcut("visit_brief", Where.VISIT, ("Ctrl+B",), "Doorstep brief of the visit")
VISIT_END = Shortcut("visit_end", Where.VISIT, ("Ctrl+Return", "Ctrl+Enter"), "End the visit and record it")
FINISH = Shortcut(
    "finish", Where.WRITING, ("Ctrl+Return", "Ctrl+Enter"), "Finish: save a sheet, read through a contact, decide"
)
SHEET_BRIEF = Shortcut("sheet_brief", Where.WRITING, ("Ctrl+B",), "Doorstep brief of the person of a contact")
WRITING_CONCERN = Shortcut("writing_concern", Where.WRITING, ("Ctrl+Shift+P",), "Protection concern about the person")
LEAVE = Shortcut("leave", Where.WRITING, ("Esc",), "Leave a sheet without saving", is_bound=False)
NEXT_LINE = Shortcut("next_line", Where.PLAN, ("Return",), "Go on with the next line", "Enter", is_bound=False)
LINE_UP = Shortcut("line_up", Where.PLAN, ("Alt+Up",), "Move the line up", "Alt+↑")
LINE_DOWN = Shortcut("line_down", Where.PLAN, ("Alt+Down",), "Move the line down", "Alt+↓")
NEW_STAFF_RECORD = Shortcut("new_staff_record", Where.STAFF, ("Ctrl+Shift+N",), "New record: choose which")
IMPORT = Shortcut("import", Where.CASELOAD, ("Ctrl+I",), "Bring in contacts, assessments or a caseload from a file")
NEW_IMPORT = Shortcut("new_import", Where.CASELOAD, ("Ctrl+O",), "Choose a file to bring in")
PAGE_BEFORE = Shortcut("page_before", Where.ATTACHMENT, ("PgUp",), "The page before", "Page Up")
PAGE_AFTER = Shortcut("page_after", Where.ATTACHMENT, ("PgDown",), "The next page", "Page Down")
ZOOM_IN = Shortcut("zoom_in", Where.ATTACHMENT, ("+", "="), "Larger")
ZOOM_OUT = Shortcut("zoom_out", Where.ATTACHMENT, ("-",), "Smaller", "−")
ZOOM_WHOLE = Shortcut("zoom_whole", Where.ATTACHMENT, ("0",), "The whole page")
COPY_BLOCK = Shortcut("copy_block", Where.KEYING, ("Ctrl+Shift+C",), "Copy all lines of the record, once it has focus")
ACCESS_OUT = Shortcut("access_out", Where.ACCESS, ("Ctrl+G",), "The passage goes out, without what is marked in it")
ACCESS_MARK = Shortcut("access_mark", Where.ACCESS, ("Ctrl+R",), "Mark the selected words to be taken out")
ACCESS_KEEP = Shortcut("access_keep", Where.ACCESS, ("Ctrl+E",), "The passage is kept back, for the reason chosen")
GIVE_BACK = Shortcut("give_back", Where.SHOWING, ("Esc",), "Give the laptop back: asks for your passphrase")
GUIDE_SEARCH = Shortcut("guide_search", Where.GUIDE, ("Ctrl+F",), "Search the help")
TOUR_END = Shortcut("tour_end", Where.GUIDE, ("Esc",), "End the tour")
OPEN = Shortcut("open", Where.LIST, ("Return", "Enter"), "Open what is marked; press what has the focus", "Enter")
ESCAPE = Shortcut("escape", Where.LIST, ("Esc",), "Back from what is only looked at", is_bound=False)
ARROWS = Shortcut("arrows", Where.LIST, ("Down", "Up"), "Mark another row or option", "↓ and ↑", is_bound=False)
LETTER = Shortcut(
    "letter", Where.LIST, (), "Press the button or go to the field whose letter is underlined", "Alt+letter"
)

SHORTCUTS: Final = tuple(value for value in list(globals().values()) if isinstance(value, Shortcut))
"""All of them, in the order in which they are listed."""


def bind(
    shortcut: Shortcut,
    owner: QWidget,
    slot: Callable[[], object] | SignalInstance,
    *,
    within: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    only: str = "",
) -> tuple[QShortcut, ...]:
    """Let the keys of ``shortcut`` (or ``only`` one) call ``slot``, or emit it, while ``owner`` is on the screen."""
    made = []
    for keys in (only,) if only else shortcut.keys:
        key = QShortcut(QKeySequence(keys), owner)
        key.setObjectName(shortcut.name)
        key.setContext(within)
        key.activated.connect(slot)
        made.append(key)
    return tuple(made)


def listed() -> tuple[tuple[Where, tuple[Shortcut, ...]], ...]:
    """Return the table as it is shown: where, and the keys there."""
    return tuple((where, tuple(one for one in SHORTCUTS if one.where is where)) for where in Where)
