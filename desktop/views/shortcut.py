"""Every key of the application in one table: pages bind their keys from it, the help and the list of keys show it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casework.words import say

WITHIN: Final = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Where(Enum):
    """Where a key does what it says, as the list is headed.

    No `Choice`: the locked page has keys, too, and waits for nothing of the records.
    """

    def __init__(self, code: str, words: str) -> None:
        self.code, self.words = code, words

    EVERYWHERE = "everywhere", say("Everywhere")
    PERSON = "person", say("On a person's page, and where a person is marked")
    TODAY = "today", say("On Today")
    VISIT = "visit", say("During a visit")
    BRIEF = "brief", say("On the doorstep brief, and in this list")
    WRITING = "writing", say("While writing, and in a sheet")
    PLAN = "plan", say("Writing a plan")
    STAFF = "staff", say("On Staff")
    CASELOAD = "caseload", say("On the caseload, and where a file is brought in")
    ATTACHMENT = "attachment", say("Looking at an attachment or a paper")
    KEYING = "keying", say("On what is to be keyed elsewhere")
    ACCESS = "access", say("Deciding what goes out on a request for access")
    SHOWING = "showing", say("Showing the person their copy")
    GUIDE = "guide", say("Reading the help, and during the tour")
    LIST = "list", say("In any list and on any page")


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


FIND = Shortcut(
    "find", Where.EVERYWHERE, ("Ctrl+K",), say("Find anything: names, old names, numbers, all that is written")
)
PLACES = Shortcut(
    "places",
    Where.EVERYWHERE,
    (*(f"Ctrl+{number}" for number in range(1, 10)), "Ctrl+0", "Ctrl+M"),
    say("The places at the left, from top to bottom"),
    "Ctrl+1 … Ctrl+9, Ctrl+0, Ctrl+M",
)
BACK = Shortcut("back", Where.EVERYWHERE, ("Alt+Left",), say("Back to where you were"))
UNDO = Shortcut("undo", Where.EVERYWHERE, ("Ctrl+Z",), say("Undo, while the message at the foot says so"))
LOCK = Shortcut("lock", Where.EVERYWHERE, ("Ctrl+L",), say("Lock now"))
THEME = Shortcut("theme", Where.EVERYWHERE, ("Ctrl+Shift+D",), say("Dark or light"))
CONTRAST = Shortcut("contrast", Where.EVERYWHERE, ("Ctrl+Shift+H",), say("Contrast: as the system, more, normal"))
LARGER = Shortcut("larger", Where.EVERYWHERE, ("Ctrl++", "Ctrl+="), say("Larger text"))
SMALLER = Shortcut("smaller", Where.EVERYWHERE, ("Ctrl+-",), say("Smaller text"))
HELP = Shortcut("help", Where.EVERYWHERE, ("F1",), say("Help about what is on the screen; again, back to it"))
KEY_LIST = Shortcut("key_list", Where.EVERYWHERE, ("Ctrl+/", "Ctrl+?"), say("All keys, over what you are doing"))
CONTACT = Shortcut("contact", Where.PERSON, ("Ctrl+N",), say("Record a contact with the person on the screen"))
NEW_RECORD = Shortcut("new_record", Where.PERSON, ("Ctrl+Shift+N",), say("New record about the person: choose which"))
PERSON_CONCERN = Shortcut("concern", Where.PERSON, ("Ctrl+Shift+P",), say("Protection concern about the person"))
BRIEF = Shortcut("brief", Where.PERSON, ("Ctrl+B",), say("Doorstep brief of the person on the screen"))
PRINT = Shortcut("print", Where.PERSON, ("Ctrl+P",), say("Print or save a paper about the person on the screen"))
NEXT_BRIEF = Shortcut("next_brief", Where.TODAY, ("Ctrl+B",), say("Doorstep brief of the next visit"))
READ_ON = Shortcut("read_on", Where.BRIEF, ("PgDown",), say("Read on"), say("Page Down"))
READ_BACK = Shortcut("read_back", Where.BRIEF, ("PgUp",), say("Read back"), say("Page Up"))
VISIT_CONCERN = Shortcut("visit_concern", Where.VISIT, ("F9", "Ctrl+Shift+P"), say("Protection concern, in one key"))
VISIT_BRIEF = Shortcut("visit_brief", Where.VISIT, ("Ctrl+B",), say("Doorstep brief of the visit"))
VISIT_END = Shortcut("visit_end", Where.VISIT, ("Ctrl+Return", "Ctrl+Enter"), say("End the visit and record it"))
FINISH = Shortcut(
    "finish", Where.WRITING, ("Ctrl+Return", "Ctrl+Enter"), say("Finish: save a sheet, read through a contact, decide")
)
SHEET_BRIEF = Shortcut("sheet_brief", Where.WRITING, ("Ctrl+B",), say("Doorstep brief of the person of a contact"))
WRITING_CONCERN = Shortcut(
    "writing_concern", Where.WRITING, ("Ctrl+Shift+P",), say("Protection concern about the person")
)
LEAVE = Shortcut("leave", Where.WRITING, ("Esc",), say("Leave a sheet without saving"), is_bound=False)
NEXT_LINE = Shortcut("next_line", Where.PLAN, ("Return",), say("Go on with the next line"), "Enter", is_bound=False)
LINE_UP = Shortcut("line_up", Where.PLAN, ("Alt+Up",), say("Move the line up"), "Alt+↑")
LINE_DOWN = Shortcut("line_down", Where.PLAN, ("Alt+Down",), say("Move the line down"), "Alt+↓")
NEW_STAFF_RECORD = Shortcut("new_staff_record", Where.STAFF, ("Ctrl+Shift+N",), say("New record: choose which"))
IMPORT = Shortcut(
    "import", Where.CASELOAD, ("Ctrl+I",), say("Bring in contacts, assessments or a caseload from a file")
)
NEW_IMPORT = Shortcut("new_import", Where.CASELOAD, ("Ctrl+O",), say("Choose a file to bring in"))
PAGE_BEFORE = Shortcut("page_before", Where.ATTACHMENT, ("PgUp",), say("The page before"), say("Page Up"))
PAGE_AFTER = Shortcut("page_after", Where.ATTACHMENT, ("PgDown",), say("The next page"), say("Page Down"))
ZOOM_IN = Shortcut("zoom_in", Where.ATTACHMENT, ("+", "="), say("Larger"))
ZOOM_OUT = Shortcut("zoom_out", Where.ATTACHMENT, ("-",), say("Smaller"), "−")
ZOOM_WHOLE = Shortcut("zoom_whole", Where.ATTACHMENT, ("0",), say("The whole page"))
COPY_BLOCK = Shortcut(
    "copy_block", Where.KEYING, ("Ctrl+Shift+C",), say("Copy all lines of the record, once it has focus")
)
ACCESS_OUT = Shortcut(
    "access_out", Where.ACCESS, ("Ctrl+G",), say("The passage goes out, without what is marked in it")
)
ACCESS_MARK = Shortcut("access_mark", Where.ACCESS, ("Ctrl+R",), say("Mark the selected words to be taken out"))
ACCESS_KEEP = Shortcut("access_keep", Where.ACCESS, ("Ctrl+E",), say("The passage is kept back, for the reason chosen"))
GIVE_BACK = Shortcut("give_back", Where.SHOWING, ("Esc",), say("Give the laptop back: asks for your passphrase"))
GUIDE_SEARCH = Shortcut("guide_search", Where.GUIDE, ("Ctrl+F",), say("Search the help"))
TOUR_END = Shortcut("tour_end", Where.GUIDE, ("Esc",), say("End the tour"))
OPEN = Shortcut("open", Where.LIST, ("Return", "Enter"), say("Open what is marked; press what has the focus"), "Enter")
ESCAPE = Shortcut("escape", Where.LIST, ("Esc",), say("Back from what is only looked at"), is_bound=False)
ARROWS = Shortcut(
    "arrows", Where.LIST, ("Down", "Up"), say("Mark another row or option"), say("↓ and ↑"), is_bound=False
)
LETTER = Shortcut(
    "letter", Where.LIST, (), say("Press the button or go to the field whose letter is underlined"), "Alt+letter"
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
