"""Whether the numbers and levels of an assessment are such as its instrument has; sentences where they are not."""

from collections.abc import Iterator

from casework.problem import Problem, about
from casework.records.assessment.assessment import Assessment
from casework.records.part import Answer
from casework.rules.instrument.derive import scales_of
from casework.rules.instrument.instrument_table import InstrumentTable, Part
from casework.words import say


def number_problems(assessment: Assessment, table: InstrumentTable) -> list[Problem]:
    """What cannot be so: numbers out of range or of no part, a total that is not the sum, a total where there is none.

    The maxima are the table's, so they hold while it is on; a highest total that was read in a source always holds.
    """
    found = [
        *total_problems(assessment, table),
        *_child_problems(assessment, table),
        *_level_problems(assessment, table),
    ]
    return [*found, *_part_problems(assessment, table)] if table.confirmed else found


def missing_numbers(assessment: Assessment, table: InstrumentTable) -> list[Problem]:
    """What has to be there before it is signed: every part or none, the total, a level of each scale that has to be."""
    return [
        *missing_parts(assessment, table),
        *_missing_answers(assessment, table),
        *_missing_levels(assessment, table),
    ]


def _given(assessment: Assessment) -> dict[str, int]:
    return {part.code: part.number for part in assessment.parts or ()}


def total_problems(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    """A total where the instrument has none, or higher than the source of the instrument has: whatever the tables."""
    total = assessment.total
    if total is None:
        return
    if not table.total:
        yield about("total", say("Total: {title} has no total; leave it empty.", title=table.title))
    elif table.total_max is not None and total > table.total_max:
        yield about(
            "total",
            say(
                "Total: {title} goes up to {total_max}; correct the number.",
                title=table.title,
                total_max=table.total_max,
            ),
        )


def _child_problems(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    asked = any(part.only_with == "child_victim" for part in table.parts)
    given = _given(assessment)
    if not asked or assessment.child_victim is Answer.YES:
        return
    for part in table.parts:
        if part.only_with and part.code in given:
            yield about(
                "parts",
                say(
                    "Numbers by part: {label} counts only where a victim was 13 or younger; leave it out or say so.",
                    label=part.label,
                ),
            )


def _level_problems(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    scales = scales_of(assessment, table)
    for entered in assessment.levels or ():
        scale = table.scale(entered.scale)
        if scale is None or scale not in scales:
            named = ", ".join(f"{one.code} ({one.label})" for one in scales)
            yield about(
                "levels",
                say(
                    "Level as entered: {title} has other scales; name one of: {named}.", title=table.title, named=named
                ),
            )
        elif entered.level not in scale.levels:
            named = ", ".join(table.words(level) for level in scale.levels)
            yield about(
                "levels",
                say(
                    "Level as entered: {label} has the levels {named}; choose one of them.",
                    label=scale.label,
                    named=named,
                ),
            )
    if assessment.override and table.scale(assessment.override.scale) is None:
        yield about(
            "override", say("Override: {title} has several scales; name the one that is overridden.", title=table.title)
        )


def _part_problems(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    known = {part.code: part for part in table.parts}
    for part in assessment.parts or ():
        of_table = known.get(part.code)
        if of_table is None:
            yield about(
                "parts",
                say("Numbers by part: {title} has no part of this name; choose one of its parts.", title=table.title),
            )
        elif part.number > of_table.maximum:
            yield about(
                "parts",
                say(
                    "Numbers by part: {label} goes up to {maximum}; correct the number.",
                    label=of_table.label,
                    maximum=of_table.maximum,
                ),
            )
    scale = table.scale(table.total) if table.total else None
    if scale is None or assessment.total is None:
        return
    own = [part for part in table.parts_of(assessment) if part.code in scale.parts]
    highest = sum(part.maximum for part in own)
    if assessment.total > highest:
        yield about(
            "total",
            say("Total: {label} goes up to {highest} here; correct the number.", label=scale.label, highest=highest),
        )
    yield from _sum_problems(assessment, own)


def _sum_problems(assessment: Assessment, own: list[Part]) -> Iterator[Problem]:
    given = _given(assessment)
    if own and all(part.code in given for part in own):
        added = sum(given[part.code] for part in own)
        if assessment.total is not None and added != assessment.total:
            yield about(
                "total",
                say(
                    "Total: the parts add up to {added}, not {total}; correct one of them.",
                    added=added,
                    total=assessment.total,
                ),
            )


def missing_parts(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    """The numbers without which no level would follow: every part of a scale or none, and the total where it is needed.

    This the office asks for, too: an assessment with a number left out would be shown without a level.
    """
    given, parts = _given(assessment), table.parts_of(assessment)
    for scale in scales_of(assessment, table):
        own = [part for part in parts if part.code in scale.parts]
        missing = [part.label for part in own if part.code not in given]
        if missing and len(missing) < len(own):
            yield about(
                "parts",
                say(
                    "Numbers by part: {missing} missing for {label}; fill in every part, or none.",
                    missing=", ".join(missing),
                    label=scale.label,
                ),
            )
        raised = scale.raised.part if scale.raised else ""
        if raised and raised not in given and own and not missing:
            label = next(part.label for part in table.parts if part.code == raised)
            yield about(
                "parts",
                say(
                    "Numbers by part: {label} missing for {label_2}; write 0 where there is none.",
                    label=label,
                    label_2=scale.label,
                ),
            )
    wholly = bool(parts) and all(part.code in given for part in parts)
    if table.numbers_needed and assessment.total is None and not wholly:
        yield about("total", say("Total is missing: {title} is signed with its number; fill it in.", title=table.title))


def _missing_answers(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    asked = any(part.only_with == "child_victim" for part in table.parts)
    if asked and assessment.child_victim not in {Answer.YES, Answer.NO}:
        yield about(
            "child_victim",
            say("A victim was 13 or younger: say yes or no; the highest possible total follows from it."),
        )
    if table.editions and assessment.edition not in table.editions:
        yield about(
            "edition",
            say("Edition of the instrument is missing: choose one of {editions}.", editions=", ".join(table.editions)),
        )
    if table.omissions and assessment.omitted is None:
        yield about(
            "omitted", say("Items left out is missing: count those left out for lack of information, or write 0.")
        )
    if table.omissions and assessment.critical_items is None:
        yield about("critical_items", say("Critical items is missing: say whether there are any."))


def _missing_levels(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    entered = {scale.code for one in assessment.levels or () if (scale := table.scale(one.scale))}
    if all(scale.optional for scale in table.scales) and not entered:
        yield about(
            "levels",
            say(
                "Level as entered is missing: write a level of {title}, and the table or manual used.",
                title=table.title,
            ),
        )
    for scale in scales_of(assessment, table):
        judged = not scale.bands
        by_hand = judged or not table.confirmed or table.check_only or not table.numbers_needed
        if scale.optional or not by_hand:
            continue
        if scale.code not in entered and not _follows(assessment, table, scale.parts):
            yield about(
                "levels",
                say(
                    "Level as entered: {label} is missing; write the level and the table or manual used.",
                    label=scale.label,
                ),
            )
    for one in assessment.levels or ():
        found = table.scale(one.scale)
        if found is not None and not found.bands and not one.rationale.strip():
            yield about(
                "levels", say("Level as entered: {label} needs why this level; it is a judgement.", label=found.label)
            )


def _follows(assessment: Assessment, table: InstrumentTable, parts: tuple[str, ...]) -> bool:
    """Whether the level follows from the parts, so that nobody has to enter one."""
    if not table.confirmed or table.check_only or not parts:
        return False
    return set(parts) <= set(_given(assessment))
