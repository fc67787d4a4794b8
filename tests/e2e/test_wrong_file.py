"""Something recorded in the wrong person's file, through a real server and four laptops."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Contact, Happened, Outcome, Present, PresentRole
from casework.records.file.case import RiskLevel
from casework.records.file.misfiling import CarriedChoice
from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import CaseId, RecordId, case_scope
from casework.records.risk.warning import WARNING_WORDS, WarningSort
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from desktop.services.caseload import find
from desktop.services.contact_page import chronology
from desktop.services.copy_page import read_copy, save_copy
from desktop.services.disclosure import decide_telling, telling_lines
from desktop.services.looking import read_looks
from desktop.services.misfiling import other_files, take_out, takeable
from desktop.services.person_line import person_line
from desktop.services.recorder import Recorder
from desktop.services.risk import sign_level
from desktop.services.taken_out import answer_carried, confirm, moved_sentence, put_back, taken_out
from desktop.store.case_store import Save
from server.holders import review_misfiled
from server.storage.folded import load_scope
from tests.desktop.store.plain_page import plain_bytes
from tests.e2e.colleague import KEY, Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office

CANARY = "zzpetunia"


@dataclass
class Scene:
    """Two files. Wes works on both; Colin and Dora on the first alone; Sue is the senior of both."""

    office: RunningOffice
    wrong: CaseId
    right: CaseId
    wes: Colleague
    colin: Colleague
    dora: Colleague
    sue: Colleague

    def sync(self) -> None:
        """Twice, so that what the first sent has come to the last, and what the office made of it, too."""
        for colleague in 2 * (self.colin, self.wes, self.dora, self.sue):
            colleague.sync()

    def write(self, by: Colleague, *more: Edit) -> RecordId:
        """Record a contact with the canary in the wrong file, with whatever else is saved with it."""
        contact = Contact(
            sort=ContactSort.HOME_ANNOUNCED,
            happened=Happened(starts=datetime(2026, 11, 3, 10, tzinfo=UTC), minutes=30),
            arranged=True,
            present=[Present(role=PresentRole.PERSON)],
            outcome=Outcome.COMPLIED,
            narrative=f"{CANARY} was at home.",
            significant=False,
            recorded_by=by.staff,
        )
        record = RecordId(by.store.new_id())
        edit = Recorder(by.session).new_record(contact, record)
        by.store.append([Save(case_scope(self.wrong), (edit, *more))])
        return record

    def readable(self, colleague: Colleague) -> bool:
        """Whether the canary can be had from a laptop, with its key, below the tables."""
        return CANARY.encode() in plain_bytes(colleague.folder / "store.db", KEY)

    def agree(self) -> None:
        """Server and laptops fold the first file alike."""
        with self.office.parts.database.read() as connection:
            expected = heads_digest(load_scope(connection, case_scope(self.wrong)))
        for colleague in (self.wes, self.colin, self.dora, self.sue):
            assert heads_digest(colleague.store.states(scopes={case_scope(self.wrong)})) == expected


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        team = office.team("North")
        people = {
            "wes": office.person("Wes Worker", team=team),
            "colin": office.person("Colin Coworker", team=team),
            "dora": office.person("Dora Coworker", team=team),
            "sue": office.person("Sue Senior", StaffRole.SENIOR, team),
        }
        wrong = office.case(people["wes"], team=team, family="Wrongfield")
        right = office.case(people["wes"], team=team, family="Rightfield")
        for name in ("colin", "dora"):
            office.administration.allocate(wrong, people[name], GrantRole.CO_WORKER)
        laptops = {
            name: stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            for name, staff in people.items()
        }
        yield Scene(office, wrong, right, **laptops)


def moved(scene: Scene, *more: Edit) -> RecordId:
    """What Colin wrote, seen by all, and taken out by Wes."""
    record = scene.write(scene.colin, *more)
    scene.sync()
    assert scene.readable(scene.dora)
    take_out(scene.wes.session, scene.wrong, [record], scene.right)
    scene.sync()
    return record


def test_it_leaves_every_laptop_but_its_authors_and_the_seniors_and_is_in_the_right_file(scene: Scene) -> None:
    record = moved(scene)
    assert not scene.readable(scene.dora)
    assert find(scene.dora.session, CANARY) == ()
    for colleague in (scene.colin, scene.dora, scene.sue, scene.wes):
        assert colleague.session.state(scene.wrong, record) is None
    assert [line.mine for line in read_looks(scene.colin.session)] == [True], "shown to its author as held back"
    assert [line.may_rule for line in read_looks(scene.sue.session)] == [True]
    assert read_looks(scene.dora.session) == ()
    (copy,) = scene.wes.store.records("contact", case_scope(scene.right))
    assert copy.created is not None
    assert (copy.created.on_behalf, copy.created.author) == (scene.colin.staff, scene.wes.staff)
    assert [hit.case for hit in find(scene.wes.session, CANARY)] == [scene.right]
    words = moved_sentence(scene.wes.session, copy)
    assert words.startswith("First recorded in another file by mistake; moved by Wes Worker on ")
    assert [line.title for line in chronology(scene.dora.session, scene.wrong)] == ["Taken out of this file: Contact"]
    (line,) = taken_out(scene.dora.session, scene.wrong)
    assert (line.titles, line.by, line.done, line.holders) == (("Contact",), "Wes Worker", True, ())
    (line,) = taken_out(scene.sue.session, scene.wrong)
    assert set(line.holders) == {"Wes Worker", "Colin Coworker", "Dora Coworker", "Sue Senior"}
    (told,) = review_misfiled(scene.office.parts)
    assert (told.case, told.kinds, told.by, set(told.had)) == (
        scene.wrong,
        ("Contact",),
        "Wes Worker",
        set(line.holders),
    )
    listed = scene.office.cli("holdings", "misfiled").stdout
    assert "Wes Worker" in listed
    assert CANARY not in listed
    scene.agree()
    scene.office.stop()
    scene.office.start()
    scene.sync()
    scene.agree()
    assert len(scene.wes.store.records("contact", case_scope(scene.right))) == 1, "once, after a start, too"


def test_neither_file_says_whose_the_other_is(scene: Scene) -> None:
    moved(scene)
    states = scene.wes.store.states(scopes={case_scope(scene.wrong)})
    assert scene.right not in repr(states)
    assert "Rightfield" not in repr(states)
    states = scene.wes.store.states(scopes={case_scope(scene.right)})
    assert scene.wrong not in repr(states)
    assert "Wrongfield" not in repr(states)


def test_a_senior_puts_it_back_and_it_leaves_the_other_file(scene: Scene) -> None:
    record = moved(scene)
    (line,) = taken_out(scene.sue.session, scene.wrong)
    assert line.may_undo
    with pytest.raises(UserError):
        put_back(scene.dora.session, scene.wrong, line.record, "It is hers.")
    put_back(scene.sue.session, scene.wrong, line.record, "Read again: it is about this person.")
    scene.sync()
    for colleague in (scene.colin, scene.dora, scene.sue, scene.wes):
        assert colleague.session.state(scene.wrong, record) is not None
        assert taken_out(colleague.session, scene.wrong)[0].undone
    assert scene.wes.store.records("contact", case_scope(scene.right)) == []
    assert [one.titles for one in taken_out(scene.wes.session, scene.right)] == [("Contact",)]
    assert [hit.case for hit in find(scene.dora.session, CANARY)] == [scene.wrong]
    scene.agree()


def test_a_senior_confirms_that_it_stays_out(scene: Scene) -> None:
    record = moved(scene)
    (line,) = taken_out(scene.sue.session, scene.wrong)
    confirm(scene.sue.session, scene.wrong, line.record, "It is about somebody else.")
    scene.sync()
    assert scene.colin.session.state(scene.wrong, record) is None
    assert not taken_out(scene.sue.session, scene.wrong)[0].may_undo
    assert len(scene.wes.store.records("contact", case_scope(scene.right))) == 1
    scene.agree()


def test_a_warning_and_a_level_stand_in_the_wrong_file_until_a_senior_lifts_them(scene: Scene) -> None:
    """Without the words: those are about somebody else. In the right file they stand whole."""
    sign_level(scene.colin.session, scene.wrong, RiskLevel.LOW, "Settled for a year.")
    scene.sync()
    state = scene.colin.store.record(case_scope(scene.wrong), RecordId(scene.wrong))
    assert state is not None
    level: JsonValue = {
        "level": "very_high",
        "assessor": scene.colin.staff,
        "assessed_on": "2026-11-03",
        "rationale": f"{CANARY} has a knife.",
        "record": scene.wrong,
    }
    warning: dict[str, JsonValue] = {
        "notice": {"sort": "weapon", "text": f"{CANARY} keeps a knife."},
        "state": {"status": "active", "by": scene.colin.staff, "on": "2026-11-03"},
        "review_on": "2027-01-03",
    }
    edits = (
        Recorder(scene.colin.session).change(state, {"standing_risk": level}),
        Edit(record=RecordId(scene.colin.store.new_id()), kind="warning", set=warning),
    )
    record = scene.write(scene.colin, *edits)
    scene.sync()
    (choice,) = [one for one in takeable(scene.wes.session, scene.wrong) if one.record == record]
    assert choice.carries
    take_out(scene.wes.session, scene.wrong, [record], scene.right)
    scene.sync()
    line = person_line(scene.dora.session, scene.wrong)
    assert line.risk.level is RiskLevel.VERY_HIGH
    assert [one.words for one in line.warnings] == [WARNING_WORDS[WarningSort.WEAPON]]
    assert not scene.readable(scene.dora)
    right = person_line(scene.wes.session, scene.right)
    assert (right.risk.level, right.warnings[0].text) == (RiskLevel.VERY_HIGH, f"{CANARY} keeps a knife.")
    assert scene.wrong in scene.sue.store.facts().waiting
    (taken,) = taken_out(scene.sue.session, scene.wrong)
    assert (taken.waits, taken.may_decide) == (True, True)
    with pytest.raises(UserError):
        answer_carried(scene.dora.session, scene.wrong, taken.record, CarriedChoice.LIFT, "Not hers.")
    answer_carried(scene.sue.session, scene.wrong, taken.record, CarriedChoice.LIFT, "It is about somebody else.")
    confirm(scene.sue.session, scene.wrong, taken.record, "It is about somebody else.")
    scene.sync()
    line = person_line(scene.dora.session, scene.wrong)
    assert (line.risk.level, line.risk.two_views, line.warnings) == (RiskLevel.LOW, False, ())
    assert scene.wrong not in scene.sue.store.facts().waiting
    assert person_line(scene.wes.session, scene.right).warnings
    scene.agree()


def test_what_somebody_adds_to_it_meanwhile_is_kept_and_held_back_too(scene: Scene) -> None:
    record = scene.write(scene.colin)
    scene.sync()
    state = scene.dora.session.state(scene.wrong, record)
    assert state is not None
    edit = Recorder(scene.dora.session).change(state, {"corrected_by": scene.dora.store.new_id()})
    scene.dora.store.append([Save(case_scope(scene.wrong), (edit,))])
    take_out(scene.wes.session, scene.wrong, [record], scene.right)
    scene.wes.sync()
    scene.sync()
    assert scene.dora.session.state(scene.wrong, record) is None
    assert not scene.readable(scene.dora)
    assert scene.dora.store.unsent() == 0
    assert len(read_looks(scene.sue.session)) == 2
    scene.agree()


def test_without_a_destination_it_is_out_and_what_makes_a_file_cannot_be_taken_out(scene: Scene) -> None:
    record = scene.write(scene.colin)
    scene.sync()
    take_out(scene.wes.session, scene.wrong, [record], None)
    with pytest.raises(UserError):
        take_out(scene.wes.session, scene.wrong, [record], scene.right)
    scene.sync()
    assert not scene.readable(scene.dora)
    assert [one.name for one in other_files(scene.wes.session, scene.wrong)] == ["Robin Rightfield"]
    with pytest.raises(UserError):
        take_out(scene.wes.session, scene.wrong, [RecordId(scene.wrong)], scene.right)
    with pytest.raises(UserError):
        take_out(scene.dora.session, scene.wrong, [record], scene.right)


def test_what_is_added_meanwhile_is_not_put_back_with_the_rest(scene: Scene) -> None:
    """Who removes a warning after it was taken out has not removed it by a senior's putting it back."""
    record = RecordId(scene.colin.store.new_id())
    state: JsonValue = {"status": "active", "by": scene.colin.staff, "on": "2026-11-02"}
    warned: dict[str, JsonValue] = {"notice": {"sort": "weapon", "text": CANARY}, "state": state}
    edit = Edit(record=record, kind="warning", set={**warned, "review_on": "2027-01-02"})
    scene.colin.store.append([Save(case_scope(scene.wrong), (edit,))])
    scene.sync()
    held = scene.dora.session.state(scene.wrong, record)
    assert held is not None
    removed: JsonValue = {"status": "removed", "by": scene.dora.staff, "on": "2026-11-03"}
    change = Recorder(scene.dora.session).change(held, {"state": removed}, "Not here.")
    scene.dora.store.append([Save(case_scope(scene.wrong), (change,))])
    take_out(scene.wes.session, scene.wrong, [record], None)
    scene.wes.sync()
    scene.sync()
    (line,) = taken_out(scene.sue.session, scene.wrong)
    put_back(scene.sue.session, scene.wrong, line.record, "It is about this person.")
    scene.sync()
    for colleague in (scene.colin, scene.wes, scene.sue):
        assert [one.words for one in person_line(colleague.session, scene.wrong).warnings] == [
            WARNING_WORDS[WarningSort.WEAPON]
        ]
    assert len(read_looks(scene.sue.session)) >= 1
    scene.agree()


def test_those_who_decide_are_shown_whose_copy_carries_it(scene: Scene, tmp_path: Path) -> None:
    """A copy that was made of it meanwhile notes who made it; one of something else is not listed."""
    record = scene.write(scene.colin)
    scene.sync()
    session, scope = scene.dora.session, case_scope(scene.wrong)
    said = next(line for line in telling_lines(session, scope, record) if line.field == "narrative")
    decide_telling(session, said, TellingAnswer.DISCLOSE, "He asked what was written.")
    for name, kinds in (("contact", {"contact"}), ("person", {"person"})):
        shown = read_copy(session, scene.wrong, frozenset(kinds))
        assert shown is not None
        save_copy(session, shown, tmp_path / f"{name}.pdf")
    scene.sync()
    take_out(scene.wes.session, scene.wrong, [record], scene.right)
    scene.sync()
    (line,) = taken_out(scene.sue.session, scene.wrong)
    assert [one.startswith("Dora Coworker, ") for one in line.papers] == [True]
    (line,) = taken_out(scene.dora.session, scene.wrong)
    assert line.papers == ()
