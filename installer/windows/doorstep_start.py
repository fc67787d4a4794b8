"""The first module of the Windows program: what `launcher.c` runs. It lies beside no other of this folder there."""

import sys


def main() -> int:
    """Say where this program lies, as a frozen one does, and run it."""
    # Starting anew after a lock repeats what was typed, not how the launcher calls Python.
    sys.orig_argv[:] = [sys.executable, *sys.argv[1:]]
    # The names by which libraries and `desktop.services.licences` tell a packaged program, after PyInstaller's.
    setattr(sys, "frozen", True)  # noqa: B010 — not a name that the type of `sys` has
    setattr(sys, "_MEIPASS", sys.prefix)  # noqa: B010
    from desktop.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
