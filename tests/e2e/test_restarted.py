"""A server that was started again: a laptop goes on by itself, and nobody notices."""

from pathlib import Path

from desktop.services.amend import change_telephone
from tests.e2e.colleague import make_colleague
from tests.fakes.office import running_office


def test_a_laptop_asks_for_a_new_token_by_itself_after_the_server_was_started_again(tmp_path: Path) -> None:
    """How far requests were served is in the memory of the process: what it may have served is refused then."""
    with running_office(tmp_path) as office:
        una = office.person("Una Worker")
        case = office.case(una)
        laptop = make_colleague(tmp_path / "laptop", office, una)
        change_telephone(laptop.session, case, "01632 960 001")
        laptop.sync()
        for number in range(2):
            office.stop()
            office.start()
            change_telephone(laptop.session, case, f"01632 960 01{number}")
            laptop.sync()
            assert laptop.store.unsent() == 0
        laptop.close()
