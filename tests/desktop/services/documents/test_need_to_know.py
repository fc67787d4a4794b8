"""The need-to-know sheet: what bears on the risk there, and nothing that labels the person (standards.md 155, 156)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.records.file.case import RISK_WORDS, RiskLevel
from casework.records.identifier import CaseId, case_scope
from desktop.services.documents.making import read_offers, read_paper
from desktop.services.documents.need_to_know_paper import MARK
from desktop.services.documents.stamping import stamped
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.services.risk import sign_level
from tests.desktop.services.documents.case_file import CaseFile, written_file
from tests.desktop.services.laptop import Team, begin_team


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[tuple[Team, CaseFile]]:
    team = begin_team(tmp_path)
    file = written_file(team)
    sign_level(team.worker.session, team.worker.case, RiskLevel.VERY_HIGH, "Said whom he would hurt.")
    team.sync()
    yield team, file
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.connection.close()


def test_it_says_how_to_work_safely_and_neither_level_nor_order_nor_offence(filed: tuple[Team, CaseFile]) -> None:
    team, file = filed
    session, case = team.worker.session, team.worker.case
    wish = PaperWish(PaperSort.NEED_TO_KNOW, case, file["need_to_know"])
    printout = stamped(session, read_paper(session, wish))
    said = " ".join(printout.texts())
    for words in ("Is not to work alone with women.", "ring the duty desk", "Flo Foreperson, Unpaid work", "depot"):
        assert words in said
    assert printout.subject == ("Isla Testcase",)
    assert printout.mark == MARK
    told = [RISK_WORDS[level] for level in RiskLevel]
    for words in (*told, "1985", "Community payback", "Sheriff Court", "offender", "MAPPA", "Violence"):
        assert words not in said, words
    assert printout.records == {case_scope(case): (file["need_to_know"],)}


def test_it_is_offered_where_there_is_one(filed: tuple[Team, CaseFile], tmp_path: Path) -> None:
    team, _ = filed
    offers = read_offers(team.worker.session, team.worker.case)
    assert offers is not None
    assert PaperSort.NEED_TO_KNOW in {one.sort for one in offers.papers}
    assert read_offers(team.worker.session, CaseId("nobody")) is None
