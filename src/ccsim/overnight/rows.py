"""Rows that the night writes in the log, each a tuple in the order of the log's columns."""

from itertools import repeat

import numpy as np
import numpy.typing as npt

from ccsim.codes import Event
from ccsim.eventlog.chunk import NO_ONE

Row = tuple[int, ...]
Column = npt.NDArray[np.signedinteger] | int
"""A number for each of many rows, or one for all of them."""


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


def rows_of(
    count: int, time: int, event: Event, *, who: Column = NO_ONE, case: Column = 0,
    contact: Column = 0, kind: Column = NO_ONE, reason: Column = 0, value: Column = 0,
) -> list[Row]:  # fmt: skip
    """So many rows of one event of a night, column by column."""
    columns = (
        time, int(event), who, case, contact, 0, NO_ONE, NO_ONE, NO_ONE, kind, reason, value,
    )  # fmt: skip
    numbers = (
        column.tolist() if isinstance(column, np.ndarray) else repeat(int(column), count)
        for column in columns
    )
    return list(zip(*numbers, strict=True))
