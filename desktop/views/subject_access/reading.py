"""All that the page of a request shows, gathered in one go on the store's lane."""

from dataclasses import dataclass, replace
from datetime import date

from casework.records.file.release_decision import Release
from casework.records.identifier import CaseId
from casework.records.part import Choice
from casework.rules.subject_access.verdict import Ruled
from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.services.session import Session
from desktop.services.subject_access.deciding import Wish, marked_words
from desktop.services.subject_access.page import AccessView, progress_of, read_access
from desktop.services.subject_access.passage import Passage, Why


class Shown(Choice):
    """Which passages are listed."""

    WAITING = "waiting", say("To be decided")
    PEOPLE = "people", say("To be decided, about other people")
    WORDS = "words", say("To be decided, free text")
    FACTS = "facts", say("To be decided, plain facts")
    OUT = "out", say("Going out")
    KEPT = "kept", say("Kept back")
    ALL = "all", say("All")


_WORDS = frozenset({Why.WORDS})
_FACTS = frozenset({Why.FACT})


@dataclass(frozen=True)
class PassageCase:
    """One passage of the list."""

    passage: Passage
    person: PersonLine

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return self.passage.key


@dataclass(frozen=True)
class AccessWork:
    """What is listed, of what there is. `view`: None where the case is not open here."""

    today: date
    view: AccessView | None
    shown: Shown = Shown.WAITING
    cases: tuple[PassageCase, ...] = ()

    @property
    def undecided(self) -> tuple[Passage, ...]:
        """What is listed and nobody has decided about: what somebody read and decided is changed one by one."""
        return tuple(one.passage for one in self.cases if one.passage.ruled.answer is None)

    def showing(self, shown: Shown) -> "AccessWork":
        """The same with other passages listed."""
        person = self.view.header.person if self.view else None
        passages = self.view.passages if self.view else ()
        cases = tuple(PassageCase(one, person) for one in passages if person and is_shown(one, shown))
        return replace(self, shown=shown, cases=cases)

    def deciding(self, passage: Passage, wish: Wish, session: Session) -> "AccessWork":
        """The same as it will be once a decision that was saved has been read."""
        if self.view is None:
            return self
        ruled = Ruled(wish.answer, marked_words(passage, wish), wish.exemption, wish.note, session.me, self.today)
        decided = tuple(replace(one, ruled=ruled) if one.key == passage.key else one for one in self.view.passages)
        view = replace(self.view, passages=decided, progress=progress_of(decided))
        return replace(self, view=view).showing(self.shown)


def is_shown(passage: Passage, shown: Shown) -> bool:
    """Whether a passage is among those that are listed."""
    answer, why = passage.answer, frozenset(passage.why)
    if shown in {Shown.OUT, Shown.KEPT}:
        goes_out = answer in {Release.DISCLOSE, Release.REDACT}
        return goes_out if shown is Shown.OUT else answer is Release.WITHHOLD
    if shown is Shown.ALL:
        return True
    kinds = {Shown.WORDS: why == _WORDS, Shown.FACTS: why == _FACTS, Shown.PEOPLE: not why & (_WORDS | _FACTS)}
    return answer is None and kinds.get(shown, True)


def read_work(session: Session, case: CaseId, request: str, shown: Shown) -> AccessWork:
    """What is listed of a person's request."""
    return AccessWork(session.today(), read_access(session, case, request)).showing(shown)
