"""What may happen in a run, one subject a module; importing one registers its actions."""

from tests.simulation.action import access, decide, draft, edit, machine, odd, restore, sync

__all__ = ["access", "decide", "draft", "edit", "machine", "odd", "restore", "sync"]
