"""A hostile laptop against a real office: what it sends is kept, and hides, lowers, forges and stops nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.ledger.protocol import Verdict
from casework.records.file.case import RiskLevel
from casework.records.identifier import (
    CaseId,
    RecordId,
    Scope,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.record import KINDS
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.standing import continued_parent
from desktop.services.case_page import read_case
from desktop.services.caseload import read_caseload
from desktop.services.contact_page import chronology
from desktop.services.person_line import person_lines
from desktop.services.risk import sign_level
from desktop.services.today import read_today
from desktop.store.case_store import Save
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.chain import ident
from tests.fakes.office import RunningOffice, running_office
from tests.server.sample import new_record


@dataclass
class Cast:
    """A worker with a bare store and no scruples, a colleague and a senior, all on one case."""

    office: RunningOffice
    case: CaseId
    hostile: Colleague
    colleague: Colleague
    senior: Colleague

    @property
    def scope(self) -> Scope:
        """The case's scope."""
        return case_scope(self.case)

    def save(
        self, record: str, kind: str, values: dict[str, JsonValue], scope: Scope | None = None, **more: Any
    ) -> None:
        """Save on the hostile laptop what no form would let through."""
        edit = Edit(record=RecordId(record), kind=kind, set=values, **more)
        self.hostile.store.append([Save(scope or self.scope, (edit,))])

    def sync(self) -> None:
        """Until everybody has everything."""
        for one in 2 * (self.hostile, self.colleague, self.senior):
            one.sync()
        assert self.hostile.store.unsent() == 0

    def pages_open(self) -> None:
        """Every page of every laptop can be read."""
        for one in (self.hostile, self.colleague, self.senior):
            session = one.session
            assert read_case(session, self.case)
            assert len(read_caseload(session)) == 1
            assert read_today(session).cases == 1
            chronology(session, self.case)

    def in_step(self) -> None:
        """Office and laptops hold the same heads."""
        found = [s for kind in (*KINDS, "") for s in self.office.parts.zero.states(kind, self.scope)]
        theirs = heads_digest(found)
        for one in (self.hostile, self.colleague, self.senior):
            assert heads_digest(one.store.states(None, [self.scope])) == theirs


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    """A high level stands, known to all."""
    with running_office(tmp_path) as office:
        team = office.team("North")
        hostile, colleague = office.person("Hal Hostile", team=team), office.person("Colin Coworker", team=team)
        senior = office.person("Sheena Senior", StaffRole.SENIOR, team)
        case = office.case(hostile, team=team, family="Exampleton")
        office.administration.allocate(case, colleague, GrantRole.CO_WORKER)
        people = [make_colleague(tmp_path / s, office, s) for s in (hostile, colleague, senior)]
        made = Cast(office, case, *people)
        sign_level(made.colleague.session, case, RiskLevel.HIGH, "Talks of revenge.")
        for one in 2 * people:
            one.sync()
        yield made
        for one in people:
            one.close()


def level(value: str) -> JsonValue:
    """A standing level."""
    return {"level": value, "assessor": "x", "assessed_on": "2026-03-02", "rationale": "r", "record": "x"}


def named(cast: Cast) -> dict[str, list[str]]:
    """What stands on the hostile laptop, as what is replaced."""
    state = cast.hostile.store.record(cast.scope, RecordId(cast.case))
    return {"standing_risk": continued_parent(state, "standing_risk")}


@pytest.mark.parametrize("strange", [None, {"level": "harmless"}, 7, []])
def test_a_high_level_is_not_hidden_behind_a_strange_value(cast: Cast, strange: JsonValue) -> None:
    """Nor replaced by way of it; every page still opens."""
    cast.save(cast.case, "case", {"standing_risk": strange}, parents=named(cast))
    state = cast.hostile.store.record(cast.scope, RecordId(cast.case))
    assert state is not None
    heads = {"standing_risk": [head.entry for head in state.fields["standing_risk"].heads]}
    cast.save(cast.case, "case", {"standing_risk": level("low")}, parents=heads)
    cast.sync()
    for one in (cast.colleague, cast.senior):
        assert one.risk(cast.case).level is RiskLevel.HIGH
        assert person_lines(one.session)[cast.case].risk.level is RiskLevel.HIGH
    cast.pages_open()
    cast.in_step()


def test_a_second_case_or_person_record_takes_nobodys_place(cast: Cast) -> None:
    """However small its id: lists show the case's own level and the first person's name."""
    values: dict[str, JsonValue] = {"state": "closed", "opened_on": "2026-01-01", "standing_risk": level("low")}
    cast.save(ident(1), "case", values)
    cast.save(ident(2), "person", {"name": {"given": "Some", "family": "Body"}, "born": "2000-01-01"})
    cast.sync()
    for one in (cast.hostile, cast.colleague, cast.senior):
        (line,) = read_caseload(one.session)
        person = line.person
        assert (person.name, person.risk.level, person.open) == ("Robin Exampleton", RiskLevel.HIGH, True)
    cast.pages_open()
    cast.in_step()


def test_a_warning_that_waits_for_release_is_shown(cast: Cast) -> None:
    """Quarantine never hides risk: that there is a warning is seen by everybody on the case."""
    state: JsonValue = {"status": "active", "by": "x", "on": "2026-03-02"}
    notice: JsonValue = {"sort": "trap", "text": "Wires."}
    cast.save(new_record(), "warning", {"notice": notice, "state": state, "review_on": "2026-09-01"})
    cast.sync()
    for one in (cast.colleague, cast.senior):
        (warning,) = person_lines(one.session)[cast.case].warnings
        assert "warning" in warning.words
    cast.pages_open()
    cast.in_step()


def test_strange_entries_stop_neither_the_server_nor_what_comes_behind_them(cast: Cast) -> None:
    """Each is kept with a verdict; a good entry after them counts."""
    fresh = CaseId(new_record())
    cast.save(new_record(), "allocation", {"holder": {"id": []}, "period": {}}, grants_scope(fresh))
    cast.save(new_record(), "contact", {"happened": {"starts": "0001-01-01T00:00:00+14:00"}})
    cast.save(cast.case, "contact", {"narrative": "\0"})
    cast.save(cast.case, "made_up", {"deep": [[[[[[[[[]]]]]]]]], "big": 10**300}, add={"deep": [1]})
    cast.save(new_record(), "duty", {"turn": None}, Scope("agency"))
    cast.save(new_record(), "staff", {"name": None, "post": {"role": "senior"}}, Scope("agency"))
    state: JsonValue = {"status": "active", "by": "x", "on": "2026-03-02"}
    good = new_record()
    cast.save(good, "warning", {"notice": {"sort": "dog"}, "state": state, "review_on": "2026-09-01"})
    cast.sync()
    assert [line.record for line in person_lines(cast.colleague.session)[cast.case].warnings] == [good]
    cast.pages_open()
    cast.in_step()


def test_a_receipt_tells_nothing_of_how_much_there_is_where_one_may_not_look(cast: Cast) -> None:
    """A worker who writes into the restricted part of a case learns that it was kept, and no position."""
    cast.office.administration.exclude(cast.case, cast.office.person("Ewan Excluded"), "A relative.")
    laptop = BareLaptop.enrol(cast.office.url, cast.office.code(cast.hostile.staff))
    values: dict[str, JsonValue] = {"exclusion": "x", "reason": "r"}
    edit = Edit(record=new_record(), kind="exclusion_reason", set=values)
    entry = laptop.write(restricted_scope(cast.case), edit)
    laptop.push()
    laptop.close()
    item = laptop.verdicts[entry.id]
    assert (item.verdict, item.position) == (Verdict.QUARANTINED, 0)
