"""How good a passphrase is, told before it is taken: long, and not what a guesser tries first.

The estimate is zxcvbn's (Wheeler, USENIX Security 2016), which counts guesses through words, names, dates,
keyboard runs and repeats. Five words of a person's own choosing always reach the length.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from zxcvbn import zxcvbn

from casework.words import say, say_count

LEAST_CHARACTERS = 15
LEAST_WORDS = 5
LEAST_SCORE = 3
_MOST_JUDGED = 72  # zxcvbn takes no more; what is beyond can only add to it


@dataclass(frozen=True, slots=True)
class Strength:
    """``score`` 0 (falls at once) to 4 (very strong), what to do in one sentence, and whether it is taken."""

    score: int
    sentence: str
    acceptable: bool


def passphrase_strength(text: str, avoid: Sequence[str] = ()) -> Strength:
    """Judge ``text``; ``avoid`` are words a colleague would guess: the person's names, the agency, the label.

    Takes some milliseconds, 60 at worst. Nothing of ``text`` is in the answer.
    """
    passphrase = unicodedata.normalize("NFC", text)
    if not passphrase:
        return Strength(0, say("Choose five words, or at least 15 characters."), acceptable=False)
    score = _score(_without(passphrase, avoid)[:_MOST_JUDGED])
    if not _is_long_enough(passphrase):
        return Strength(min(score, LEAST_SCORE - 1), _too_short(passphrase), acceptable=False)
    if score < LEAST_SCORE:
        sentence = say("Too easy to guess: use words that do not belong together, without names, dates or repeats.")
        return Strength(score, sentence, acceptable=False)
    return Strength(
        score,
        say("Very strong.") if score == 4 else say("Strong enough. One more word makes it better."),
        acceptable=True,
    )


def _score(text: str) -> int:
    return int(zxcvbn(text)["score"]) if text.strip() else 0


def _without(passphrase: str, avoid: Sequence[str]) -> str:
    """Return the passphrase less the known words: zxcvbn would still count the spaces between them for much."""
    known = [re.escape(unicodedata.normalize("NFC", word)) for text in avoid for word in text.split() if len(word) > 2]
    return re.sub("|".join(known), "", passphrase, flags=re.IGNORECASE) if known else passphrase


def _is_long_enough(passphrase: str) -> bool:
    words = {word for word in passphrase.split() if len(word) >= 2}
    return len(passphrase) >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS


def _too_short(passphrase: str) -> str:
    missing = LEAST_CHARACTERS - len(passphrase)
    return say_count(
        missing,
        "Too short: add {number} more character, or use five words.",
        "Too short: add {number} more characters, or use five words.",
    )
