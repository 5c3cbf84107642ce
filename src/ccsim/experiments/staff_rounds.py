"""A round: a scenario with some staffing, played a number of times, and its totals by slot."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, Protocol

import numpy as np

from ccsim.experiments.executors import LOCAL, hire
from ccsim.experiments.play import SMALL_WORK_S
from ccsim.experiments.replicate import Settings
from ccsim.experiments.workers import local, share
from ccsim.metrics.slots import SlotLedger, Slots, SlotTotals
from ccsim.metrics.window import Floats, Ints
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import EngineName, replicate
from ccsim.spec.scenario import Scenario
from ccsim.spec.teams import Headcount, Shrinkage

_PARTS = 4
"""So many portions for each worker, that none waits long for the others."""
_LOADS = ("offered", "handled", "talk_ms", "wrap_ms")


class Portion(NamedTuple):
    """Some replications of one staffing, to be played by one worker."""

    scenario: Scenario
    slots: Slots
    seed: int
    replications: tuple[int, ...]
    engine: EngineName
    names: frozenset[str]
    """The totals by queue that are kept."""
    work: bool
    """Whether the work of agents is counted too."""


@dataclass(frozen=True)
class Round:
    """The totals of a staffing by replication."""

    queues: dict[str, Floats]
    """[replication, queue, slot]"""
    teams: dict[str, Floats]
    """[replication, team, slot]"""

    @property
    def replications(self) -> int:
        """How often it was played."""
        return len(next(iter(self.queues.values())))

    def first(self, replications: int) -> "Round":
        """Its first replications; all, where there are no more."""
        queues, teams = (
            {name: sums[:replications] for name, sums in tables.items()}
            for tables in (self.queues, self.teams)
        )
        return Round(queues, teams)


class Memory(Protocol):
    """Whoever remembers rounds that were played before."""

    def known(self, asked: Portion) -> Round | None:
        """What a round gave, if that is known; perhaps its first replications only."""

    def keep(self, asked: Portion, played: Round) -> None:
        """Remember what a round gave."""


@dataclass(frozen=True)
class Player:
    """Whoever plays a scenario with one staffing after the other."""

    scenario: Scenario
    slots: Slots
    settings: Settings
    needs: frozenset[str]
    """The totals that the targets ask for."""
    work: bool
    """Whether some of them are of agents."""
    kept: Memory | None = None
    """Where rounds are kept; nowhere if it is None."""

    def play(
        self,
        heads: Mapping[str, Ints],
        replications: int,
        seed: int | None = None,
        work: bool = False,
    ) -> Round:
        """Play so many heads by team and slot, with the same luck each time unless told otherwise.

        The work of agents is counted where targets or the caller ask for it.
        """
        scenario = staffed(self.scenario, self.slots, heads)
        return self.play_scenario(scenario, replications, seed, work)

    def play_scenario(
        self,
        scenario: Scenario,
        replications: int,
        seed: int | None = None,
        work: bool = False,
    ) -> Round:
        """Play a scenario whose slots are the same."""
        portion = self._portion(scenario, range(replications), seed, work)
        if self.kept is None:
            return play_round(portion, self.settings)
        played = self.kept.known(portion)
        if played is None:
            played = play_round(portion, self.settings)
        elif played.replications < replications:
            played = self.go_on(scenario, played, replications, seed, work)
        else:
            return played
        self.kept.keep(portion, played)
        return played

    def go_on(
        self,
        scenario: Scenario,
        begun: Round,
        replications: int,
        seed: int | None = None,
        work: bool = False,
    ) -> Round:
        """Play a scenario so many times, the first of which are those of a round before."""
        numbers = range(begun.replications, replications)
        more = play_round(self._portion(scenario, numbers, seed, work), self.settings)
        pairs = ((begun.queues, more.queues), (begun.teams, more.teams))
        queues, teams = (
            {name: np.concatenate([first[name], then[name]]) for name in first}
            for first, then in pairs
        )
        return Round(queues, teams)

    def _portion(
        self, scenario: Scenario, numbers: range, seed: int | None = None, work: bool = False
    ) -> Portion:
        return Portion(
            scenario,
            self.slots,
            self.settings.seed if seed is None else seed,
            tuple(numbers),
            self.settings.engine,
            self.needs | frozenset(_LOADS),
            self.work or work,
        )


def play_round(portion: Portion, settings: Settings) -> Round:
    """Play a portion, shared among workers where that is worth it."""
    return play_rounds([portion], settings)[0]


def play_rounds(portions: Sequence[Portion], settings: Settings) -> list[Round]:
    """Play several portions, shared among the same workers where that is worth it."""
    played: list[list[SlotTotals]] = [[] for _ in portions]
    for place, some in _shared(portions, settings):
        played[place] += some
    return [
        Round(_stacked([one.queues for one in own]), _stacked([one.teams for one in own]))
        for own in played
    ]


def staffed(
    scenario: Scenario, slots: Slots, heads: Mapping[str, Ints], *, some_away: bool = False
) -> Scenario:
    """The scenario with so many heads by team and slot.

    All of them are on the phones, unless some are to be away by the team's own shrinkage.
    """
    teams = dict(scenario.teams)
    for name, agents in heads.items():
        own = teams[name].shrinkage if some_away else Shrinkage()
        teams[name] = teams[name].model_copy(
            update={"headcount": headcount_of(agents, slots), "shifts": None, "shrinkage": own}
        )
    return scenario.model_copy(update={"teams": teams})


def headcount_of(agents: Ints, slots: Slots) -> Headcount | int:
    """Heads by slot as a scenario has them."""
    if slots.cycle == "always":
        return int(agents[0])
    written = {"agents": agents.tolist(), "interval": f"{slots.interval}ms"}
    return Headcount.model_validate(written)


def play_portion(portion: Portion) -> list[SlotTotals]:
    """Play the replications of a portion."""
    plan = make_plan(portion.scenario)
    return [_play(plan, portion, replication) for replication in portion.replications]


def _play(plan: Plan, portion: Portion, replication: int) -> SlotTotals:
    ledger = SlotLedger(plan, portion.slots, portion.work)
    replicate(
        plan,
        seed=portion.seed,
        replication=replication,
        engine=portion.engine,
        listeners=[ledger],
    )
    totals = ledger.finish()
    kept = {name: sums for name, sums in totals.queues.items() if name in portion.names}
    return SlotTotals(kept, totals.teams)


def _shared(
    portions: Sequence[Portion], settings: Settings
) -> Iterator[tuple[int, list[SlotTotals]]]:
    """Each portion's place with some of its replications, in order.

    The first two replications here; the rest among workers, where that is worth it.
    """
    workers, executor = settings.processes, settings.executor
    whole = sum(len(one.replications) for one in portions)
    if (workers == 1 and executor == LOCAL) or whole < 4:
        yield from ((place, play_portion(one)) for place, one in enumerate(portions))
        return
    started = time.perf_counter()
    first, numbers = portions[0], portions[0].replications
    yield 0, play_portion(first._replace(replications=numbers[:2]))
    left = [first._replace(replications=numbers[2:]), *portions[1:]]
    if (time.perf_counter() - started) / 2 * (whole - 2) < SMALL_WORK_S:
        yield from ((place, play_portion(one)) for place, one in enumerate(left))
        return
    size = -(-(whole - 2) // (workers * _PARTS))
    jobs = [
        (place, one._replace(replications=one.replications[at : at + size]))
        for place, one in enumerate(left)
        for at in range(0, len(one.replications), size)
    ]
    few = min(workers, len(jobs))
    crew = partial(local, few) if executor == LOCAL else partial(hire, executor)
    with closing(share(play_portion, [one for _, one in jobs], crew)) as rest:
        made = dict(rest)  # in the order in which they were finished
    yield from ((place, made[number]) for number, (place, _) in enumerate(jobs))


def _stacked(tables: Sequence[dict[str, Floats]]) -> dict[str, Floats]:
    return {name: np.stack([table[name] for table in tables]) for name in tables[0]}
