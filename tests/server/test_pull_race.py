"""An exclusion in the very moment of a pull: nothing that was written after it goes to whoever is excluded."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.protocol import PullRequest, holdings_digest
from casework.records.identifier import CaseId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server import enrolment
from server.administration import Administration
from server.device_zero import ServerSave
from server.fact import FactCache, Facts
from server.office import Office
from server.pulls import answer_pull
from server.storage.database import Connection
from tests.fakes.bare_laptop import enrol_request
from tests.server.sample import new_record, warning_edit


class Interrupted(FactCache):
    """Facts that are old in the moment in which they have been read, once, while a laptop is being served."""

    def __init__(self, between: Callable[[], None]) -> None:
        super().__init__()
        self._between: Callable[[], None] | None = between

    def load(self, connection: Connection, version: int | None = None) -> Facts:
        """The facts; then what comes between."""
        facts = super().load(connection, version)
        between = self._between
        if between and connection.get_execution_options().get("writes"):
            self._between = None
            between()
        return facts


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_nothing_written_after_an_exclusion_goes_out_with_the_answer_under_way(parts: Office) -> None:
    """On a database where a transaction sees what others commit meanwhile."""
    desk, case = Administration(parts), CaseId(new_record())
    una = desk.add_person("Una Worker", StaffRole.WORKER)
    desk.allocate(case, una, GrantRole.OFFICER)
    author = parts.agency.administrator

    def between() -> None:
        desk.exclude(case, una, "A relative.")
        later = warning_edit("Moved to 5 Hidden Street")
        parts.zero.save([ServerSave(case_scope(case), (later,), author, parts.clock.now())])

    key = Ed25519PrivateKey.generate()
    enrolled = enrolment.enrol(parts, enrol_request(enrolment.make_code(parts, una), key))
    office = replace(parts, facts=Interrupted(between))
    answer = answer_pull(office, enrolled.device, PullRequest(digest=holdings_digest([])))
    assert "Hidden Street" not in answer.model_dump_json()
    assert all(case not in holding.scope for holding in answer.enter)
