"""What the process forbids itself before it loads anything: memory on the disk, files for others."""

import ctypes
import importlib
import os
import sys
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4  # linux/prctl.h


@dataclass(frozen=True, slots=True)
class Hardening:
    """What could be done on this machine; False where the system has no such thing or refused."""

    no_core_dump: bool
    not_traceable: bool


def harden_process() -> Hardening:
    """Switch core dumps and tracing by the same user off and make new files private (umask 077).

    Call it before the first import of Qt: a crash while loading must not write memory to the disk either. It
    never raises; what the machine does not offer is told in the answer.
    """
    os.umask(0o077)
    return Hardening(no_core_dump=_forbid_core_dump(), not_traceable=_forbid_tracing())


def _forbid_core_dump() -> bool:
    if os.name != "posix":
        return False  # Windows Error Reporting is switched off by the installer, not by the process
    resource = importlib.import_module("resource")  # not on Windows, so not at the top
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return False
    return True


def _forbid_tracing() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL(None, use_errno=True)
        return bool(library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False
