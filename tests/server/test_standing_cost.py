"""What is not one's own costs the office what is not there does: the same statements, whatever the clock of the day."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import event

from casework.ledger.fold import RecordState
from casework.ledger.keep import load_state
from casework.records.identifier import CaseId
from casework.records.staff.staff import StaffRole
from server.storage import folded
from tests.server.sample import new_record
from tests.server.test_authorisation import CALLS, Call, Ward, locate, opened_ward
from tooling.authorisation_page import NOTHING, Standing


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One office for all of them."""
    with opened_ward(tmp_path_factory.mktemp("ward")) as made:
        yield made


@pytest.mark.parametrize("standing", [Standing.FOREIGN, Standing.EXPIRED, Standing.REVOKED, Standing.EXCLUDED])
@pytest.mark.parametrize("key", [key for key in CALLS if key[1].endswith(("verify", "arrival", "{sha256}"))])
def test_not_yours_costs_the_office_what_not_there_does(ward: Ward, key: tuple[str, str], standing: Standing) -> None:
    """The same statements in the same order: a measure of time that no busy machine blurs."""
    laptop = ward.laptops[StaffRole.WORKER, standing]
    laptop.token(fresh=True)
    CALLS[key](Call(ward, laptop, CaseId(new_record()), Standing.ABSENT))
    mine = statements(ward, key, Call(ward, laptop, ward.cases[standing], standing))
    absent = statements(ward, key, Call(ward, laptop, CaseId(new_record()), Standing.ABSENT))
    assert mine
    assert mine == absent


@pytest.mark.parametrize("role", [StaffRole.WORKER, StaffRole.BUSINESS_SUPPORT])
def test_looking_up_whom_one_may_not_see_costs_and_brings_what_looking_up_nobody_does(
    ward: Ward, role: StaffRole
) -> None:
    """Who is excluded, and who does no casework: the same statements, and not one row of that person is read."""
    laptop = ward.laptops[role, Standing.EXCLUDED]
    laptop.token(fresh=True)
    mine, absent = [
        heard(ward, partial(locate, Call(ward, laptop, ward.cases[Standing.EXCLUDED], standing)))
        for standing in (Standing.EXCLUDED, Standing.ABSENT)
    ]
    assert mine == absent
    assert any("INSERT INTO audit" in statement for statement in mine)
    read: list[str] = []

    def load(text: str) -> RecordState:
        read.append(text)
        return load_state(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folded, "load_state", load)
        assert locate(Call(ward, laptop, ward.cases[Standing.EXCLUDED], Standing.EXCLUDED))[0] == NOTHING
    assert not [text for text in read if Standing.EXCLUDED.title() in text]


def test_whom_one_may_not_stop_costs_what_a_laptop_that_is_not_there_does(ward: Ward) -> None:
    """Somebody without that role is answered before anything is looked for."""
    laptop = ward.laptops[StaffRole.WORKER, Standing.FOREIGN]
    victim = ward.enrol(ward.officer)
    laptop.token(fresh=True)
    call = Call(ward, laptop, CaseId(new_record()), Standing.FOREIGN)
    asked: tuple[tuple[str, dict[str, object], dict[str, object]], ...] = (
        ("stop", {"device": victim.device, "reason": "Left."}, {"device": new_record(), "reason": "Left."}),
        ("laptops", {"staff": victim.staff}, {"staff": new_record()}),
    )
    for name, there, absent in asked:
        one, other = [heard(ward, partial(call.post, name, message)) for message in (there, absent)]
        assert one == other
        assert one


def statements(ward: Ward, key: tuple[str, str], call: Call) -> list[str]:
    """What a call asks of the database."""
    return heard(ward, partial(CALLS[key], call))


def heard(ward: Ward, act: Callable[[], object]) -> list[str]:
    """What something asks of the database."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engine = ward.office.database._engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return asked
