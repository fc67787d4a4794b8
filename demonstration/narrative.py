"""What a contact record says: sentences put together as a worker would, in the order of a visit."""

from dataclasses import dataclass
from random import Random

from demonstration.cast import Person
from demonstration.wording import Words

VISITS = ("home_visit_announced", "home_visit_unannounced", "joint_visit_with_police")


@dataclass(frozen=True)
class Tone:
    """How a contact went: whether the person was well, and whether a condition may have been breached."""

    well: bool
    breach: bool


def narrate(words: Words, person: Person, sort: str, tone: Tone, random: Random) -> str:
    """The narrative of a contact at which the person was seen or spoken to."""
    parts = [words.say("opening", sort), words.say("manner", "well" if tone.well else "low")]
    brief = sort in {"telephone", "video"}
    for theme in random.sample(person.themes, 1 if brief else 2):
        parts += words.tell(theme)
    if tone.breach:
        parts += [words.say("conditions", "breach"), words.say("closing", "concern")]
    else:
        if sort in VISITS:
            parts.append(words.say("conditions", "kept"))
        parts.append(words.say("closing", "well"))
    return "\n\n".join([" ".join(parts[:2]), " ".join(parts[2:-1]), parts[-1]])


def tell_police(words: Words, random: Random) -> str:
    """The police officer's account, kept apart from the worker's."""
    return " ".join(words.say("police_account", "sentences") for _ in range(random.choice((2, 2, 3))))
