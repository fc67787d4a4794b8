"""Whether another service has taken a case over: until it has accepted, this one is responsible. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.records.multi_agency.transfer import Transfer, TransferWay


@dataclass(frozen=True)
class HandedOver:
    """An accepted transfer: to whom, since when, by whom it was accepted, and the last day of our responsibility."""

    service: str
    accepted_on: date
    accepted_by: str
    ends_on: date


def handed_over(transfers: Iterable[Transfer]) -> HandedOver | None:
    """The latest transfer to another service that was accepted; None where none was."""
    found = (_accepted(transfer) for transfer in transfers)
    return max((one for one in found if one), key=lambda one: one.ends_on, default=None)


def waits_for_acceptance(transfers: Iterable[Transfer]) -> bool:
    """Whether a transfer to another service was asked for and nobody there has accepted it yet."""
    return any(
        transfer.way is TransferWay.OUT and transfer.accepted is None and transfer.withdrawn is None
        for transfer in transfers
    )


def _accepted(transfer: Transfer) -> HandedOver | None:
    accepted = transfer.accepted
    if transfer.way is not TransferWay.OUT or accepted is None or transfer.withdrawn is not None:
        return None
    ends_on = max(accepted.on, transfer.responsible_until or accepted.on)
    return HandedOver(transfer.service or "", accepted.on, accepted.by, ends_on)
