"""The parts of a centre that have nothing to do with each other, where it has only plain queues."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ccsim.experiments.closer.own_laws import Times, calls_a_second, handle_times, never_hangs_up
from ccsim.plan.hours import day_starts
from ccsim.spec.calendar import Calendar
from ccsim.spec.fields import Facts
from ccsim.spec.hours import ALWAYS
from ccsim.spec.queues import Queue
from ccsim.spec.scenario import ABOUT_THE_FILE, Scenario
from ccsim.spec.teams import Headcount, Team
from ccsim.units import DAY, SECOND

# What theories may know of. Whatever else is said of a scenario, or comes to be one day, is nothing
# that any of them knows: then none is offered.
_OF_SCENARIO = (*ABOUT_THE_FILE, "calendar", "queues", "teams", "measures")
_OF_QUEUE = (
    *("teams", "priority", "hours", "lines", "patience"),
    *("overflow", "talk", "wrap_up", "forecast", "onward"),
)
_OF_FORECAST = (
    *("rate", "calls", "scale", "interval", "starts", "after_closing", "opening_spread"),
    *("redials", "redials_when_blocked", "redial_delay", "redial_patience"),
    *("reconnects", "reconnect_delay"),
)
_OF_TEAM = ("tier", "employer", "site", "hours", "headcount", "pay", "priority", "talk_factor")


@dataclass(frozen=True)
class Part:
    """Queues that are bound to each other by agents or by calls that move on, and nothing else."""

    queues: dict[str, Queue]
    """Only those that calls reach."""
    teams: dict[str, Team]
    """Only those that answer them and have somebody."""
    threshold_s: float

    def rate(self, name: str) -> float:
        """First calls of a queue, a second, where the part is steady."""
        return calls_a_second(self.queues[name].forecast) or 0.0

    def teams_of(self, name: str) -> list[str]:
        """The teams with somebody in them that answer a queue, the first asked first."""
        return [team for team in self.queues[name].teams if team in self.teams]

    def people(self, name: str) -> int:
        """How many agents answer a queue."""
        return sum(self.teams[team].people for team in self.teams_of(name))

    def rank(self, name: str, team: str) -> int:
        """How urgent a queue is to a team: lower is first."""
        return self.teams[team].priority.get(name, self.queues[name].priority)

    def times(self, name: str) -> Times | None:
        """Handle times of a queue; None where they depend on who answers."""
        factors = {self.teams[team].talk_factor for team in self.teams_of(name)}
        return handle_times(self.queues[name], factors.pop()) if len(factors) == 1 else None


def parts_of(facts: Scenario) -> list[Part]:
    """The parts of a scenario; none if anything is on that no theory knows of."""
    if not _only(facts, _OF_SCENARIO) or not all(_is_plain(team) for team in facts.teams.values()):
        return []
    used = {name: facts.queues[name] for name in _reached(facts)}
    if not all(_is_plain_queue(queue) for queue in used.values()):
        return []
    teams = {name: team for name, team in facts.teams.items() if team.people}
    threshold_s = facts.measures.service_level_threshold / SECOND
    parts = []
    while used:
        names = _bound_to(next(iter(used)), used, teams)
        queues = {name: used.pop(name) for name in list(used) if name in names}
        mine = {team for queue in queues.values() for team in _answering(queue)}
        here = {name: team for name, team in teams.items() if name in mine}
        parts.append(Part(queues, here, threshold_s))
    return parts


def is_steady(part: Part, calendar: Calendar) -> bool:
    """Whether nothing changes with the time of day: rates, agents, open lines."""
    by_interval = any(
        queue.forecast is not None and queue.forecast.calls for queue in part.queues.values()
    )
    if by_interval and not all_days_alike(calendar):
        return False
    return (
        all(queue.hours == ALWAYS for queue in part.queues.values())
        and all(team.hours == ALWAYS for team in part.teams.values())
        and all(isinstance(team.headcount, int) for team in part.teams.values())
        and all(calls_a_second(queue.forecast) is not None for queue in part.queues.values())
    )


def all_days_alike(calendar: Calendar) -> bool:
    """Whether each day has 24 hours: where clocks change, intervals of a day begin at others."""
    return all(end - start == DAY for start, end in pairwise(day_starts(calendar)))


def calls_again(queue: Queue) -> bool:
    """Whether anybody of a queue's own accord dials more than once."""
    habits = queue.forecast
    if habits is None:
        return False
    hang_up = not never_hangs_up(queue.patience) and habits.redials > 0
    refused = queue.lines is not None or queue.hours != ALWAYS
    return hang_up or habits.reconnects > 0 or (refused and habits.redials_when_blocked > 0)


def moves_on(queue: Queue) -> dict[str, float]:
    """Share of served calls by the queue to which they move on."""
    shares: dict[str, float] = {}
    for step in queue.onward:
        if step.chance:
            shares[step.to] = shares.get(step.to, 0.0) + step.chance
    return shares


def _only(facts: Facts, known: tuple[str, ...]) -> bool:
    """Whether all facts but those known are as if nobody had said anything of them."""
    fields: dict[str, Any] = type(facts).model_fields
    return all(
        getattr(facts, name) == field.get_default(call_default_factory=True)
        for name, field in fields.items()
        if name not in known
    )


def _is_plain(team: Team) -> bool:
    wanted = team.headcount
    even = not isinstance(wanted, Headcount) or len(set(wanted.agents)) == 1
    return _only(team, _OF_TEAM) and wanted is not None and even


def _is_plain_queue(queue: Queue) -> bool:
    return _only(queue, _OF_QUEUE) and (
        queue.forecast is None or _only(queue.forecast, _OF_FORECAST)
    )


def _reached(facts: Scenario) -> list[str]:
    """The queues that somebody calls, or that calls move on to."""
    found = [name for name, queue in facts.queues.items() if calls_a_second(queue.forecast) != 0.0]
    for name in found:  # the list grows while it is read
        found += [to for to in moves_on(facts.queues[name]) if to not in found]
    return found


def _answering(queue: Queue) -> set[str]:
    return {*queue.teams, *([queue.overflow.to] if queue.overflow else [])}


def _bound_to(first: str, queues: dict[str, Queue], teams: dict[str, Team]) -> set[str]:
    """All queues that share agents or calls with one, directly or through others."""
    found = [first]
    for name in found:  # the list grows while it is read
        found += [other for other in queues if other not in found and _bound(
            name, other, queues, teams
        )]  # fmt: skip
    return set(found)


def _bound(name: str, other: str, queues: dict[str, Queue], teams: dict[str, Team]) -> bool:
    shared = _answering(queues[name]) & _answering(queues[other]) & set(teams)
    return bool(shared) or other in moves_on(queues[name]) or name in moves_on(queues[other])
