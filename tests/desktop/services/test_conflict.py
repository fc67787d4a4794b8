"""Two views of one thing are both kept, shown to everybody, and settled by one decision with a reason."""

import pytest

from casework.errors import UserError
from casework.records.file.case import RiskLevel
from casework.records.identifier import case_scope
from casework.records.person.person import Person, PersonName
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.rules.standing import read_record
from desktop.services.amend import add_warning, change_name, change_telephone, remove_warning
from desktop.services.conflict import ConflictLine, decide_conflict, find_conflict, open_conflicts
from desktop.services.person_line import person_line, person_state
from desktop.services.recorder import REASON_MAX, NotComplete, Recorder
from desktop.services.risk import sign_level
from tests.desktop.services.laptop import Laptop, Team


def telephone(laptop: Laptop) -> str | None:
    state = person_state(laptop.session, laptop.case)
    assert state is not None
    return read_record(Person, state).telephone


def two_numbers(team: Team) -> None:
    change_telephone(team.worker.session, team.worker.case, "01632 960 044")
    change_telephone(team.colleague.session, team.colleague.case, "01632 960 999")
    team.sync()


def only(laptop: Laptop) -> ConflictLine:
    (line,) = open_conflicts(laptop.session)
    return line


def test_both_views_are_shown_with_who_when_where_and_what_they_had_on_the_screen(team: Team) -> None:
    change_telephone(team.worker.session, team.worker.case, "01632 960 001")
    team.sync()
    team.colleague.ready.clock.advance(minutes=5)
    two_numbers(team)
    line = only(team.worker)
    assert (line.title, line.may_decide, line.senior_decides, line.cautious) == ("Telephone", True, False, False)
    stands, other = line.views
    assert (stands.author, other.author) == ("Wilma Worker", "Colin Colleague")
    assert (stands.stands, other.stands) == (True, False)
    assert (stands.lines, other.lines) == ((("", "01632 960 044"),), (("", "01632 960 999"),))
    assert stands.had_on_screen == other.had_on_screen == (("", "01632 960 001"),)
    assert stands.on_this_laptop
    assert not other.on_this_laptop
    assert stands.at_office
    assert line.since == other.at > stands.at


def test_what_only_this_laptop_has_is_said_to_be_so(team: Team) -> None:
    change_telephone(team.colleague.session, team.colleague.case, "01632 960 999")
    change_telephone(team.worker.session, team.worker.case, "01632 960 044")
    team.colleague.sync()
    office, store = team.worker.ready.office, team.worker.ready.store
    store.apply_pull(office.pull(store))
    mine = next(view for view in only(team.worker).views if view.on_this_laptop)
    assert not mine.at_office
    assert not mine.stands


def test_a_decision_stands_everywhere_and_the_other_view_stays_in_the_history(team: Team) -> None:
    two_numbers(team)
    line = only(team.worker)
    decide_conflict(team.worker.session, line, line.views[1].entry, "Rang it: it is hers.")
    assert not open_conflicts(team.worker.session)
    assert find_conflict(team.worker.session, line.scope, line.record, line.field) is None
    team.sync()
    for laptop in (team.worker, team.colleague, team.senior):
        assert telephone(laptop) == "01632 960 999"
        assert not open_conflicts(laptop.session)
        written = [p.sealed.entry.edits[0].set for p in laptop.ready.store.placed(line.scope, line.record)]
        assert {"telephone": "01632 960 044"} in written


def test_a_decision_needs_a_reason(team: Team) -> None:
    two_numbers(team)
    line = only(team.worker)
    for reason, sentence in ((" ", "Reason is missing"), ("y" * (REASON_MAX + 1), "Reason is too long")):
        with pytest.raises(NotComplete, match=sentence):
            decide_conflict(team.worker.session, line, line.views[0].entry, reason)


def test_what_was_decided_or_added_meanwhile_is_not_decided_unseen(team: Team) -> None:
    two_numbers(team)
    line = only(team.worker)
    decide_conflict(team.senior.session, only(team.senior), line.views[0].entry, "As agreed.")
    team.sync()
    with pytest.raises(UserError, match="meanwhile"):
        decide_conflict(team.worker.session, line, line.views[1].entry, "Rang it.")
    assert telephone(team.worker) == "01632 960 044"


def test_two_seniors_or_workers_who_decide_differently_make_two_views_again(team: Team) -> None:
    two_numbers(team)
    mine, theirs = only(team.worker), only(team.colleague)
    decide_conflict(team.worker.session, mine, mine.views[0].entry, "Rang it.")
    other = next(v for v in theirs.views if v.lines != mine.views[0].lines)
    decide_conflict(team.colleague.session, theirs, other.entry, "Texted it.")
    team.sync()
    assert {view.reason for view in only(team.senior).views} == {"Rang it.", "Texted it."}


def test_a_senior_decides_about_levels_and_nobody_else(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, "Calm.")
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.HIGH, "A new incident.")
    team.sync()
    line = only(team.worker)
    assert (line.cautious, line.senior_decides, line.may_decide) == (True, True, False)
    assert dict(line.views[0].lines)["Level"] == "High"
    with pytest.raises(UserError, match="senior of the team has to decide"):
        decide_conflict(team.worker.session, line, line.views[1].entry, "Mine.")
    seen = only(team.senior)
    assert seen.may_decide
    decide_conflict(team.senior.session, seen, seen.views[1].entry, "The incident was somebody else's.")
    team.sync()
    for laptop in (team.worker, team.colleague):
        assert person_line(laptop.session, laptop.case).risk.level is RiskLevel.MEDIUM


def test_three_views_are_settled_by_one_decision(team: Team) -> None:
    for laptop, number in ((team.worker, "1"), (team.colleague, "2"), (team.senior, "3")):
        change_telephone(laptop.session, laptop.case, f"01632 960 00{number}")
    team.sync()
    line = only(team.worker)
    assert len(line.views) == 3
    decide_conflict(team.worker.session, line, line.views[2].entry, "Rang all three.")
    team.sync()
    assert not open_conflicts(team.senior.session)
    assert telephone(team.senior) == line.views[2].lines[0][1]


def test_two_people_who_write_the_same_make_no_conflict(team: Team) -> None:
    for laptop in (team.worker, team.colleague):
        change_telephone(laptop.session, laptop.case, "01632 960 044")
    team.sync()
    assert not open_conflicts(team.senior.session)


def test_a_warning_that_one_removed_and_another_did_not_see_holds(team: Team) -> None:
    add_warning(team.worker.session, team.worker.case, Notice(sort=WarningSort.DOG))
    team.sync()
    warning = person_line(team.senior.session, team.senior.case).warnings[0].record
    worker = team.worker.session
    state = worker.state(team.worker.case, warning)
    assert state is not None
    again = WarningState(status=WarningStatus.ACTIVE, by=worker.me, on=worker.today())
    edit = Recorder(worker).change(state, {"state": again.model_dump(mode="json")}, "Seen again today.")
    remove_warning(team.senior.session, team.senior.case, warning, "The dog has died.")
    Recorder(worker).save(case_scope(team.worker.case), [edit])
    team.sync()
    (line,) = person_line(team.senior.session, team.senior.case).warnings
    assert line.two_views
    assert only(team.senior).kind == WarningRecord.kind


def test_old_names_are_still_found_after_two_people_changed_the_name(team: Team) -> None:
    change_name(team.worker.session, team.worker.case, PersonName(given="Isla", family="Newname"))
    change_name(team.colleague.session, team.colleague.case, PersonName(given="Isla", family="Other"))
    team.sync()
    assert only(team.worker).title == "Name"
    for word in ("Newname", "Testcase", "Other"):
        assert team.senior.session.store.search(word, 10)
