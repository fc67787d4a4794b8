"""The duty mailbox hears that something waits and how long, never what nor about whom; against a real mail server."""

import email
import logging
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import policy
from pathlib import Path

import pytest
import trustme
from pydantic import JsonValue, ValidationError

from casework.errors import UserError
from casework.records.identifier import CaseId, RecordId, case_scope
from casework.rules.matter import MatterSort
from server.mail_setting import MailSettings, Security
from server.mailbox.channel import Message, NotSent
from server.mailbox.smtp import SmtpChannel
from server.mailbox.waiting import write_to_mailbox
from server.office import Office
from server.settings import Settings
from server.storage.matter import Key, Matter, conflict_key, save_matters
from tests.fakes.clock import FakeClock
from tests.fakes.mailbox import Mail, Mailbox, running_mailbox

Waits = Callable[..., Key]


class Queue:
    """An office with a mailbox, and what waits there."""

    def __init__(self, parts: Office, mailbox: Mailbox, clock: FakeClock) -> None:
        self.mailbox, self.clock = mailbox, clock
        self.parts = replace(parts, settings=parts.settings.model_copy(update=settings(mailbox)))
        self.case = CaseId(parts.zero.new_id())

    def wait(self, sort: MatterSort = MatterSort.CONCERN) -> Key:
        key = (conflict_key(case_scope(self.case), RecordId(self.parts.zero.new_id()), "told"), sort)
        matter = Matter(key, case_scope(self.case), self.case)
        with self.parts.database.write() as connection:
            save_matters(connection, [matter], set(), self.clock.now())
        return key

    def settle(self, key: Key) -> None:
        with self.parts.database.write() as connection:
            save_matters(connection, [], {(key, case_scope(self.case))}, self.clock.now())

    def look(self, minutes: float = 0) -> bool:
        self.clock.advance(minutes=minutes)
        return write_to_mailbox(self.parts)

    def subjects(self) -> list[str]:
        return [str(read(mail)["Subject"]) for mail in self.mailbox.mails]


def settings(mailbox: Mailbox, **more: object) -> dict[str, object]:
    given: dict[str, object] = {
        "mail_host": "127.0.0.1",
        "mail_port": mailbox.port,
        "mail_security": Security.NONE,
        "mail_from": "doorstep@agency.example",
        "mail_to": ["duty@agency.example"],
    }
    return given | more


def read(mail: Mail) -> email.message.EmailMessage:
    return email.message_from_string(mail.text, policy=policy.default)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox(Mailbox()) as running:
        yield running


@pytest.fixture
def queue(parts: Office, mailbox: Mailbox, clock: FakeClock) -> Queue:
    return Queue(parts, mailbox, clock)


def test_it_says_how_much_waits_and_how_long_and_nothing_else(queue: Queue) -> None:
    queue.wait()
    assert queue.look(minutes=12)
    (mail,) = queue.mailbox.mails
    assert queue.subjects() == ["Doorstep: 1 matter waiting, oldest 12 min"]
    assert mail.to == ["duty@agency.example"]
    assert queue.case not in mail.text
    assert "concern" not in mail.text.lower()


def test_nothing_is_sent_where_nothing_waits_or_nothing_new(queue: Queue) -> None:
    assert not queue.look()
    queue.wait()
    assert queue.look()
    assert not queue.look(minutes=120)


def test_it_is_written_to_at_most_every_quarter_of_an_hour(queue: Queue) -> None:
    queue.wait()
    queue.look()
    queue.clock.advance(minutes=1)
    queue.wait()
    queue.wait()
    assert not queue.look(minutes=13)
    assert queue.look(minutes=2)
    assert queue.subjects()[1] == "Doorstep: 3 matters waiting, oldest 16 min"


def test_what_was_settled_meanwhile_is_not_told(queue: Queue) -> None:
    queue.wait()
    queue.look()
    queue.clock.advance(minutes=1)
    queue.settle(queue.wait())
    assert not queue.look(minutes=16)


def test_it_is_written_to_again_when_nobody_answered_and_the_managers_too(queue: Queue) -> None:
    changed = {"mail_managers_to": ["manager@agency.example", "duty@agency.example"]}
    queue.parts = replace(queue.parts, settings=queue.parts.settings.model_copy(update=changed))
    queue.wait(MatterSort.OVERDUE)
    queue.look()
    queue.clock.advance(minutes=30)
    queue.wait(MatterSort.ESCALATED)
    assert queue.look()
    assert queue.subjects()[1] == "Doorstep: nobody has answered, 1 matter waiting, oldest 30 min"
    assert queue.mailbox.mails[1].to == ["duty@agency.example", "manager@agency.example"]


def test_what_did_not_go_out_is_tried_again_and_logged_without_content(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    queue.mailbox.refuses = True
    queue.wait()
    with caplog.at_level(logging.WARNING):
        assert not queue.look()
    assert "SMTPSenderRefused" in caplog.text
    assert not any(word in caplog.text for word in ("secret", "agency.example", queue.case))
    queue.mailbox.refuses = False
    assert not queue.look(minutes=1)
    assert queue.look(minutes=1)


def test_cover_that_was_arranged_is_no_matter_of_the_duty_desk(queue: Queue) -> None:
    queue.wait(MatterSort.COVER)
    assert not queue.look()


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_the_line_is_secret_the_server_is_checked_and_the_password_is_read_from_its_file(
    tmp_path: Path, security: Security
) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trust, password = tmp_path / "authority.pem", tmp_path / "password"
    authority.cert_pem.write_to_path(str(trust))
    password.write_text("correct horse\n")
    with running_mailbox(Mailbox(tls=context, at_once=security is Security.TLS, password="correct horse")) as mailbox:
        more: dict[str, object] = {"mail_security": security, "mail_user": "doorstep", "mail_password_file": password}
        line = Message("a test", FakeClock().now())
        SmtpChannel(MailSettings.model_validate(settings(mailbox, **more, mail_trust=trust))).send(line)
        assert [mail.secret for mail in mailbox.mails] == [True]
        with pytest.raises(NotSent, match="SSLCertVerificationError"):
            SmtpChannel(MailSettings.model_validate(settings(mailbox, **more))).send(line)
        password.write_text("wrong")
        with pytest.raises(NotSent, match="SMTPAuthenticationError"):
            SmtpChannel(MailSettings.model_validate(settings(mailbox, **more, mail_trust=trust))).send(line)
        password.unlink()
        with pytest.raises(UserError, match="mail_password_file"):
            SmtpChannel(MailSettings.model_validate(settings(mailbox, **more, mail_trust=trust))).send(line)
        assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail_to": []},
        {"mail_from": None},
        {"mail_to": ["duty@agency.example\nBcc: x@y.example"]},
        {"mail_host": "mail.agency.example", "mail_security": "none"},
    ],
)
def test_settings_that_would_send_to_nobody_or_in_the_clear_are_refused(wrong: dict[str, JsonValue]) -> None:
    with pytest.raises(ValidationError):
        MailSettings.model_validate(settings(Mailbox(port=25), **wrong))


def test_the_settings_survive_their_file(tmp_path: Path) -> None:
    made = Settings.model_validate({"folder": tmp_path, **settings(Mailbox(port=25))})
    made.save()
    assert Settings.load(tmp_path) == made
