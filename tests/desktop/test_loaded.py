"""What the whole program has loaded before anybody asks for something: not what a chart or a workbook alone needs."""

import os
import subprocess
import sys

_ON_DEMAND = frozenset({"numpy", "pyqtgraph", "openpyxl"})
"""What is loaded by its first use. numpy alone brings threads and 30 MB of libraries."""


def test_charts_and_workbooks_are_loaded_by_their_first_use() -> None:
    code = "import desktop.app, desktop.pages, os, sys; print(*sys.modules, flush=True); os._exit(0)"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    loaded = set(done.stdout.split())
    assert "desktop.services.importing.workbook" in loaded
    assert not loaded & _ON_DEMAND
