"""How satisfied the customer of a case is: solved or not first of all, then what it took.

Courtesy counts beside resolution and never instead of it; a long wait counts little (E-SAT-03).
What customers expect, because advertising has promised it or the years have taught them, makes
every shortfall count more. Computed from the log and the
plan alone: nothing that happens depends on it.
"""

from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.case_table import CaseTable
from ccsim.metrics.stretch import LEAVINGS, Stretch
from ccsim.metrics.window import Bools, Ints, Window
from ccsim.units import DAY, HOUR

NAME: Final = "case_satisfaction"
POINT: Final = 1000
"""A point of a hundred, so that sums are whole numbers however the log is cut."""
FULL: Final = 100 * POINT


class Courtesy:
    """How kind the agents of each team are, as it changes (S004-24)."""

    def __init__(self, window: Window) -> None:
        self._window, self._now = window, window.team_courtesy.copy()

    def meet(self, stretch: Stretch, table: CaseTable, rows: Ints, place: Ints) -> None:
        """Customers are answered by these agents, kind or less kind."""
        chunk, team_of = stretch.chunk, self._window.agent_team
        team = team_of[chunk.agent[rows]]
        courtesy = self._now[team]
        for change in stretch.rows(Event.TEAM_COURTESY).tolist():
            changed = team_of[chunk.agent[change]]
            self._now[changed] = chunk.value[change]
            courtesy[(rows > change) & (team == changed)] = chunk.value[change]
        np.add.at(table.column("courtesy"), place, courtesy)
        np.add.at(table.column("abroad"), place, self._window.team_abroad[team])
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
    heard = table.column("abroad")[:count] // np.maximum(legs, 1)
    far = heard * in_points(facts.answered_from_abroad) // 1000
    extra = np.maximum(table.column("answered")[:count] - 1, 0)
    waiting = table.column("waited")[:count] * in_points(facts.per_hour_waiting) // HOUR
    solved_after = np.where(resolved, table.column("resolved_after")[:count], 0)
    late = solved_after * in_points(facts.per_day_open) // DAY
    score = base - late + kindness - far - extra * in_points(facts.per_extra_contact) - waiting
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
