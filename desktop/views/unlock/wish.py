"""What the pages before the open store take and give: plain values, secrets kept out of every repr."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class EnrolWish:
    """What a person gave to begin on this laptop. ``server_url`` has its https:// and no spaces around it."""

    server_url: str
    code: str = field(repr=False)
    passphrase: str = field(repr=False)
    label: str


@dataclass(frozen=True)
class UnlockWish:
    """The profile to unlock and the passphrase as it was typed."""

    profile_id: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class ProfileChoice:
    """A profile on this laptop and the label that its person chose, which is not secret."""

    profile_id: str
    label: str


@dataclass(frozen=True)
class StrengthLook:
    """How good a passphrase is: ``score`` 0 (falls at once) to 4, what to do in a sentence, whether it is taken."""

    score: int
    sentence: str
    acceptable: bool


@dataclass(frozen=True)
class RecoveryLook:
    """How far the recovery of a profile is: the code to read out, and how many of the two officers have answered."""

    profile_id: str
    code: str
    given: int

    @property
    def complete(self) -> bool:
        """Whether both have."""
        return self.given >= 2
