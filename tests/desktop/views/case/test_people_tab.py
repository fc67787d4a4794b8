"""People and agencies: the named police contact is confirmed, and what is arranged for interpreting is in sight."""

from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from casework.records.contact.contact import InterpreterSort
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.person import Communication
from casework.rules.interpreting import NOBODY_ARRANGED, RELATIVE_ARRANGED
from desktop.services import amend
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import Place
from tests.desktop.views.desk_rig import DeskRig


def shown(page: PersonPage) -> str:
    return "\n".join(label.text() for label in page.people.findChildren(QLabel) if not label.isHidden())


def open_people(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("person", rig.case, tab="people"))
    qtbot.waitUntil(lambda: "PC Specimen" in named(page))


def named(page: PersonPage) -> str:
    return "\n".join(label.accessibleName() or label.text() for label in page.people.findChildren(QLabel))


def test_a_named_police_contact_is_confirmed(page: PersonPage, rig: DeskRig, qtbot: QtBot) -> None:
    open_people(page, rig, qtbot)
    assert "Not confirmed yet" in shown(page)
    (confirm,) = [b for b in page.people.findChildren(QAbstractButton) if b.objectName().startswith("confirm_")]
    assert "PC Specimen" in confirm.accessibleName()
    confirm.click()
    qtbot.waitUntil(lambda: "Last confirmed on" in shown(page))
    assert [said.words for said in rig.said] == ["Confirmed as of today."]
    qtbot.waitUntil(lambda: "Not confirmed yet" not in shown(page))


def test_what_is_arranged_for_interpreting_is_shown_and_warned_about(
    page: PersonPage, rig: DeskRig, qtbot: QtBot
) -> None:
    rig.look(lambda s: amend.change_communication(s, rig.case, Communication(language="Polish", interpreter=True)))
    open_people(page, rig, qtbot)
    qtbot.waitUntil(lambda: NOBODY_ARRANGED in shown(page))
    aunt = InterpreterArrangement(
        sort=InterpreterSort.RELATIVE, language="Polish", dialect="Silesian", name="An aunt", telephone="01632 960 199"
    )
    rig.look(lambda s: amend.change_interpreter(s, rig.case, aunt))
    page.show_place(Place("person", rig.case, tab="people"))
    qtbot.waitUntil(lambda: RELATIVE_ARRANGED in shown(page))
    assert "An aunt · 01632 960 199" in shown(page)
    assert "Polish (Silesian)" in named(page)
