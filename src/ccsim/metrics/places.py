"""For how many people there are places, day by day."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.metrics.window import Floats, Window
from ccsim.plan.transition import time_of_team

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan


def people_by_day(plan: "Plan", window: Window) -> Floats:
    """[team, measured day]: how many people each team has places for.

    The pit stop has none of its own: it borrows its people from the floor. Of a transition, old
    teams have none when they have gone, and new ones none before they begin.
    """
    scenario, midnights = plan.scenario, np.asarray(plan.day_starts)
    days = midnights[window.warm_up_days : window.total_days]
    people = np.repeat(np.asarray(plan.team_places, np.float64)[:, None], len(days), axis=1)
    for t, name in enumerate(plan.team_names):
        if scenario.pit_stop is not None and name == scenario.pit_stop.team:
            people[t] = 0
        first, last = time_of_team(scenario, name, plan.day_starts)
        people[t] *= (first <= days) & (days < last)
    return people
