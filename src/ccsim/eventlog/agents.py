"""Laws of agents: one talk at a time, on duty, and paid for the time that they are there."""

from collections.abc import Iterator

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.reading import (
    MOST_WORDS,
    is_event,
    told,
)
from ccsim.eventlog.stretches import (
    Stretches,
    busy,
    on_break,
    on_duty,
    outside,
    overlaps,
    paid_time,
)


def nobody_is_in_two_talks(doors: Doors, log: Chunk) -> Iterator[str]:
    """Talks and after-call work of an agent never overlap."""
    yield from overlaps("the agent is still busy", busy(doors.horizon, log))


def agents_are_at_work(doors: Doors, log: Chunk) -> Iterator[str]:
    """An agent is busy only on a shift and not on a break; breaks lie in shifts."""
    shifts, breaks = on_duty(doors.horizon, log), on_break(doors.horizon, log)
    work = busy(doors.horizon, log)
    yield from overlaps("the agent is on duty already", shifts)
    yield from overlaps("the agent is on a break already", breaks)
    yield from outside("the agent talks while at home", work, shifts)
    yield from outside("the agent takes a break at home", breaks, shifts)
    both = Stretches(*(np.concatenate(pair) for pair in zip(work, breaks, strict=True)))
    yield from overlaps("the agent talks on a break", both)


def paid_time_adds_up(doors: Doors, log: Chunk) -> Iterator[str]:
    """Paid time is talk, after-call work, breaks and idleness, and idleness is never negative."""
    agents = int(log.agent.max(initial=-1)) + 1
    paid = paid_time(doors.horizon, log, agents)
    used = busy(doors.horizon, log).per_subject(agents)
    used += on_break(doors.horizon, log).per_subject(agents)
    for agent in np.flatnonzero(used > paid)[:MOST_WORDS]:
        yield f"agent {agent} is paid {paid[agent]} ms, and busy or on a break {used[agent]} ms"


def overtime_is_work(doors: Doors, log: Chunk) -> Iterator[str]:
    """Nobody stays beyond the rostered end but to finish, and nobody goes before."""
    ended = np.flatnonzero(is_event(log, Event.SHIFT_ENDED))
    yield from told("the agent goes early", log, ended[log.value[ended] < 0])
    late = ended[log.value[ended] > 0]
    overtime = Stretches(
        log.agent[late].astype(np.int64), log.time[late] - log.value[late], log.time[late]
    )
    yield from outside("the agent stays without work", overtime, busy(doors.horizon, log))
