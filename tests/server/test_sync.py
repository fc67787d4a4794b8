"""The main flows over real HTTP, on both databases."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.protocol import Verdict
from casework.records.identifier import AGENCY, CaseId, RecordId, case_scope, grants_scope, restricted_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.pulls import PAGE_ENTRIES
from tests.fakes.bare_laptop import BareLaptop, Refusal
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.sample import damaged_batch, level_edit, standing_edit, warning_edit


def test_what_one_laptop_sends_the_coworkers_laptop_receives_and_a_strangers_does_not(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    una, cal, sam = office.person("Una Worker"), office.person("Cal Coworker"), office.person("Sam Stranger")
    case = office.case(una, cal, family="Marchbanks")
    mine, theirs, strangers = laptop(una), laptop(cal), laptop(sam)
    for one in (mine, theirs, strangers):
        one.pull()
    entry = mine.write(case_scope(case), warning_edit("12 Harbour Lane"))
    mine.push()
    assert mine.verdicts[entry.id].verdict is Verdict.ACCEPTED
    for one in (mine, theirs, strangers):
        one.pull()
    assert entry.data.decode() in theirs.texts(case_scope(case))
    assert entry.data.decode() in mine.texts(case_scope(case))
    assert theirs.holds.keys() == {AGENCY, case_scope(case), grants_scope(case)}
    assert strangers.holds.keys() == {AGENCY}
    assert not any("Marchbanks" in text or case in text for text in strangers.texts(AGENCY))


def test_nothing_new_is_one_small_answer(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    office.case(una)
    mine = laptop(una)
    mine.pull()
    assert all(held.complete for held in mine.holds.values())
    answer = mine.pull_once()
    assert not any((answer.enter, answer.leave, answer.pages, answer.more, answer.want_holdings))
    assert len(answer.model_dump_json()) < 400


def test_the_same_batch_again_gets_its_first_receipts_word_for_word(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    case = office.case(una)
    mine = laptop(una)
    first_entry = mine.write(case_scope(case), warning_edit("1 First Street"))
    first = mine.push()
    again = mine.push()
    assert again.receipts == first.receipts
    second_entry = mine.write(case_scope(case), warning_edit("2 Second Street"))
    both = mine.push([first_entry, second_entry])
    assert both.receipts[0] == first.receipts[0]
    assert len(both.receipts) == 2
    mine.pull()
    assert sum("Street" in text for text in mine.texts(case_scope(case))) == 2


def test_a_fork_of_the_chain_is_refused_and_changes_nothing(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    case = office.case(una)
    mine = laptop(una)
    mine.write(case_scope(case), warning_edit("1 First Street"))
    mine.push()
    clone = BareLaptop(mine.line, mine.key, mine.enrolled)
    clone.write(case_scope(case), warning_edit("9 Cloned Street"))
    with pytest.raises(Refusal) as refused:
        clone.push()
    assert (refused.value.status, refused.value.code) == (409, "fork")
    # One that continues another entry than the one known is a fork, too.
    clone.write(case_scope(case), warning_edit("9 Cloned Street"))
    with pytest.raises(Refusal) as refused:
        clone.push([clone.written[1]])
    assert refused.value.code == "fork"
    mine.pull()
    assert not any("Cloned" in text for text in mine.texts(case_scope(case)))
    mine.write(case_scope(case), warning_edit("2 Second Street"))
    assert mine.push().chain.seq == 2


def test_a_stopped_laptop_is_refused_at_its_next_request(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    mine = laptop(una)
    mine.pull()
    office.stop_device(mine.device)
    for attempt in (mine.pull_once, mine.push, lambda: mine.token(fresh=True)):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.status == 401


def test_an_exclusion_takes_the_case_away_and_overrides_every_grant(office: RunningOffice, laptop: MakeLaptop) -> None:
    team = office.team("North")
    senior = office.person("Sil Senior", StaffRole.SENIOR, team)
    una = office.person("Una Worker", StaffRole.WORKER, team)
    case = office.case(una, team=team)
    mine, seniors = laptop(una), laptop(senior)
    mine.pull()
    seniors.pull()
    assert case_scope(case) in mine.holds
    assert restricted_scope(case) in seniors.holds
    office.administration.exclude(case, una, "She is a relative.")
    answers = mine.pull()
    assert {h.scope for h in answers[0].leave} == {case_scope(case), grants_scope(case)}
    assert not answers[0].pages
    assert mine.holds.keys() == {AGENCY}
    assert not answers[-1].leave
    late = mine.write(case_scope(case), warning_edit("3 Third Street"))
    mine.push()
    assert (mine.verdicts[late.id].verdict, mine.verdicts[late.id].reason) == (Verdict.QUARANTINED, "no_access")
    assert mine.verdicts[late.id].position == 0
    seniors.pull()
    assert any("relative" in text for text in seniors.texts(restricted_scope(case)))
    assert any("Third" in text for text in seniors.texts(case_scope(case)))


def test_leave_is_repeated_until_confirmed_and_a_new_grant_begins_from_nothing(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    una = office.person("Una Worker")
    case = office.case(una)
    mine = laptop(una)
    mine.pull()
    office.administration.withdraw(case, una)
    first, second = mine.pull_once(), mine.pull_once(full=True)
    assert first.leave == second.leave != []
    mine.pull()
    assert case_scope(case) not in mine.holds
    office.administration.allocate(case, una, GrantRole.OFFICER)
    mine.pull()
    held = mine.holds[case_scope(case)]
    assert held.generation == 2
    assert held.complete
    assert len(held.items) == 2


def test_work_that_arrives_after_the_grant_ended_still_counts(office: RunningOffice, laptop: MakeLaptop) -> None:
    una, cal = office.person("Una Worker"), office.person("Cal Coworker")
    case = office.case(una, cal)
    mine, theirs = laptop(una), laptop(cal)
    mine.pull()
    entry = mine.write(case_scope(case), warning_edit("4 Fourth Street"))
    office.administration.withdraw(case, una)
    mine.push()
    assert mine.verdicts[entry.id].verdict is Verdict.LATE
    theirs.pull()
    assert any("Fourth" in text for text in theirs.texts(case_scope(case)))


def test_a_lowering_without_the_role_is_quarantined_and_shown_and_the_higher_stands(
    office: RunningOffice, laptop: MakeLaptop
) -> None:
    una, cal = office.person("Una Worker"), office.person("Cal Coworker")
    case = office.case(una, cal)
    mine, theirs = laptop(una), laptop(cal)
    record = RecordId(case)
    high = mine.write(case_scope(case), standing_edit(record, "high", una))
    low = mine.write(case_scope(case), standing_edit(record, "low", una, high.id))
    after = mine.write(case_scope(case), level_edit(una))
    mine.push()
    assert mine.verdicts[high.id].verdict is Verdict.ACCEPTED
    assert mine.verdicts[low.id].reason == "lowering_needs_a_senior"
    assert mine.verdicts[after.id].verdict is Verdict.ACCEPTED
    theirs.pull()
    shown = {item.id: item.verdict for item in theirs.holds[case_scope(case)].items}
    assert shown[low.id] is Verdict.QUARANTINED
    state = office.parts.zero.state(case_scope(case), record)
    assert state is not None
    heads = {head.entry: head.awaiting for head in state.fields["standing_risk"].heads}
    assert heads == {high.id: False, low.id: True}


def test_a_case_begun_on_a_laptop_is_valid_and_comes_back(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    mine = laptop(una)
    case = CaseId("0199a000-0000-7000-8000-000000000001")
    grant = RecordId("0199a000-0000-7000-8000-000000000002")
    holder: JsonValue = {"sort": "staff", "id": una, "role": "officer"}
    given = Edit(record=grant, kind="allocation", set={"holder": holder, "period": {"starts": "2026-01-01"}})
    begun = Edit(record=RecordId(case), kind="case", set={"state": "open", "opened_on": "2026-01-01"})
    mine.write(grants_scope(case), given)
    mine.write(case_scope(case), begun)
    mine.push()
    assert {item.verdict for item in mine.verdicts.values()} == {Verdict.ACCEPTED}
    mine.pull()
    assert mine.holds.keys() == {AGENCY, grants_scope(case), case_scope(case)}


def test_an_unreadable_entry_is_kept_and_blocks_nothing(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    case = office.case(una)
    mine = laptop(una)
    request, damaged, after = damaged_batch(mine, case_scope(case))
    mine.send(request)
    assert mine.verdicts[damaged].verdict is Verdict.DAMAGED
    assert mine.verdicts[after].verdict is Verdict.ACCEPTED


def test_many_entries_come_in_pages(office: RunningOffice, laptop: MakeLaptop) -> None:
    una = office.person("Una Worker")
    case = office.case(una)
    mine = laptop(una)
    for _ in range(2):
        mine.push([mine.write(case_scope(case), warning_edit(f"{number} Long Road")) for number in range(300)])
    second = laptop(una)
    answers = second.pull()
    assert len(answers) >= 2
    assert all(sum(len(page.entries) for page in answer.pages) <= PAGE_ENTRIES for answer in answers)
    assert answers[0].pages[0].scope == AGENCY
    assert sum("Long Road" in text for text in second.texts(case_scope(case))) == 600
    assert answers[0].total == sum(len(held.items) for held in second.holds.values())
