"""A person's page on a real desk and store, with contacts in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import InterpreterSort, Outcome, VisitBasis
from casework.records.identifier import CaseId
from desktop.services.capture import complete_contact, start_contact, start_correction
from desktop.services.contact_form import JointPart
from desktop.services.session import Session
from desktop.views.case.person_page import PersonPage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


def record_contacts(session: Session, case: CaseId) -> list[str]:
    """An office contact, a significant joint visit, and an old one that was corrected."""
    office = start_contact(session, case)
    office.sort, office.arranged, office.outcome = ContactSort.OFFICE, True, Outcome.COMPLIED
    office.narrative, office.interpreter = "Came in on time.", None
    joint = office.model_copy(deep=True)
    joint.sort, joint.significant, joint.narrative = ContactSort.JOINT_POLICE, True, "What the worker saw."
    joint.joint = JointPart(
        officer="PC Specimen", purpose="Check", basis=VisitBasis.LICENCE, account="What the officer told."
    )
    old = office.model_copy(deep=True)
    assert old.day is not None
    old.day = old.day.replace(year=2025)
    old.narrative = "Written too fast."
    with_child = start_contact(session, case)
    assert with_child.interpreter is not None
    with_child.sort, with_child.arranged, with_child.outcome = ContactSort.VIDEO, False, Outcome.COMPLIED
    with_child.narrative, with_child.day = "Short call.", old.day.replace(month=10)
    with_child.interpreter.sort = InterpreterSort.CHILD
    ids = [complete_contact(session, form, None).contact for form in (office, joint, old, with_child)]
    correction = start_correction(session, case, ids[2])
    correction.correction_reason, correction.narrative = "Wrong words", "Written with care."
    return [*ids, complete_contact(session, correction, None).contact]


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a filled case and an empty one."""
    with desk_rig(tmp_path, cases=2) as made:
        yield made


@pytest.fixture
def ids(rig: DeskRig) -> list[str]:
    """Contacts: office, joint visit, corrected, with a child interpreting, the correction."""
    return rig.look(lambda session: record_contacts(session, rig.case))


@pytest.fixture
def page(rig: DeskRig, ids: list[str], qtbot: QtBot) -> Iterator[PersonPage]:
    """The page in a window that has the focus."""
    made = PersonPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)
