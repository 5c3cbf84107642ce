"""Agents on duty on the days of a history: as a report tells them, or as call records show them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from ccsim.errors import UsageError
from ccsim.intake.history import AGENTS, History
from ccsim.metrics.window import Floats, Ints
from ccsim.spec.scenario import Scenario
from ccsim.units import DAY, MINUTE

if TYPE_CHECKING:
    from ccsim.intake.calls import CallRecords

Duty = dict[str, Floats]
"""By team of the scenario: agents [day of the history, interval]; NaN where nothing is known."""


def duty_of_history(history: History, scenario: Scenario, queues: Mapping[str, str]) -> Duty:
    """Agents on duty from the column of a report that tells them.

    A team that answers several queues is counted once: the largest number that any of them shows.
    """
    days = {day: at for at, day in enumerate(history.days)}
    found: Duty = {}
    if AGENTS not in history.frame:
        return found
    for row in history.frame[["queue", "day", "minute", AGENTS]].itertuples(index=False):
        if row[0] not in queues:
            continue
        team = _team_of(queues[row[0]], scenario)
        table = found.setdefault(team, np.full((len(days), _intervals(history)), np.nan))
        place = days[row[1]], int(row[2]) // history.minutes
        table[place] = np.fmax(table[place], row[3])
    return _with_reserves(found, scenario)


def duty_of_calls(
    calls: "CallRecords", history: History, scenario: Scenario, queues: Mapping[str, str]
) -> Duty:
    """Agents who took calls on these very days, as calibration estimates them from services.

    Of those on duty, only the share that is ready counts: it is estimated on these days too.
    """
    from ccsim.experiments.calibration.calls import calls_of
    from ccsim.experiments.calibration.staffing import teams_of, the_others, whole_agents
    from ccsim.intake.calls import ANSWERED

    seen = calls_of(calls.between(history.days[0], history.days[-1]), history.minutes)
    places = [seen.dates.index(day) for day in history.days]
    found: Duty = {}
    for team in teams_of(seen):
        known = [queues[name] for name in team.queues if name in queues]
        if not known:
            continue
        name = _team_of(known[0], scenario)
        counts = [seen.of(queue).having(ANSWERED).counts() for queue in team.queues]
        answered = np.sum(counts, axis=0)
        heads = whole_agents(team.taking_calls, answered)
        _add(found, name, heads[places])
        others = the_others(team, team.on_duty, answered, heads)
        reserve = scenario.queues[known[0]].overflow if known[0] in scenario.queues else None
        if others is not None and reserve is not None:
            _add(found, reserve.to, others[places])
    return _with_reserves(found, scenario)


def _with_reserves(found: Duty, scenario: Scenario) -> Duty:
    """The same with teams that only help others: whom a history shows on duty, they are among.

    Otherwise those that the scenario plans would be there a second time.
    """
    own = {team for queue in scenario.queues.values() for team in queue.teams}
    for queue in scenario.queues.values():
        team, reserve = queue.teams[0], queue.overflow
        if reserve is not None and team in found and reserve.to not in own:
            nobody = np.where(np.isnan(found[team]), np.nan, 0.0)
            found.setdefault(reserve.to, nobody)
    return found


def _add(found: Duty, team: str, agents: Ints) -> None:
    """Agents of a team, with those that it has by other queues."""
    own = agents.astype(float)
    found[team] = found[team] + own if team in found else own


def _team_of(queue: str, scenario: Scenario) -> str:
    """The team that answers a queue, or all of them where the history names none.

    Raises:
        UsageError: there are several teams, and the history does not say which.
    """
    if queue in scenario.queues:
        return scenario.queues[queue].teams[0]
    teams = {one.teams[0] for one in scenario.queues.values()}
    if len(teams) > 1:
        raise UsageError(
            f"--given staffing: the history does not say which of the teams "
            f"({', '.join(sorted(teams))}) was on duty; bring one with a column of queues"
        )
    return teams.pop()


def _intervals(history: History) -> int:
    return DAY // MINUTE // history.minutes
