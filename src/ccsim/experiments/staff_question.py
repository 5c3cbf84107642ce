"""What is asked of the search for staff: whose agents, in which intervals, judged by what."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.replicate import MOST_OFTEN, Settings, check_whole
from ccsim.experiments.staff_items import Item, Per, verdict_of
from ccsim.experiments.staff_rounds import Memory, Player, Round
from ccsim.experiments.staff_search import Tell
from ccsim.experiments.staff_slots import slots_of
from ccsim.experiments.staff_start import Load, calls_of, expected_calls, load_of
from ccsim.experiments.targets import Target, parse_targets
from ccsim.metrics.slots import Slots
from ccsim.metrics.window import Bools, Floats, Ints
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.fields import Amount
from ccsim.spec.scenario import Scenario
from ccsim.units import HOUR, SECOND

_SEEN: Final = 200
"""How often each interval is seen, unless the user says how many replications."""
_FEWEST: Final = 10
_PILOTS: Final = 10
_MOST_DELAYED: Final = 0.02
_FEW_CALLS: Final = 0.02
"""Mean calls of an interval below which nobody is asked to sit there."""
_MOST_HEADS: Final = 20_000


class Asked(NamedTuple):
    """What the user wants to know, as `staff` takes it."""

    targets: Sequence[str]
    per: Per
    cheapest: bool
    teams: Sequence[str]
    """Those to be staffed; none for all that answer calls."""
    replications: int | None
    as_staffed: bool = False
    """Whether intervals are told apart by the agents that are rostered now, too."""


@dataclass(frozen=True)
class Question:
    """A scenario made ready for the search."""

    plan: Plan
    slots: Slots
    settings: Settings
    player: Player
    targets: Sequence[Target]
    items: Sequence[Item]
    per: Per
    period: Ints
    """[slot]"""
    period_labels: tuple[str, ...]
    teams: tuple[str, ...]
    calls: Floats
    """[queue, slot]: expected of each time that it comes."""
    loads: Mapping[str, Load | None]
    most: Mapping[str, Ints]
    """[slot] by team: more heads than it can need."""
    opened: Mapping[str, Bools]
    """[slot] by team: within its hours."""
    exchanges: Sequence[tuple[str, str]]
    """Teams of which the second serves less than the first, and costs no more."""
    prices: Mapping[str, float]
    """By team, of an hour in the scenario's currency; where it is known."""
    cheapest: bool
    replications: int

    @property
    def threshold_s(self) -> float:
        """The time within which an answer counts for the service level."""
        return self.plan.scenario.measures.service_level_threshold / SECOND

    @property
    def slots_of_periods(self) -> list[Ints]:
        """The slots of each period."""
        return [np.flatnonzero(self.period == at) for at in range(len(self.period_labels))]

    @property
    def first(self) -> set[str]:
        """Teams that are added to where a target is missed."""
        return {item.teams[0] for item in self.items}

    @property
    def trimmed(self) -> list[str]:
        """Teams in the order in which agents are taken away: the dearest, or the narrowest."""
        serves = {team: sum(team in item.teams for item in self.items) for team in self.teams}
        if self.cheapest:
            return sorted(self.teams, key=lambda team: -self.prices[team])
        return sorted(self.teams, key=lambda team: serves[team])

    def concerns(self, target: Target, team: str) -> bool:
        """Whether the agents of a team are there to meet a target."""
        return any(item.target is target and team in item.teams for item in self.items)


def make_question(
    facts: Scenario,
    asked: Asked,
    settings: Settings,
    tell: Tell,
    kept: Memory | None = None,
    pilots: Memory | None = None,
) -> Question:
    """Read what is asked, and see in a pilot with ample staff whether it can be met at all.

    Rounds of the search that follows are remembered by `kept`, those of pilots by `pilots`.
    """
    wishes, plan = parse_targets(asked.targets, facts), make_plan(facts)
    names = _teams(facts, plan, asked.teams)
    prices = _prices(facts, names, asked.cheapest)
    slots = slots_of(plan, asked.as_staffed)
    often = _replications(asked.replications, slots)
    needs = frozenset(name for wish in wishes for name in wish.metric.needs)
    player = Player(facts, slots, settings, needs, any(wish.of_team for wish in wishes), pilots)
    opened = {name: _opened(plan, slots, plan.team_names.index(name)) for name in names}
    tell("a pilot with ample staff")
    pilot, heads = _pilot(plan, player, opened, max(often // 5, min(often, _FEWEST)))
    calls = calls_of(plan, slots, pilot)
    items = _items(plan, slots, wishes, opened, calls, prices if asked.cheapest else {})
    period, labels = _periods(slots, asked.per)
    _refuse_what_nobody_meets(items, pilot, period, labels, heads)
    loads = {name: _load(plan, slots, items, name, calls, pilot) for name in names}
    return Question(
        plan=plan,
        slots=slots,
        settings=settings,
        player=replace(player, kept=kept),  # of a question that is refused nothing is kept
        targets=wishes,
        items=items,
        per=asked.per,
        period=period,
        period_labels=labels,
        teams=names,
        calls=calls,
        loads=loads,
        most={name: _most(plan, items, name, loads[name]) for name in names},
        opened=opened,
        exchanges=_exchanges(items, names, prices if asked.cheapest else {}),
        prices=prices,
        cheapest=asked.cheapest,
        replications=often,
    )


def _replications(asked: int | None, slots: Slots) -> int:
    if asked is not None and asked < 2:
        raise UsageError("staff needs at least 2 replications: one number has no interval")
    if asked is not None:
        check_whole("replications", asked, 2, MOST_OFTEN)
    times = float(slots.times[slots.times > 0].min())
    return asked or min(max(math.ceil(_SEEN / times), _FEWEST), _SEEN)


def _teams(facts: Scenario, plan: Plan, asked: Sequence[str]) -> tuple[str, ...]:
    """The teams to be staffed, in the scenario's order."""
    calls = [name for name, of in zip(plan.queue_names, plan.queue_of_calls, strict=True) if of]
    able = [name for name in facts.teams if any(name in _helpers(facts, q) for q in calls)]
    lent = None if facts.pit_stop is None else facts.pit_stop.team
    for name in asked:
        if name not in facts.teams:
            raise UsageError(f"--team {name}: there is no such team; there are {', '.join(able)}")
        if name not in able or name == lent:
            words = (
                "its places are those of the pit stop" if name == lent else "it answers no calls"
            )
            raise UsageError(f"--team {name}: {words}; there are {', '.join(able)}")
    found = tuple(n for n in facts.teams if n in (asked or able) and n in able and n != lent)
    if not found:
        raise UsageError(
            "nobody is to be staffed: no team of this scenario answers a phone or chat"
        )
    return found


def _helpers(facts: Scenario, queue: str) -> list[str]:
    """All who may answer a queue, those who are asked first before the others."""
    own = facts.queues[queue]
    return [*own.teams, *([own.overflow.to] if own.overflow else [])]


def _opened(plan: Plan, slots: Slots, team: int) -> Bools:
    lengths = np.diff(plan.grid.edges) * (plan.grid.cell_day >= plan.warm_up_days)
    return np.asarray(slots.mean(plan.grid.team_open[team] * lengths / slots.interval) > 1e-6)


def _pilot(
    plan: Plan, player: Player, opened: Mapping[str, Bools], often: int
) -> tuple[Round, int]:
    """A round with so many agents that hardly anybody waits, and how many each team had."""
    facts, expected = plan.scenario, expected_calls(plan, player.slots)
    talks = [queue.talk.mean_ms + queue.wrap_up.mean_ms for queue in facts.queues.values()]
    talks += [need.talk.mean_ms for need in facts.needs.values()]
    erlangs = float(expected.sum(axis=0).max()) * max(talks) / player.slots.interval
    heads = max(math.ceil(1.5 * erlangs + 10), *(team.people for team in facts.teams.values()))
    for _ in range(_PILOTS):
        ample = {name: heads * there for name, there in opened.items()}
        pilot = player.play(ample, often, work=True)
        offered = pilot.queues["offered"].sum()
        if offered == 0:
            raise UsageError("nobody calls in the measured time: there is nobody to be staffed for")
        busy = (pilot.teams["busy_ms"] / _lengths(player.slots)).max(initial=0.0)
        if busy < heads * (1 - _MOST_DELAYED) * 0.8 or heads >= _MOST_HEADS:
            break
        heads *= 2
    return pilot, heads


def _lengths(slots: Slots) -> Floats:
    return np.maximum(slots.times * slots.interval, 1.0)


def _items(
    plan: Plan,
    slots: Slots,
    wishes: Sequence[Target],
    opened: Mapping[str, Bools],
    calls: Floats,
    prices: Mapping[str, float],
) -> list[Item]:
    """Each target of each queue of calls; of each team, where it is about agents."""
    facts, names = plan.scenario, list(opened)
    phones = [q for q, of in zip(plan.queue_names, plan.queue_of_calls, strict=True) if of]
    helpers = {q: [name for name in _helpers(facts, q) if name in names] for q in phones}
    items: list[Item] = []
    for wish in wishes:
        if wish.queue is not None and not helpers.get(wish.queue):
            raise UsageError(f"--target {wish.text!r}: no team in question answers {wish.queue}")
        for queue in phones if not wish.of_team else []:
            if helpers[queue] and _is_about(wish, queue, wishes):
                number = plan.queue_names.index(queue)
                there = np.any([opened[name] for name in helpers[queue]], axis=0)
                judged = there & _is_called(plan, slots, number, calls)
                items.append(
                    Item(wish, number, queue, judged, _ranked(facts, helpers, queue, prices))
                )
        for name in names if wish.of_team else []:
            mine = [plan.queue_names.index(q) for q in phones if name in helpers[q]]
            judged = opened[name] & (calls[mine].sum(axis=0) >= _FEW_CALLS)
            items.append(Item(wish, plan.team_names.index(name), name, judged, (name,)))
    if not any(item.judged.any() for item in items):
        raise UsageError("nobody calls while the teams in question work: no target can be judged")
    return items


def _is_about(wish: Target, queue: str, wishes: Sequence[Target]) -> bool:
    """Whether a target is to be met by a queue; its own bound on a metric replaces that of all."""
    if wish.queue is not None:
        return wish.queue == queue
    return not any(one.queue == queue and one.metric is wish.metric for one in wishes)


def _is_called(plan: Plan, slots: Slots, queue: int, calls: Floats) -> Bools:
    """[slot]: whether a queue is open, and called often enough to be judged."""
    lengths = np.diff(plan.grid.edges) * (plan.grid.cell_day >= plan.warm_up_days)
    open_ms = slots.mean(plan.grid.queue_open[queue] * lengths)
    return np.asarray((calls[queue] >= _FEW_CALLS) & (open_ms > 0))


def _ranked(
    facts: Scenario, helpers: Mapping[str, Sequence[str]], queue: str, prices: Mapping[str, float]
) -> tuple[str, ...]:
    """Who may answer a queue: first who serves most queues, then the cheapest and the quickest."""

    def rank(name: str) -> tuple[float, ...]:
        serves = sum(name in able for able in helpers.values())
        own = (prices.get(name, 0.0), facts.teams[name].talk_factor, helpers[queue].index(name))
        return (-serves, *own)

    return tuple(sorted(helpers[queue], key=rank))


def _periods(slots: Slots, per: Per) -> tuple[Ints, tuple[str, ...]]:
    """[slot]: in which period it is judged; and what the periods are called."""
    if per == "interval" or slots.cycle == "always":
        return np.arange(slots.count), slots.labels
    if per == "day" and slots.cycle == "week":
        return slots.weekday, tuple(WEEKDAYS)
    return np.zeros(slots.count, np.int64), ("each day" if per == "day" else "week",)


def _refuse_what_nobody_meets(
    items: Sequence[Item], pilot: Round, period: Ints, labels: Sequence[str], heads: int
) -> None:
    for item in items:
        if item.target.of_team:
            continue
        verdict = verdict_of(item, pilot, period)
        short = verdict.short_by(0.0)
        worst = int(np.argmax(short))
        if short[worst] > item.target.slack / 10:
            raise UsageError(
                f"--target {item.target.text!r} cannot be met: with {heads:,} agents in every "
                f"team, more than could be busy, {item.target.metric.name} of {item.name} is "
                f"{verdict.mean[worst]:.3g} ({labels[worst]}, n = {verdict.n})"
            )


def _load(
    plan: Plan, slots: Slots, items: Sequence[Item], team: str, calls: Floats, pilot: Round
) -> Load | None:
    """What a team is first in line for; of one that only helps out, what it may be asked for."""
    of_queues = [item for item in items if not item.target.of_team]
    first = {item.place for item in of_queues if item.teams[0] == team}
    may = {item.place for item in of_queues if team in item.teams}
    queues = sorted(first or may) or list(_queues_of(plan, team))
    return load_of(plan, slots, queues, calls, pilot)


def _queues_of(plan: Plan, team: str) -> Iterator[int]:
    for number, name in enumerate(plan.queue_names):
        if plan.queue_of_calls[number] and team in _helpers(plan.scenario, name):
            yield number


def _most(plan: Plan, items: Sequence[Item], team: str, load: Load | None) -> Ints:
    """[slot]: more heads than a team can need; none where nothing of it is judged."""
    judged = np.zeros_like(items[0].judged)
    for item in items:
        if team in item.teams:
            judged = judged | item.judged
    if load is None:
        return np.zeros(len(judged), np.int64)
    per_head = plan.scenario.teams[team].at_once
    peak = np.maximum.reduce([load.erlangs, np.roll(load.erlangs, 1), np.roll(load.erlangs, -1)])
    most = np.ceil((2.5 * peak + 8 * np.sqrt(peak) + 6) / per_head)
    return np.asarray(np.where(judged, most, 0), np.int64)


def _exchanges(
    items: Sequence[Item], names: Sequence[str], prices: Mapping[str, float]
) -> list[tuple[str, str]]:
    """Teams that serve more, each with one that serves a part of it and costs no more."""
    of_queues = [item for item in items if not item.target.of_team]
    serves = {name: {item.name for item in of_queues if name in item.teams} for name in names}
    return [
        (wide, narrow)
        for wide in sorted(names, key=lambda name: -len(serves[name]))
        for narrow in sorted(names, key=lambda name: prices.get(name, 0.0))
        if serves[narrow] < serves[wide] and serves[narrow]
        if prices.get(narrow, 0.0) <= prices.get(wide, 0.0)
    ]


def _prices(facts: Scenario, names: Sequence[str], cheapest: bool) -> dict[str, float]:
    """What an hour of each team costs, where it is known; all are, if the cheapest is asked for."""
    prices = {name: price for name in names if (price := _price(facts, name)) is not None}
    if cheapest and (unpriced := [name for name in names if name not in prices]):
        raise UsageError(
            f"--cheapest needs the price of an hour: give teams.{unpriced[0]}.pay, such as 25 EUR/h"
        )
    return prices


def _price(facts: Scenario, name: str) -> float | None:
    """What an hour of a team's agent costs; None where no price of an hour is named."""
    team = facts.teams[name]
    vendor = facts.vendors.get(team.employer)
    amount: Amount | None = team.pay
    if vendor is not None:
        amount = vendor.amount if vendor.fee == "per_hour" else None
    return None if amount is None else amount.value / ((amount.per_ms or HOUR) / HOUR)
