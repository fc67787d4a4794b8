"""What both packages for Windows have to do alike, whichever way an agency brings them to its laptops."""

import os
import subprocess
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


def test_the_launcher_lets_nobodys_environment_make_an_interpreter_of_it() -> None:
    """PYTHONINSPECT did, for Python's ``._pth`` is read later. Tried whole by `make package-check-windows`."""
    words = (FOLDER / "launcher.c").read_text("utf-8").split("ours[] = {", 1)[1].split("}", 1)[0]
    assert words.split(", ")[0] == 'L"-I"'


def test_neither_package_takes_an_older_version_over_a_newer_one() -> None:
    """What the installer does with it was seen under wine (`installer/README.md`)."""
    script, description = ((FOLDER / name).read_text("utf-8") for name in ("doorstep.nsi", "doorstep.wxs"))
    check, copying = script.index('${VersionCompare} "${VERSION}" $0 $1'), script.index("File /r")
    assert check < script.index("SetErrorLevel 1638") < copying
    assert "DowngradeErrorMessage" in description


_STUBS = {
    "makensis": 'for word; do case $word in -DOUTPUT=*) echo made >"${word#-DOUTPUT=}";; esac; done',
    "wixl-heat": "cat >/dev/null",
    "wixl": 'while [ $# -gt 1 ]; do [ "$1" = -o ] && echo made >"$2"; shift; done',
    "faketime": 'shift 2; exec "$@"',
    "msiinfo": "echo 'Revision number (UUID): {X}'",
    "osslsigncode": """
command=$1
while [ $# -gt 1 ]; do case $1 in -in) in=$2;; -out) out=$2;; esac; shift; done
case $command in
    verify) grep -q signed "$in" && echo 'Subject: /O=Its maker';;
    sign) echo "${in##*/}" >>"$SIGNED"; cp "$in" "$out";;
esac""",
}


@pytest.mark.skipif(os.name != "posix", reason="a script of the machine that makes the packages")
def test_who_signs_signs_what_its_makers_have_not_and_both_packages(tmp_path: Path) -> None:
    for name, body in _STUBS.items():
        stub = tmp_path / "stubs" / name
        stub.parent.mkdir(exist_ok=True)
        stub.write_text(f"#!/bin/sh\n{body}\n")
        stub.chmod(0o755)
    source = tmp_path / "program of somebody"
    source.mkdir()
    for name, words in {"doorstep.exe": "ours", "Qt6Core.dll": "signed", "_typst.pyd": "nobody's", "a.pyc": ""}.items():
        (source / name).write_text(words)
    values = {
        "PATH": f"{tmp_path / 'stubs'}:{os.environ['PATH']}",
        "SIGNED": str(tmp_path / "signed"),
        "SIGN_WITH": "x",
    }
    subprocess.run(
        [FOLDER / "package.sh", source, "1.2.3", tmp_path / "dist"],
        env={**os.environ, **values, "SOURCE_DATE_EPOCH": "1795000000"},
        check=True,
        capture_output=True,
    )
    signed = (tmp_path / "signed").read_text().split()
    assert signed == ["_typst.pyd", "doorstep.exe", "doorstep-1.2.3-x64.exe", "doorstep-1.2.3-x64.msi"]
