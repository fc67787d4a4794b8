"""Whether an assessment can be signed: its numbers, its levels, its override, and whom it is about."""

from collections.abc import Iterator

from casework.problem import Problem, about
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.rules.instrument.agreement import disagreements, is_agreed
from casework.rules.instrument.derive import derive, entered_level
from casework.rules.instrument.instrument_table import ORDER, InstrumentTable
from casework.rules.instrument.number import missing_numbers, number_problems
from casework.rules.instrument.subject import SubjectFacts, subject_problems
from casework.words import say


def assessment_problems(
    assessment: Assessment, table: InstrumentTable | None, subject: SubjectFacts | None
) -> list[Problem]:
    """Why an assessment cannot be signed, as sentences that say what to do; none where it can.

    `table` is that of `table_for`; without one (an instrument that has none) nothing is asked. `subject`: what is
    known of the person; None leaves that out. Whether the assessor is trained is asked beside this (`may_complete`).
    """
    if table is None:
        return []
    found = [*_subject(assessment, table, subject), *unfit_problems(assessment, table)]
    return [*found, *missing_numbers(assessment, table)]


def unfit_problems(assessment: Assessment, table: InstrumentTable) -> list[Problem]:
    """What cannot be so in an assessment by itself, whoever looks: this the office refuses, too."""
    return [
        *number_problems(assessment, table),
        *(
            about("levels", one.sentence)
            for one in disagreements(assessment, derive(assessment, table))
            if not one.resolved
        ),
        *_override_problems(assessment, table),
        *_group_problems(assessment, table),
    ]


def _subject(assessment: Assessment, table: InstrumentTable, subject: SubjectFacts | None) -> list[Problem]:
    if subject is None or assessment.assessed_on is None:
        return []
    return subject_problems(table, subject, assessment.assessed_on)


def _override_problems(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    override = assessment.override
    if override is None or is_agreed(assessment, override):
        return
    if override.senior == assessment.assessor and override.senior is not None:
        yield about("override", say("Override: the senior who agreed is the assessor; name another senior who agreed."))
    else:
        yield about(
            "override",
            say("Override: the senior who agreed is missing; {title} is overridden only with one.", title=table.title),
        )


def _group_problems(assessment: Assessment, table: InstrumentTable) -> Iterator[Problem]:
    """No group is at a higher risk than the level for all of them says."""
    if assessment.instrument is not Instrument.ROSH:
        return
    scale = table.scales[0]
    overall = entered_level(assessment, table, scale)
    for group in assessment.groups or ():
        if group.level not in scale.levels:
            yield about(
                "groups",
                say(
                    "Groups at risk: {label} has no level {words}; choose another.",
                    label=scale.label,
                    words=group.level.words,
                ),
            )
        elif overall is not None and _rank(group.level) > _rank(overall):
            yield (
                about(
                    "levels",
                    say(
                        "Level as entered: it is lower than the level for one group ({words}); correct one of them.",
                        words=group.group.words.lower(),
                    ),
                )
            )


def _rank(level: InstrumentLevel) -> int:
    return ORDER.index(level)
