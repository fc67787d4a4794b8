"""What is wrong with an element as a screen reader gets it. Pure: a tree comes in, sentences go out."""

from collections.abc import Iterator
from typing import Final

from tests.accessibility.reader import Element, State

LAYOUT: Final = {"filler", "unknown", "invalid", "layered pane", "viewport", "root pane", "scroll pane"}
"""Roles that say nothing of what an element is for."""
PRESSED: Final = {
    "push button",
    "button menu",
    "toggle button",
    "check box",
    "radio button",
    "link",
    "menu item",
    "check menu item",
}
WRITTEN: Final = {"text", "password text", "spin button"}
CHOSEN_FROM: Final = {"combo box", "list", "table", "tree", "tree table", "page tab list", "menu"}
ITEMS: Final = {"list item", "table cell", "cell", "tree item", "page tab", "menu item", "check menu item"}
"""Reached with the arrow keys in what holds them, which has the focus itself."""
INTERACTIVE: Final = PRESSED | WRITTEN | CHOSEN_FROM | ITEMS
_NEEDED: Final = {
    "check box": (State.CHECKABLE,),
    "radio button": (State.CHECKABLE,),
    "toggle button": (State.CHECKABLE,),
    "combo box": (State.EXPANDABLE,),
    "list item": (State.SELECTABLE,),
    "page tab": (State.SELECTABLE,),
}
"""What an element of this role has to say of itself, so that a change of it can be heard."""


def faults(root: Element) -> list[str]:
    """Everything that is wrong below ``root``, each as a sentence that names the element."""
    found: list[str] = []
    for element in root.walk():
        if not _gives_to_tabs(element):
            found += [f"{said(element)} {fault}" for fault in _faults_of(element)]
    return found


def _gives_to_tabs(element: Element) -> bool:
    """Whether it is Qt's frame around tabs, which never has the focus itself but gives it to its bar."""
    return element.role in LAYOUT and any(child.role == "page tab list" for child in element.children)


def said(element: Element) -> str:
    """An element for a message: role, name, and what the program calls it."""
    return f"{element.role} {element.name!r} ({element.ident.rpartition('.')[2]})"


def _faults_of(element: Element) -> Iterator[str]:
    focusable, enabled = element.has(State.FOCUSABLE), element.has(State.ENABLED)
    interactive = element.role in INTERACTIVE or focusable
    if interactive and not element.name.strip():
        yield "has no name"
    if focusable and element.role in LAYOUT:
        yield "takes the focus and has no role"
    if element.role in LAYOUT and element.actions and not element.children:
        yield "can be pressed and has no role"
    if element.role in INTERACTIVE - ITEMS and enabled and not focusable:
        yield "can be used and does not take the focus"
    missing = [state.name for state in _NEEDED.get(element.role, ()) if not element.has(state)]
    if missing and enabled:
        yield f"does not say that it is {missing}"
    if element.role in WRITTEN and not element.states & {State.EDITABLE, State.READ_ONLY}:
        yield "says neither that it can be written nor that it can only be read"
    if element.role == "combo box" and not element.has_label and not element.description:
        # Its name is what is chosen.
        yield "does not say what is chosen in it"
    if element.role in LAYOUT and element.name.strip() and not element.children:
        yield "has words and no role"


def focusable(root: Element) -> list[Element]:
    """What takes the focus by itself: of options that exclude each other one is enough, arrows lead to the others."""
    found: list[Element] = []
    for element in root.walk():
        takes = element.has(State.FOCUSABLE, State.ENABLED) and element.role not in ITEMS
        if takes and not _gives_to_tabs(element):
            found.append(element)
    return found


def unreached(root: Element, visited: set[str]) -> list[Element]:
    """What takes the focus and did not get it, though something of it or, for an option, one beside it may have."""
    near: set[str] = set()
    for element in root.walk():
        options = {child.path for child in element.children if child.role == "radio button"}
        if options & visited:
            near |= options
        if any(part.path in visited for part in element.walk()):
            near.add(element.path)
    return [element for element in focusable(root) if element.path not in near]
