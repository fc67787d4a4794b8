"""Whom an order to destroy words is for: every laptop on which they lie, whoever may hold the case."""

from casework.ledger.protocol import PullRequest
from casework.records.identifier import CaseId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.erasure import Aim, carry_out, propose_erasure, review
from server.office import Office
from server.pulls import answer_pull
from tests.server.restore_sample import Laptop
from tests.server.sample import warning_edit


def test_who_wrote_what_was_withheld_is_told_to_destroy_it(parts: Office) -> None:
    """No page brings it back to them, so that none would bring what is left of it either."""
    desk, case = Administration(parts), CaseId(parts.zero.new_id())
    officer, stranger = (desk.add_person(name, StaffRole.WORKER) for name in ("Ann Sample", "Bo Sample"))
    manager = desk.add_person("Mo Sample", StaffRole.SERVICE_MANAGER)
    desk.allocate(case, officer, GrantRole.OFFICER)
    scope, author, other = case_scope(case), Laptop.of(parts, stranger), Laptop.of(parts, officer)
    written = author.write(scope, warning_edit("3 Third Street"))
    author.push()
    order = propose_erasure(parts, Aim(scope, entries=(written.id,)), "A court.", parts.agency.administrator)
    carry_out(parts, order, manager)
    [told] = author.pull_once(full=True).expunge
    assert (told.id, list(told.entries)) == (order, [written.id])
    assert other.pull_once(full=True).expunge == [], "it never had any of it"
    answer_pull(parts, author.device, PullRequest(digest="", holdings=author.holdings(), expunged=[order]))
    assert [one.outstanding for one in review(parts)] == [()]
