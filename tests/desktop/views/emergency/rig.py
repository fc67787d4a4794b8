"""An office that answers a look-up, for tests and pictures of the emergency sheet."""

from dataclasses import dataclass, field

from casework.errors import Unavailable
from casework.ledger.arrival import ArrivalRequest, ArrivalResponse
from casework.ledger.lookup import Located, LocateRequest, LocateResponse
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.ledger.stopping import LaptopsRequest, LaptopsResponse, StopRequest, StopResponse
from casework.records.identifier import CaseId
from tests.fakes.chain import ident

CASE = CaseId(ident(9001))
FOUND = Located(case=CASE, team="Northern team", officer="Olive Officer")


@dataclass
class Lookups:
    """Answers what it was given, and remembers what it was asked."""

    found: list[Located] = field(default_factory=lambda: [FOUND])
    asked: list[LocateRequest] = field(default_factory=list)
    fault: str = ""

    def locate(self, request: LocateRequest) -> LocateResponse:
        self.asked.append(request)
        if self.fault:
            raise Unavailable(self.fault)
        return LocateResponse(found=self.found)

    def arrival(self, request: ArrivalRequest) -> ArrivalResponse:
        raise Unavailable(f"Nobody asks here about {len(request.cases)} cases.")

    def laptops(self, request: LaptopsRequest) -> LaptopsResponse:
        raise Unavailable(f"Nobody asks here about laptops of {request.staff}.")

    def stop(self, request: StopRequest) -> StopResponse:
        raise Unavailable(f"Nobody stops {request.device} here.")

    def measures(self, request: MeasuresRequest) -> MeasuresResponse:
        raise Unavailable(f"Nobody counts the {request.period} here.")
