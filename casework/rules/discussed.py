"""When exactly one version of a record was first talked over with a senior: one meaning for duty and measure (43)."""

from collections.abc import Iterable, Mapping
from datetime import date

from casework.records.assessment.discussion import Discussed, Discussion


def discussed_on(about: Discussed, made_on: date | None, discussions: Iterable[Discussion], until: date) -> date | None:
    """The day on which a version was first discussed, as known on the day `until`; None while it was not.

    One before the record was made cannot have been about it, whatever it names; nor does one count that is to come, or
    that was about another version.
    """
    days = [
        one.on
        for one in discussions
        if one.on and (made_on is None or made_on <= one.on) and one.on <= until and names(one, about)
    ]
    return min(days, default=None)


def accounts_of(about: Discussed, discussions: Mapping[str, Discussion]) -> tuple[str, ...]:
    """The records of one talk about a version, by id: what names it, and what the other of the two wrote of that talk.

    A senior who was telephoned writes it down before the record has arrived, and can name none: the same two on the
    same day then speak of the same.
    """
    named = {ident: one for ident, one in discussions.items() if names(one, about)}
    talks = {(one.worker, one.senior, one.on) for one in named.values()}
    other = {ident for ident, one in discussions.items() if not one.about and (one.worker, one.senior, one.on) in talks}
    return tuple(sorted(named.keys() | other))


def names(discussion: Discussion, about: Discussed) -> bool:
    """Whether a discussion was about exactly this version; one that names none was about none that anybody knows."""
    return bool(about.version) and about in (discussion.about or ())
