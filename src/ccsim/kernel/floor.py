"""What the compiled engine keeps for itself: waiting lines, idle agents, desks, registers."""

import numpy as np

# A queue's line of callers, a team's bench of idle agents, a department's desk.
LINE = np.dtype(
    [("open", "i8"), ("waiting", "i8"), ("head", "i8"), ("tail", "i8"), ("lines_used", "i8")]
)
# Leaving: how many of a team that counts heads go home after the present call.
BENCH = np.dtype(
    [
        ("head", "i8"),
        ("tail", "i8"),
        ("idle", "i8"),
        ("leaving", "i8"),
        ("floor_walkers_busy", "i8"),
    ]
)
DESK = np.dtype([("busy", "i8"), ("head", "i8"), ("tail", "i8"), ("waiting", "i8")])

# Places in the registers.
NOW = 0
MIDNIGHT = 1
SEED = 2
REPLICATION = 3
EVENTS = 4  # pending in the heap
ROWS = 5  # written in the log buffer
ARRIVAL = 6  # next of the day's arrivals
CHANGE = 7  # next of the day's changes
ARRIVALS = 8  # how many the day has
CHANGES = 9
HEAP_ROOM = 10
SPARE = 11  # first of the nodes that are free
RELIEVED = 12  # the next row to look at while the cases of a repaired incident end
REGISTERS = 13

NODE = np.dtype([("rank", "i8"), ("word", "i8"), ("what", "i8")])
"""A pending event: `codes.Rank` << 56 | who, its case, and the row concerned | stamp << 32."""

LOG_ROW = np.dtype(
    [
        ("time", "i8"),
        ("who", "i8"),
        ("case", "i8"),
        ("value", "i8"),
        ("agent", "i4"),
        ("contact", "i2"),
        ("leg", "i2"),
        ("queue", "i2"),
        ("department", "i2"),
        ("kind", "i2"),
        ("event", "i1"),
        ("reason", "i1"),
    ],
    align=True,
)
"""A row of the log as it is written: one stretch of memory, the columns of `eventlog.chunk`."""

LOG_ROWS = 1 << 14
"""Rows of the log buffer: small enough to stay near the processor."""
ROWS_OF_AN_EVENT = 32
"""Room that must be left in the log buffer and in the heap: no event needs more."""
