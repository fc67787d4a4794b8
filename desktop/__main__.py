"""`doorstep`: without a word the application, with one of these words what an administrator types.

doorstep                        the application
doorstep doctor                 what this laptop has and lacks, line by line (--bundle FILE, --json)
doorstep policy check FILE      whether a policy file is usable (doorstep policy --help)
doorstep --self-test            whether this program came whole: cryptography, the encrypted store, papers, windows
doorstep --version
"""

import gc
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


def show_first() -> "FirstWindow":
    """Show the locked page. Raises ``UserError`` where there is no folder to work in."""
    # Collecting rubbish meanwhile would only take time: the window's own collector does it from then on.
    gc.disable()
    # Loaded only now: no administrator's word waits for the windows. The language comes before all that has words.
    from desktop.language import begin_language

    begin_language(sys.argv)
    from desktop.first import FirstWindow
    from desktop.settings import load_folders

    first = FirstWindow(sys.argv, load_folders())
    first.begin()
    return first


def _run_application() -> int:
    """Show the locked page at once, and load the rest while the passphrase is typed."""
    from casework.errors import UserError

    try:
        first = show_first()
    except UserError as error:
        sys.stderr.write(f"doorstep: {error.sentence}\n")
        return 2
    from desktop.first import end_process

    first.whole.connect(first.collector.spare_what_is_loaded)
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
