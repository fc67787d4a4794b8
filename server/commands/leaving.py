"""`doorstep-server leaver` and `loss-report`: somebody leaves, and a laptop is lost."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import DeviceId, is_uuid
from server.audit import seal_audit
from server.commands.option import FolderOption
from server.leaver import end_leaver
from server.loss import LossReport, report_loss
from server.loss_paper import loss_pdf
from server.office import open_office

_NOT_LISTED = (
    "Others may be named in what was written: contacts, plans, reports. Read the files before you decide whom to tell."
)


def leaver(
    folder: FolderOption, person: Annotated[str, typer.Argument(help="Staff id, staff number or full name.")]
) -> None:
    """End every access, session, laptop and code of somebody who leaves, at once, and list what they held."""
    with open_office(folder) as office:
        done = end_leaver(office, person)
        seal_audit(office)
    typer.echo(f"Their access has ended. Laptops stopped: {done.stopped}. Codes made void: {done.codes}.")
    typer.echo(f"Cases to be given to somebody else: {len(done.cases)}")
    for case in done.cases:
        typer.echo(f"\t{case}")
    for report in done.laptops:
        _say(report)


def loss_report(
    folder: FolderOption,
    laptop: Annotated[str, typer.Argument(help="The laptop's id.")],
    pdf: Annotated[Path | None, typer.Option(help="Write it as an accessible PDF into a new file.")] = None,
) -> None:
    """Write the report of a lost laptop, for the data protection officer. These are people's names."""
    if pdf is not None and pdf.exists():
        raise UserError("There is a file of that name already. Give another name: nothing is replaced.")
    with open_office(folder) as office:
        if not is_uuid(laptop):
            raise UserError("There is no such laptop. See: doorstep-server device list.")
        report, made_at = report_loss(office, DeviceId(laptop)), office.clock.now()
    if pdf is not None:
        _write(pdf, loss_pdf(report, made_at))
        typer.echo("Written. The file is not encrypted: give it to the data protection officer, then delete it.")
        return
    _say(report)
    typer.echo(_NOT_LISTED)


def _write(path: Path, data: bytes) -> None:
    """Write a new file that nobody else on this computer may read.

    Raises:
        UserError: if the folder is not there or the disk refuses.
    """
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise UserError(f"The file was not written: {error.strerror}. Choose another folder.") from None


def _say(report: LossReport) -> None:
    for words, value in _facts(report):
        typer.echo(f"{words}\t{value}")
    typer.echo("\t".join(("case", "person", "born", "restricted part", "state", "protected", "household")))
    for one in report.cases:
        state = "told to purge, not confirmed" if one.purging else "held"
        born, part = one.born.isoformat() if one.born else "", "yes" if one.restricted else "no"
        others = ("; ".join(one.protected), "; ".join(one.household))
        typer.echo("\t".join((one.case, one.person, born, part, state, *others)))


def _facts(report: LossReport) -> list[tuple[str, str]]:
    stopped = (
        f"since {_moment(report.stopped_at)}" if report.stopped_at else "no: stop it with doorstep-server device stop"
    )
    return [
        ("Laptop", report.device),
        ("Whose", report.whose),
        ("Enrolled", _moment(report.enrolled_at)),
        ("Last known to be open (last contact)", _moment(report.seen_at)),
        ("Without the office it shows nothing from", _moment(report.lease_until)),
        ("Stopped", stopped),
        ("Told to destroy what it holds", _moment(report.wiped_at)),
        ("Not sent, by its own last word", str(report.unsent)),
        ("Sent, and in no verified backup yet", str(report.unsaved)),
        ("People whose records are or may be on it", str(len(report.cases))),
    ]


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else "never"
