"""The one-time code that enrols a laptop: what it is made of, and how one that somebody typed is read."""

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without letters and digits that look alike."""
GROUPS, GROUP_LENGTH = 7, 4
LENGTH = GROUPS * GROUP_LENGTH
"""28 of 32 symbols are 140 bits."""


def bare_code(typed: str) -> str:
    """A code without its dashes and spaces, in capital letters, however it was typed."""
    return "".join(typed.split()).replace("-", "").upper()


def strange_symbols(typed: str) -> str:
    """What no code has in it, each once, in the order in which it was typed."""
    return "".join(dict.fromkeys(symbol for symbol in bare_code(typed) if symbol not in ALPHABET))
