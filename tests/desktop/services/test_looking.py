"""What there is to look at on a laptop, and what releasing, refusing and reading it does there."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Sealed
from casework.ledger.protocol import Page, Verdict
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId, EntryId, RecordId, Scope, case_scope
from casework.rules.access import Access, Why, access
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from casework.rules.matter import MatterSort
from desktop.services.amend import change_telephone
from desktop.services.attention import read_attention
from desktop.services.conflict import open_conflicts
from desktop.services.looking import LookLine, note_read, read_looks, rule
from desktop.services.person_line import person_line
from desktop.services.recorder import NotComplete
from desktop.services.risk import sign_level
from tests.desktop.services.laptop import Laptop, Team
from tests.fakes.case_store import SENIOR, WORKER, new, uid
from tests.fakes.chain import Pen

GROUNDS = "Two incidents within a month."


def hold_back(team: Team, reason: Reason, *, kind: str = "case") -> EntryId:
    """The worker records a very high level, which the office quarantines for a reason; in step afterwards."""

    def judged(sealed: Sealed) -> tuple[Verdict, str | None]:
        touches = any(edit.kind == kind for edit in sealed.entry.edits)
        return (Verdict.QUARANTINED, reason) if touches else (Verdict.ACCEPTED, None)

    team.worker.ready.office.judge = judged
    sign_level(team.worker.session, team.worker.case, RiskLevel.VERY_HIGH, GROUNDS)
    entry = team.worker.ready.store.chain().id
    team.sync()
    team.worker.ready.office.judge = lambda sealed: (Verdict.ACCEPTED, None)
    assert entry is not None
    return entry


def level(laptop: Laptop) -> RiskLevel | None:
    return person_line(laptop.session, laptop.case).risk.level


def only(laptop: Laptop) -> LookLine:
    (line,) = read_looks(laptop.session)
    return line


def test_what_was_held_back_is_the_seniors_to_rule_on_and_the_authors_to_read(team: Team) -> None:
    sign_level(team.senior.session, team.senior.case, RiskLevel.MEDIUM, GROUNDS)
    team.sync()
    hold_back(team, Reason.DECIDING)
    line, own = only(team.senior), only(team.worker)
    assert (line.may_rule, line.may_release, line.mine) == (True, True, False)
    assert (own.needs_me, own.mine, own.why) == (False, True, REASON_SENTENCES[Reason.DECIDING])
    assert read_looks(team.colleague.session) == ()
    (standing,) = [change for change in line.changes if change.stands]
    assert ("Level", "Very high") in standing.lines
    assert ("Level", "Medium") in standing.stands
    assert [read_attention(one.session).looks for one in (team.senior, team.worker)] == [1, 0]
    assert [read_attention(one.session).shows_looks for one in (team.senior, team.worker, team.colleague)] == [
        True,
        True,
        False,
    ]


def test_refusing_takes_it_away_at_once_and_everywhere(team: Team) -> None:
    sign_level(team.senior.session, team.senior.case, RiskLevel.MEDIUM, GROUNDS)
    team.sync()
    entry = hold_back(team, Reason.DECIDING)
    assert {level(one) for one in (team.worker, team.senior, team.colleague)} == {RiskLevel.VERY_HIGH}
    rule(team.senior.session, only(team.senior).scope, entry, Decision.REFUSE, "Rang the school.")
    assert level(team.senior) is RiskLevel.MEDIUM
    team.sync()
    for laptop in (team.worker, team.senior, team.colleague):
        assert level(laptop) is RiskLevel.MEDIUM
        assert read_looks(laptop.session) == ()
        laptop.ready.store.rebuild()
        assert level(laptop) is RiskLevel.MEDIUM


def test_a_ruling_that_the_office_holds_back_takes_nothing_away(team: Team) -> None:
    """It counted on the senior's own laptop until the office said otherwise."""
    entry = hold_back(team, Reason.DECIDING)
    rule(team.senior.session, only(team.senior).scope, entry, Decision.REFUSE, "Rang the school.")
    assert level(team.senior) is None
    team.worker.ready.office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.RULING)
    team.sync()
    assert level(team.senior) is RiskLevel.VERY_HIGH
    assert level(team.worker) is RiskLevel.VERY_HIGH


def test_nobody_rules_without_the_role_or_a_reason_or_on_their_own(team: Team) -> None:
    entry = hold_back(team, Reason.DECIDING)
    scope = only(team.senior).scope
    with pytest.raises(NotComplete):
        rule(team.senior.session, scope, entry, Decision.RELEASE, "  ")
    for laptop in (team.worker, team.colleague):
        with pytest.raises(UserError):
            rule(laptop.session, scope, entry, Decision.RELEASE, "I think so.")
    with pytest.raises(UserError):
        rule(team.senior.session, scope, EntryId("0" * 64), Decision.RELEASE, "I think so.")


def test_a_ruling_of_another_scope_rules_nothing_here(team: Team) -> None:
    entry = hold_back(team, Reason.DECIDING)
    office, other = team.senior.ready.office, Scope("agency")
    office.write(other, new(Ruling(entry=entry, decision=Decision.REFUSE, reason="No."), uid(9100)))
    team.sync()
    assert level(team.senior) is RiskLevel.VERY_HIGH


def test_what_was_withheld_comes_beside_its_release_at_its_own_place(team: Team) -> None:
    """The worker's cursor has passed it; the page that brings the release brings it too."""
    worker, case = team.worker, team.worker.case
    office, scope = worker.ready.office, case_scope(case)
    stranger = Pen("stranger", "stranger", scope)
    value: dict[str, JsonValue] = {
        "level": "high",
        "assessor": "stranger",
        "assessed_on": "2026-03-02",
        "rationale": "r",
        "record": case,
    }
    raised = office.log(
        stranger.put("case", "standing_risk", value, record=RecordId(case)), Verdict.QUARANTINED, Reason.NO_ACCESS
    )
    held = next(one for one in worker.ready.store.holdings() if one.scope == scope)
    passed = office.page(scope, held.position, raised.position).model_copy(update={"entries": []})
    worker.ready.store.apply_pull(office.answer([passed]))
    assert level(worker) is None
    office.write(scope, new(Ruling(entry=raised.sealed.id, decision=Decision.RELEASE, reason="Yes."), uid(9200)))
    page = office.page(scope, raised.position, raised.position + 1)
    beside = Page(**{**page.model_dump(), "entries": [raised.item(), *page.entries]})
    worker.ready.store.apply_pull(office.answer([beside]))
    assert level(worker) is RiskLevel.HIGH
    (placed,) = worker.ready.store.looks.entries([raised.sealed.id]).values()
    assert placed.order == (0, 1, raised.position)
    assert placed.counts


def test_what_was_withheld_and_refused_stays_as_if_it_had_never_been(team: Team) -> None:
    entry = hold_back(team, Reason.NO_ACCESS)
    assert level(team.senior) is None
    assert only(team.senior).withheld
    rule(team.senior.session, only(team.senior).scope, entry, Decision.REFUSE, "Not about this person.")
    team.sync()
    assert level(team.senior) is None
    assert team.senior.ready.store.looks.entries([entry]) == {}


def test_made_without_sight_is_listed_until_a_senior_has_read_it(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, GROUNDS)
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.HIGH, GROUNDS)
    team.sync()
    line = only(team.senior)
    assert (line.sorts, line.by) == (frozenset({MatterSort.UNSIGHTED}), "Colin Colleague")
    assert line.unseen == ("Risk of serious harm: Medium, by Wilma Worker",)
    note_read(team.senior.session, line.scope, [line.entry])
    assert read_looks(team.senior.session) == ()
    team.sync()
    ladder = team.colleague.ready.store.ladder(line.entry)
    assert (ladder.read_by, ladder.read_at) == (SENIOR, team.senior.session.now())
    with pytest.raises(UserError):
        note_read(team.worker.session, line.scope, [line.entry])


def test_an_ordinary_change_is_not_listed_but_marked(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, GROUNDS)
    change_telephone(team.colleague.session, team.colleague.case, "01632 960 001")
    entry = team.colleague.ready.store.chain().id
    team.sync()
    assert entry is not None
    assert read_looks(team.senior.session) == ()
    assert len(team.senior.ready.store.looks.unseen_by(entry)) == 1


def test_late_work_on_a_level_is_listed(team: Team) -> None:
    team.worker.ready.office.judge = lambda sealed: (Verdict.LATE, None)
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, GROUNDS)
    team.sync()
    assert only(team.senior).sorts == {MatterSort.LATE}


def test_what_the_office_says_waits_lets_the_duty_senior_see_the_case(team: Team) -> None:
    store, case = team.senior.ready.store, CaseId(uid(4444))
    answer = team.senior.ready.office.answer([]).model_copy(update={"waiting": [case]})
    store.apply_pull(answer)
    assert store.facts().waiting == {case}
    facts = replace(store.facts(), duties=[])
    assert access(SENIOR, case, facts, team.senior.session.now()) == Access()
    store.apply_pull(answer.model_copy(update={"waiting": []}))
    assert store.facts().waiting == set()


def test_a_conflict_says_who_decides_and_for_how_long_it_has_been_open(team: Team) -> None:
    sign_level(team.worker.session, team.worker.case, RiskLevel.MEDIUM, GROUNDS)
    sign_level(team.colleague.session, team.colleague.case, RiskLevel.HIGH, GROUNDS)
    change_telephone(team.worker.session, team.worker.case, "01632 960 001")
    change_telephone(team.colleague.session, team.colleague.case, "01632 960 002")
    team.sync()
    team.senior.ready.clock.advance(days=3)
    owners = {line.field: (line.owner, line.age_days) for line in open_conflicts(team.senior.session)}
    assert owners["standing_risk"] == ("Seonaid Senior", 3)
    assert owners["telephone"] == ("Wilma Worker", 3)
    assert Why.SENIOR in team.senior.session.access(team.senior.case).why
    assert team.worker.session.me == WORKER


@pytest.mark.parametrize("reason", list(Reason))
def test_whatever_was_held_back_is_said_in_words(team: Team, reason: Reason) -> None:
    """A reason without words would take the whole page away."""
    hold_back(team, reason)
    assert only(team.senior).why
    assert only(team.worker).why
