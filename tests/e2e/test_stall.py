"""The windows stay alive while a large first sync comes in: how late the thread of the windows is while typing.

    DOORSTEP_RECORDS=9400 pytest -m slow -s tests/e2e/test_stall.py

The real program, a real server, `RECORDS` records in `CASES` cases (a smaller number unless asked for). A clock in the
thread of the windows beats every 5 ms; how late a beat comes is how long nothing on the screen moved. Figures are in
docs/measurements.md.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.ledger.entry import Edit
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Contact, Happened, Outcome
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope
from demonstration.driver import PASSPHRASE
from demonstration.laptop import Laptop, Stuck
from demonstration.policy import write_policy
from server.device_zero import ServerSave
from tests.fakes.office import RunningOffice, running_office

RECORDS = int(os.environ.get("DOORSTEP_RECORDS", "1200"))
CASES = 40
TYPED = "seen at home as arranged; calm, and open about the week. "
KEY_EVERY_MS = 90
LONGEST_S = 400
WORST_SHARE = 0.25
"""Of the whole sync: were it done in the thread of the windows, they would stand still for most of it. The aim is a
99th percentile of 50 ms, which is measured and not asserted: how busy a machine is, is not ours to say."""


def contacts(office: RunningOffice, staff: StaffId, case: CaseId, count: int) -> Iterator[ServerSave]:
    """Contacts of three years, each with as many words as usual."""
    zero, author = office.parts.zero, office.parts.agency.administrator
    for number in range(count):
        at = datetime(2026, 11, 1, 10, tzinfo=UTC) - timedelta(days=4 * number)
        contact = Contact(
            sort=ContactSort.HOME_ANNOUNCED,
            happened=Happened(starts=at),
            arranged=True,
            outcome=Outcome.NO_ANSWER,
            narrative=f"Visit {number}. " + TYPED * 8,
            significant=False,
            recorded_by=staff,
        )
        single = {name: value for name, value in contact.values().items() if not isinstance(value, list) or value}
        edit = Edit(record=RecordId(zero.new_id(at)), kind=Contact.kind, set=single)
        yield ServerSave(case_scope(case), (edit,), author, at, staff)


def enrol(laptop: Laptop, url: str, code: str) -> None:
    """First start, as far as the first page; the first sync runs on."""
    laptop.start()
    laptop.wait("server_url")
    laptop.do("focus", name="server_url")
    laptop.press("Ctrl+A")
    laptop.do("keys", text=url)
    laptop.type_into("code", code)
    laptop.type_into("label", "RR")
    laptop.press("Return")
    laptop.type_into("passphrase", PASSPHRASE)
    laptop.type_into("passphrase_again", PASSPHRASE)
    laptop.press("Return")
    laptop.wait("today_page", timeout_s=LONGEST_S)


def type_until_synced(laptop: Laptop) -> tuple[list[float], int]:
    """Type into "Find anything", which searches at every key, until everything is here."""
    laptop.press("Ctrl+K")
    laptop.do("watch")
    typed, until = 0, time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        for letter in TYPED:
            laptop.do("keys", text=letter)
            laptop.rest(KEY_EVERY_MS)
        typed += len(TYPED)
        laptop.press("Ctrl+A")
        try:
            laptop.do("wait", name="sync_state", text="All at the office", timeout_s=0.05)
        except Stuck:
            continue
        return laptop.do("stalls"), typed
    raise AssertionError(f"not here after {LONGEST_S} s")


@pytest.mark.timeout(900)
def test_the_windows_stay_alive_while_everything_comes_for_the_first_time(tmp_path: Path) -> None:
    """Median, 99th percentile and longest stall; a load this machine has from others is said with them."""
    with running_office(tmp_path) as office:
        worker = office.person("Robin Recorder")
        for _ in range(CASES):
            case = office.case(worker, family="Exampleton")
            office.parts.zero.save(list(contacts(office, worker, case, RECORDS // CASES)))
        laptop = Laptop("worker", tmp_path / "laptop", tmp_path / "pictures", ("--policy", str(write_policy(tmp_path))))
        began = time.monotonic()
        enrol(laptop, office.url, office.code(worker))
        late_ms, typed = type_until_synced(laptop)
        seconds = time.monotonic() - began
        assert laptop.close() == 0
    p99 = statistics.quantiles(late_ms, n=100)[98]
    sys.stdout.write(
        f"\n{RECORDS} records in {CASES} cases, first start to last record {seconds:.0f} s, {typed} keys, "
        f"{len(late_ms)} beats: median {statistics.median(late_ms):.1f} ms, 99th percentile {p99:.1f} ms, "
        f"longest {max(late_ms):.0f} ms; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
    )
    assert max(late_ms) < WORST_SHARE * seconds * 1000
