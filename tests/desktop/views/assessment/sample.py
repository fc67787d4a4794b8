"""A form for an assessment without a store: every instrument confirmed or none, a trained worker, a man of 40."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pydantic import JsonValue

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.identifier import CaseId
from casework.records.oversight.training import Training
from casework.records.shape import reading_order
from casework.rules.instrument.completing import subject_for
from casework.rules.instrument.instrument_table import load_instruments
from casework.rules.instrument.subject import SubjectFacts
from desktop.services.assessing.assessing import Assessing
from desktop.services.person_line import PersonLine, RiskView
from desktop.services.record_check import RecordForm
from desktop.services.record_form import Pick, RecordOpening
from desktop.services.session import DutyLine

TODAY = date(2026, 3, 5)
WORKER, SENIOR, UNTRAINED = "worker", "senior", "untrained"
NAMES = {WORKER: "Wilma Worker", SENIOR: "Seonaid Senior", UNTRAINED: "Colin Colleague"}
DUTY = DutyLine("Seonaid Senior", "01632 960 017", datetime(2026, 3, 5, 17, 0, tzinfo=UTC))
MAN = SubjectFacts("male", date(1986, 1, 2))
WOMAN = SubjectFacts("female", date(1986, 1, 2))
CASE = CaseId("00000000-0000-0000-0000-000000000064")
_UNWRITTEN = frozenset({"corrects", "correction_reason", "corrected_by"})


def assessing(*, on: bool = True, subject: SubjectFacts = MAN) -> Assessing:
    """What a result follows from: every table `on`, or as it ships."""
    shipped = load_instruments()
    tables = tuple(table.model_copy(update={"confirmed": True}) for table in shipped) if on else shipped
    trained = [found for one in Instrument if (found := subject_for(one))]
    trainings = tuple(Training(staff=WORKER, subject=one, completed_on=date(2024, 5, 1)) for one in trained)
    return Assessing(tables, trainings, subject, TODAY, NAMES, DUTY)


def form_of(instrument: Instrument | None = None, **values: JsonValue) -> RecordForm:
    """A form with these values, by the trained worker, today."""
    begun: dict[str, JsonValue] = {"assessor": WORKER, "assessed_on": TODAY.isoformat(), **values}
    if instrument is not None:
        begun["instrument"] = instrument.value
    return RecordForm(case=CASE, kind=Assessment.kind, values=begun)


def opening_of(form: RecordForm) -> RecordOpening:
    """A form as it is opened."""
    person = PersonLine(CASE, "Isla Testcase", date(1986, 1, 2), RiskView(None))
    return RecordOpening(
        form=form,
        title=Assessment.title,
        person=person,
        today=TODAY,
        shapes=tuple(shape for shape in reading_order(Assessment.kind) if shape.name not in _UNWRITTEN),
        settled=frozenset(),
        links={},
        staff=tuple(Pick(ident, name) for ident, name in NAMES.items()),
        may_restrict=False,
        completes=True,
    )


def lscmi_numbers(total: int) -> list[JsonValue]:
    """The eight numbers of LS/CMI that come to a total, the first ones filled first."""
    table = next(table for table in load_instruments() if table.instrument is Instrument.LSCMI)
    left = total
    found: list[JsonValue] = []
    for part in table.parts:
        number = min(left, part.maximum)
        left -= number
        found.append({"code": part.code, "number": number})
    return found


def with_values(form: RecordForm, **values: JsonValue) -> RecordForm:
    """The form with other values."""
    return form.model_copy(update={"values": {**form.values, **values}})


def without_duty(known: Assessing) -> Assessing:
    """The same while nobody is on the rota."""
    return replace(known, duty=None)
