"""Rows that the night writes in the log, each a tuple in the order of the log's columns."""

from ccsim.codes import Event
from ccsim.eventlog.chunk import NO_ONE

Row = tuple[int, ...]


def row_of(
    time: int, event: Event, *, who: int = NO_ONE, case: int = 0, contact: int = 0,
    department: int = NO_ONE, agent: int = NO_ONE, kind: int = NO_ONE, reason: int = 0,
    value: int = 0,
) -> Row:  # fmt: skip
    """A row of a night; what it does not name is nobody, or nought."""
    return (
        time, int(event), int(who), int(case), int(contact), 0, NO_ONE, int(department),
        int(agent), int(kind), int(reason), int(value),
    )  # fmt: skip
