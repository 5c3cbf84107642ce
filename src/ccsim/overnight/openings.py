"""Tomorrow's openings and closings of queues."""

from ccsim.codes import Rank
from ccsim.overnight.rosters import Change
from ccsim.plan.plan import Plan

_OPENS = int(Rank.QUEUE_OPENS) << 56
_CLOSES = int(Rank.QUEUE_CLOSES) << 56


def openings(plan: Plan, day: int) -> list[Change]:
    """Changes of opening of a day; a queue that opened before the run opens at its start."""
    starts, ends = int(plan.day_starts[day]), int(plan.day_starts[day + 1])
    tables, changes = plan.tables, []
    for q, queue in enumerate(tables.queues):
        code = int(queue["code"])
        for i in range(int(queue["hours_first"]), int(queue["hours_last"])):
            opens, closes = max(int(tables.opens[i]), 0), int(tables.closes[i])
            if starts <= opens < ends and closes > 0:
                changes.append((opens, _OPENS | code, q, 0))
            if starts <= closes < ends:
                changes.append((closes, _CLOSES | code, q, 0))
    return changes
