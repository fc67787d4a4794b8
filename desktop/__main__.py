"""`doorstep`: without a word the application, with one of these words what an administrator types.

doorstep                        the application
doorstep doctor                 what this laptop has and lacks, line by line (--bundle FILE, --json)
doorstep policy check FILE      whether a policy file is usable (doorstep policy --help)
doorstep --self-test            whether this program came whole: cryptography, the encrypted store, papers, windows
doorstep --version
"""

import sys

from desktop.hardening import harden_process

# Before anything else is loaded: whatever crashes from here on leaves no memory behind.
harden_process()

_WORDS = frozenset({"doctor", "policy", "--self-test", "--version", "--help", "-h"})


def main() -> int:
    """Run the application, or what the first word of the command line names. Returns the exit code."""
    if len(sys.argv) > 1 and sys.argv[1] in _WORDS:
        from desktop.command.line import run

        return run(sys.argv[1:])
    # Loaded only now: no administrator's word waits for the windows.
    from desktop.app import main as run_application

    return run_application()


if __name__ == "__main__":
    sys.exit(main())
