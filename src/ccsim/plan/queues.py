"""Queues as integer tables: their facts, and who answers what in which order."""

import numpy as np

from ccsim.plan.callbacks import callback_fields
from ccsim.plan.chances import threshold
from ccsim.plan.ivr import ivr_fields
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import QUEUE, Integers, Records
from ccsim.spec.callers import Redialling
from ccsim.spec.distributions import FOREVER
from ccsim.spec.queues import Forecast, Queue
from ccsim.units import NEVER


def redialling(lowering: Lowering, habits: Redialling) -> dict[str, int]:
    """The fields of what callers do who did not get through."""
    return {
        "redials": threshold(habits.redials),
        "redials_when_blocked": threshold(habits.redials_when_blocked),
        **lowering.time("redial_delay", habits.redial_delay),
        "keeps_patience": int(habits.redial_patience == "kept"),
        "lost_after_closing": int(habits.after_closing == "lost"),
        "opening_spread": habits.opening_spread,
    }


def lower_queues(lowering: Lowering) -> Records:
    """One row for each queue."""
    return records(QUEUE, [_row(lowering, name) for name in lowering.scenario.queues])


def _row(lowering: Lowering, name: str) -> dict[str, int]:
    queue = lowering.scenario.queues[name]
    callers = queue.forecast or Forecast.model_construct(rate=0.0)
    overflow, enquiry = queue.overflow, queue.enquires
    return {
        "code": lowering.queue_codes[name],
        **lowering.hours(queue.hours),
        "clears_at_closing": int(queue.at_closing == "cleared"),
        "lines": -1 if queue.lines is None else queue.lines,
        "own_patience": int(queue.patience is not None),
        **lowering.time("patience", queue.patience or FOREVER),
        "longest_wait": NEVER if queue.longest_wait is None else queue.longest_wait,
        "overflow_team": -1 if overflow is None else lowering.team_index[overflow.to],
        "overflow_after": 0 if overflow is None else overflow.after,
        "overflow_beyond": 0 if overflow is None else overflow.beyond,
        **lowering.time("talk", queue.talk),
        **lowering.time("wrap_up", queue.wrap_up),
        **redialling(lowering, callers),
        "reconnects": threshold(callers.reconnects),
        **lowering.time("reconnect_delay", callers.reconnect_delay),
        "enquires_at": -1 if enquiry is None else lowering.queue_index[enquiry.at],
        "enquires": 0 if enquiry is None else threshold(enquiry.chance),
        "enquires_after": 0 if enquiry is None else enquiry.after,
        "written": int(queue.written),
        "leaves_silently": threshold(queue.leaves_silently),
        "silent_time": queue.silent_time,
        **_advertised(lowering, queue),
        **ivr_fields(lowering, queue.ivr),
        **callback_fields(queue.callback),
    }


def _advertised(lowering: Lowering, queue: Queue) -> dict[str, int]:
    """The hours that callers believe: those that are advertised, else the true ones."""
    hours = lowering.hours(queue.advertised_hours or queue.hours)
    return {
        "advertised_first": hours["hours_first"],
        "advertised_last": hours["hours_last"],
    }


def lower_queue_teams(lowering: Lowering) -> Integers:
    """[queue, i]: the teams that answer, in order; -1 fills up."""
    rows = [
        [lowering.team_index[team] for team in queue.teams]
        for queue in lowering.scenario.queues.values()
    ]
    return padded(rows)


def lower_onward(lowering: Lowering) -> tuple[Integers, Integers]:
    """[queue, i]: next queue of anonymous callers, and the chance of this or an earlier step."""
    queues = list(lowering.scenario.queues.values())
    targets = padded([[lowering.queue_index[step.to] for step in q.onward] for q in queues])
    chances = np.full_like(targets, -1)
    for q, queue in enumerate(queues):
        summed = 0.0
        for i, step in enumerate(queue.onward):
            summed += step.chance
            chances[q, i] = threshold(min(summed, 1.0))
    return targets, chances


def lower_team_queues(lowering: Lowering) -> tuple[Integers, Integers, Integers]:
    """[team, i]: the queues a team serves by priority, those priorities, 1 for overflow only."""
    served: list[list[tuple[int, int, int]]] = []
    for name, team in lowering.scenario.teams.items():
        rows = []
        for q, (queue_name, queue) in enumerate(lowering.scenario.queues.items()):
            helps = _helps(queue, name)
            if name in queue.teams or helps:
                priority = team.priority.get(queue_name, queue.priority)
                if queue.channel == "social":
                    priority = before_the_public(lowering, priority)
                rows.append((priority, q, int(helps and name not in queue.teams)))
        served.append(sorted(rows))
    queues = padded([[q for _, q, _ in rows] for rows in served])
    priorities = padded([[priority for priority, _, _ in rows] for rows in served])
    helps_out = padded([[helps for _, _, helps in rows] for rows in served])
    return queues, priorities, helps_out


def before_the_public(lowering: Lowering, priority: int) -> int:
    """The priority of what others can see: publicity takes it nearer to the first."""
    return round(priority * (1 - lowering.scenario.operating_model.publicity))


def _helps(queue: Queue, team: str) -> bool:
    return queue.overflow is not None and queue.overflow.to == team


def padded(rows: list[list[int]]) -> Integers:
    """Rows of different length as one table, filled up with -1 (and one -1 at every end)."""
    width = 1 + max((len(row) for row in rows), default=0)
    table = np.full((len(rows), width), -1, np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return table
