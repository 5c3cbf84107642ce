"""Tomorrow's openings and closings of queues."""

import numpy as np

from ccsim.codes import Rank
from ccsim.overnight.rosters import Change
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers
from ccsim.units import NEVER

_OPENS = int(Rank.QUEUE_OPENS) << 56
_CLOSES = int(Rank.QUEUE_CLOSES) << 56


def openings(plan: Plan, day: int) -> list[Change]:
    """Changes of opening of a day; a queue that opened before the run opens at its start."""
    starts, ends = int(plan.day_starts[day]), int(plan.day_starts[day + 1])
    tables, changes = plan.tables, []
    for q, queue in enumerate(tables.queues):
        code = int(queue["code"])
        first, last = int(queue["hours_first"]), int(queue["hours_last"])
        reach = first + np.searchsorted(tables.closes[first:last], starts)
        past = first + np.searchsorted(tables.opens[first:last], ends)
        for i in range(reach, past):
            opens, closes = max(int(tables.opens[i]), 0), int(tables.closes[i])
            if starts <= opens < ends and closes > 0:
                changes.append((opens, _OPENS | code, q, 0))
            if starts <= closes < ends:
                changes.append((closes, _CLOSES | code, q, 0))
    return changes


def next_openings(plan: Plan, q: int, times: Integers) -> Integers:
    """For each instant, the first one from then on at which a queue is open, or NEVER.

    Callers go by the hours that are advertised.
    """
    row, tables = plan.tables.queues[q], plan.tables
    first, last = int(row["advertised_first"]), int(row["advertised_last"])
    span = np.searchsorted(tables.closes[first:last], times, side="right")
    opens = np.append(tables.opens[first:last], NEVER)
    return np.asarray(np.maximum(times, opens[span]), np.int64)
