"""What both packages for Windows have to do alike, whichever way an agency brings them to its laptops."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "installer" / "windows"
_CRASH_REPORTS = r"Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications"


@pytest.mark.parametrize("name", ["doorstep.nsi", "doorstep.wxs"])
def test_each_package_keeps_the_programs_memory_out_of_crash_reports(name: str) -> None:
    """The program cannot do that itself on Windows (`desktop.hardening`)."""
    text = (FOLDER / name).read_text("utf-8")
    assert _CRASH_REPORTS in text
    assert '"doorstep.exe"' in text.split(_CRASH_REPORTS, 1)[1][:200]


def test_neither_package_takes_an_older_version_over_a_newer_one() -> None:
    """What the installer does with it was seen under wine (`installer/README.md`)."""
    script, description = ((FOLDER / name).read_text("utf-8") for name in ("doorstep.nsi", "doorstep.wxs"))
    check, copying = script.index('${VersionCompare} "${VERSION}" $0 $1'), script.index("File /r")
    assert check < script.index("SetErrorLevel 1638") < copying
    assert "DowngradeErrorMessage" in description
