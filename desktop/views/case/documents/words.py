"""Sizes and moments of attachments in words."""

from datetime import datetime

from desktop.views import wording

_KB = 1024


def size_words(size_bytes: int) -> str:
    """Such as "840 KB" or "2.4 MB"."""
    if size_bytes < _KB * _KB:
        return f"{max(1, round(size_bytes / _KB))} KB"
    return f"{size_bytes / _KB / _KB:.1f} MB"


def moment_words(at: datetime) -> str:
    """Such as "5 March 2026 at 14:05"."""
    return f"{wording.plain_date(wording.local(at).date())} at {wording.clock_time(at)}"
