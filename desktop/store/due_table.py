"""What was worked out of the records of a case, kept until one of them changes.

Nothing here is anybody's record: all of it can be worked out again. It goes in the very transaction in which a record
of the case is written, or one that belongs to no case, such as the agency's tables of rules.
"""

import json
from collections.abc import Collection, Mapping

from casework.records.identifier import CaseId, Scope, case_of
from desktop.store.connection import Connection, transaction


class DueTable:
    """By case: from what it was worked out besides the records (`token`), and what came of it, as text."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, tokens: Mapping[CaseId, str]) -> dict[CaseId, str]:
        """Return what is kept of some cases and was worked out from the very same."""
        rows = self._connection.execute(
            "SELECT case_id, token, found FROM due_of_day WHERE case_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(tokens)),),
        )
        return {CaseId(case): str(found) for case, token, found in rows if token == tokens[CaseId(case)]}

    def keep(self, tokens: Mapping[CaseId, str], found: Mapping[CaseId, str]) -> None:
        """Keep what came of some cases, in a transaction of its own. Raises `DiskFull`."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO due_of_day (case_id, token, found) VALUES (?, ?, ?)",
                [(case, tokens[case], text) for case, text in found.items()],
            )

    def forget(self, scopes: Collection[Scope]) -> None:
        """Let go of what records of these scopes were part of. Inside a transaction of the caller's."""
        cases = {case_of(scope) for scope in scopes}
        if None in cases:
            self._connection.execute("DELETE FROM due_of_day")
        elif cases:
            self._connection.execute(
                "DELETE FROM due_of_day WHERE case_id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(str(case) for case in cases)),),
            )
