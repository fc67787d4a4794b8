"""A form that takes the place of one that is being saved loses nothing by what comes of that."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.record_check import RecordForm
from desktop.services.record_list import CONCERN
from desktop.services.record_save import Saved, save_record
from desktop.services.session import Session
from desktop.store.private_file import DiskFull
from desktop.views.desk import Place
from desktop.views.record import form_page as form_module
from desktop.views.record.form_page import RecordFormPage
from desktop.views.record.opening import open_place
from tests.desktop.services.test_record_form import CONCERN_VALUES
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.record.test_form_page import open_form, type_into


@pytest.mark.parametrize("refused", [False, True])
def test_a_form_that_is_opened_while_another_is_saved_stays_with_every_letter(
    form: RecordFormPage, rig: DeskRig, qtbot: QtBot, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came of the first is said, and what is written in the second is not touched."""
    first = open_form(form, rig, qtbot, Place("record", rig.case, kind=CONCERN))
    second = rig.look(lambda session: open_place(session, Place("record", rig.case, kind=CONCERN)))
    assert second is not None
    went = list(rig.went)
    monkeypatch.setattr(form_module, "save_record", refuse if refused else save_whole)
    type_into(first, "seen", "The stair light is broken")
    draft = form.keeper.draft
    form.finish()
    form.show_page(second)
    assert form.body is not None
    type_into(form.body, "seen", "A loose dog in the yard")
    qtbot.waitUntil(lambda: bool(rig.said))
    assert form.body is not None
    assert form.body.form().values["seen"] == "A loose dog in the yard"
    assert rig.went == went
    qtbot.waitUntil(lambda: form.keeper.exists and not form.keeper.unkept)
    kept = {one.id: one.content for one in rig.look(lambda session: session.store.drafts())}
    assert "A loose dog in the yard" in kept[form.keeper.draft]
    assert (draft in kept) is refused
    assert ("is not recorded" in rig.said[-1].words) is refused


def save_whole(session: Session, form: RecordForm, draft: str | None) -> Saved:
    """The record, with whatever else it has to have."""
    return save_record(session, form.model_copy(update={"values": dict(CONCERN_VALUES)}), draft)


def refuse(session: Session, form: RecordForm, draft: str | None) -> Saved:
    """A disk that is full."""
    raise DiskFull
