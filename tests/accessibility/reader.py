"""What a screen reader gets: the tree of an application over the accessibility bus (AT-SPI), read from another process.

Interfaces and numbers: the XML of at-spi2-core (`xml/Accessible.xml`, `xml/Event.xml`) and its `atspi-constants.h`.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, Final, NoReturn

from jeepney import DBusAddress, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields

ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
ROOT: Final = "/org/a11y/atspi/accessible/root"
REGISTRY: Final = "org.a11y.atspi.Registry"
ANSWER_S = 20.0
WAIT_S = 60.0
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_GET_STATE: Final = (ACCESSIBLE, "GetState", "")
_LABELLED_BY: Final = 2
_QUESTIONS: Final = (
    (ACCESSIBLE, "GetRoleName", ""),
    (_PROPERTIES, "Get", "ss", ACCESSIBLE, "Name"),
    (_PROPERTIES, "Get", "ss", ACCESSIBLE, "Description"),
    (_PROPERTIES, "Get", "ss", ACCESSIBLE, "AccessibleId"),
    ("org.a11y.atspi.Action", "GetActions", ""),
    (ACCESSIBLE, "GetRelationSet", ""),
    (ACCESSIBLE, "GetChildren", ""),
)


class State(IntEnum):
    """The states that are asked about (AtspiStateType)."""

    ACTIVE = 1
    CHECKED = 4
    EDITABLE = 7
    ENABLED = 8
    EXPANDABLE = 9
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    MODAL = 16
    SELECTABLE = 22
    SELECTED = 23
    SHOWING = 25
    VISIBLE = 30
    REQUIRED = 33
    INVALID_ENTRY = 36
    CHECKABLE = 41
    HAS_POPUP = 42
    READ_ONLY = 43


@dataclass(frozen=True, slots=True)
class Element:
    """One element as it was when it was asked about.

    ``ident``: what the program calls it, for messages only. ``has_label``: words on the screen say what it is for.
    """

    path: str
    role: str
    name: str
    description: str
    states: frozenset[int]
    ident: str = ""
    actions: tuple[str, ...] = ()
    has_label: bool = False
    children: tuple["Element", ...] = ()

    def has(self, *states: State) -> bool:
        """Whether it has all of these states."""
        return self.states.issuperset(states)

    def walk(self) -> Iterator["Element"]:
        """Itself and everything below it, as it is read."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Event:
    """What the application told: its name, detail and value, and which element it is about."""

    name: str
    detail: str
    number: int
    value: Any
    path: str


class NotThere(Exception):
    """The element has gone, or the application does not answer."""


@dataclass
class Reader:
    """A connection to the accessibility bus, as a screen reader has it; of one application, found by its process."""

    bus: DBusConnection
    events: DBusConnection
    pid: int
    owner: str = ""
    heard: list[Event] = field(default_factory=list)

    def ask(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> tuple[Any, ...]:
        """Call a method of an element.

        Raises:
            NotThere: if the application says that there is no such element.
        """
        return _call(self.bus, DBusAddress(path, self.owner, interface), member, signature, *body)

    def get(self, path: str, name: str, interface: str = ACCESSIBLE) -> Any:
        """Return a property of an element."""
        (found,) = self.ask(path, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name)
        return found[1]

    def find_application(self, timeout_s: float = 30.0) -> None:
        """Wait until the application has come to the bus."""
        deadline = time.monotonic() + timeout_s
        while not self.owner:
            if time.monotonic() > deadline:
                raise NotThere(f"process {self.pid} is not on the accessibility bus")
            registry = DBusAddress(ROOT, REGISTRY, ACCESSIBLE)
            (children,) = _call(self.bus, registry, "GetChildren")
            self.owner = next((name for name, _ in children if self._pid_of(name) == self.pid), "")
            if not self.owner:
                self.listen(0.05)

    def _pid_of(self, name: str) -> int:
        try:
            reply = self.bus.send_and_get_reply(message_bus.GetConnectionUnixProcessID(name), timeout=ANSWER_S)
        except TimeoutError:
            return 0
        return int(reply.body[0]) if reply.header.message_type is MessageType.method_return else 0

    def element(self, path: str) -> Element:
        """Read an element and all that is on the screen below it, a generation at a time.

        Raises:
            NotThere: if it has gone.
        """
        made: dict[str, Element] = {}
        below: dict[str, list[str]] = {}
        paths = [path]
        while paths:
            paths = self._read_generation(paths, made, below)
        if path not in made:
            raise NotThere(path)
        return _built(path, made, below)

    def _read_generation(self, paths: list[str], made: dict[str, Element], below: dict[str, list[str]]) -> list[str]:
        """Read what is on the screen of these, and return their children."""
        states = [_states(answer) for answer in self._ask_all([(path, *_GET_STATE) for path in paths])]
        shown = [
            (path, bits) for path, bits in zip(paths, states, strict=True) if path == ROOT or State.SHOWING in bits
        ]
        answers = self._ask_all([(path, *question) for path, _ in shown for question in _QUESTIONS])
        children: list[str] = []
        for number, (path, bits) in enumerate(shown):
            role, name, description, ident, actions, relations, found = answers[number * 7 : number * 7 + 7]
            if role is None or name is None or found is None:
                continue
            does = tuple(action[0] for action in actions[0]) if actions else ()
            labelled = any(kind == _LABELLED_BY for kind, _ in relations[0]) if relations else False
            made[path] = Element(
                path,
                role[0],
                name[0][1],
                description[0][1] if description else "",
                bits,
                ident[0][1] if ident else "",
                does,
                labelled,
            )
            below[path] = [child for _, child in found[0]]
            children += below[path]
        return children

    def _ask_all(self, questions: list[tuple[Any, ...]]) -> list[tuple[Any, ...] | None]:
        """Ask many things at once; None for what has no answer. One after the other would take ten times as long."""
        serials = []
        for path, interface, member, signature, *body in questions:
            serials.append(next(self.bus.outgoing_serial))
            to = DBusAddress(path, self.owner, interface)
            self.bus.send(new_method_call(to, member, signature or None, tuple(body)), serial=serials[-1])
        answers: dict[int, tuple[Any, ...] | None] = dict.fromkeys(serials)
        waiting = set(serials)
        while waiting:
            reply = self.bus.receive(timeout=ANSWER_S)
            serial = reply.header.fields.get(HeaderFields.reply_serial)
            waiting.discard(serial)
            if reply.header.message_type is MessageType.method_return:
                answers[serial] = tuple(reply.body)
        return [answers[serial] for serial in serials]

    def states(self, path: str) -> frozenset[int]:
        """The states of an element; none of one that has gone."""
        return _states(self._ask_all([(path, *_GET_STATE)])[0])

    def listen(self, seconds: float) -> list[Event]:
        """Hear for so long at most what the application tells; returns at the first thing it told."""
        try:
            message = self.events.receive(timeout=seconds)
        except TimeoutError:
            return []
        event = _event(message, self.owner)
        if event is not None:
            self.heard.append(event)
        return [event] if event else []

    def wait_for(self, holds: Callable[[], object], what: str, timeout_s: float = WAIT_S) -> None:
        """Listen until something holds.

        Raises:
            AssertionError: with what was heard last, if it does not come to hold.
        """
        deadline = time.monotonic() + timeout_s
        while not holds():
            if time.monotonic() > deadline:
                _fail(what, self.heard)
            self.listen(0.1)


def _states(answer: tuple[Any, ...] | None) -> frozenset[int]:
    if answer is None:
        return frozenset()
    bits = answer[0][0] | answer[0][1] << 32
    return frozenset(number for number in range(64) if bits >> number & 1)


def _built(path: str, made: dict[str, Element], below: dict[str, list[str]]) -> Element:
    children = tuple(_built(child, made, below) for child in below[path] if child in made)
    return replace(made[path], children=children)


def _fail(what: str, heard: list[Event]) -> NoReturn:
    last = "\n".join(
        f"  {event.path.rpartition('/')[2]} {event.name} {event.detail} {event.number} {event.value}"
        for event in heard[-60:]
    )
    raise AssertionError(f"{what}\nheard last:\n{last}")


def _call(bus: DBusConnection, to: DBusAddress, member: str, signature: str = "", *body: Any) -> tuple[Any, ...]:
    message = new_method_call(to, member, signature or None, body)
    reply = bus.send_and_get_reply(message, timeout=ANSWER_S)
    if reply.header.message_type is not MessageType.method_return:
        raise NotThere(f"{member} of {to.object_path}: {reply.body}")
    return tuple(reply.body)


def _event(message: Message, owner: str) -> Event | None:
    fields = message.header.fields
    interface = str(fields.get(HeaderFields.interface, ""))
    if fields.get(HeaderFields.sender) != owner or not interface.startswith("org.a11y.atspi.Event."):
        return None
    detail, number, _, value = message.body[:4]
    name = f"{interface.rpartition('.')[2]}:{fields[HeaderFields.member]}"
    return Event(name, detail, number, value[1], fields[HeaderFields.path])


def is_focus(event: Event) -> bool:
    """Whether an element tells that it has got the focus."""
    return event.name == "Object:StateChanged" and event.detail == "focused" and event.number == 1


def accessibility_address() -> str:
    """The address of the accessibility bus, which the session bus starts when it is asked for it."""
    with open_dbus_connection("SESSION") as session:
        (address,) = _call(session, DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    return str(address)


@contextmanager
def open_reader(pid: int) -> Iterator[Reader]:
    """Listen to the application of process ``pid`` as a screen reader does, from its appearing on the bus."""
    address = accessibility_address()
    with open_dbus_connection(address) as bus, open_dbus_connection(address) as events:
        for interface in ("Object", "Window", "Focus"):
            rule = MatchRule(type="signal", interface=f"org.a11y.atspi.Event.{interface}")
            events.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER_S)
        registry = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
        for kind in ("object:", "window:", "focus:"):
            _call(events, registry, "RegisterEvent", "s", kind)
        reader = Reader(bus, events, pid)
        reader.find_application()
        yield reader
