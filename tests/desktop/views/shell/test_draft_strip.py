"""What was being written when it ended is offered again, and can be thrown away with a way back."""

from datetime import date

from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId
from desktop.services.draft import DraftLine
from desktop.services.person_line import PersonLine, RiskView
from desktop.views.desk import Place
from desktop.views.shell.draft_strip import draft_words, offer_words
from desktop.views.shell.shell import Shell
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.shell.conftest import keep_draft
from tests.fakes.clock import MOMENT

TODAY = date(2026, 11, 2)
ISLA = PersonLine(CaseId("c"), "Isla Testcase", date(1985, 4, 12), RiskView(None))


def test_it_says_what_about_whom_and_when() -> None:
    draft = DraftLine("d", CaseId("c"), "contact", ISLA, MOMENT)
    words = draft_words(draft, TODAY)
    assert words == "a contact record about Isla Testcase, born 12 April 1985 (41), at 09:00"
    assert draft_words(draft, date(2026, 11, 3)).endswith("yesterday at 09:00")
    assert offer_words((draft, draft), TODAY).endswith("1 more draft on Today.")


def test_a_draft_about_somebody_whose_case_has_left_names_nobody() -> None:
    words = draft_words(DraftLine("d", None, "contact", None, MOMENT), TODAY)
    assert words == "a contact record about somebody whose case has left this laptop, at 09:00"


def test_nothing_is_offered_where_nothing_was_begun(shell: Shell, rig: DeskRig) -> None:
    rig.look(lambda session: session.me)
    assert not shell.drafts.isVisible()


def test_continue_opens_the_sheet_and_takes_the_offer_away(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    keep_draft(rig)
    shell.start()
    qtbot.waitUntil(shell.drafts.isVisible)
    assert "at 08:55" in shell.drafts.sentence
    shell.drafts.continue_button.click()
    assert shell.place == Place("contact", rig.case, draft="a-draft")
    assert not shell.drafts.isVisible()


def test_no_offer_stands_above_what_is_written_about_somebody_else(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    keep_draft(rig)
    shell.start()
    qtbot.waitUntil(shell.drafts.isVisible)
    rig.desk.go(Place("contact", rig.ready.cases[1]))
    qtbot.waitUntil(lambda: not shell.drafts.isVisible())
    rig.desk.go(Place("today"))
    qtbot.waitUntil(shell.drafts.isVisible)


def test_discard_can_be_undone(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    keep_draft(rig)
    shell.start()
    qtbot.waitUntil(shell.drafts.isVisible)
    shell.drafts.discard_button.click()
    qtbot.waitUntil(shell.toast.isVisible)
    assert not shell.drafts.isVisible()
    assert rig.look(lambda session: session.store.drafts()) == []
    shell.toast.undo_button.click()
    qtbot.waitUntil(shell.drafts.isVisible)
    assert [draft.id for draft in rig.look(lambda session: session.store.drafts())] == ["a-draft"]


def test_an_offer_goes_when_the_draft_has_been_recorded_elsewhere(shell: Shell, rig: DeskRig, qtbot: QtBot) -> None:
    keep_draft(rig)
    shell.start()
    qtbot.waitUntil(shell.drafts.isVisible)
    rig.look(lambda session: session.store.delete_draft("a-draft"))
    shell._recount.start(0)
    qtbot.waitUntil(lambda: not shell.drafts.isVisible())
