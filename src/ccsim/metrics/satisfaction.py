"""How satisfied the customer of a case is: solved or not first of all, then what it took.

Courtesy counts beside resolution and never instead of it; a long wait counts little (E-SAT-03).
What customers expect, because advertising has promised it or the years have taught them, makes
every shortfall count more. Computed from the log and the
plan alone: nothing that happens depends on it.
"""

from typing import Final

import numpy as np

from ccsim.metrics.case_table import CaseTable
from ccsim.metrics.stretch import LEAVINGS, Stretch
from ccsim.metrics.window import Bools, Ints, Window
from ccsim.units import DAY, HOUR

NAME: Final = "case_satisfaction"
POINT: Final = 1000
"""A point of a hundred, so that sums are whole numbers however the log is cut."""
FULL: Final = 100 * POINT


def meet_courtesy(
    window: Window, stretch: Stretch, table: CaseTable, rows: Ints, place: Ints
) -> None:
    """Customers are answered by these agents, kind or less kind."""
    team = window.agent_team[stretch.chunk.agent[rows]]
    np.add.at(table.column("courtesy"), place, window.team_courtesy[team])
    np.add.at(table.column("legs"), place, 1)


def waiting_rows(window: Window, stretch: Stretch) -> Ints:
    """Rows that end a wait on the line (a letter waits without its writer), in order."""
    rows = np.sort(np.concatenate([stretch.rows(event) for event in LEAVINGS]))
    return np.asarray(rows[window.of_calls[stretch.chunk.queue[rows]]], np.int64)


def points(window: Window, table: CaseTable, count: int, resolved: Bools) -> Ints:
    """The satisfaction of the oldest cases, in thousandths of a point from 0 to 100."""
    facts = window.measures.satisfaction
    legs, courtesy = table.column("legs")[:count], table.column("courtesy")[:count]
    base = np.where(resolved, in_points(facts.solved), in_points(facts.unsolved))
    # Courtesy is in thousandths around the middle: 500 neither adds nor takes away.
    met = np.where(legs > 0, courtesy // np.maximum(legs, 1) - 500, 0)
    kindness = met * in_points(facts.courtesy) // 1000
    extra = np.maximum(table.column("answered")[:count] - 1, 0)
    waiting = table.column("waited")[:count] * in_points(facts.per_hour_waiting) // HOUR
    solved_after = np.where(resolved, table.column("resolved_after")[:count], 0)
    late = solved_after * in_points(facts.per_day_open) // DAY
    score = base - late + kindness - extra * in_points(facts.per_extra_contact) - waiting
    segment, opened = table.column("segment")[:count], table.column("opened")[:count]
    return disappoint(window, score, segment, window.day_of(opened))


def disappoint(window: Window, points: Ints, segment: Ints, day: Ints) -> Ints:
    """Points on their scale, less what is missing to the full once more by what is expected."""
    points = np.clip(points, 0, FULL)
    expected = window.expectations[segment, day]
    left: Ints = np.maximum(points - (FULL - points) * expected // 1000, 0)
    return left


def in_points(number: float) -> int:
    """Points as the sums hold them."""
    return round(number * POINT)
