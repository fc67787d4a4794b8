"""A form for an assessment that is half filled in: what it asks for, what follows already, what is in the way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import JsonValue

from casework.problem import Problem, about
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.check import check_value
from casework.records.identifier import CaseId, StaffId
from casework.records.oversight.training import Training
from casework.records.staff.staff import StaffRole
from casework.rules.instrument.completing import may_complete
from casework.rules.instrument.instrument_table import InstrumentTable, table_for
from casework.rules.instrument.number import missing_numbers
from casework.rules.instrument.signing import assessment_problems, unfit_problems
from casework.rules.instrument.subject import SubjectFacts, subject_problems
from casework.rules.named_senior import senior_problems
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.assessing.result import Result, differing_sentences, result_of
from desktop.services.assessing.tables import instruments_to_sign_with, subject_here, trainings_here
from desktop.services.assessing.tool import Tool, tool_of
from desktop.services.record_check import Path, RecordForm, by_field
from desktop.services.record_list import find_state
from desktop.services.session import DutyLine, Session

_UNSAID = "…"
"""Stands, while somebody is still writing, where a level has no table yet: what follows is worked out all the same."""

_SAME_AGAIN = ("instrument", "instrument_name", "edition", "child_victim")
"""What is the same when somebody is assessed once more with an instrument."""

_LEVELS = "levels"


@dataclass(frozen=True)
class Assessing:
    """All that the result of an assessment follows from, gathered once; everything else here is worked out."""

    tables: tuple[InstrumentTable, ...]
    trainings: tuple[Training, ...]
    subject: SubjectFacts
    today: date
    names: Mapping[str, str]
    duty: DutyLine | None = None
    role_of: Callable[[StaffId], StaffRole | None] | None = None
    """The role of a member of staff, where overrides are to be checked for a senior."""

    @property
    def editions(self) -> tuple[str, ...]:
        """Every edition that an instrument here may be of."""
        return tuple(dict.fromkeys(edition for table in self.tables for edition in table.editions))

    @property
    def harm_levels(self) -> tuple[tuple[str, str], ...]:
        """The levels of risk of serious harm: (code, words), the lowest first."""
        found = [table for table in self.tables if table.instrument is Instrument.ROSH]
        return tuple((level.value, found[-1].words(level)) for level in found[-1].scales[0].levels) if found else ()

    def tool(self, form: RecordForm) -> Tool | None:
        """What the form asks for; None while no instrument is chosen."""
        half = self._half(form)
        return tool_of(half, table_for(half, self.tables))

    def completed(self, form: RecordForm) -> RecordForm:
        """The form with what nobody writes: the total of the numbers, and the table by which it is signed."""
        half = self._half(form)
        table = table_for(half, self.tables)
        values = {name: value for name, value in form.values.items() if name != "table"}
        if table is not None:
            total = _total(half, table)
            values.pop("total", None)
            values |= {"total": total} if total is not None else {}
            values |= {"table": table.ref.model_dump(mode="json")} if table.confirmed else {}
        return form.model_copy(update={"values": values})

    def result(self, form: RecordForm) -> Result:
        """What follows from the form as it stands."""
        half = self._half(self.completed(form))
        table = table_for(half, self.tables)
        if table is None:
            return replace(result_of(half, None, self.name_of), duty=self.duty)
        day = half.assessed_on or self.today
        refusal = " ".join(subject_problems(table, self.subject, day))
        if refusal:
            return Result(instrument=table.title, refusal=refusal)
        return replace(
            result_of(half, table, self.name_of),
            training=self._training(half, day),
            missing=tuple(_missing(half, table)),
            blocking=tuple(unfit_problems(half, table)),
            duty=self.duty,
        )

    def name_of(self, staff: str) -> str:
        """The name of a member of staff."""
        return self.names.get(staff) or say("somebody not known on this laptop")

    def problems(self, form: RecordForm) -> dict[Path, str]:
        """Why the form cannot be signed, a sentence for each field."""
        half = self._half(form)
        table = table_for(half, self.tables)
        sentences = [*assessment_problems(half, table, self.subject), *self._senior(half)]
        differing = differing_sentences(half, table)
        training = self._training(half, half.assessed_on or self.today)
        plain = [one for one in sentences if one not in differing]
        untrained = [about("assessor", say("Assessor: {training}", training=training))] if training else []
        found = by_field([*plain, *untrained])
        if differing:
            found[_LEVELS] = " ".join([*differing, *([found[_LEVELS]] if _LEVELS in found else [])])
        return found

    def _senior(self, half: Assessment) -> list[Problem]:
        senior = half.override.senior if half.override else None
        if not senior or self.role_of is None:
            return []
        return senior_problems(self.role_of(StaffId(senior)), Assessment.kind, "override")

    def _training(self, half: Assessment, day: date) -> str:
        if half.instrument is None or not half.assessor:
            return ""
        return may_complete(self.trainings, half.assessor, half.instrument, day) or ""

    def _half(self, form: RecordForm) -> Assessment:
        """The form as an assessment, without what is not right yet."""
        values: dict[str, JsonValue] = {"assessed_on": self.today.isoformat()}
        values |= {name: value for name, value in form.values.items() if name != "table" and value is not None}
        values |= {"levels": list(_levels(values.get("levels"))), "parts": list(_numbers(values.get("parts")))}
        if values["assessed_on"] and check_value(Assessment.kind, "assessed_on", values["assessed_on"]):
            values["assessed_on"] = self.today.isoformat()
        return Assessment.model_validate(
            {name: value for name, value in values.items() if not check_value(Assessment.kind, name, value)}
        )


def open_assessing(session: Session, case: CaseId) -> Assessing:
    """Gather what the result of an assessment of a person follows from at this moment."""
    return Assessing(
        tables=instruments_to_sign_with(session),
        trainings=trainings_here(session),
        subject=subject_here(session, case),
        today=session.today(),
        names={str(ident): one.name or "" for ident, one in session.store.facts().staff.items()},
        duty=session.duty_now(),
        role_of=session.store.facts().role,
    )


def begun_form(session: Session, form: RecordForm) -> RecordForm:
    """A new form with today's date and, where it scores once more, with the instrument of the one it is about."""
    state = find_state(session, form.case, form.about) if form.about else None
    again = read_record(Assessment, state).values() if state and state.kind == Assessment.kind else {}
    begun: dict[str, JsonValue] = {"assessed_on": session.today().isoformat()}
    begun |= {name: again[name] for name in _SAME_AGAIN if name in again}
    return form.model_copy(update={"values": {**begun, **form.values}})


def signed_form(session: Session, form: RecordForm) -> RecordForm:
    """The form as it is signed: with what nobody writes; that of another kind as it is."""
    if form.kind != Assessment.kind or form.record:
        return form
    return open_assessing(session, form.case).completed(form)


def signing_problems(session: Session, form: RecordForm) -> dict[Path, str]:
    """Why an assessment cannot be signed on this laptop; none for a record of another kind."""
    if form.kind != Assessment.kind or form.record:
        return {}
    return open_assessing(session, form.case).problems(form)


def _missing(half: Assessment, table: InstrumentTable) -> list[str]:
    """What is missing, but for what is seen anyway: empty numbers, and levels that stand as such beside their scale."""
    seen = {_LEVELS} if table.check_only else {_LEVELS, "parts"}
    return [sentence for sentence in missing_numbers(half, table) if sentence.field not in seen]


def _total(half: Assessment, table: InstrumentTable) -> int | None:
    """The sum of the numbers; the total that was written where there are no numbers; None where some are missing."""
    scale = table.scale(table.total) if table.total else None
    if scale is None:
        return None
    given = {part.code: part.number for part in half.parts or ()}
    own = [part.code for part in table.parts_of(half) if part.code in scale.parts]
    if not any(code in given for code in own):
        return half.total
    return sum(given[code] for code in own) if all(code in given for code in own) else None


def _levels(rows: JsonValue) -> Iterator[JsonValue]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("level"):
            yield {**row, "table": row.get("table") or _UNSAID}


def _numbers(rows: JsonValue) -> Iterator[JsonValue]:
    return (row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict) and "number" in row)
