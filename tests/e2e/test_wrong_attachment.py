"""A photograph attached to the wrong person's file: off the laptops that had it, and in the right file."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.records.identifier import CaseId, RecordId
from casework.records.staff.grant import GrantRole
from desktop.services.attachment import Wish, attach, attachment_lines, check_picked, open_attachment
from desktop.services.misfiling import take_out
from tests.e2e.colleague import make_colleague
from tests.e2e.colleague import open_transport as transport_of
from tests.e2e.test_attachment import Desk
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.sample_file import photograph


@dataclass
class Scene:
    """Wes works on both files, Colin on the first alone."""

    office: RunningOffice
    wrong: CaseId
    right: CaseId
    wes: Desk
    colin: Desk

    def sync(self) -> None:
        for desk in 2 * (self.wes, self.colin):
            desk.sync()


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        people = {"wes": office.person("Wes Worker"), "colin": office.person("Colin Coworker")}
        wrong, right = (office.case(people["wes"], family=family) for family in ("Wrongfield", "Rightfield"))
        office.administration.allocate(wrong, people["colin"], GrantRole.CO_WORKER)
        desks = []
        for name, staff in people.items():
            colleague = stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            desks.append(Desk(colleague, stack.enter_context(closing(transport_of(colleague.store)))))
        yield Scene(office, wrong, right, *desks)


def test_its_file_goes_from_the_other_laptops_and_is_read_in_the_right_case(scene: Scene) -> None:
    picked = check_picked(scene.wes.session, photograph())
    attach(scene.wes.session, scene.wrong, picked, Wish("Somebody else's front door"))
    scene.sync()
    folder = scene.colin.colleague.folder / "store.db.blobs"
    assert len(list(folder.iterdir())) == 1
    record = RecordId(scene.colin.line(scene.wrong).record)
    take_out(scene.wes.session, scene.wrong, [record], scene.right)
    scene.sync()
    assert attachment_lines(scene.colin.session, scene.wrong) == ()
    assert list(folder.iterdir()) == []
    (line,) = attachment_lines(scene.wes.session, scene.right)
    assert open_attachment(scene.wes.session, scene.right, line.record).data == picked.copy
    assert line.by == "Wes Worker"
