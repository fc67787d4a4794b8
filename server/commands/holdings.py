"""`doorstep-server holdings`: which laptop holds which case, what is outstanding, and what was on a lost one."""

from collections.abc import Sequence
from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import CaseId, DeviceId, is_uuid
from server.commands.option import FolderOption
from server.holders import (
    CaseHolder,
    LaptopLine,
    MisfiledLine,
    review_case,
    review_laptops,
    review_lost,
    review_misfiled,
)
from server.office import open_office

app = typer.Typer(help="Who holds what, and what is outstanding.", no_args_is_help=True)

_LAPTOPS = (
    "laptop",
    "whose",
    "last here",
    "state",
    "unsent",
    "clock off by",
    "cases",
    "purges outstanding",
    "backed up",
)
_MISFILED = ("case", "what kind", "taken out by", "when", "state", "had it on a laptop", "had the case before")
_HOLDERS = ("laptop", "whose", "part", "state", "as far as", "of", "last here")


@app.command("laptops")
def laptops(folder: FolderOption) -> None:
    """List every laptop with what it holds, what it has not sent, and what it has still to purge."""
    with open_office(folder) as office:
        _table(_LAPTOPS, [_laptop(line) for line in review_laptops(office)])


@app.command("case")
def case(folder: FolderOption, case: Annotated[str, typer.Argument(help="The case's id.")]) -> None:
    """List the laptops that hold a case, are leaving it or have confirmed that it is gone."""
    if not is_uuid(case):
        raise UserError("Name the case by its id.")
    with open_office(folder) as office:
        _table(_HOLDERS, [_holder(line) for line in review_case(office, CaseId(case))])


@app.command("lost")
def lost(folder: FolderOption, laptop: Annotated[str, typer.Argument(help="The laptop's id.")]) -> None:
    """List whose records are, or may still be, on a laptop: for the report of its loss. These are people's names."""
    with open_office(folder) as office:
        if not is_uuid(laptop):
            raise UserError("There is no such laptop. See: doorstep-server device list.")
        found = review_lost(office, DeviceId(laptop))
        rows = [(line.case, line.person, "yes" if line.restricted else "no", line.state) for line in found]
        _table(("case", "person", "restricted part too", "state"), rows)


@app.command("misfiled")
def misfiled(folder: FolderOption) -> None:
    """List what was taken out of a file because it is about somebody else, and who had it on a laptop. Never what."""
    with open_office(folder) as office:
        _table(_MISFILED, [_misfiled(line) for line in review_misfiled(office)])


def _misfiled(line: MisfiledLine) -> tuple[str, ...]:
    at = line.at.isoformat(timespec="minutes")
    return (line.case, ", ".join(line.kinds), line.by, at, line.state, ", ".join(line.had), ", ".join(line.before))


def _laptop(line: LaptopLine) -> tuple[str, ...]:
    device = line.device
    seen = device.seen_at.isoformat(timespec="minutes") if device.seen_at else "never"
    behind = device.chain.seq - device.kept_seq
    return (
        device.id,
        line.whose,
        seen,
        "stopped" if device.stopped_at else "admitted",
        str(device.unsent),
        f"{device.skew_s} s",
        str(line.cases),
        str(line.leaving),
        f"all but {behind}" if behind > 0 else "all",
    )


def _holder(line: CaseHolder) -> tuple[str, ...]:
    seen = line.seen_at.isoformat(timespec="minutes") if line.seen_at else "never"
    return (line.device, line.whose, line.part, line.state, str(line.position), str(line.end), seen)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    for row in [head, *rows]:
        typer.echo("\t".join(row))
