"""The return for the high-risk list on paper: one's own with the cases it is about, and the collated figures.

A nil return is a paper of its own: nothing to report, signed (standards.md 16).
"""

from casework.records.high_risk.sweep import Figures, ReturnSort
from casework.rules.day_words import plain_date
from casework.rules.high_risk.sweep import ReturnState
from casework.words import say
from desktop.services.documents.printout import (
    MANAGERS,
    PROFESSIONAL,
    Facts,
    Notice,
    Part,
    Printout,
    Section,
    Table,
    Writing,
)
from desktop.services.high_risk.sweep import AnsweredLine, OwnReturn, SweepView

NIL = say("NIL RETURN: nobody on this caseload meets the definition.")
_NOT_SIGNED = say("This return is not signed in Doorstep yet: on paper alone it does not count.")
_NO_ANSWER = say("not answered")
_TITLES = {name: info.title or name for name, info in Figures.model_fields.items()}


def own_return(view: SweepView, own: OwnReturn) -> Printout:
    """One's own return: every open case with what was answered, and the figures."""
    nil = own.sort is ReturnSort.NIL
    rows = tuple(
        (one.person.name, _born(one.person.born), one.answer.words if one.answer else _NO_ANSWER, one.note)
        for one in own.cases
    )
    table: tuple[Part, ...] = (
        (Table("", (say("Person"), say("Born"), say("Definition"), say("Note")), rows, (4, 3, 3, 5)),) if rows else ()
    )
    signed = own.signed.signed_on if own.signed else None
    state = say("Signed in Doorstep on {signed}.", signed=plain_date(signed)) if signed else _NOT_SIGNED
    return Printout(
        title=say("Nil return") if nil else say("Return for the high-risk list"),
        mark=PROFESSIONAL,
        subject=_about(view),
        sections=(
            Section(say("Return"), (Notice(NIL) if nil else _figures(own.figures), Notice(state, strong=not signed))),
            Section(say("Open cases that were looked at"), table or (Notice(say("No open case."), strong=False),)),
            Section(say("Signature"), (Writing(say("Signed by, on"), 1),)),
        ),
    )


def collated_return(view: SweepView) -> Printout:
    """What business support collates: who returned what, and all of it together; no name of a person."""
    rows = tuple(_line(line) for line in view.lines)
    columns = (
        say("Who"),
        say("Answer"),
        say("Signed on"),
        say("Meets"),
        say("Does not"),
        say("Unsure"),
        say("Proposed"),
    )
    return Printout(
        title=say("High-risk list: collated returns"),
        mark=MANAGERS,
        subject=_about(view),
        sections=(
            Section(say("Who has answered"), (Table("", columns, rows, (5, 4, 4, 2, 2, 2, 3)),)),
            Section(say("Together"), (_figures(view.collation.total),)),
        ),
        warnings=tuple(_missing(view)),
    )


def _about(view: SweepView) -> tuple[str, ...]:
    record = view.collation.record
    by = say(", answers by {answer_by}", answer_by=plain_date(record.answer_by)) if record.answer_by else ""
    version = (say("Definition version {version}", version=record.definition.version),) if record.definition else ()
    return (
        say("Sweep of {team}{by}", team=view.team, by=by),
        say("Opened by {opened_by}", opened_by=view.opened_by),
        *version,
    )


def _figures(figures: Figures) -> Facts:
    return Facts(tuple((title, str(getattr(figures, name))) for name, title in _TITLES.items()))


def _line(line: AnsweredLine) -> tuple[str, ...]:
    found, figures = line.answered, line.answered.figures
    day = plain_date(found.signed_on) if found.signed_on else ""
    counts = (figures.meets, figures.does_not_meet, figures.unsure, figures.proposed) if figures else ("", "", "", "")
    return (line.name, found.state.words, day, *(str(count) for count in counts))


def _missing(view: SweepView) -> list[str]:
    waiting = view.collation.count(ReturnState.NOT_ANSWERED)
    return (
        [
            say(
                "{waiting} of {lines} have not answered: these figures are not whole.",
                waiting=waiting,
                lines=len(view.lines),
            )
        ]
        if waiting
        else []
    )


def _born(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
