"""What goes out of a passage, from what was decided about it. What nobody has decided about does not go out.

Letting go is bound to every entry that ever wrote in the field, because what it said before goes out with it. Where two
people decided differently, the more cautious stands, and of marked words all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from casework.ledger.fold import RecordState
from casework.records.file.release_decision import Release, ReleaseAbout, ReleaseVerdict


@dataclass(frozen=True)
class Ruled:
    """What stands about a passage. `answer`: None while nobody has decided about exactly what is there now.

    `stale`: somebody decided about what was there before.
    """

    answer: Release | None = None
    hidden: tuple[str, ...] = ()
    exemption: str = ""
    note: str = ""
    by: str = ""
    on: date | None = None
    stale: bool = False

    @property
    def goes_out(self) -> bool:
        """Whether any of it goes out."""
        return self.answer in {Release.DISCLOSE, Release.REDACT}


NOT_DECIDED = Ruled()


def ruled(decision: RecordState | None, about: ReleaseAbout, entries: frozenset[str]) -> Ruled:
    """What stands about the passage that `about` names, of which `entries` are all that wrote in it."""
    found = list(_verdicts(decision, about)) if decision else []
    if not found:
        return NOT_DECIDED
    readable = [one for one in found if one is not None]
    kept = [one for one in readable if one.answer is Release.WITHHOLD]
    if kept or len(readable) < len(found):
        return _said(kept[0], Release.WITHHOLD, _hidden(readable)) if kept else Ruled(Release.WITHHOLD)
    if any(frozenset(one.entries) != entries for one in readable):
        return Ruled(stale=True, hidden=_hidden(readable))
    redacts = [one for one in readable if one.answer is Release.REDACT]
    answer = Release.REDACT if redacts else Release.DISCLOSE
    return _said((redacts or readable)[0], answer, _hidden(redacts))


def _said(verdict: ReleaseVerdict, answer: Release, hidden: tuple[str, ...] = ()) -> Ruled:
    return Ruled(answer, hidden, verdict.exemption, verdict.note, verdict.by, verdict.on)


def _hidden(verdicts: list[ReleaseVerdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for one in verdicts for word in one.hidden))


def _verdicts(decision: RecordState, about: ReleaseAbout) -> Iterator[ReleaseVerdict | None]:
    """What is decided; None where it cannot be read. What awaits a senior's release only ever keeps back."""
    said = decision.fields.get("about")
    fits = bool(said) and all(_is_about(head.value, about) for head in (said.heads if said else ()))
    field = decision.fields.get("decision")
    for head in field.heads if field else ():
        try:
            verdict = ReleaseVerdict.model_validate(head.value)
        except ValidationError:
            yield None
            continue
        keeps = verdict.answer is Release.WITHHOLD
        if keeps or (fits and not head.awaiting):
            yield verdict


def _is_about(value: object, about: ReleaseAbout) -> bool:
    try:
        return ReleaseAbout.model_validate(value) == about
    except ValidationError:
        return False
