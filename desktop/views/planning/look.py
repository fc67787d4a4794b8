"""How the lines of a plan look as rows. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import JsonValue

from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import case_scope, restricted_scope
from casework.records.shape import shape_of
from casework.records.telling import Telling
from casework.rules.disclosure import start_of
from casework.words import say
from desktop.services.planning.opening import PlanOpening
from desktop.services.planning.sheet import PlanSheet, SheetLine
from desktop.services.record_form import Pick
from desktop.services.record_words import Naming, words_of_value
from desktop.views import wording
from desktop.views.planning.line_row import LineLook

_SAID = ("who", "likelihood", "how_soon", "protects", "agreed_with", "owner", "agency", "frequency", "result")
_TOLD = {
    TellingAnswer.DISCLOSE.value: say("may be told, once this is saved"),
    TellingAnswer.WITHHOLD.value: say("withheld, once this is saved"),
}
_START = {Telling.OPEN: say("may be told"), Telling.UNDECIDED: say("not decided, so withheld")}


def looks_of(opening: PlanOpening, sheet: PlanSheet, section: str) -> list[LineLook]:
    """The lines of a section as rows, in their order."""
    lines = sheet.of_section(section)
    return [_look(opening, sheet, line, number, len(lines)) for number, line in enumerate(lines)]


def _look(opening: PlanOpening, sheet: PlanSheet, line: SheetLine, number: int, many: int) -> LineLook:
    return LineLook(
        key=line.key,
        text=line.text,
        said=" · ".join(_said(line, opening.plan.staff, opening.today)),
        tells=_TOLD.get(line.tell) or _tells(opening, sheet, line),
        place=say("{number} of {many}", number=number + 1, many=many),
        first=number == 0,
        last=number == many - 1,
        restricted=line.form.restricted,
        unsaved=line.is_changed,
        facts=opening.facts.get(line.key),
    )


def _tells(opening: PlanOpening, sheet: PlanSheet, line: SheetLine) -> str:
    known = opening.facts.get(line.key)
    if known is not None:
        return known.telling
    scope = (restricted_scope if line.form.restricted else case_scope)(sheet.case)
    return _START.get(start_of(scope, line.form.kind, line.section.text), say("withheld"))


def _said(line: SheetLine, staff: Sequence[Pick], today: date) -> Iterator[str]:
    values = line.form.values
    if line.section.text != "trigger" and isinstance(values.get("trigger"), str):
        yield say("If: {values}", values=values["trigger"])
    names = {pick.id: pick.words for pick in staff}
    naming = Naming(lambda ident: names.get(ident, say("somebody not known on this laptop")), str)
    for name in _SAID:
        shape, value = shape_of(line.form.kind, name), values.get(name)
        if shape is not None and value and (words := words_of_value(shape, value, naming)):
            yield words
    if day := _day(values.get("due_on")):
        yield say("by {near_day}", near_day=wording.near_day(day, today))


def _day(value: JsonValue) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
