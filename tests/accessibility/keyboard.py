"""A keyboard at a screen of X11: keys are pressed in the X server by its XTEST extension, as a real one presses them.

The few requests that this takes are written out (X11 protocol; XTEST 2.2), so that nothing has to be installed for it.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Final

_PRESS, _RELEASE = 2, 3
_QUERY_EXTENSION, _GET_KEYBOARD_MAPPING = 98, 101
_GET_WINDOW_ATTRIBUTES, _QUERY_TREE, _SET_INPUT_FOCUS, _GET_INPUT_FOCUS = 3, 15, 42, 43
_VIEWABLE = 2
_TO_PARENT = 2
_FAKE_INPUT = 2
_ANSWER_S = 20.0
NAMED: Final = {
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Escape": 0xFF1B,
    "Space": 0x20,
    "Backspace": 0xFF08,
    "Home": 0xFF50,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "PgUp": 0xFF55,
    "PgDown": 0xFF56,
    "End": 0xFF57,
    "Menu": 0xFF67,
    **{f"F{number}": 0xFFBD + number for number in range(1, 13)},
}
"""Keysyms of the keys that write nothing."""
MODIFIERS: Final = {"Shift": 0xFFE1, "Ctrl": 0xFFE3, "Alt": 0xFFE9}


@dataclass
class Keyboard:
    """One connection to the X server. A key is a keysym: for what can be typed, its Latin 1 code."""

    line: socket.socket
    root: int = 0
    opcode: int = 0
    codes: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def begin(self, codes: tuple[int, int]) -> None:
        """Ask for the extension, and which keys there are.

        Raises:
            OSError: if the X server has no XTEST.
        """
        name = b"XTEST"
        reply = self._ask(struct.pack("<BxHHxx8s", _QUERY_EXTENSION, 4, len(name), name))
        if not reply[8]:
            raise OSError("the X server has no XTEST extension")
        self.opcode = reply[9]
        first, count = codes[0], codes[1] - codes[0] + 1
        reply = self._ask(struct.pack("<BxHBBxx", _GET_KEYBOARD_MAPPING, 2, first, count))
        for key in range(count):
            row = struct.unpack_from(f"<{reply[1]}I", reply, 32 + key * reply[1] * 4)
            for column in (1, 0):
                if column < len(row) and row[column]:
                    self.codes.setdefault(row[column], (first + key, column == 1))
                    if column == 0:
                        self.codes[row[0]] = (first + key, False)

    def type(self, text: str) -> None:
        """Type letters, digits and signs of Latin 1; a new line is Return."""
        for letter in text:
            code, shifted = self.codes[NAMED["Return"] if letter == "\n" else ord(letter)]
            self._chord((self.codes[MODIFIERS["Shift"]][0],) if shifted else (), code)

    def press(self, keys: str) -> None:
        """Press keys as Qt writes them, such as `Ctrl+Return`."""
        *held, last = keys.split("+") if not keys.endswith("++") else [*keys[:-2].split("+"), "+"]
        code, shifted = self.codes[NAMED.get(last) or ord(last.lower())]
        modifiers = [self.codes[MODIFIERS[name]][0] for name in held]
        if shifted and "Shift" not in held:
            modifiers.append(self.codes[MODIFIERS["Shift"]][0])
        self._chord(tuple(modifiers), code)

    def give_focus(self) -> None:
        """Do what a window manager does: where no window has the keyboard, the topmost one gets it."""
        (focused,) = struct.unpack_from("<I", self._ask(struct.pack("<BxH", _GET_INPUT_FOCUS, 1)), 8)
        windows = [window for window in self._windows() if self._is_shown(window)]
        if windows and focused not in windows:
            self.line.sendall(struct.pack("<BBHII", _SET_INPUT_FOCUS, _TO_PARENT, 3, windows[-1], 0))

    def _windows(self) -> tuple[int, ...]:
        reply = self._ask(struct.pack("<BxHI", _QUERY_TREE, 2, self.root))
        (count,) = struct.unpack_from("<H", reply, 16)
        return struct.unpack_from(f"<{count}I", reply, 32)

    def _is_shown(self, window: int) -> bool:
        """Whether it is on the screen, and no menu, which leaves the keyboard where it is."""
        try:
            reply = self._ask(struct.pack("<BxHI", _GET_WINDOW_ATTRIBUTES, 2, window))
        except OSError:
            # It has gone since it was listed.
            return False
        return reply[26] == _VIEWABLE and not reply[27]

    def _chord(self, modifiers: tuple[int, ...], code: int) -> None:
        for one in modifiers:
            self._send(_PRESS, one)
        self._send(_PRESS, code)
        self._send(_RELEASE, code)
        for one in reversed(modifiers):
            self._send(_RELEASE, one)
        # A request with an answer: the keys have been pressed when this returns.
        self._ask(struct.pack("<BxH", _GET_INPUT_FOCUS, 1))

    def _send(self, what: int, code: int) -> None:
        event = struct.pack("<BBxxII8xhh8x", what, code, 0, 0, 0, 0)
        self.line.sendall(struct.pack("<BBH", self.opcode, _FAKE_INPUT, 9) + event)

    def _ask(self, request: bytes) -> bytes:
        self.line.sendall(request)
        head = _read(self.line, 32)
        while head[0] > 1:
            # An event, such as that there is another keyboard now.
            head = _read(self.line, 32)
        if head[0] == 0:
            raise OSError(f"the X server refused a request: error {head[1]}")
        (more,) = struct.unpack_from("<I", head, 4)
        return head + _read(self.line, more * 4)


def _read(line: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = line.recv(size - len(parts))
        if not part:
            raise OSError("the X server has closed the connection")
        parts += part
    return parts


@contextmanager
def open_keyboard(display: str) -> Iterator[Keyboard]:
    """A keyboard at a screen of this machine, such as `:7`, that asks for no authority."""
    with closing(socket.socket(socket.AF_UNIX)) as line:
        line.settimeout(_ANSWER_S)
        line.connect(f"/tmp/.X11-unix/X{display.lstrip(':')}")
        line.sendall(struct.pack("<cxHHHHxx", b"l", 11, 0, 0, 0))
        head = _read(line, 8)
        answer = _read(line, struct.unpack_from("<H", head, 6)[0] * 4)
        if head[0] != 1:
            raise OSError("the X server does not let anybody in")
        vendor, formats = struct.unpack_from("<H", answer, 16)[0], answer[21]
        (root,) = struct.unpack_from("<I", answer, 32 + (vendor + 3) // 4 * 4 + 8 * formats)
        keyboard = Keyboard(line, root)
        # After the fixed part of the answer: the least and the greatest code of a key (X11 protocol, connection setup).
        keyboard.begin((answer[26], answer[27]))
        yield keyboard
