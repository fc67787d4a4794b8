"""The application with hands, under a clock that the journey moves: ``python -m tests.e2e.journey.hands_ahead``."""

import faulthandler
import os
import sys
from pathlib import Path
from typing import NoReturn

from demonstration.hands import Hands
from desktop.app import Application
from desktop.first import end_process
from desktop.policy_file import load_policy
from desktop.services.unlock import Laptop
from desktop.settings import load_folders
from tests.fakes.moved_clock import inherited_clock


def main() -> NoReturn:
    """Run the application with hands."""
    faulthandler.enable()
    policy = load_policy(Path(sys.argv[sys.argv.index("--policy") + 1]))
    application = Application(sys.argv, Laptop(load_folders(), policy, inherited_clock()))
    application.begin()
    hands = Hands(application)
    code = application.run()
    hands.deleteLater()
    end_process(code)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
