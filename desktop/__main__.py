"""`doorstep`: without a word the application, with one of these words what an administrator types.

doorstep                        the application
doorstep doctor                 what this laptop has and lacks, line by line (--bundle FILE, --json)
doorstep policy check FILE      whether a policy file is usable (doorstep policy --help)
doorstep --self-test            whether this program came whole: cryptography, the encrypted store, papers, windows
doorstep --version
"""

import sys
from typing import TYPE_CHECKING

from desktop.hardening import harden_process

# Before anything else is loaded: whatever crashes from here on leaves no memory behind.
harden_process()

if TYPE_CHECKING:
    from desktop.first import FirstWindow

_WORDS = frozenset({"doctor", "policy", "--self-test", "--version", "--help", "-h"})


def main() -> int:
    """Run the application, or what the first word of the command line names. Returns the exit code."""
    if len(sys.argv) > 1 and sys.argv[1] in _WORDS:
        from desktop.command.line import run

        return run(sys.argv[1:])
    return _run_application()


def _run_application() -> int:
    """Show the locked page at once, and load the rest while the passphrase is typed."""
    # Loaded only now: no administrator's word waits for the windows.
    from casework.errors import UserError
    from desktop.first import FirstWindow, agreed_policy, end_process
    from desktop.settings import load_folders

    try:
        first = FirstWindow(sys.argv, load_folders(), agreed_policy(sys.argv))
    except UserError as error:
        sys.stderr.write(f"doorstep: {error.sentence}\n")
        return 2
    first.begin()
    first.load(("desktop.app", "desktop.pages"), _go_on)
    return end_process(first.run())


def _go_on(first: "FirstWindow") -> object:
    """The program is loaded: unlocking works from now on."""
    from desktop.app import Application

    application = Application(sys.argv, first=first)
    application.begin()
    return application


if __name__ == "__main__":
    sys.exit(main())
