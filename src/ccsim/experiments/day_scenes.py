"""A day looked at: its minutes, its callers, and the scenes that an animation shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import AgentState
from ccsim.eventlog.reading import Ints
from ccsim.experiments.day import Day, Left
from ccsim.units import HOUR, MINUTE

if TYPE_CHECKING:
    import pandas as pd

STATES: Final = {
    AgentState.TALKING: "talking",
    AgentState.WRAPPING_UP: "wrap-up",
    AgentState.IDLE: "idle",
    AgentState.ON_BREAK: "on break",
    AgentState.OFF: "off",
}
"""What agents do, in the order in which it is drawn."""
WAYS: Final = {
    Left.ANSWERED: "answered",
    Left.HUNG_UP: "hung up",
    Left.SENT_AWAY: "passed on or cut off",
    Left.STILL_WAITING: "still waiting",
}
MOST_DRAWN: Final = 60
"""So many agents are drawn one by one."""
MOST_SCENES: Final = 400
_FINE: Final = 30_000
_EDGE: Final = 10 * MINUTE


@dataclass(frozen=True)
class Facts:
    """What is counted on the day, of one queue or of all."""

    came: int
    """Joined a line on the day; who passes through two lines is counted in each."""
    left: dict[Left, int]
    """Of those, how many left it in which way."""
    turned_away: int
    longest_ms: int
    longest_at: int
    """When the one who waited longest had come."""
    most: int
    """Waiting at once, at a full minute."""
    most_at: int


@dataclass(frozen=True)
class Scenes:
    """Callers and agents at instants that follow each other at a steady step."""

    times: Ints
    """Milliseconds since midnight."""
    step: int
    teams: tuple[str, ...]
    """[agent]: the team."""
    states: Ints
    """[agent, scene]: `AgentState`."""
    of: int
    """How many agents are there at some time of it; fewer may be drawn."""
    counts: tuple[dict[AgentState, int], ...]
    """[scene]: how many of them, drawn or not, are in each state."""
    lines: tuple[tuple[float, ...], ...]
    """[scene]: minutes waited so far, who came first standing first."""
    hung_up: Ints
    """[scene]: how many have hung up since the scene before."""


def callers_frame(day: Day, queue: str | None = None) -> "pd.DataFrame":
    """Everybody who joined a line on the day, one row each.

    The columns are came_ms (since midnight), queue, wait_s and outcome.
    """
    import pandas as pd

    waits, seen = day.waits, _seen(day, queue) & (day.waits.start >= 0)
    return pd.DataFrame(
        {
            "came_ms": waits.start[seen],
            "queue": [day.queues[one] for one in waits.queue[seen].tolist()],
            "wait_s": (waits.end - waits.start)[seen] / 1000,
            "outcome": [WAYS[Left(one)] for one in waits.left[seen].tolist()],
        }
    )


def minutes_frame(
    day: Day, queue: str | None = None, team: str | None = None, *, whole: bool = False
) -> "pd.DataFrame":
    """The day at each full minute, while there is anybody: who waits, and what agents do.

    The columns are time_ms (since midnight), waiting, longest_wait_s, and one for each of `STATES`.
    """
    import pandas as pd

    times = np.arange(0, day.length, MINUTE)
    seen = _seen(day, queue)
    start, end = day.waits.start[seen], day.waits.end[seen]
    waiting = _count_before(times, start) - _count_before(times, end)
    states = day.states_at(times)[day.people(team)]
    columns: dict[str, Ints | list[float]] = {"time_ms": times, "waiting": waiting}
    columns["longest_wait_s"] = [
        max(_in_line(start, end, time), default=0) / 1000 if many else 0.0
        for time, many in zip(times.tolist(), waiting.tolist(), strict=True)
    ]
    for state, name in STATES.items():
        columns[name] = (states == state).sum(axis=0)
    frame = pd.DataFrame(columns)
    if whole or not len(frame):
        return frame
    first, last = _awake(frame)
    return frame[(frame["time_ms"] >= first) & (frame["time_ms"] < last)].reset_index(drop=True)


def facts_of(day: Day, queue: str | None = None) -> Facts:
    """What is counted on the day."""
    waits, seen = day.waits, _seen(day, queue) & (day.waits.start >= 0)
    wait = (waits.end - waits.start)[seen]
    longest = int(np.argmax(wait)) if len(wait) else -1
    frame = minutes_frame(day, queue, whole=True)
    most = int(frame["waiting"].to_numpy().argmax())
    number = day.queue_number(queue)
    return Facts(
        came=int(seen.sum()),
        left={one: int((waits.left[seen] == one).sum()) for one in Left},
        turned_away=int((day.turned_away == number).sum() if queue else len(day.turned_away)),
        longest_ms=int(wait[longest]) if len(wait) else 0,
        longest_at=int(waits.start[seen][longest]) if len(wait) else 0,
        most=int(frame["waiting"].iloc[most]),
        most_at=int(frame["time_ms"].iloc[most]),
    )


def busiest_hour(day: Day, queue: str | None = None) -> int:
    """The hour of the day, from 0, in which most time is spent waiting."""
    frame = minutes_frame(day, queue, whole=True)
    by_hour = np.bincount(frame["time_ms"] // HOUR, weights=frame["waiting"])
    if by_hour.max() > 0:
        return int(by_hour.argmax())
    return int(_awake(frame)[0] // HOUR)


def scenes(
    day: Day, hour: int, hours: int, queue: str | None = None, team: str | None = None
) -> Scenes:
    """Some hours of the day as scenes: every half minute, or every minute where there are many.

    Args:
        day: the day.
        hour: the hour at which it begins.
        hours: how many hours.
        queue: whose callers are seen; None for all.
        team: whose agents are seen; None for all.
    """
    begin, end = hour * HOUR, min((hour + hours) * HOUR, day.length)
    step = _FINE
    while (end - begin) // step + 1 > MOST_SCENES:
        step *= 2
    times = np.arange(begin, min(end + 1, day.length), step)
    everybody = day.states_at(times)[day.people(team)]
    here = np.flatnonzero((everybody != AgentState.OFF).any(axis=1))
    few = np.unique(np.linspace(0, len(here) - 1, min(len(here), MOST_DRAWN)).astype(int))
    drawn = here[few] if len(here) else here
    seen = _seen(day, queue)
    start, until = day.waits.start[seen], day.waits.end[seen]
    gone = until[day.waits.left[seen] == Left.HUNG_UP]
    lost = _count_before(times, gone)
    return Scenes(
        times=times,
        step=step,
        teams=tuple(day.teams[one] for one in day.team[day.people(team)][drawn].tolist()),
        states=everybody[drawn],
        of=len(here),
        counts=tuple(
            {state: int((now == state).sum()) for state in STATES} for now in everybody[here].T
        ),
        lines=tuple(
            tuple((_in_line(start, until, time) / MINUTE).round(1).tolist())
            for time in times.tolist()
        ),
        hung_up=np.diff(lost, prepend=lost[:1]),
    )


def _seen(day: Day, queue: str | None) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Who waits in the queue, or in any."""
    number = day.queue_number(queue)
    return np.ones(len(day.waits.queue), bool) if number is None else day.waits.queue == number


def _count_before(times: Ints, instants: Ints) -> Ints:
    """How many of the instants have come at each time."""
    return np.asarray(np.searchsorted(np.sort(instants), times, side="right"), np.int64)


def _in_line(start: Ints, end: Ints, time: int) -> Ints:
    """How long those have waited who wait now, who came first standing first."""
    return np.asarray(time - start[(start <= time) & (end > time)], np.int64)


def _awake(frame: "pd.DataFrame") -> tuple[int, int]:
    """From when to when there is anybody."""
    on_duty = frame[[name for state, name in STATES.items() if state != AgentState.OFF]].sum(axis=1)
    times = frame["time_ms"][(on_duty > 0) | (frame["waiting"] > 0)]
    if not len(times):
        return 0, int(frame["time_ms"].iloc[-1]) + MINUTE
    return int(times.iloc[0]) - _EDGE, int(times.iloc[-1]) + _EDGE
