"""What can be wrong with what a user brings, said with its place.

Every error that a user can cause is a `UsageError`; the command line prints it and ends with
exit code 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class UsageError(Exception):
    """Something that a user brought or asked for cannot be done; the message says what would."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file: where it stands, what it says, what would be right."""

    file: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class ScenarioError(UsageError):
    """A scenario cannot be used; all its faults are named at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
