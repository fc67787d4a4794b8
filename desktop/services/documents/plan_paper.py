"""The risk management plan for professionals: how it begins, then each section with who does what by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId
from casework.records.plan.safety_plan import SafetyPlan
from casework.records.shape import Shape, reading_order
from casework.rules.standing import conflicts, standing_values
from casework.words import say
from desktop.services.case_page import CasePage
from desktop.services.documents.printout import Notice, Part, Printout, Section, Table
from desktop.services.documents.record_paper import mark_of, record_paper, records_of
from desktop.services.planning.section import LINE_KINDS, SECTIONS, section_of
from desktop.services.planning.section import Section as PlanSection
from desktop.services.record_list import naming, parts_of
from desktop.services.record_page import BelongingGroup, RecordPage
from desktop.services.record_words import Naming, words_of_value
from desktop.services.session import Session

_NOT_SAID = frozenset({"plan", "part", "rank", "follows"})
_COLUMNS, _WIDTHS = (say("What"), say("Who, by when, and what is known of it")), (3, 2)
_TWO_VIEWS = say("Two views of a line wait for a decision.")
_NOT_IN_USE = say("This is not the plan in use.")


@dataclass(frozen=True)
class PlanLines:
    """The lines of a plan by section, as they stand, and how ids are said."""

    lines: tuple[RecordState, ...]
    naming: Naming


def plan_lines(session: Session, case: CaseId, plan: str, *, restricted: bool) -> PlanLines:
    """Every line of a plan that whoever prints it may read, in whichever file of the person the plan is.

    `restricted`: with those of the restricted part.
    """
    states = session.store.states(set(LINE_KINDS), parts_of(session, case, restricted=restricted))
    own = sorted((one for one in states if standing_values(one).get("plan") == plan), key=_place)
    return PlanLines(tuple(own), naming(session, case, restricted=restricted))


def _place(state: RecordState) -> tuple[int, str]:
    rank = standing_values(state).get("rank")
    return (rank if isinstance(rank, int) else 1_000_000, state.record)


def plan_paper(page: CasePage, plan: RecordPage, lines: PlanLines) -> Printout:
    """A plan with its lines."""
    shown = lines.lines
    whole = record_paper(page, replace(plan, belonging=_without_lines(plan)))
    hidden = any(one.scope.endswith("/restricted") for one in shown)
    records = records_of(plan)
    for one in shown:
        records[one.scope] = tuple(sorted({*records.get(one.scope, ()), str(one.record)}))
    return replace(
        whole,
        mark=mark_of(restricted=True) if hidden else whole.mark,
        warnings=(*whole.warnings, *_state_words(plan)),
        sections=(*whole.sections, *plan_sections(shown, lines.naming)),
        records=records,
    )


def plan_sections(lines: Iterable[RecordState], naming: Naming) -> Iterator[Section]:
    """The sections of a plan in the order of its page; those without a line are left out."""
    found = list(lines)
    for section in SECTIONS:
        own = [one for one in found if section_of(one.kind, standing_values(one)).key == section.key]
        if own:
            rows = tuple(_row(section, one, naming) for one in own)
            table: tuple[Part, ...] = (Table("", _COLUMNS, rows, _WIDTHS),)
            two_views = any(conflicts(one) for one in own)
            yield Section(section.title, (Notice(_TWO_VIEWS), *table) if two_views else table)


def _row(section: PlanSection, state: RecordState, naming: Naming) -> tuple[str, str]:
    values, undecided = standing_values(state), conflicts(state)
    shapes = [one for one in reading_order(state.kind) if one.name not in _NOT_SAID]
    said = {
        one.name: (
            one.title,
            _views(state, one, naming) if one.name in undecided else words_of_value(one, values.get(one.name), naming),
        )
        for one in shapes
    }
    _, what = said.pop(section.text, ("", ""))
    return what, "\n".join(f"{title}: {words}" for title, words in said.values() if words)


def _views(state: RecordState, shape: Shape, naming: Naming) -> str:
    """Each of the views of a field, whichever stands meanwhile: nobody has decided between them."""
    heads = [head for head in state.fields[shape.name].heads if not head.awaiting]
    views = dict.fromkeys(words_of_value(shape, head.value, naming) or "(nothing)" for head in heads)
    return "\n".join((say("Two views, undecided:"), *(f"– {one}" for one in views)))


def _without_lines(plan: RecordPage) -> tuple[BelongingGroup, ...]:
    return tuple(group for group in plan.belonging if group.kind not in LINE_KINDS | {SafetyPlan.kind})


def _state_words(plan: RecordPage) -> tuple[str, ...]:
    return (_NOT_IN_USE,) if plan.plan is not None and plan.plan.may_use else ()
