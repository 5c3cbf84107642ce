"""The intervals of a typical day or week that a staffing is set and judged in."""

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.staff_start import expected_calls
from ccsim.metrics.slots import Cycle, Slots, make_slots
from ccsim.metrics.window import Ints
from ccsim.plan.plan import Plan
from ccsim.units import DAY


def slots_of(plan: Plan, as_staffed: bool = False) -> Slots:
    """The intervals of a day or week, each of which is measured; one where all are alike.

    Args:
        plan: the scenario.
        as_staffed: whether intervals with other numbers of agents are other ones, too.

    Raises:
        UsageError: intervals that do not divide a day; weekdays that are never measured.
    """
    slots = make_slots(plan, _cycle(plan, as_staffed))
    if slots.cycle != "always" and DAY % slots.interval:
        raise UsageError("measures.interval must divide a day, such as 15m, 30m or 1h, for staff")
    # At weekdays that are played only to warm up, and never measured, nobody would be there.
    if slots.cycle == "week" and (slots.times[np.unique(slots.of_cell)] == 0).any():
        raise UsageError(
            "days differ by weekday, and some are only played to warm up: measure a week at least "
            "(calendar.weeks beyond calendar.warm_up_weeks, or --weeks)"
        )
    return slots


def rostered(plan: Plan) -> dict[str, Ints]:
    """[cell of the plan's grid] by team: seats that are taken at its beginning; with breaks."""
    found: dict[str, Ints] = {}
    first, cells = 0, plan.grid.edges[:-1]
    for name, team in plan.scenario.teams.items():
        mine = (plan.roster.agent >= first) & (plan.roster.agent < first + team.size)
        first += team.size
        starts, ends = np.sort(plan.roster.starts[mine]), np.sort(plan.roster.ends[mine])
        there = np.searchsorted(starts, cells, "right") - np.searchsorted(ends, cells, "right")
        found[name] = np.asarray(there, np.int64)
    return found


def _cycle(plan: Plan, as_staffed: bool) -> Cycle:
    """After how long expected calls and hours, and perhaps agents, look the same again."""
    slots = make_slots(plan, "week")
    lengths = np.diff(plan.grid.edges) * (plan.grid.cell_day >= plan.warm_up_days)
    layers = [*plan.grid.queue_open * lengths, *plan.grid.team_open * lengths]
    means = np.array([slots.mean(layer / slots.interval) for layer in layers])
    agents = rostered(plan).values() if as_staffed else ()
    heads = [slots.mean(there * lengths / slots.interval) for there in agents]
    looks = np.concatenate([expected_calls(plan, slots), means, *[one[None, :] for one in heads]])
    seen = slots.times > 0
    by_day = looks.reshape(len(looks), 7, -1)[:, seen.reshape(7, -1).any(axis=1), :]
    if np.allclose(looks[:, seen], looks[:, seen][:, :1]) and means[:, seen].min() > 0.999:
        return "always"
    return "day" if np.allclose(by_day, by_day[:, :1, :]) else "week"
