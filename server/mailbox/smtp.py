"""E-mail to the duty mailbox, by the agency's own mail server."""

import smtplib
import ssl
from contextlib import AbstractContextManager
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from casework.errors import UserError
from server.mail_setting import MailSettings, Security
from server.mailbox.channel import Channel, Message, NotSent

TIMEOUT_S = 20.0

_NO_PASSWORD = "The file with the password of the mail server cannot be read: correct mail_password_file."

_TEXT = """{line}

Open the duty desk in Doorstep. This message says nothing about anybody, and answering it reaches nobody.
"""


def channel_of(settings: MailSettings) -> Channel | None:
    """The way that the settings name; None where they name none."""
    return SmtpChannel(settings) if settings.mail_host else None


class SmtpChannel:
    """Sends by SMTP: over TLS, or after STARTTLS, or in the clear to a mail server on the same machine."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    def send(self, message: Message) -> None:
        """Send a message to every address that it is for.

        Raises:
            NotSent: if the mail server could not be reached, is not whom it should be, or refused any of it.
            UserError: if the file with the password cannot be read.
        """
        password = self._password()
        try:
            with self._connect() as line:
                if self._settings.mail_user:
                    line.login(self._settings.mail_user, password)
                refused = line.send_message(self._mail(message))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise NotSent(type(error).__name__) from None
        if refused:
            raise NotSent("SMTPRecipientsRefused")

    def _connect(self) -> AbstractContextManager[smtplib.SMTP]:
        settings = self._settings
        host, port = settings.mail_host, settings.mail_port
        if settings.mail_security is Security.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=self._trust())
        line = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        if settings.mail_security is Security.STARTTLS:
            try:
                line.starttls(context=self._trust())
            except BaseException:
                line.close()
                raise
        return line

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._settings.mail_trust)

    def _password(self) -> str:
        file = self._settings.mail_password_file
        return _read(file) if file and self._settings.mail_user else ""

    def _mail(self, message: Message) -> EmailMessage:
        settings, mail = self._settings, EmailMessage()
        mail["From"] = settings.mail_from
        mail["To"] = ", ".join(settings.receivers(message.to_managers))
        mail["Subject"] = f"Doorstep: {message.line}"
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = make_msgid(domain=(settings.mail_from or "").rpartition("@")[2] or "doorstep.invalid")
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(_TEXT.format(line=message.line))
        return mail


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(_NO_PASSWORD) from error
