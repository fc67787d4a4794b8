"""The paper that goes out on a request, from passages and what was decided about them. Pure but for setting the pages.

Of what is kept back nothing is said: not that there is such a record, nor how many there are. Every paper of this sort
says that something may have been left out. What was marked anywhere is taken out everywhere, and the finished PDF is
read once more for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.records.file.release_decision import Release
from casework.rules.day_words import plain_date
from casework.rules.subject_access.redaction import TAKEN_OUT, Sought, still_there, without
from casework.words import say, say_count
from desktop.services.documents.printout import Bullets, Facts, Notice, Part, Printout, Section, Stamp
from desktop.services.local_time import local
from desktop.services.press import printed_words
from desktop.services.subject_access.checking import found_raw, texts_in
from desktop.services.subject_access.page import hidden_words, sentences_of
from desktop.services.subject_access.passage import Passage, Version

TITLE = say("Personal data held about you")
MARK = say("CONFIDENTIAL – for the person named below only.")
_HEAD = say(
    "This is what the justice social work service holds about you in Doorstep, its case record, as far as it may be "
    "given to you. Each part says when it was recorded. What was written before and changed later is here, too."
)
_LEFT_OUT = say(
    "Some information may have been left out, because it is about other people or because the law says so. Where words "
    "were taken out of a passage, [taken out] stands in their place. We cannot always say whether anything was left "
    "out."
)
_RIGHTS = (
    say("You may ask for what is wrong to be put right, and for this to be looked at again: write to the service."),
    say("You may complain to the Information Commissioner: ico.org.uk."),
)
LEAK = say("Something that was taken out would still be in the file. Nothing was saved: tell your IT team.")
_ALWAYS = ("Page of", "confidential", "Made Reference")
"""What the template itself says, in English in every language; what is said of it is in the stamp."""


@dataclass(frozen=True)
class Heading:
    """Whose file it is, when they asked, and the day on which it is made."""

    subject: tuple[str, ...]
    asked_on: date | None
    today: date


def paper_of(heading: Heading, passages: Iterable[Passage], enclosed: int = 0) -> Printout:
    """The paper: what goes out of each passage, record by record, and nothing of the others."""
    known = list(passages)
    hidden = hidden_words(known)
    going = [one for one in known if one.answer in {Release.DISCLOSE, Release.REDACT} and not one.is_file]
    records: dict[str, list[str]] = {}
    for one in going:
        if one.record not in records.setdefault(str(one.scope), []):
            records[str(one.scope)].append(one.record)
    about = (Notice(_HEAD, strong=False), Notice(_LEFT_OUT, strong=False), *_asked(heading))
    sections = [Section(say("About this file"), about), *_sections(going, hidden)]
    if enclosed:
        count = say_count(
            enclosed,
            "{number} file with numbers in their names belong to this.",
            "{number} files with numbers in their names belong to this.",
        )
        sections.append(Section(say("Attachments"), (Notice(count, strong=False),)))
    sections.append(Section(say("Your rights"), (Bullets("", _RIGHTS),)))
    made = Printout(TITLE, MARK, heading.subject, tuple(sections))
    stamp = Stamp(
        printed=say("Made {today}", today=plain_date(heading.today)),
        as_at="",
        version=say("Reference {reference}", reference=made.reference),
    )
    kept = {scope: tuple(found) for scope, found in records.items()}
    return Printout(TITLE, MARK, heading.subject, tuple(sections), stamp=stamp, records=kept)


def _asked(heading: Heading) -> Iterator[Part]:
    if heading.asked_on:
        yield Facts(((say("You asked on"), plain_date(heading.asked_on)),))


def _sections(passages: list[Passage], hidden: tuple[str, ...]) -> Iterator[Section]:
    """One for each record of which anything goes out, in the order in which they were recorded."""
    by_record: dict[tuple[date, str], list[Passage]] = {}
    for one in passages:
        by_record.setdefault((one.recorded_on, one.record), []).append(one)
    for (day, _), of_record in sorted(by_record.items()):
        pairs = tuple(pair for one in of_record for pair in _pairs(one, hidden))
        if pairs:
            yield Section(
                say("{kind_title}, recorded {day}", kind_title=of_record[0].kind_title, day=plain_date(day)),
                (Facts(pairs),),
            )


def _pairs(passage: Passage, hidden: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, version in enumerate(passage.versions):
        words = "\n".join(without(printed_words(one), hidden) for one in version.printed)
        if words:
            yield _title(passage, version, first=number == 0), words


def _title(passage: Passage, version: Version, *, first: bool) -> str:
    if first and version.counts:
        return passage.title
    day = plain_date(local(version.at).date())
    aside = "" if version.counts else say(", set aside")
    return say("{title} (written {day}{aside})", title=passage.title, day=day, aside=aside)


def forbidden(passages: Iterable[Passage]) -> tuple[tuple[str, ...], frozenset[str]]:
    """What must not be on the paper: the marked words, and the sentences of what is kept back."""
    known = list(passages)
    kept = (sentence for one in known if one.answer is Release.WITHHOLD for sentence in sentences_of(one))
    return hidden_words(known), frozenset(kept)


def check_paper(pdf: bytes, paper: Printout, passages: Iterable[Passage]) -> None:
    """Read the finished paper for what must not be in it: never a matter of course, whatever made it.

    Words that stand on every paper of this sort, such as titles of fields, and the person's own name say nothing.

    Raises:
        UserError: if anything is. It says nothing of what it is.
    """
    hidden, kept = forbidden(passages)
    ours = still_there("\n".join(_own_words(paper)), hidden)
    sought = {*(word for word in hidden if word not in ours), *kept}
    look, everything = Sought(sought), Sought({*hidden, *kept})
    values = (words for section in paper.sections[1:] for part in section.parts for words in _values(part))
    written = any(everything.is_in(words.replace(TAKEN_OUT, " ")) for words in values)
    if written or any(look.is_in(text) for text in texts_in(pdf)) or found_raw(pdf, sought):
        raise UserError(LEAK)


def _own_words(paper: Printout) -> Iterator[str]:
    """The words that are ours: everything but what was recorded."""
    yield from (paper.title, paper.mark, *paper.subject, *vars(paper.stamp).values(), TAKEN_OUT, *_RIGHTS, *_ALWAYS)
    for section in paper.sections:
        yield section.title
        for part in section.parts:
            yield from (title for title, _ in part.pairs) if isinstance(part, Facts) else ()
            yield from (part.words,) if isinstance(part, Notice) else ()


def _values(part: Part) -> Iterator[str]:
    yield from (words for _, words in part.pairs) if isinstance(part, Facts) else ()
