"""What the whole program has loaded before anybody asks for something: not what a workbook alone needs."""

import os
import subprocess
import sys

_ON_DEMAND = frozenset({"numpy", "openpyxl"})
"""What is loaded by its first use; the workbook's reader takes numpy with it where that is installed."""


def test_the_reader_of_workbooks_is_loaded_by_the_first_one() -> None:
    code = "import desktop.app, desktop.pages, os, sys; print(*sys.modules, flush=True); os._exit(0)"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    loaded = set(done.stdout.split())
    assert "desktop.services.importing.workbook" in loaded
    assert not loaded & _ON_DEMAND
