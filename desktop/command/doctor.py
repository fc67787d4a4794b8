"""`doorstep doctor`: what this laptop has and lacks, and a report of it for whoever helps."""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from casework.errors import UserError
from casework.words import english_of
from desktop.clock import SystemClock
from desktop.installed import version
from desktop.policy_file import BrokenPolicy, load_policy
from desktop.services.doctor.finding import Finding, State, report_of, without_home
from desktop.services.doctor.here import look_here
from desktop.services.doctor.office import look_at_office
from desktop.services.new_file import write_file
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders, use_proxy


def doctor(given: argparse.Namespace, ask: TextIO, out: TextIO) -> int:
    """Look, show, and save where that is wished. Returns 0, or 1 where something is at fault. Raises ``UserError``."""
    named = Path(given.policy) if given.policy else None
    laptop = _laptop(named)
    findings = [*look_here(laptop, named), *look_at_office(laptop, version())]
    text = _as_json(findings) if given.json else report_of(findings)
    out.write(text)
    if given.bundle:
        _save(given, text, ask, out)
    return 1 if any(one.state is State.FAULT for one in findings) else 0


def _laptop(named: Path | None) -> Laptop:
    """A policy that cannot be used is one of the findings, and no reason not to look at the rest."""
    try:
        policy = load_policy(named)
    except BrokenPolicy:
        policy = Policy()
    use_proxy(policy, os.environ)
    return Laptop(load_folders(), policy, SystemClock())


def _as_json(findings: Sequence[Finding]) -> str:
    # A program reads it: in English, whatever the language here (decision 23).
    # Before it is JSON: there a backslash in the path of the person's folder is written twice.
    home = Path.home()
    plain = [{name: without_home(english_of(text), home) for name, text in asdict(one).items()} for one in findings]
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


def _save(given: argparse.Namespace, text: str, ask: TextIO, out: TextIO) -> None:
    if not given.yes:
        out.write(f"Save exactly this as {given.bundle}? [y/N] ")
        out.flush()
        if ask.readline().strip().lower() not in {"y", "yes"}:
            raise UserError("Nothing was saved.")
    write_file(Path(given.bundle), text.encode())
    out.write("Saved.\n")
