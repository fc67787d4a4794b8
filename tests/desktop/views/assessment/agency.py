"""An agency that confirmed every table, over a real store, and assessments that were made there."""

from pydantic import JsonValue

from casework.records.assessment.assessment import Assessment, Instrument
from desktop.services.record_check import RecordForm
from desktop.services.record_save import save_record
from desktop.services.session import Session
from tests.desktop.views.assessment.sample import lscmi_numbers
from tests.desktop.views.desk_rig import DeskRig
from tests.fakes.case_store import SENIOR
from tests.fakes.confirmed import confirm_instruments, put_on_duty, say_sex, train

_RM_POINTS: tuple[JsonValue, ...] = (
    {"code": "s_points", "number": 3},
    {"code": "s_aggravating", "number": 0},
)
_MANUAL = "Scoring guide, 2007"


def use_instruments(rig: DeskRig) -> None:
    """Let the agency of a desk confirm its tables, train its worker and have somebody on duty."""
    office = rig.ready.office
    confirm_instruments(office)
    train(office)
    put_on_duty(office)
    say_sex(office, rig.case, "male")
    rig.look(lambda session: office.settle(session.store))


def assess(rig: DeskRig, instrument: Instrument, **values: JsonValue) -> str:
    """Sign an assessment through the service of the form; returns its id."""

    def sign(session: Session) -> str:
        begun: dict[str, JsonValue] = {
            "instrument": instrument.value,
            "assessor": session.me,
            "assessed_on": session.today().isoformat(),
            "summary": "Followed by what was said at the office and in the papers.",
            **values,
        }
        return save_record(session, RecordForm(case=rig.case, kind=Assessment.kind, values=begun), None).record

    return rig.look(sign)


def assess_all(rig: DeskRig) -> dict[str, str]:
    """One assessment with most instruments, and two with LS/CMI; the ids by instrument."""
    entered: list[JsonValue] = [{"scale": scale, "level": "high", "table": _MANUAL} for scale in ("s", "v", "c")]
    acute: list[JsonValue] = [
        {"code": code, "number": number}
        for code, number in zip(
            ("access", "hostility", "sexual", "rejection", "emotional", "supports", "substances"),
            (0, 1, 0, 2, 0, 1, 0),
            strict=True,
        )
    ]
    sara: list[JsonValue] = [
        {"scale": scale, "level": level, "table": "SARA, edition 2", "rationale": why}
        for scale, level, why in (
            ("partner", "high", "Threats this week, and he knows where she lives."),
            ("others", "medium", "Her brother was threatened once, in October."),
        )
    ]
    assess(rig, Instrument.LSCMI, parts=lscmi_numbers(18), total=18, assessed_on="2025-09-02")
    override: JsonValue = {"scale": "general", "level": "medium", "reason": "Steady work.", "senior": SENIOR}
    return {
        "lscmi": assess(rig, Instrument.LSCMI, parts=lscmi_numbers(27), total=27),
        "override": assess(rig, Instrument.LSCMI, parts=lscmi_numbers(24), total=24, override=override),
        "rm2000": assess(rig, Instrument.RM2000, levels=entered, parts=list(_RM_POINTS)),
        "acute2007": assess(rig, Instrument.ACUTE, parts=acute),
        "sara": assess(rig, Instrument.SARA, levels=sara, edition="2", omitted=3, critical_items="yes"),
    }
