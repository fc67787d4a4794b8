"""What is held about a person goes out as far as somebody decided, passage by passage, and not a word further."""

import json
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.file.release_decision import Release
from casework.records.identifier import case_scope
from desktop.services.new_file import AlreadyThere
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.subject_access.checking import texts_in
from desktop.services.subject_access.deciding import NO_REASON, NOT_THERE, PassageChanged, Wish, decide
from desktop.services.subject_access.file import Making, make_file, save_file
from desktop.services.subject_access.machine_form import FORM
from desktop.services.subject_access.page import NOT_YOURS, read_access
from desktop.services.subject_access.passage import Why, gather
from tests.desktop.services.documents.case_file import (
    MINUTE,
    RESTRICTED,
    TOLD_IN_CONFIDENCE,
    VICTIM,
    CaseFile,
    write,
    written_file,
)
from tests.desktop.services.laptop import Team
from tests.desktop.services.subject_access.request_rig import KEEP, LET_GO, Asked, ask

_PLAN: dict[str, JsonValue] = {
    "made_on": "2026-10-20",
    "protects": "Somebody quite new",
    "holder": "The police",
    "review_on": "2027-01-20",
}


@pytest.fixture
def file(team: Team) -> CaseFile:
    """A written case."""
    return written_file(team)


@pytest.fixture
def asked(team: Team, file: CaseFile) -> Asked:
    """A request for all of it, on the senior's laptop."""
    return ask(team)


def said(pdf: bytes) -> str:
    """Every text of a PDF."""
    return "\n".join(texts_in(pdf))


def test_nothing_goes_out_before_every_passage_is_decided(asked: Asked) -> None:
    """Kept back is what nobody has decided about, and the file is not made at all."""
    view = asked.view
    assert view.progress is not None
    assert view.progress.left == view.progress.listed > 20
    with pytest.raises(UserError, match="still to be decided"):
        make_file(asked.laptop.session, asked.laptop.case, asked.request)


def test_what_is_of_other_people_is_listed_with_why(asked: Asked, file: CaseFile) -> None:
    whys = {one.key: one.why for one in asked.view.passages}
    texts = {one.key: one.text for one in asked.view.passages}
    assert all(Why.RESTRICTED in whys[key] for key, text in texts.items() if RESTRICTED in text)
    assert any(Why.VICTIM in whys[key] for key, text in texts.items() if VICTIM in text)
    assert not [one for one in asked.view.passages if one.own and VICTIM in one.text]
    assert not [one for one in asked.view.passages if one.own and (one.names or Why.RESTRICTED in one.why)]


def test_with_everything_kept_back_only_the_persons_own_facts_go_out(asked: Asked) -> None:
    asked.decide_all(KEEP)
    made = make_file(asked.laptop.session, asked.laptop.case, asked.request)
    words = said(made.pdf)
    for planted in (VICTIM, RESTRICTED, MINUTE, TOLD_IN_CONFIDENCE, "PC Specimen", "Ada Invented"):
        assert planted not in words
    assert "Safety plan" not in words
    assert "MAPPA" not in words


def test_of_what_is_kept_back_not_even_its_being_there_is_told(asked: Asked, team: Team) -> None:
    """Two files of which one has a record more are the same, letter for letter, when it is kept back."""
    asked.decide_all(KEEP)
    before = make_file(asked.laptop.session, asked.laptop.case, asked.request)
    me = asked.laptop.session.me
    state: JsonValue = {"status": "active", "by": me, "on": "2026-10-20"}
    write(asked.laptop, "safety_plan", {**_PLAN, "made_by": me, "state": state}, restricted=True)
    assert asked.view.progress
    assert asked.view.progress.left
    asked.decide_all(KEEP)
    after = make_file(asked.laptop.session, asked.laptop.case, asked.request)
    assert after.pdf == before.pdf


def test_marked_words_go_from_every_passage_and_from_every_version(asked: Asked, file: CaseFile) -> None:
    """What a correction replaced is held, too: it goes out beside it, without what was marked in either."""
    session, scope = asked.laptop.session, case_scope(asked.laptop.case)
    state = session.store.record(scope, file["review"])  # type: ignore[arg-type]
    assert state is not None
    recorder = Recorder(session)
    recorder.save(scope, [recorder.change(state, {"summary": "His sister Mayabel Testing helps him."})])
    recorder.save(scope, [recorder.change(session.store.record(scope, file["review"]), {"summary": "All is well."})])  # type: ignore[arg-type]
    summary = asked.passage(file["review"], "summary")
    asked.decide(Wish(Release.REDACT, hidden=("mayabel testing",)), summary)
    narrative = asked.passage(file["incident"], "what")
    asked.decide(LET_GO, narrative)
    asked.decide_all(KEEP)
    words = said(make_file(session, asked.laptop.case, asked.request).pdf)
    assert "His sister [taken out] helps him." in " ".join(words.split())
    assert "All is well." in words
    assert "Shouted at a neighbour." in words
    assert "ayabel" not in words.casefold()


def test_the_same_words_kept_back_and_let_go_elsewhere_are_said_before_anything_goes_out(
    asked: Asked, file: CaseFile
) -> None:
    session = asked.laptop.session
    long = "The woman in the flat below says that he shouts at night."
    state = session.store.record(case_scope(asked.laptop.case), file["review"])  # type: ignore[arg-type]
    assert state is not None
    recorder = Recorder(session)
    recorder.save(state.scope, [recorder.change(state, {"summary": long, "barriers": f"As told: {long}"})])
    asked.decide(KEEP, asked.passage(file["review"], "summary"))
    asked.decide(LET_GO, asked.passage(file["review"], "barriers"))
    asked.decide_all(KEEP)
    with pytest.raises(UserError, match="decide about both alike"):
        make_file(session, asked.laptop.case, asked.request)


def test_what_is_written_after_a_decision_has_to_be_decided_again(asked: Asked, file: CaseFile) -> None:
    asked.decide(LET_GO, asked.passage(file["review"], "summary"))
    state = asked.laptop.session.store.record(case_scope(asked.laptop.case), file["review"])  # type: ignore[arg-type]
    assert state is not None
    shown = asked.passage(file["review"], "summary")
    recorder = Recorder(asked.laptop.session)
    recorder.save(state.scope, [recorder.change(state, {"summary": "New words."})])
    again = asked.passage(file["review"], "summary")
    assert (again.answer, again.ruled.stale) == (None, True)
    with pytest.raises(PassageChanged):
        asked.decide(LET_GO, shown)


def test_of_two_who_decide_at_once_the_more_cautious_stands(team: Team, file: CaseFile, asked: Asked) -> None:
    """Keeping back before taking out before letting go; of marked words all of them."""
    team.sync()
    asked.decide(KEEP, asked.passage(file["incident"], "what"))
    asked.decide(LET_GO, asked.passage(file["review"], "summary"))
    assert asked.passage(file["incident"], "what").answer is Release.WITHHOLD
    again = Wish(Release.REDACT, hidden=("neighbour",))
    asked.decide(again, asked.passage(file["incident"], "what"))
    assert asked.passage(file["incident"], "what").answer is Release.REDACT


def test_a_worker_may_log_a_request_and_decides_about_nothing(team: Team, asked: Asked) -> None:
    """Nor is shown what lies in it: deciding and making the file are refused, too."""
    team.sync()
    worker = team.worker
    view = read_access(worker.session, worker.case)
    assert view is not None
    assert (view.may_decide, view.passages) == (False, ())
    passages = gather(worker.session, worker.case, asked.request).passages
    with pytest.raises(UserError) as refused:
        decide(worker.session, worker.case, asked.request, passages[:1], LET_GO)
    assert refused.value.sentence == NOT_YOURS
    with pytest.raises(UserError):
        make_file(worker.session, worker.case, asked.request)


def test_keeping_back_needs_a_reason_and_marking_needs_words_that_are_there(asked: Asked, file: CaseFile) -> None:
    what = asked.passage(file["incident"], "what")
    for wish, sentence in (
        (Wish(Release.WITHHOLD), NO_REASON),
        (Wish(Release.REDACT, hidden=("zebra",)), NOT_THERE),
    ):
        with pytest.raises(NotComplete) as refused:
            asked.decide(wish, what)
        assert sentence in refused.value.problems


def test_the_file_is_saved_under_a_name_that_names_nobody_and_noted(
    asked: Asked, tmp_path: Path, file: CaseFile
) -> None:
    asked.decide(LET_GO, asked.passage(file["incident"], "what"), asked.passage(file["review"], "summary"))
    asked.decide_all(KEEP)
    session = asked.laptop.session
    made = make_file(session, asked.laptop.case, asked.request)
    path = tmp_path / "personal-data.pdf"
    save_file(session, made, path)
    assert path.read_bytes() == made.pdf
    with pytest.raises(AlreadyThere):
        save_file(session, made, path)
    (event,) = [one for one in session.store.audit.next_events() if one.what is AuditWhat.EXPORTED]
    assert "request for access" in str(event.why)
    state = session.store.record(case_scope(asked.laptop.case), file["review"])  # type: ignore[arg-type]
    assert state is not None
    recorder = Recorder(session)
    recorder.save(state.scope, [recorder.change(state, {"summary": "New words."})])
    with pytest.raises(UserError):
        save_file(session, made, tmp_path / "again.pdf")


def test_it_is_saved_for_a_program_too_where_somebody_wants_that(asked: Asked, tmp_path: Path, file: CaseFile) -> None:
    """The words of the paper, nothing of what is kept back, and no name in the file's."""
    asked.decide(LET_GO, asked.passage(file["incident"], "what"))
    asked.decide_all(KEEP)
    session = asked.laptop.session
    made = make_file(session, asked.laptop.case, asked.request)
    path = tmp_path / "personal-data.pdf"
    beside = tmp_path / "personal-data.json"
    save_file(session, made, path)
    assert not beside.exists()
    path.unlink()
    save_file(session, made, path, as_data=True)
    found = json.loads(beside.read_bytes())
    words = [one["words"] for record in found["records"] for one in record["fields"]]
    assert "Shouted at a neighbour." in words
    assert all(one in said(made.pdf).replace("\r\n", " ") for one in words if "\n" not in one and len(one) < 40)
    assert (found["form"], found["version"], found["reference"]) == (FORM, 1, made.printout.reference)
    assert not any(secret in beside.read_text("utf-8") for secret in (RESTRICTED, MINUTE, VICTIM, TOLD_IN_CONFIDENCE))
    with pytest.raises(AlreadyThere):
        save_file(session, made, tmp_path / "personal-data.pdf", as_data=True)


def test_progress_is_kept_and_another_senior_goes_on(team: Team, asked: Asked, file: CaseFile) -> None:
    """Decisions are records of the case: they sync, and nothing has to be done twice."""
    asked.decide(LET_GO, asked.passage(file["incident"], "what"))
    asked.decide(KEEP, asked.passage(file["review"], "summary"))
    progress = asked.view.progress
    assert progress is not None
    assert (progress.decided, progress.out, progress.kept) == (2, 1, 1)
    team.sync()
    worker = team.worker.session
    assert worker.store.records("release_decision", case_scope(team.worker.case))


def test_with_another_file_that_is_not_open_here_nothing_goes_out_as_if_it_were_all(asked: Asked) -> None:
    """Whoever asks is owed both."""
    joined: dict[str, JsonValue] = {
        "other": "00000000-0000-0000-0000-00000000dead",
        "link": "00000000-0000-0000-0000-00000000beef",
        "by": asked.laptop.session.me,
        "reason": "Born on the same day, of the same parents.",
    }
    write(asked.laptop, "same_person", joined)
    asked.decide_all(KEEP)
    with pytest.raises(UserError, match="another file of this person"):
        make_file(asked.laptop.session, asked.laptop.case, asked.request)


def test_the_file_is_made_in_steps_and_begins_again_where_the_case_changes(asked: Asked, file: CaseFile) -> None:
    """A large file takes seconds: a concern that is saved meanwhile waits for none of it, and stands in the file."""
    asked.decide_all(LET_GO)
    session, case = asked.laptop.session, asked.laptop.case
    making, seen = Making(case, asked.request), list[tuple[int, int]]()
    while not making.ended:
        making.step(session)
        seen.append((making.done, making.whole))
    assert making.file is not None
    assert seen[-1] == (making.whole, making.whole)
    assert len(seen) == making.whole >= 3
    again = Making(case, asked.request)
    again.step(session)
    write(asked.laptop, "plan_line", {"plan": file["plan"], "part": "monitoring", "action": "Seen at the office."})
    with pytest.raises(UserError, match="still to be decided"):
        again.step(session)
    assert again.file is None
