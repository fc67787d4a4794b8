"""The demonstration agency: the CSV files that an agency would import, for a given day, always the same for a seed.

Everybody in it is invented: family names that say so, a town on no map, telephone numbers that are kept free for drama.
"""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from casework.importing.folder import BY_NAME
from demonstration.assessing import add_assessments, add_training
from demonstration.cast import DUTY_TELEPHONE, STAFF, TEAMS
from demonstration.circumstance import AddRow, add_person, telephone, uk
from demonstration.diary import Diary, add_diary
from demonstration.high_risk import add_high_risk
from demonstration.people import make_people

SEED = 1
_DUTY_DAYS_BACK = 14
_DUTY_DAYS_AHEAD = 28

Tables = dict[str, list[dict[str, str]]]
"""Rows by the name of their file, each row by heading."""


def make_caseload(day: date, seed: int = SEED) -> Tables:
    """Every row of the demonstration agency as it stands on the morning of a day."""
    random = Random(f"{day.isoformat()} {seed}")  # noqa: S311  # a story to be told again, not a secret
    tables: Tables = {}

    def add(sheet: str, **cells: str) -> None:
        tables.setdefault(sheet, []).append({name: cell for name, cell in cells.items() if cell})

    _add_agency(add, day, random)
    add_training(add, day)
    diary = Diary(add, day, random)
    for person in make_people(day, random):
        add_person(add, person, day, random)
        add_diary(diary, person)
        add_assessments(add, person, day)
        add_high_risk(add, person, day)
    return tables


def write_caseload(folder: Path, day: date, seed: int = SEED) -> None:
    """Write the demonstration agency into a folder, as the files that `doorstep-server import` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in make_caseload(day, seed).items():
        headings = [column.name for column in BY_NAME[name].columns]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)


def _add_agency(add: AddRow, day: date, random: Random) -> None:
    for key, name in TEAMS.items():
        add("teams", key=key, name=name)
    for colleague in STAFF:
        add("staff", key=colleague.number, name=colleague.name, role=colleague.role, team=colleague.team,
            telephone=telephone(random), active="yes")  # fmt: skip
    seniors = [colleague.number for colleague in STAFF if colleague.role == "senior"]
    for offset in range(-_DUTY_DAYS_BACK, _DUTY_DAYS_AHEAD + 1):
        first = day + timedelta(days=offset)
        add("duty", key=f"D-{first.isoformat()}", staff=seniors[first.toordinal() % len(seniors)],
            starts=f"{uk(first)} 09:00", ends=f"{uk(first + timedelta(days=1))} 09:00",
            telephone=DUTY_TELEPHONE)  # fmt: skip
