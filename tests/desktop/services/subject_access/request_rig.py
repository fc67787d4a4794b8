"""A request for access to a written case, with words planted in it that must never go out."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.records.file.access_request import AccessRequest, Asker
from casework.records.file.release_decision import Release
from casework.records.identifier import RecordId
from desktop.services.subject_access.deciding import Wish, check_identity, decide, log_request
from desktop.services.subject_access.page import AccessView, read_access
from desktop.services.subject_access.passage import Passage
from tests.desktop.services.laptop import Laptop, Team

KEEP = Wish(Release.WITHHOLD, exemption="other_person")
LET_GO = Wish(Release.DISCLOSE)


@dataclass
class Asked:
    """A request on somebody's laptop."""

    laptop: Laptop
    request: RecordId

    @property
    def view(self) -> AccessView:
        """What the page shows."""
        found = read_access(self.laptop.session, self.laptop.case, self.request)
        assert found is not None
        return found

    def passage(self, record: str, field: str) -> Passage:
        """One passage."""
        return next(one for one in self.view.passages if (one.record, one.field) == (record, field))

    def decide(self, wish: Wish, *passages: Passage) -> None:
        """Decide about some."""
        decide(self.laptop.session, self.laptop.case, self.request, passages, wish)

    def decide_all(self, wish: Wish, which: Callable[[Passage], bool] = lambda _one: True) -> None:
        """Decide about all that nobody has decided about."""
        waiting = [one for one in self.view.passages if one.answer is None and which(one)]
        if waiting:
            self.decide(wish, *waiting)


def ask(team: Team, by: Laptop | None = None) -> Asked:
    """Log a request on the worker's laptop, known by the senior, who goes on with it."""
    worker, senior = team.worker, by or team.senior
    request = AccessRequest(received_on=worker.session.today(), asker=Asker.PERSON, asked="All that you hold.")
    log_request(worker.session, worker.case, request)
    team.sync()
    view = read_access(senior.session, senior.case)
    assert view is not None
    assert view.line is not None
    check_identity(senior.session, senior.case, view.line.record, "Driving licence seen at the office.")
    return Asked(senior, view.line.record)
