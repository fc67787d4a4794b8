"""When the duty mailbox is written to, and the one line that is written: how many matters wait, and how long.

It may run at any time and in several processes: one of them takes it on, and what did not go out is tried again.
"""

import logging
from datetime import datetime, timedelta

from casework.errors import UserError
from server.mailbox.channel import Channel, Message, NotSent
from server.mailbox.smtp import channel_of
from server.office import Office
from server.storage.agency import load_epoch
from server.storage.database import Connection
from server.storage.duty_message import Queue, claim, give_back, is_due, load_queue, note_told

_log = logging.getLogger("doorstep.server.mailbox")

AGAIN = timedelta(minutes=2)
"""After how long a message that did not go out is tried again."""

TEST_LINE = "a test of the duty mailbox"


def write_to_mailbox(office: Office, channel: Channel | None = None) -> bool:
    """Tell the mailbox that something has begun to wait, or that nobody answers; whether a message went out."""
    channel = channel or channel_of(office.settings)
    if channel is None:
        return False
    now = office.clock.now()
    with office.database.read() as connection:
        if not load_epoch(connection).confirmed or not is_due(connection, load_queue(connection), now):
            return False
    with office.database.write() as connection:
        found = _take_on(connection, now)
    if found is None:
        return False
    message, until = found
    try:
        channel.send(message)
    except (NotSent, UserError) as error:
        # The sort of fault alone: no address, and nothing that a mail server said.
        _log.warning("the duty mailbox could not be written to, tried again in 2 min: %s", error)
        return False
    with office.database.write() as connection:
        note_told(connection, until, now + timedelta(minutes=office.settings.mail_every_min))
    return True


def trial_message(at: datetime) -> Message:
    """What is sent to see whether the settings are right."""
    return Message(TEST_LINE, at)


def line_of(queue: Queue, at: datetime) -> str:
    """One line for what waits: a number and a duration."""
    oldest = at - queue.oldest if queue.oldest else timedelta()
    matters = "1 matter" if queue.count == 1 else f"{queue.count} matters"
    return f"{matters} waiting, oldest {_duration(oldest)}"


def _take_on(connection: Connection, now: datetime) -> tuple[Message, datetime] | None:
    told_until = claim(connection, now, now + AGAIN)
    if told_until is None:
        return None
    queue = load_queue(connection)
    newest = queue.last
    escalated = queue.escalated is not None and queue.escalated > told_until
    if newest is None or newest <= told_until:
        give_back(connection, now)
        return None
    line = line_of(queue, now)
    return Message(f"nobody has answered, {line}" if escalated else line, now, escalated), newest


def _duration(waited: timedelta) -> str:
    minutes = max(0, int(waited.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h {minutes % 60} min" if hours < 48 else f"{hours // 24} days"
