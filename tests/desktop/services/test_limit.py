"""What is too long as a whole, though each part of it is not, is said in a sentence."""

import pytest

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import NARRATIVE_MAX, VisitBasis
from desktop.services import capture
from desktop.services.contact_form import JointPart
from desktop.services.recorder import TOO_LONG, NotComplete
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_contact import begun


def test_two_accounts_that_do_not_fit_into_one_record_are_said_to_be_too_long(team: Team) -> None:
    """Nothing is saved, nothing crashes, and the draft is there still."""
    account = "字" * NARRATIVE_MAX
    joint = JointPart(officer="PC Example", purpose="Visit", basis=VisitBasis.CONSENT, account=account)
    form = begun(team.worker, narrative=account, sort=ContactSort.JOINT_POLICE, joint=joint)
    with pytest.raises(NotComplete) as found:
        capture.complete_contact(team.worker.session, form, None)
    assert found.value.problems == (TOO_LONG,)
    assert team.worker.session.store.unsent() == 0
