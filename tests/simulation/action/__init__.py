"""What may happen in a run, one subject a module; importing one registers its actions."""

from tests.simulation.action import (
    access,
    decide,
    draft,
    edit,
    expunge,
    look,
    machine,
    odd,
    rejoin,
    restore,
    sync,
    window,
)

__all__ = [
    "access",
    "decide",
    "draft",
    "edit",
    "expunge",
    "look",
    "machine",
    "odd",
    "rejoin",
    "restore",
    "sync",
    "window",
]
