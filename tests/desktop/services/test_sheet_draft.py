"""What is kept of a small sheet goes in the commit of its save: no crash offers saved words as not saved yet."""

from functools import partial

import pytest

from casework.errors import UserError
from casework.records.file.case import RiskLevel
from casework.words import say
from desktop.services.draft import sheet_form
from desktop.services.person_line import person_line
from desktop.services.risk import sign_level
from desktop.services.session import Session
from desktop.services.sheet_draft import SheetDraft, keep_sheet, read_sheet, save_sheet, sheet_draft_id
from desktop.store.change import Change
from desktop.views.case_sheets.known import reader, save_unless_changed, standing_risk
from tests.desktop.services.laptop import Laptop, Team

GROUNDS = "He has bought a knife."
WRITTEN = SheetDraft(fields={"rationale": GROUNDS}, words=(("Rationale", GROUNDS),))


@pytest.fixture
def laptop(team: Team) -> Laptop:
    """A worker's, with a level begun on its sheet."""
    keep_sheet(team.worker.session, team.worker.case, "risk", "", WRITTEN)
    return team.worker


def draft_of(laptop: Laptop) -> str:
    return sheet_draft_id(laptop.case, "risk")


def offered(laptop: Laptop) -> bool:
    return any(one.form == sheet_form("risk") for one in laptop.ready.store.drafts())


def crash(_draft: str) -> Change:
    raise SystemExit("the battery is empty")


def test_a_crash_after_the_save_of_a_sheet_leaves_nothing_to_save_twice(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the laptop was about to do next, it does not come to it."""
    session, sign = laptop.session, partial(sign_level, case=laptop.case, level=RiskLevel.HIGH, rationale=GROUNDS)
    read = reader(laptop.case, standing_risk)
    shown = read(session)
    assert shown is not None
    monkeypatch.setattr(session.store, "delete_draft", crash)
    save_unless_changed(session, read, shown.stands, sign, draft_of(laptop))
    assert person_line(session, laptop.case).risk.rationale == GROUNDS
    assert not offered(laptop)


def test_what_is_saved_afterwards_deletes_no_draft(laptop: Laptop) -> None:
    """The draft goes with its own save, and with no other."""
    session, ident = laptop.session, draft_of(laptop)
    save_sheet(session, partial(sign_level, case=laptop.case, level=RiskLevel.HIGH, rationale=GROUNDS), ident)
    keep_sheet(session, laptop.case, "risk", "", WRITTEN)
    sign_level(session, laptop.case, RiskLevel.HIGH, "Another matter.")
    assert offered(laptop)


@pytest.mark.parametrize("before", [False, True], ids=["at once", "after a first save"])
def test_what_is_refused_is_kept_as_it_was(laptop: Laptop, *, before: bool) -> None:
    session = laptop.session

    def refused(at: Session) -> None:
        if before:
            sign_level(at, laptop.case, RiskLevel.HIGH, GROUNDS)
        raise UserError(say("Nothing was changed."))

    with pytest.raises(UserError):
        save_sheet(session, refused, draft_of(laptop))
    found = read_sheet(session, laptop.case, "risk", "")
    assert found is not None
    assert found[0] == WRITTEN


def test_a_draft_is_forgotten_where_nothing_had_to_be_saved(laptop: Laptop) -> None:
    save_sheet(laptop.session, lambda _session: None, draft_of(laptop))
    assert not offered(laptop)
