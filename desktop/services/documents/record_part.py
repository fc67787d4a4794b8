"""A record as it stands on paper: its fields, what follows from it, what belongs to it, and where it stands."""

from collections.abc import Iterable, Iterator

from casework.rules.day_words import plain_date
from casework.rules.oversight import OversightSort
from casework.words import say
from desktop.services.assessing.reading import AssessmentView
from desktop.services.documents.printout import Bullets, Facts, Heading, Notice, Part, Prose, Table
from desktop.services.documents.stamping import moment_words
from desktop.services.present import Lines
from desktop.services.record_page import BelongingGroup, PageField, RecordPage

_IN_RESULT = frozenset({"instrument", "total"})
"""What an assessment comes to says these already."""

_MOST_COLUMNS = 5

BULLETED = frozenset({"risk_factors", "protective_factors", "strengths"})
"""Fields whose lines are points, one a line: risk factors stand as bullets (standards.md 117)."""


def record_parts(page: RecordPage, *, belonging: bool = True) -> tuple[Part, ...]:
    """Everything of a record that whoever prints it may read."""
    found: list[Part] = [*state_parts(page), _made(page)]
    if page.assessment is not None:
        found += assessment_parts(page.assessment)
    for field in page.fields:
        if page.assessment is None or field.name not in _IN_RESULT:
            found += field_parts(field)
    if belonging:
        for group in page.belonging:
            found += _group(group)
    return merged(found)


def merged(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Facts that follow one another as one list, so that they stand evenly."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if isinstance(part, Facts) and isinstance(before, Facts):
            found[-1] = Facts((*before.pairs, *part.pairs))
        else:
            found.append(part)
    return tuple(found)


def fact_words(blocks: tuple[Lines, ...]) -> str:
    """Rows in words, a line for each part."""
    return "\n".join(": ".join(part for part in pair if part) for block in blocks for pair in block)


def field_parts(field: PageField, *, titled: bool = True) -> Iterator[Part]:
    """One field: in prose, as points, as a table of its rows, or as a fact; every view where there are two.

    `titled`: with its title, which stands above already where it is a section of its own.
    """
    title = field.title if titled else ""
    if field.views:
        yield Notice(say("{title}: there are two views, and nobody has decided between them.", title=field.title))
    if field.prose or field.name in BULLETED:
        yield _prose(field, title)
    elif field.blocks:
        yield from _blocks(title, field.blocks)
    for view in field.views:
        yield Facts(((say("{title}, the other view", title=field.title), view),))


def _prose(field: PageField, title: str) -> Part:
    if field.name in BULLETED:
        return Bullets(title, tuple(_flat(block) for block in field.blocks))
    words = (words for block in field.blocks for _, words in block)
    return Prose(title, tuple(line for one in words for line in one.splitlines() if line.strip()))


def _blocks(title: str, blocks: tuple[Lines, ...]) -> Iterator[Part]:
    """One row as a fact, a line for each of its parts; several of few columns as a table, of many as points."""
    columns = tuple(dict.fromkeys(name for block in blocks for name, _ in block))
    if len(blocks) == 1:
        yield Facts(((title, fact_words(blocks)),))
    elif 1 < len(columns) <= _MOST_COLUMNS and all(columns):
        rows = tuple(tuple(dict(block).get(name, "") for name in columns) for block in blocks)
        yield Table(title, columns, rows, (1,) * len(columns))
    else:
        yield Bullets(title, tuple(_flat(block) for block in blocks))


def _flat(block: Lines) -> str:
    return "; ".join(": ".join(part for part in pair if part) for pair in block)


def assessment_parts(view: AssessmentView) -> Iterator[Part]:
    """What an assessment comes to: level and what it follows from, what stands in its way, and its limits."""
    result = view.result
    if result.refusal:
        yield Notice(result.refusal)
    pairs = [(say("Total"), result.total)] if result.total else []
    pairs += [(scale.title, _scale_words(scale.sentence, scale.title)) for scale in result.scales]
    yield Facts(((say("Instrument"), result.instrument), *pairs))
    for words in (*result.blocking, result.training, result.discuss if not result.discussed else ""):
        if words:
            yield Notice(words)
    if result.discussed:
        yield Facts(((say("Discussed"), result.discussed),))
    if len(view.past) > 1:
        yield _past(view)
    if result.limits:
        yield Notice(say("Limits of this instrument: {limits}", limits=result.limits), strong=False)


def _scale_words(sentence: str, title: str) -> str:
    return sentence.removeprefix(f"{title}: ")


def _past(view: AssessmentView) -> Table:
    rows = tuple(
        (f"{plain_date(one.on)}{(say(' (this one)') if one.this else '')}", one.total, "; ".join(one.levels), one.by)
        for one in view.past
    )
    return Table(
        say("Results over time"), (say("Assessed on"), say("Total"), say("Level"), say("By")), rows, (3, 2, 6, 3)
    )


def _made(page: RecordPage) -> Facts:
    line = page.line
    read = [(say("Read by"), page.read_by)] if page.read_by else []
    oversight = [(say("Countersigning"), page.oversight.words)] if page.oversight and page.oversight.words else []
    recorded = say("{moment} by {by}", moment=moment_words(line.at), by=line.by)
    return Facts(((say("Recorded"), recorded), (say("Where it is"), page.ladder_sentence), *read, *oversight))


def state_parts(page: RecordPage) -> Iterator[Notice]:
    """What must not be overlooked of a record: corrected, waiting, two views, signed in an earlier version."""
    line = page.line
    sentences = (
        (line.awaiting, say("A senior has not released this yet: it does not count so far.")),
        (
            line.two_views,
            say("There are two views of this record, and nobody has decided between them. Both stand below."),
        ),
        (bool(page.corrected_by), say("This record was corrected later: the correction counts.")),
        (page.newer, say("Some of this was recorded in a newer version and is not readable on this laptop.")),
        (_is_superseded(page), say("Changed since it was countersigned.")),
        (bool(page.waits), page.waits),
    )
    for holds, words in sentences:
        if holds:
            yield Notice(words)
    for words in page.unseen:
        yield Notice(say("Not seen by its author when it was written: {words}", words=words), strong=False)


def _is_superseded(page: RecordPage) -> bool:
    return page.oversight is not None and page.oversight.sort is OversightSort.SUPERSEDED


def _group(group: BelongingGroup) -> Iterator[Part]:
    """What belongs to a record, kind by kind, each with what it says."""
    if not group.lines:
        return
    yield Heading(group.title)
    for one in group.lines:
        facts = tuple((title, words) for title, words in one.facts if words)
        yield Facts(facts or (("", one.line.title),))


def two_views_in(pages: Iterable[RecordPage]) -> bool:
    """Whether anything on these pages is not decided."""
    return any(page.line.two_views or any(field.views for field in page.fields) for page in pages)
