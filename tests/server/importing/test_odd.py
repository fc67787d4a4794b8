"""An import into an office that keeps odd values: nothing is replaced that is not understood, and nothing crashes."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import JsonValue

from casework.ledger.entry import Edit
from server import enrolment
from server.importing.takeover import take_over
from server.office import Office
from server.push import take_push
from tests.fakes.bare_laptop import BareLaptop, Line, enrol_request
from tests.server.importing.agency import IDS, NOW, agency_files, write_files
from tests.server.importing.test_takeover import CASE, SCOPE


def test_a_later_level_does_not_replace_what_waits_for_release_and_is_not_understood(
    office: Office, tmp_path: Path
) -> None:
    """It may be higher than anything in the files: the row is named and a person records the level."""
    files = agency_files()
    assert take_over(write_files(tmp_path / "first", files), office.zero, office.agency, NOW).complete
    key, line = Ed25519PrivateKey.generate(), Line("http://localhost:1")
    line.client.close()
    code = enrolment.make_code(office, IDS.staff("W1"))
    laptop = BareLaptop(line, key, enrolment.enrol(office, enrol_request(code, key)))
    values: dict[str, JsonValue] = {"standing_risk": {"level": "extreme"}}
    laptop.write(SCOPE, Edit(record=IDS.record("people", "C1"), kind="case", set=values))
    warning = Edit(record=IDS.record("warnings", "V1"), kind="warning", set={"review_on": "soon", "state": 7})
    laptop.write(SCOPE, warning)
    take_push(office, laptop.device, laptop.batch())
    files["risk_levels"].append(
        {"key": "L3", "case": "C1", "level": "low", "assessor": "W1", "assessed_on": "01/08/2026", "rationale": "Calm."}
    )
    plan = take_over(write_files(tmp_path / "second", files), office.zero, office.agency, NOW)
    assert sorted({(p.file, p.line) for p in plan.all_problems}) == [("risk_levels.csv", 4), ("warnings.csv", 2)]
    state = office.zero.state(SCOPE, IDS.record("people", "C1"))
    assert str(CASE) == IDS.record("people", "C1")
    assert state is not None
    levels = [h.value["level"] for h in state.fields["standing_risk"].heads if isinstance(h.value, dict)]
    assert sorted(map(str, levels)) == ["extreme", "medium"]
