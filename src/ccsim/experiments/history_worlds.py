"""The days of a history played in plausible worlds: what is estimated is not known for certain.

A scenario made of two weeks of records has the level of its calls, its talks and its agents within
their intervals, not to the last digit. Held against its point estimates alone, a history seems to
be off too often: the spread of simulated days then holds luck, but not what was never known. So the
facts for which the scenario's own evidence has a range are drawn from it, in worlds, and the
replications are played in these worlds in turn.

Facts that rest on one and the same estimate, such as the pauses of a team that answers six queues,
are one doubt. The levels of all queues are one as well: what is not known of them is mostly how
busy the days of the records happened to be, and a busy day is busy in all queues.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.backtest_sums import PLAYED
from ccsim.experiments.doubts import Doubt, doubts_of
from ccsim.experiments.history_days import ALL_QUEUES, Given, Past, stretches
from ccsim.experiments.replicate import Settings
from ccsim.experiments.staff_rounds import Portion, play_rounds
from ccsim.experiments.worlds import drawn_until_right
from ccsim.metrics.slots import make_slots
from ccsim.metrics.window import Floats, Ints
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.loading import with_values
from ccsim.spec.scenario import Scenario

WORLDS: Final = 20
_LEVEL: Final = ".forecast.scale"
_MOST_WORLDS: Final = 1000


class PlausibleWorlds(NamedTuple):
    """A scenario as it may be, so many times."""

    scenarios: tuple[Scenario, ...]
    """One for each world; the scenario as it stands, where nothing is in doubt."""
    doubts: tuple[str, ...] = ()
    """The facts that differ between them."""


def plausible_worlds(facts: Scenario, count: int, seed: int) -> PlausibleWorlds:
    """The scenario in worlds whose facts are drawn from the ranges of its own evidence.

    What the scenario itself says nothing of stays as it stands: the literature's ranges are of
    other centres, and a history is held against this one.

    Args:
        facts: the scenario.
        count: how many worlds; with one it stays as it stands.
        seed: which luck they have.

    Raises:
        UsageError: so many worlds cannot be.
    """
    if not 1 <= count <= _MOST_WORLDS:
        raise UsageError(f"--worlds {count}: it must lie from 1 to {_MOST_WORLDS:,}")
    doubts = [
        one
        for one in doubts_of(facts, facts, ()).doubts
        if all(place.own is not None for place in one.places[0])
    ]
    if count == 1 or not doubts:
        return PlausibleWorlds((facts,))
    roots = [_root(one) for one in doubts]
    names = list(dict.fromkeys(roots))

    def make(drawn: Floats) -> Scenario:
        share = dict(zip(names, drawn.tolist(), strict=True))
        values = [one.settings(0, share[root]) for one, root in zip(doubts, roots, strict=True)]
        return with_values(facts, {path: value for own in values for path, value in own.items()})

    _, made, _ = drawn_until_right(make, count, names, seed)
    return PlausibleWorlds(tuple(made), tuple(one.name for one in doubts))


def _root(doubt: Doubt) -> str:
    """What a doubt rests on: those of one estimate are drawn together."""
    if doubt.name.endswith(_LEVEL):
        return f"queues.*{_LEVEL}"
    kind = doubt.name.rpartition(".")[2]
    return f"{kind}: {doubt.low} to {doubt.high}, {doubt.source}"


def play_days(
    worlds: Sequence[Scenario],
    past: Past,
    given: Sequence[Given],
    settings: Settings,
    tell: Callable[[str], None] | None,
) -> dict[str, Floats]:
    """By name, [replication, queue, day, interval]: the sums of all simulated days.

    Replication by replication the worlds take turns, so that each has as many as the others, or
    one more.

    Raises:
        UsageError: what is to be given is not known or fits nowhere.
    """
    turns = list(_turns(worlds, past, given, settings))
    if tell is not None:
        where = f" in {len(worlds)} plausible worlds" if len(worlds) > 1 else ""
        days = f"{len(past.days)} day{'s' if len(past.days) > 1 else ''}"
        tell(f"Simulating {days}, {settings.replications} times{where}")
    shape = (settings.replications, len(past.queues), len(past.days), past.intervals)
    found = {name: np.zeros(shape) for name in PLAYED}
    played = play_rounds([one.portion(settings) for one in turns], settings)
    for turn, totals in zip(turns, played, strict=True):
        plan = make_plan(turn.scenario)
        known, rows = np.flatnonzero(turn.days >= 0), np.array(turn.rows)
        for name, table in totals.queues.items():
            by_day = table.reshape(len(turn.rows), len(plan.queue_names), len(turn.days), -1)
            for place, queue in enumerate(past.queues):
                sums = by_day[:, _places(plan, queue)].sum(axis=1)[:, known]
                found[name][rows[:, None], place, turn.days[known]] = sums
    return found


class _Turn(NamedTuple):
    """A stretch of the days in one world, and which replications are played of it."""

    scenario: Scenario
    days: Ints
    """For each of its days the place among those of the history; -1: none."""
    rows: tuple[int, ...]
    first: int
    """What is added to their numbers: luck is drawn by day of the calendar, so that each stretch
    needs replications of its own."""

    def portion(self, settings: Settings) -> Portion:
        """What is to be played."""
        return Portion(
            scenario=self.scenario,
            slots=make_slots(make_plan(self.scenario), "never"),
            seed=settings.seed,
            replications=tuple(self.first + row for row in self.rows),
            engine=settings.engine,
            names=PLAYED,
            work=False,
        )


def _turns(
    worlds: Sequence[Scenario], past: Past, given: Sequence[Given], settings: Settings
) -> Iterator[_Turn]:
    """Each world's turns: of single replications all stretches, one after the other."""
    for number, world in enumerate(worlds):
        rows = tuple(range(number, settings.replications, len(worlds)))
        for at, (scenario, days) in enumerate(stretches(world, past, given)):
            yield _Turn(scenario, days, rows, at * settings.replications)


def _places(plan: Plan, queue: str) -> list[int]:
    """The queues of the plan that a queue of the history is: all on the phone where it is none."""
    if queue != ALL_QUEUES:
        return [plan.queue_names.index(queue)]
    return [int(at) for at in np.flatnonzero(plan.queue_of_calls)]
