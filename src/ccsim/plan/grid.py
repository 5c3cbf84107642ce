"""Elementary stretches of time, each wholly inside one day, one interval, and open or closed."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ccsim.plan.hours import open_intervals, wall_clock
from ccsim.plan.records import Integers
from ccsim.plan.transition import time_of_team, within
from ccsim.spec.scenario import Scenario
from ccsim.units import HOUR, format_clock


@dataclass(frozen=True)
class Grid:
    """Cells between edges; metrics are sums over cells."""

    edges: Integers
    """[cells + 1], from 0 to the horizon."""
    cell_day: Integers
    cell_interval: Integers
    """Index in `interval_labels`: the local time of day."""
    interval_labels: tuple[str, ...]
    queue_open: npt.NDArray[np.bool_]
    """[queue, cell]"""
    team_open: npt.NDArray[np.bool_]
    """[team, cell]: inside the hours of the team."""


def make_grid(scenario: Scenario, starts_of_days: Integers) -> Grid:
    """The grid of a scenario over its whole run."""
    horizon, interval = int(starts_of_days[-1]), scenario.measures.interval
    queue_hours = [open_intervals(q.hours, scenario.calendar) for q in scenario.queues.values()]
    team_hours = [
        within(_team_hours(scenario, name), time_of_team(scenario, name, starts_of_days))
        for name in scenario.teams
    ]
    instants = {int(midnight) for midnight in starts_of_days}
    for midnight, next_midnight in pairwise(starts_of_days.tolist()):
        instants.update(range(midnight, next_midnight, interval))
    for spans in queue_hours + team_hours:
        instants.update(edge for span in spans for edge in span if 0 <= edge <= horizon)
    edges = np.array(sorted(instants), np.int64)
    starts = edges[:-1]
    clock = wall_clock(scenario.calendar, starts)
    count = -(-24 * HOUR // interval)
    return Grid(
        edges=edges,
        cell_day=np.searchsorted(starts_of_days, starts, side="right").astype(np.int64) - 1,
        cell_interval=(clock // interval).astype(np.int64),
        interval_labels=tuple(format_clock(i * interval) for i in range(count)),
        queue_open=np.array([_inside(spans, starts) for spans in queue_hours], bool),
        team_open=np.array([_inside(spans, starts) for spans in team_hours], bool),
    )


def _team_hours(scenario: Scenario, name: str) -> list[tuple[int, int]]:
    team = scenario.teams[name]
    if team.shifts is None:
        return open_intervals(team.hours, scenario.calendar)
    spans: list[tuple[int, int]] = []
    for shift in team.shifts:
        spans += open_intervals(shift.hours, scenario.calendar)
    return spans


def _inside(spans: list[tuple[int, int]], starts: Integers) -> npt.NDArray[np.bool_]:
    inside = np.zeros(len(starts), bool)
    for start, end in spans:
        inside[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return inside
