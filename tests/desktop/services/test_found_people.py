"""What is found shows a person as every list does, though only what was found is read."""

from pathlib import Path

from casework.records.file.case import RiskLevel
from casework.records.identifier import case_scope
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from desktop.services.caseload import find
from desktop.services.person_line import person_lines
from desktop.services.recorder import Recorder
from desktop.services.risk import sign_level
from desktop.services.same_person import join_files
from tests.desktop.services.laptop import begin_team


def test_what_another_file_of_the_person_says_of_risk_is_found_with_them(tmp_path: Path) -> None:
    """The name of the one file is looked for; the higher level and the warning stand in the other one."""
    team = begin_team(tmp_path, cases=2)
    session, (first, second) = team.senior.session, team.senior.ready.cases
    join_files(session, first, second, "He says so himself, and the date of birth is right.")
    sign_level(session, second, RiskLevel.VERY_HIGH, "Talks of revenge, and knows where she lives.")
    notice = Notice(sort=WarningSort.NOT_ALONE, text="Two people, always.")
    active = WarningState(status=WarningStatus.ACTIVE, by=session.me, on=session.today())
    warning = WarningRecord(notice=notice, state=active, review_on=session.today())
    Recorder(session).save(case_scope(second), [Recorder(session).new_record(warning, session.store.new_id())])
    for case, words in ((first, "Isla Testcase"), (second, "Ruairidh Madeupson")):
        (person,) = {line.person for line in find(session, words)}
        assert person == person_lines(session, {case})[case] == person_lines(session)[case]
        assert person.risk.level is RiskLevel.VERY_HIGH
        assert [warning.sort for warning in person.warnings] == [WarningSort.NOT_ALONE]
