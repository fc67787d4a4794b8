"""What a monitoring system asks (Prometheus text format 0.0.4): numbers, none of them about anybody."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version

from server.certificate import good_until
from server.office import Office
from server.storage.agency import load_epoch
from server.storage.duty_message import load_queue
from server.storage.tally import count_seen_since, load_backup_at, load_tally

_DAY = timedelta(days=1)
_HELP = {
    "laptops_admitted": "Laptops that are served.",
    "laptops_stopped": "Laptops that were stopped.",
    "unsent": "Entries that laptops said, at their last pull, that they had not sent yet.",
    "entries": "Entries kept, of every verdict.",
    "quarantined": "Entries that wait for a ruling.",
    "visits_open": "Planned visits from which nobody has come back yet.",
    "visits_overdue": "Visits that are overdue.",
    "audit_unsealed": "Rows of the audit that are in no chain yet.",
    "held_pushes": "What laptops sent while the server is being restored.",
}


def metrics_text(office: Office) -> str:
    """Every figure with its description, as Prometheus reads it.

    Raises:
        DatabaseUnavailable: if the database does not answer.
    """
    return "".join(
        f"# HELP doorstep_{name} {words}\n# TYPE doorstep_{name} gauge\ndoorstep_{name}{labels} {value:.15g}\n"
        for name, words, labels, value in _figures(office)
    )


def _figures(office: Office) -> Iterator[tuple[str, str, str, float]]:
    now = office.clock.now()
    with office.database.read() as connection:
        tally = load_tally(connection)
        queue, epoch, backup_at = load_queue(connection), load_epoch(connection), load_backup_at(connection)
        seen = count_seen_since(connection, now - _DAY)
    yield "info", "The version that answers.", f'{{version="{version("doorstep")}"}}', 1
    yield "up", "1: the database answered.", "", 1
    for name, value in tally.items():
        yield name, _HELP[name], "", value
    yield "laptops_seen_day", "Admitted laptops that were here within 24 hours.", "", seen
    yield "duty_waiting", "Matters that wait on the duty desk.", "", queue.count
    oldest = (now - queue.oldest).total_seconds() if queue.oldest else 0
    yield "duty_oldest_seconds", "For how long the oldest of them has waited.", "", max(0, oldest)
    yield "epoch_confirmed", "0 while a restored server waits to be confirmed.", "", float(epoch.confirmed)
    yield "backup_timestamp_seconds", "When the last verified backup was made; 0: never.", "", _unix(backup_at)
    yield "disk_free_bytes", "Room left where the server's folder is.", "", _free(office)
    if office.settings.certificate:
        until = good_until(office.settings.certificate).timestamp()
        yield "certificate_until_seconds", "Until when the certificate is good.", "", until


def _unix(moment: object) -> float:
    return float(getattr(moment, "timestamp", lambda: 0.0)())


def _free(office: Office) -> float:
    return float(shutil.disk_usage(office.settings.folder).free)
