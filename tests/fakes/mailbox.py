"""A small mail server on the loopback: in the clear, after STARTTLS or over TLS, with or without a password."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mail:
    """One message as it came: to whom, and its text. `secret`: whether the line was."""

    to: list[str]
    text: str
    secret: bool


@dataclass
class Mailbox:
    """What arrived, and how the server behaves."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    at_once: bool = False
    password: str = ""
    refuses: bool = False
    mails: list[Mail] = field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    """One connection."""

    mailbox: Mailbox

    def setup(self) -> None:
        self.secret = self.mailbox.at_once
        if self.mailbox.at_once and self.mailbox.tls:
            self.request = self.mailbox.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        self._to: list[str] = []
        self._signed_in = not self.mailbox.password
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split(" ")[0].upper()
            if word == "QUIT":
                self._say("221 bye")
                return
            getattr(self, f"_on_{word.lower()}", self._on_unknown)(line)

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def _on_unknown(self, _line: str) -> None:
        self._say("502 unknown")

    def _on_ehlo(self, _line: str) -> None:
        more = ["STARTTLS"] if self.mailbox.tls and not self.secret else []
        words = ["here", *more, *(["AUTH PLAIN"] if self.mailbox.password else [])]
        self._say("\r\n".join(f"250{'-' if word != words[-1] else ' '}{word}" for word in words))

    def _on_starttls(self, _line: str) -> None:
        self._say("220 go on")
        assert self.mailbox.tls is not None
        self.request = self.mailbox.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
        self.secret = True

    def _on_auth(self, line: str) -> None:
        given = base64.b64decode(line.split(" ")[2]).decode().split("\0")[2]
        self._signed_in = given == self.mailbox.password
        self._say("235 welcome" if self._signed_in else "535 no: secret words of the server")

    def _on_mail(self, _line: str) -> None:
        ready = self._signed_in and not self.mailbox.refuses
        self._say("250 ok" if ready else "530 not for you: secret words of the server")

    def _on_rcpt(self, line: str) -> None:
        self._to.append(line.split("<")[1].split(">", maxsplit=1)[0])
        self._say("250 ok")

    def _on_rset(self, _line: str) -> None:
        self._say("250 ok")

    def _on_data(self, _line: str) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.mailbox.mails.append(Mail(self._to, "\n".join(lines), self.secret))
        self._to = []
        self._say("250 ok")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away, because it trusts nobody here, is no fault of the server."""
        del request, client_address


@contextmanager
def running_mailbox(mailbox: Mailbox) -> Iterator[Mailbox]:
    """Let a mail server run, on a port that is free."""
    handler = type("Session", (_Session,), {"mailbox": mailbox})
    with _Server(("127.0.0.1", 0), handler) as server:
        mailbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()
