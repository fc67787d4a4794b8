"""The server under a clock that a test moves: ``python -m tests.fakes.office_ahead --folder F --port N``."""

import argparse
from pathlib import Path

from server.office import open_office
from server.serving import serve
from tests.fakes.moved_clock import inherited_clock


def main() -> None:
    """Serve until the process is asked to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    words = parser.parse_args()
    with open_office(words.folder, inherited_clock(), {"port": words.port}) as office:
        serve(office)


if __name__ == "__main__":
    main()
