import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import json, os, resource, sys
from pathlib import Path
from desktop.hardening import harden_process
done = harden_process()
Path(sys.argv[1]).touch()
print(json.dumps({
    "told": [done.no_core_dump, done.not_traceable],
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "mode": os.stat(sys.argv[1]).st_mode & 0o777,
    "owner": os.stat("/proc/self/environ").st_uid,
    "dumpable": __import__("ctypes").CDLL(None).prctl(3),
    "qt": any(name.startswith("PySide6") for name in sys.modules),
}))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux offers")
def test_a_hardened_process_leaves_no_core_cannot_be_traced_and_writes_privately(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "file")], capture_output=True, check=True, timeout=60, cwd=ROOT
    )
    found = json.loads(done.stdout)
    assert found["told"] == [True, True]
    assert found["core"] == [0, 0]
    assert found["mode"] == 0o600
    assert found["dumpable"] == 0
    assert not found["qt"]
