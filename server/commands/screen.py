"""The screen on which a secret is shown once."""

import sys

import typer


def clear_screen() -> None:
    """Take what stands on the screen away, with what it has been scrolled past."""
    if sys.stdout.isatty():
        typer.echo("\033[2J\033[3J\033[H", nl=False)
