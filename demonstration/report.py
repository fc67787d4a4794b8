"""What the tour saw, in plain words: one line for each thing that has to hold."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


class NotSeen(Exception):
    """Something that has to hold did not."""


@dataclass
class Report:
    """Lines in the order in which they were seen; `keep` writes them beside the pictures."""

    lines: list[str] = field(default_factory=list)
    failed: bool = False

    def seen(self, words: str) -> None:
        """Note that something holds."""
        self.lines.append(f"[yes] {words}")
        sys.stdout.write(f"  yes  {words}\n")
        sys.stdout.flush()

    @contextmanager
    def must(self, words: str) -> Iterator[None]:
        """Do something that has to hold; what goes wrong inside is noted and ends the tour."""
        try:
            yield
        except Exception:
            self.failed = True
            self.lines.append(f"[NO]  {words}")
            sys.stdout.write(f"  NO   {words}\n")
            raise
        self.seen(words)

    def keep(self, path: Path) -> None:
        """Write the report."""
        end = "Something did not hold." if self.failed else "Everything held."
        path.write_text("\n".join(["Doorstep: the tour", "", *self.lines, "", end, ""]), encoding="utf-8")
