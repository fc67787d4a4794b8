"""Sizes and moments of attachments in words."""

from datetime import datetime

from casework.words import say
from desktop.views import wording

_KB = 1024


def size_words(size_bytes: int) -> str:
    """Such as "840 KB" or "2.4 MB"."""
    if size_bytes < _KB * _KB:
        return say("{part} KB", part=max(1, round(size_bytes / _KB)))
    return say("{size_bytes:.1f} MB", size_bytes=size_bytes / _KB / _KB)


def moment_words(at: datetime) -> str:
    """Such as "5 March 2026 at 14:05"."""
    return say(
        "{plain_date} at {clock_time}",
        plain_date=wording.plain_date(wording.local(at).date()),
        clock_time=wording.clock_time(at),
    )
