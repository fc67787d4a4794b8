"""One record as a block of plain lines, in the order in which it is keyed into another system.

A level is worked out when the block is read, from the numbers that stand; one that does not follow is never laid out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from hashlib import sha256

from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.identifier import case_scope
from casework.records.person.person import Person, ReferenceSort
from casework.records.shape import Shape, shape_of
from casework.rules.copy_out.layout import WORKED_OUT, Block, LaidField, Layout, System
from casework.rules.copy_out.standing import Read, entries_behind
from casework.rules.high_risk.definition import HighRiskDefinition, definition_of, definitions_of
from casework.rules.high_risk.membership import memberships
from casework.rules.high_risk.work_list import rekey_words
from casework.rules.standing import read_record, standing_values
from casework.words import english_of, put_together, say
from desktop.services.assessing.reading import AssessmentView, read_assessment
from desktop.services.assessing.result import ScaleResult
from desktop.services.confirmed_table import confirmed_tables
from desktop.services.person_line import PersonLine, person_state
from desktop.services.present import Lines
from desktop.services.record_list import naming
from desktop.services.record_words import Naming, blocks_of
from desktop.services.session import Session

_REFERENCE_OF = {
    System.CAREJUST: ReferenceSort.CAREJUST,
    System.LSCMI: ReferenceSort.LSCMI,
    System.VISOR: ReferenceSort.VISOR,
}
_DISAGREES = say("What was entered is not what follows from the numbers: correct the assessment, then key it.")


@dataclass(frozen=True)
class Laid:
    """One line of a block: what stands before it, and what is keyed."""

    label: str
    words: str


@dataclass(frozen=True)
class CopyBlock:
    """A record laid out. `head`: whose it is, for finding the person there. `problem`: why it is not to be keyed."""

    head: tuple[Laid, ...]
    lines: tuple[Laid, ...]
    problem: str = ""
    worked_out: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """The whole of it as plain text: a label and its words on each line."""
        return "\n".join(f"{one.label}: {one.words}" for one in (*self.head, *self.lines)) + "\n"

    def read(self, state: RecordState, block: Block, corrected_by: frozenset[str] = frozenset()) -> Read:
        """What a tick is bound to that is set on reading this. `corrected_by`: the entries that made corrections.

        A tick holds for everybody: it is bound to the English of what followed, whatever language somebody reads it in.
        """
        digest = sha256(english_of(self.worked_out).encode()).hexdigest() if self.worked_out else ""
        return Read(entries_behind(state, block) | corrected_by, digest)


def copy_block(session: Session, person: PersonLine, state: RecordState, layout: Layout) -> CopyBlock:
    """A record laid out for a system."""
    case = person.case
    named = naming(session, case, restricted=state.scope != case_scope(case))
    values = standing_values(state)
    assessment = read_assessment(session, case, state, restricted=False) if state.kind == Assessment.kind else None
    worked_out = _worked_out(session, state, assessment)
    lines: list[Laid] = []
    for laid in layout.block.field:
        words = worked_out if laid.name == WORKED_OUT else _words(state, laid, values, named, assessment)
        if words:
            lines.append(Laid(laid.label or _title(state.kind, laid), words))
    problem = _DISAGREES if assessment and any(one.beside for one in assessment.result.scales) else ""
    return CopyBlock(tuple(head_of(session, person, layout.system)), tuple(lines), problem, worked_out)


def head_of(session: Session, person: PersonLine, system: System) -> Iterator[Laid]:
    """Whose a record is, for finding the person in the other system."""
    yield Laid(say("Name"), person.name)
    if person.born:
        yield Laid(say("Date of birth"), f"{person.born:%d/%m/%Y}")
    state = person_state(session, person.case)
    for one in read_record(Person, state).references if state else ():
        if one.sort is _REFERENCE_OF[system]:
            yield Laid(say("Number there"), one.number)


def _worked_out(session: Session, state: RecordState, assessment: AssessmentView | None) -> str:
    if assessment is not None:
        return reduce(_one_after_another, (_scale_words(one) for one in assessment.result.scales), "")
    if state.kind != HighRiskProposal.kind:
        return ""
    definitions: tuple[HighRiskDefinition, ...] = definitions_of(confirmed_tables(session))
    of_case = session.store.states({HighRiskProposal.kind, HighRiskRecheck.kind}, {state.scope})
    for member in memberships(of_case, session.today()):
        if member.proposal == state.record:
            found = rekey_words(member, definition_of(member.definition, definitions))
            return f"{found[0]}: {found[1]}" if found else ""
    return ""


def _scale_words(scale: ScaleResult) -> str:
    if not scale.level or scale.beside:
        return say("{title}: no level follows", title=scale.title)
    to = say(", overridden to {overridden_to}", overridden_to=scale.overridden_to) if scale.overridden_to else ""
    entered = "" if scale.derived or scale.judged else say(" (as entered; nothing was worked out here)")
    return put_together("{title}: {level}{to}{entered}", title=scale.title, level=scale.level, to=to, entered=entered)


def _one_after_another(words: str, more: str) -> str:
    return put_together("{words}; {more}", words=words, more=more) if words else more


def _words(
    state: RecordState,
    laid: LaidField,
    values: dict[str, JsonValue],
    named: Naming,
    assessment: AssessmentView | None,
) -> str:
    shape, value = shape_of(state.kind, laid.field), values.get(laid.field)
    if shape is None or value is None:
        return ""
    if assessment and not laid.part and laid.field in assessment.blocks:
        return _flat(assessment.blocks[laid.field])
    if laid.part:
        part = shape.part(laid.part)
        found = value.get(laid.part) if isinstance(value, dict) else None
        return _plain(part, found, named) if part else ""
    return _plain(shape, value, named)


def _plain(shape: Shape, value: JsonValue, named: Naming) -> str:
    return _flat(blocks_of(shape, value, named))


def _flat(blocks: tuple[Lines, ...]) -> str:
    """All rows of a value, a row on each line where there is more than one."""
    rows = [", ".join(": ".join(part for part in pair if part) for pair in block) for block in blocks]
    return "\n".join(rows)


def _title(kind: str, laid: LaidField) -> str:
    shape = shape_of(kind, laid.field)
    part = shape.part(laid.part) if shape and laid.part else None
    return part.title if part else shape.title if shape else laid.name
