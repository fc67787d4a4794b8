"""An icon in rubbish is freed once."""

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import gc
from PySide6.QtWidgets import QApplication
from desktop.views.theme.icon import token_icon

app = QApplication([])
gc.disable()


class Holder:
    pass


def forget_one():
    icon = token_icon("ph.house")
    holder = Holder()
    holder.itself = holder
    holder.icon = icon


for _ in range(50):
    forget_one()
print("collected", gc.collect() > 0)
"""


def test_the_collector_frees_an_icon_that_somebody_kept() -> None:
    """In a process of its own, which a second freeing ends; the C library is asked to spoil what is freed."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "204"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "collected True"), done.stderr
