"""The report of a lost laptop on paper: an accessible PDF for the data protection officer, made without a network.

It says what `server.loss` knows. What is not known is said to be unknown: nothing here may sound safer than it is.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from casework.press import print_pdf
from casework.rules.day import day_of, local
from casework.rules.day_words import plain_date
from server.loss import LossReport, LostCase

_TEMPLATE = "loss_report"
_MARK = "CONFIDENTIAL – for the data protection officer. It names people and those a plan protects."
_TITLE = "Report of a lost laptop"
_NOT_STOPPED = (
    "This laptop is NOT stopped: stop it now (doorstep-server device stop, or a senior on the duty desk). A laptop "
    "that is stopped is refused, and is told to destroy what it holds as soon as it speaks to the office."
)
_ENCRYPTED = (
    "All that is kept on a laptop is encrypted. While Doorstep is locked on it, nothing can be read without the "
    "passphrase of its owner or the recovery of the office."
)
_UNKNOWN = (
    "Whether it was locked when it was lost is not known here: a locked laptop does not speak to the office, so its "
    "last contact is when it was last known to be open. Ask whoever lost it when they locked it or closed the lid, "
    "and whether the passphrase was with it."
)
_ON_PAPER = "What was printed, and lay with the laptop, is not protected by any of this. Ask about papers as well."
_OTHERS = (
    "Others may be named in what was written: contacts, plans, reports. Read the files before you decide whom to tell."
)
_DUTY = (
    "A breach is told to the Information Commissioner without undue delay and, where feasible, within 72 hours of "
    "becoming aware of it, unless it is unlikely to result in a risk to people (UK GDPR, Article 33)."
)
_ROOMS = (
    ("When the service became aware of it", 1),
    ("Locked, and where the passphrase was", 2),
    ("Who was told, and when", 2),
    ("What was decided, and why", 4),
)
"""Room to write by hand, each with its lines."""
_WIDTHS = (5, 3, 11, 4, 3, 4, 5)
_HEADS = ("Person", "Born", "Case", "On the laptop", "Restricted part", "Protected by a plan", "Lives with them")


def loss_pdf(report: LossReport, made_at: datetime) -> bytes:
    """The PDF. The same report made at the same moment gives the same bytes. Raises `NotPrintable`."""
    return print_pdf(_TEMPLATE, loss_values(report, made_at))


def loss_values(report: LossReport, made_at: datetime) -> dict[str, Any]:
    """What the template is given: nothing but what it prints."""
    said: dict[str, Any] = {
        "title": _TITLE,
        "mark": _MARK,
        "subject": [f"Laptop {report.device}", f"Enrolled for {report.whose}"],
        "as_at": f"As the office knew it on {_moment(made_at)}.",
        "warnings": [] if report.stopped_at else [_NOT_STOPPED],
        "facts": list(_facts(report)),
        "protects": [_ENCRYPTED, _UNKNOWN, _ON_PAPER],
        "people_title": f"People whose records are or may be on it: {len(report.cases)}",
        "heads": list(_HEADS),
        "widths": list(_WIDTHS),
        "people": [list(_row(one)) for one in report.cases],
        "nobody": "By what the office knows it holds nobody's records.",
        "others": _OTHERS,
        "duty": _DUTY,
        "rooms": [list(room) for room in _ROOMS],
    }
    letters = sha256(dumps(said, ensure_ascii=False).encode()).hexdigest()[:8].upper()
    return {**said, "made": f"Made at the office, {_moment(made_at)} · Reference {letters[:4]} {letters[4:]}"}


def _facts(report: LossReport) -> Iterator[tuple[str, str]]:
    yield "Enrolled", _moment(report.enrolled_at)
    yield "Last known to be open (last contact)", _moment(report.seen_at)
    yield "Without the office it shows nothing from", _moment(report.lease_until) if report.lease_until else "not known"
    yield "Stopped", _moment(report.stopped_at) if report.stopped_at else "no"
    destroyed = "It has not been told to: that happens when it next speaks to the office after it is stopped"
    yield "Told to destroy what it holds", _moment(report.wiped_at) if report.wiped_at else destroyed
    yield "Not sent, by its own last word", _counted(report.unsent, "record") + _lost_with_it(report.unsent)
    yield "Sent, and in no verified backup yet", _counted(report.unsaved, "record")


def _lost_with_it(unsent: int) -> str:
    return "; lost with it, unless it is found and speaks to the office again" if unsent else ""


def _counted(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _row(one: LostCase) -> tuple[str, ...]:
    return (
        one.person,
        plain_date(one.born) if one.born else "not recorded",
        one.case,
        "told to purge, not confirmed" if one.purging else "held",
        "yes" if one.restricted else "no",
        "; ".join(one.protected) or "nobody by name",
        "; ".join(one.household) or "nobody by name",
    )


def _moment(at: datetime | None) -> str:
    return f"{plain_date(day_of(at))}, {local(at):%H:%M}" if at else "never since it was enrolled"
