"""`doorstep-server epoch`: what a restored server waits for."""

from collections.abc import Iterator

import typer

from casework.ledger.entry import Entry
from casework.records.identifier import AGENCY, case_of
from casework.records.record import KINDS
from server.administration import Administration
from server.commands.option import FolderOption
from server.epoch import EpochView, confirm_epoch, review_epoch
from server.office import Office, open_office

app = typer.Typer(help="After a restore: look at what was put back, and let the server serve.", no_args_is_help=True)


@app.command("show")
def show(folder: FolderOption) -> None:
    """Say whether the server waits for a restore to be confirmed, and what the journal has put back."""
    with open_office(folder) as office:
        view = review_epoch(office)
        for line in _describe(office, view):
            typer.echo(line)


@app.command("confirm")
def confirm(folder: FolderOption) -> None:
    """Let a restored server serve again. Withdraw first what should not count any more (see: epoch show)."""
    with open_office(folder) as office:
        done = confirm_epoch(office)
    typer.echo(f"Epoch {done.epoch} has begun. Laptops are served again and send what the server lacks by themselves.")
    if done.taken or done.refused:
        typer.echo(f"{done.taken} batches that had arrived meanwhile were taken.")
    if done.refused:
        typer.echo(f"{done.refused} could not be taken yet: their laptops still have them and send them again.")


def _describe(office: Office, view: EpochView) -> Iterator[str]:
    epoch = view.epoch
    if epoch.confirmed:
        yield f"Epoch {epoch.number} is confirmed: laptops are served."
    else:
        yield f"Epoch {epoch.number} waits for you: an older copy of the records was put back, and nobody is served."
        yield f"Laptops have sent {view.held} batches meanwhile; they are kept and judged when you confirm."
    if epoch.backup_at is not None:
        yield f"The last verified backup was begun at {epoch.backup_at.isoformat(timespec='minutes')}."
    names = {str(member.id): member.staff.name or "" for member in Administration(office).members()}
    yield from _awaited(view, names)
    if view.journal_is_behind:
        yield (
            "WARNING: the journal is older than the records, or was lost. What it would have known is missing: check "
            "by hand who was given access, whose access ended, and which laptops were stopped."
        )
    if not epoch.confirmed and view.put_back:
        yield "The journal has put back what follows. To withdraw some of it: person withdraw, person exclude,"
        yield "cover end, person leave, device stop; then: doorstep-server epoch confirm."
        for sealed in view.put_back:
            yield from _lines(sealed.entry, names)


def _awaited(view: EpochView, names: dict[str, str]) -> Iterator[str]:
    """What is lost with a laptop that never comes again."""
    for one in view.awaited:
        laptop = f"The laptop {one.device.id} of {names.get(one.device.staff, 'somebody')}"
        if one.device.stopped_at is not None:
            how = "It was stopped: what it had sent is lost, unless it is still switched on with a network."
        else:
            how = "It sends them again by itself when it is next here; if it never comes, they are lost."
        yield f"{laptop} had sent {one.entries} entries that the server lacks. {how}"


def _lines(entry: Entry, names: dict[str, str]) -> Iterator[str]:
    """One line for each record that an entry touched: when, what, in which case, by whom, and whom it names."""
    where = "the agency" if entry.scope == AGENCY else f"case {case_of(entry.scope) or entry.scope}"
    for edit in entry.edits:
        title = KINDS[edit.kind].title if edit.kind in KINDS else "Of a newer version"
        about = [name for ident, name in names.items() if ident == edit.record or ident in str(edit.set)]
        whom = f": {', '.join(sorted(about))}" if about else ""
        ended = " (ended)" if edit.set.get("ended") or edit.set.get("active") is False else ""
        yield f"  {entry.at:%Y-%m-%d %H:%M}  {title}{ended}{whom}, {where}, by {names.get(entry.author, 'somebody')}"
