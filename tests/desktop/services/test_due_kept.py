"""What is due is kept for the day, and never says anything else than what would be worked out now."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

from casework.ledger import keep
from casework.ledger.fold import RecordState
from casework.records.contact.incident import Incident
from casework.records.file.case import RiskLevel
from casework.records.file.ending import RuleRef
from casework.records.identifier import AGENCY, CaseId, case_scope, grants_scope
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.duty.table import DutyTable
from casework.rules.table import read_table
from casework.words import use_language
from desktop.language import QtLanguage
from desktop.services import due_kept, duty
from desktop.services.duty import CaseDue, read_all_due
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import save_record
from desktop.services.risk import sign_level
from desktop.services.status import change_status
from desktop.store import record_table
from desktop.store.connection import transaction
from tests.desktop.services.laptop import Laptop
from tests.desktop.services.test_duty import INCIDENT
from tests.fakes.case_store import SENIOR, change, new, open_memory_like_store, person_of, uid

CASES = 12


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    ready = open_memory_like_store(tmp_path, CASES)
    yield Laptop(ready)
    ready.connection.close()


def unlocked(laptop: Laptop) -> dict[CaseId, CaseDue]:
    """What whoever unlocks now reads: nothing is in memory."""
    return read_all_due(laptop.session, laptop.ready.cases)


def worked_out(laptop: Laptop) -> dict[CaseId, CaseDue]:
    """What follows from the records now, whatever is kept."""
    session = laptop.session
    return duty._worked_out(session, [case for case in laptop.ready.cases if session.access(case).reads])


def kept(laptop: Laptop) -> int:
    return int(laptop.ready.connection.execute("SELECT count(*) FROM due_of_day").fetchone()[0])


def test_who_unlocks_again_on_the_same_day_has_no_record_read_for_it(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted: of two hundred cases it was all records of all of them, a second at each unlocking."""
    first = unlocked(laptop)
    assert any(due.items for due in first.values())
    laptop.ready.reopen()
    read: list[str] = []
    load = keep.load_state

    def counted(text: str) -> RecordState:
        read.append(text)
        return load(text)

    monkeypatch.setattr(record_table, "load_state", counted)
    laptop.session.cases()  # who may see what is read anyway
    read.clear()
    assert unlocked(laptop) == first
    assert not read


def sign(laptop: Laptop, case: CaseId) -> None:
    if laptop.session.access(case).reads:
        sign_level(laptop.session, case, RiskLevel.VERY_HIGH, "Threats.")


def begin_incident(laptop: Laptop, case: CaseId) -> None:
    if laptop.session.access(case).reads:
        form = open_record(laptop.session, Wish(case, Incident.kind)).form
        form.values |= INCIDENT
        save_record(laptop.session, form, None)


def imprison(laptop: Laptop, case: CaseId) -> None:
    if laptop.session.access(case).reads:
        since = laptop.session.today() - timedelta(days=3)
        change_status(laptop.session, case, PersonStatus(status=StatusSort.CUSTODY, since=since, source="The prison"))


def come_from_the_office(laptop: Laptop, case: CaseId) -> None:
    laptop.ready.office.write(case_scope(case), change("person", person_of(case), "born", "1970-01-01"))
    laptop.sync()


def set_an_interval(laptop: Laptop, _case: CaseId) -> None:
    """The agency confirms a table of its own."""
    version = 2 + len(laptop.ready.office.logs[AGENCY])
    shipped = files("resources").joinpath("duties", "duties.toml").read_text("utf-8")
    rule = 'code = "incident_reassess"\n'
    text = shipped.replace("version = 1", f"version = {version}", 1).replace(rule, f"{rule}working_days = 3\n")
    own = read_table(DutyTable, text)
    confirmed = ConfirmedTable(
        table=RuleRef(code=own.code, version=own.version),
        digest=own.digest,
        content=text,
        manual="Local procedure, section 4",
        confirmed_by=SENIOR,
        confirmed_on=laptop.session.today(),
    )
    laptop.ready.office.write(AGENCY, new(confirmed, uid(7000 + version)))
    laptop.sync()


def take_the_case_away(laptop: Laptop, case: CaseId) -> None:
    laptop.ready.office.revoke(case_scope(case), grants_scope(case))
    laptop.sync()


def give_it_again(laptop: Laptop, _case: CaseId) -> None:
    laptop.ready.office.grant(
        *(scope for case in laptop.ready.cases for scope in (case_scope(case), grants_scope(case)))
    )
    laptop.sync()


def let_days_pass(laptop: Laptop, _case: CaseId) -> None:
    laptop.ready.clock.advance(days=1)


def nothing(_laptop: Laptop, _case: CaseId) -> None:
    """Somebody locks and unlocks."""


Deed = Callable[[Laptop, CaseId], None]
DEEDS: tuple[Deed, ...] = (
    sign,
    begin_incident,
    imprison,
    come_from_the_office,
    set_an_interval,
    take_the_case_away,
    give_it_again,
    let_days_pass,
    nothing,
)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_is_what_would_be_worked_out_whatever_happens(
    laptop: Laptop, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (duty, due_kept):
        monkeypatch.setattr(module, "MANY", 1)
    dice = random.Random(seed)
    changed = 0
    for _ in range(14):
        before = unlocked(laptop)
        dice.choice(DEEDS)(laptop, dice.choice(laptop.ready.cases))
        if dice.random() < 0.3:
            laptop.ready.reopen()
        after = unlocked(laptop)
        assert after == worked_out(laptop)
        changed += after != before
    assert changed > 1
    assert kept(laptop)


@pytest.mark.parametrize("deed", [sign, begin_incident, imprison, come_from_the_office])
def test_what_changes_in_one_case_is_worked_out_for_that_case_alone(laptop: Laptop, deed: Deed) -> None:
    unlocked(laptop)
    assert kept(laptop) == CASES
    deed(laptop, laptop.ready.cases[5])
    rows = laptop.ready.connection.execute("SELECT case_id FROM due_of_day")
    assert {case for (case,) in rows} == {*laptop.ready.cases} - {laptop.ready.cases[5]}


def test_a_save_that_comes_to_nothing_leaves_what_is_kept(laptop: Laptop) -> None:
    """Both are one transaction."""
    unlocked(laptop)
    records = laptop.ready.store.shown
    scope = case_scope(laptop.ready.cases[0])

    def fail() -> None:
        with transaction(laptop.ready.connection):
            records.refold(scope, records.records_of(scope))
            assert kept(laptop) == CASES - 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert kept(laptop) == CASES


def test_what_is_kept_of_a_case_leaves_with_it(laptop: Laptop) -> None:
    unlocked(laptop)
    gone = laptop.ready.cases[3]
    take_the_case_away(laptop, gone)
    rows = laptop.ready.connection.execute("SELECT case_id FROM due_of_day")
    assert gone not in {case for (case,) in rows}


@pytest.fixture
def german() -> Iterator[None]:
    use_language(QtLanguage(QTranslator(), QLocale("de")))
    yield
    use_language(None)


def test_in_another_language_nothing_is_kept(laptop: Laptop, german: None) -> None:
    """What is kept are words, and they would be those of whoever used the laptop before."""
    unlocked(laptop)
    assert not kept(laptop)
