"""The errors that a person is told about in words. Every other exception is a bug.

An error holds one plain sentence to act on and never the content of a record: it may be logged.
"""


class UserError(Exception):
    """Something that the person using the program can understand and act on.

    ``sentence`` is one plain sentence, fit to be shown as it stands; ``str()`` gives the same.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class Unavailable(UserError):
    """Not possible now, but later it will be: no network, a busy server, a locked keyring.

    ``what``: only what happened, for where nothing is kept yet that could be said to be safe.
    """

    def __init__(self, sentence: str, what: str = "") -> None:
        super().__init__(sentence)
        self.what = what or sentence


class Damaged(UserError):
    """A file or a message is not what was written: broken, cut short or tampered with."""


class NewerVersion(UserError):
    """A file or a message was made by a newer version of the program than this one."""


class Conflict(UserError):
    """Somebody else changed the same thing; the person has to decide."""
