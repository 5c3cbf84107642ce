"""What a staffing does in each interval: service with its interval, and agents too many or few."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ccsim.analytic.staffing import scheduled_servers
from ccsim.experiments.forecasted import heads_now
from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.experiments.replicate import Settings, obtain
from ccsim.experiments.results import label_of
from ccsim.experiments.staff_items import Item, by_period, verdict_of
from ccsim.experiments.staff_pilots import Pilots
from ccsim.experiments.staff_question import Asked, Question, make_question
from ccsim.experiments.staff_rounds import Round, staffed
from ccsim.experiments.staff_start import required
from ccsim.metrics.window import Floats, Ints
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.loading import Loaded

if TYPE_CHECKING:
    import pandas as pd

METRIC: Final = "service_level"
EVERY_DAY: Final = "every day"


@dataclass(frozen=True)
class IntervalStaff:
    """A scenario's staffing, played, beside what theory asks for."""

    source: Loaded
    label: str
    target: float
    """Share of callers to be answered in time."""
    question: Question
    heads: dict[str, Ints]
    """[slot] by team: rostered at its beginning."""
    needed: dict[str, Ints]
    """[slot] by team: what Erlang A or C asks for, and so many more as are away by shrinkage."""
    service: "pd.DataFrame"
    """Queue, day, time, mean, low, high, n, calls; of slots in which somebody calls."""

    @property
    def cover(self) -> "pd.DataFrame":
        """Team, day, time, heads, needed, net; of slots in which there is either."""
        import pandas as pd

        rows = [
            {
                "team": team,
                "slot": slot,
                "day": day,
                "time": time,
                "heads": int(self.heads[team][slot]),
                "needed": int(needed[slot]),
                "net": int(self.heads[team][slot] - needed[slot]),
            }
            for team, needed in self.needed.items()
            for slot, day, time in places(self.question)
            if self.heads[team][slot] or needed[slot]
        ]
        return pd.DataFrame(rows, columns=["team", "slot", "day", "time", "heads", "needed", "net"])


class Step(NamedTuple):
    """What one agent more or less does, in one interval alone."""

    day: str
    time: str
    heads: int
    change: int
    here: PairedDifference
    """Service level of the interval."""
    whole: PairedDifference
    """Service level of the whole day or week."""


def interval_staff(
    source: Loaded, target: float, replications: int, seed: int, tell: Callable[[str], None]
) -> IntervalStaff:
    """Play a scenario as it is staffed, and lay what theory asks for beside it.

    Args:
        source: the scenario.
        target: share of callers to be answered in time.
        replications: how often it is played.
        seed: which luck it has.
        tell: told in words how it gets on.

    Raises:
        UsageError: nobody calls, or nobody can answer in time, however many there are.
    """
    return next(sharpening(source, target, [replications], seed, tell))


def sharpening(
    source: Loaded,
    target: float,
    stages: Sequence[int],
    seed: int,
    tell: Callable[[str], None],
    pilots: Pilots | None = None,
) -> Iterator[IntervalStaff]:
    """The same after ever more replications; what was played for one stage counts for the next.

    Args:
        source: the scenario.
        target: share of callers to be answered in time.
        stages: after how many replications there is an answer, in rising order. The last answer
            is what `interval_staff` gives for so many.
        seed: which luck it has.
        tell: told in words how it gets on.
        pilots: those of other staffings of the scenario, which need not be played again.

    Raises:
        UsageError: as there.
    """
    facts, _ = obtain(source)
    pilots = pilots or Pilots()
    played: Round | None = None
    for often in stages:
        asked = Asked([f"{METRIC}>={target}"], "interval", False, (), often, True)
        question = make_question(facts, asked, Settings(often, seed), tell, pilots=pilots)
        tell(f"{often} replications of the staffing")
        player = question.player
        played = (
            player.play_scenario(facts, often)
            if played is None
            else player.go_on(facts, played, often)
        )
        heads = heads_now(question.slots, source)
        yield IntervalStaff(
            source=source,
            label=label_of(facts, source.path),
            target=target,
            question=question,
            heads={team: heads[team] for team in question.teams},
            needed={team: _needed(question, team) for team in question.teams},
            service=_service(question, played),
        )


def places(question: Question) -> Iterator[tuple[int, str, str]]:
    """Each slot with its day and its time of day."""
    for slot, label in enumerate(question.slots.labels):
        if question.slots.cycle == "week":
            day, time = label.split(" ", 1)
            yield slot, day, time
        else:
            yield slot, EVERY_DAY, label


def days_of(question: Question) -> list[str]:
    """The days that are told apart."""
    return list(WEEKDAYS) if question.slots.cycle == "week" else [EVERY_DAY]


def one_step(
    found: IntervalStaff,
    team: str,
    day: str,
    replications: int,
    progress: Callable[[int, int], None],
) -> list[Step]:
    """One agent more, and one less, in each interval of a day by itself, under the same luck.

    Shifts become numbers of agents, without breaks; shrinkage stays.

    Args:
        found: the staffing as it is.
        team: whose agents.
        day: one of those that are told apart.
        replications: how often each is played.
        progress: told how many intervals are done, of how many.
    """
    question = found.question
    item = next(one for one in question.items if team in one.teams)
    slots = [(slot, time) for slot, its_day, time in places(question) if its_day == day]
    slots = [(slot, time) for slot, time in slots if item.judged[slot]]
    progress(0, len(slots))
    before = _fractions(question, item, found.heads, replications)
    steps: list[Step] = []
    for done, (slot, time) in enumerate(slots, start=1):
        for change in (1, -1):
            if found.heads[team][slot] + change < 0:
                continue
            other = dict(found.heads)
            other[team] = other[team].copy()
            other[team][slot] += change
            after = _fractions(question, item, other, replications)
            here = paired_difference(_at(before, slot), _at(after, slot))
            whole = paired_difference(_sum(before), _sum(after))
            heads = int(found.heads[team][slot])
            steps.append(Step(day, time, heads, change, here, whole))
        progress(done, len(slots))
    return steps


_BySlot = tuple[Floats, Floats]


def _fractions(
    question: Question, item: Item, heads: dict[str, Ints], replications: int
) -> _BySlot:
    """[replication, slot]: answered in time, and out of how many."""
    # Starting workers for each of many short rounds would take longer than the rounds.
    alone = replace(question.settings, workers=1)
    player = replace(question.player, settings=alone)
    scenario = staffed(player.scenario, question.slots, heads, some_away=True)
    played = player.play_scenario(scenario, replications)
    table = {name: sums[:, item.place, :] for name, sums in played.queues.items()}
    return item.target.fraction(table)


def _at(both: _BySlot, slot: int) -> _BySlot:
    return both[0][:, slot], both[1][:, slot]


def _sum(both: _BySlot) -> _BySlot:
    return both[0].sum(axis=1), both[1].sum(axis=1)


def _needed(question: Question, team: str) -> Ints:
    """What theory asks to be rostered, of those who are first in line."""
    load = question.loads[team]
    if load is None or team not in question.first:
        return np.zeros(question.slots.count, np.int64)
    own = [target for target in question.targets if question.concerns(target, team)]
    facts = question.plan.scenario.teams[team]
    needed = -(-required(load, own, question.threshold_s) // facts.at_once)
    there = (1 - facts.shrinkage.planned) * (1 - facts.shrinkage.unplanned)
    if there < 1:
        needed = np.array([_rostered(int(one), there) for one in needed], np.int64)
    judged = np.any([item.judged for item in question.items if team in item.teams], axis=0)
    return np.asarray(np.where(judged, needed, 0), np.int64)


def _rostered(on_phones: int, there: float) -> int:
    """How many to roster that so many are there; where nobody ever is, no number is enough."""
    return scheduled_servers(on_phones, 1 - there) if there > 0 else on_phones


def _service(question: Question, played: Round) -> "pd.DataFrame":
    """The service level of each queue by slot, with its 95 % interval."""
    import pandas as pd

    every = np.arange(question.slots.count)
    rows = []
    for item in question.items:
        verdict = verdict_of(item, played, every)
        calls = by_period(played.queues["offered"][:, item.place, :], every).mean(axis=0)
        low, high = verdict.interval()
        for slot, day, time in places(question):
            if item.judged[slot] and np.isfinite(verdict.mean[slot]):
                known = (float(one[slot]) for one in (verdict.mean, low, high))
                rows.append((item.name, slot, day, time, *known, verdict.n, float(calls[slot])))
    columns = ["queue", "slot", "day", "time", "mean", "low", "high", "n", "calls"]
    return pd.DataFrame(rows, columns=columns)
