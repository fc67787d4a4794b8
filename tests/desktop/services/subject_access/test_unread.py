"""What nobody has read for a request does not go out by itself, however plain the field is that it stands in."""

from pathlib import Path

import pytest

from casework.records.file.release_decision import Release
from casework.records.identifier import RecordId, case_scope
from casework.records.person.person import Person
from desktop.services.misfiling import take_out
from desktop.services.recorder import Recorder
from desktop.services.subject_access.deciding import DecidedMeanwhile, Wish
from desktop.services.subject_access.file import make_file
from tests.desktop.services.documents.case_file import CaseFile, written_file
from tests.desktop.services.laptop import SENIOR, Laptop, Team, beside
from tests.desktop.services.subject_access.request_rig import KEEP, LET_GO, Asked, ask
from tests.desktop.services.subject_access.test_access import said

_CONFIDED = "The mother of a former partner gave it to us in confidence."
_SISTER = Wish(Release.REDACT, hidden=("Mayabel Testing",))


@pytest.fixture
def file(team: Team) -> CaseFile:
    """A written case."""
    return written_file(team)


@pytest.fixture
def asked(team: Team, file: CaseFile) -> Asked:
    """A request for all of it, on the senior's laptop."""
    return ask(team)


def change(laptop: Laptop, record: str, values: dict[str, object], reason: str | None = None) -> None:
    """Change a record of the case."""
    scope = case_scope(laptop.case)
    state = laptop.session.store.record(scope, RecordId(record))
    assert state is not None
    recorder = Recorder(laptop.session)
    recorder.save(scope, [recorder.change(state, values, reason)])  # type: ignore[arg-type]


def test_why_a_plain_fact_was_changed_is_read_before_it_goes_out(team: Team, asked: Asked) -> None:
    """The telephone is the person's own; the reason beside it is free words, perhaps of somebody else."""
    (person,) = (one for one in team.worker.session.store.records(Person.kind, case_scope(team.worker.case)))
    change(team.worker, person.record, {"telephone": "07700 900999"}, _CONFIDED)
    team.sync()
    telephone = asked.passage(person.record, "telephone")
    assert (telephone.own, telephone.answer) == (False, None)
    assert asked.passage(person.record, "born").own
    asked.decide_all(KEEP)
    words = said(make_file(asked.laptop.session, asked.laptop.case, asked.request).pdf)
    assert "confidence" not in " ".join(words.split())


def test_what_was_taken_out_of_the_file_is_about_somebody_else_and_never_goes_out(
    team: Team, asked: Asked, file: CaseFile
) -> None:
    """Not by itself, nor because it was let go before anybody saw whose it is; and before the office has moved it."""
    asked.decide(LET_GO, asked.passage(file["review"], "summary"))
    assert asked.passage(file["review"], "views").own
    take_out(team.worker.session, team.worker.case, [RecordId(file["review"])], None)
    team.worker.sync()
    asked.laptop.sync()
    assert file["review"] not in {one.record for one in asked.view.passages}
    asked.decide_all(KEEP)
    words = said(make_file(asked.laptop.session, asked.laptop.case, asked.request).pdf)
    assert "It helps to be asked" not in words
    assert "Goes on as planned" not in words


def test_words_marked_in_a_passage_that_is_then_kept_back_are_taken_out_of_the_others(
    asked: Asked, file: CaseFile
) -> None:
    change(
        asked.laptop, file["review"], {"summary": "Mayabel Testing helps.", "barriers": "Lives with Mayabel Testing."}
    )
    asked.decide(_SISTER, asked.passage(file["review"], "summary"))
    asked.decide(LET_GO, asked.passage(file["review"], "barriers"))
    asked.decide(KEEP, asked.passage(file["review"], "summary"))
    asked.decide_all(KEEP)
    words = said(make_file(asked.laptop.session, asked.laptop.case, asked.request).pdf)
    assert "Lives with [taken out]." in " ".join(words.split())
    assert "Mayabel" not in words


def test_of_two_who_decide_without_sight_the_marked_words_stay_marked(
    team: Team, asked: Asked, file: CaseFile, tmp_path: Path
) -> None:
    """One marks words in a passage, the other keeps it back: it is kept back, and the words are taken out elsewhere."""
    change(
        asked.laptop, file["review"], {"summary": "Mayabel Testing helps.", "barriers": "Lives with Mayabel Testing."}
    )
    team.sync()
    (tmp_path / "other").mkdir()
    other = beside(tmp_path / "other", team.worker.ready.office, SENIOR)
    other.sync()
    second = Asked(other, asked.request)
    asked.decide(_SISTER, asked.passage(file["review"], "summary"))
    second.decide(KEEP, second.passage(file["review"], "summary"))
    for laptop in (asked.laptop, other, asked.laptop):
        laptop.sync()
    decided = asked.passage(file["review"], "summary")
    assert (decided.answer, decided.ruled.hidden) == (Release.WITHHOLD, ("Mayabel Testing",))


def test_what_somebody_else_decided_meanwhile_is_not_lifted_unseen(
    team: Team, asked: Asked, file: CaseFile, tmp_path: Path
) -> None:
    """A sync brings that another senior keeps it back, while it is still shown here as undecided."""
    team.sync()
    (tmp_path / "other").mkdir()
    other = beside(tmp_path / "other", team.worker.ready.office, SENIOR)
    other.sync()
    shown = asked.passage(file["incident"], "what")
    second = Asked(other, asked.request)
    second.decide(KEEP, second.passage(file["incident"], "what"))
    other.sync()
    asked.laptop.sync()
    with pytest.raises(DecidedMeanwhile):
        asked.decide(LET_GO, shown)
    assert asked.passage(file["incident"], "what").answer is Release.WITHHOLD
    asked.decide(LET_GO, asked.passage(file["incident"], "what"))
    assert asked.passage(file["incident"], "what").answer is Release.DISCLOSE
