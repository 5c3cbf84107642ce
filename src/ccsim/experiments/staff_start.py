"""Where the search for staff begins: Erlang A or C for the modified offered load of each interval.

How many call comes from the forecast and the needs, before any luck; what these do not tell
(hand-offs, repeats, redials) is seen in a pilot with more agents than anybody needs.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.offered_load import offered_load
from ccsim.analytic.staffing import Target as TheoryTarget
from ccsim.analytic.staffing import required_servers, square_root_servers
from ccsim.analytic.theory import QueueTheory, UnstableQueueError
from ccsim.experiments.expected import streams_of
from ccsim.experiments.staff_rounds import Round
from ccsim.experiments.targets import Target
from ccsim.metrics.slots import Slots
from ccsim.metrics.window import Floats, Ints
from ccsim.plan.plan import Plan
from ccsim.units import NEVER, SECOND

_PATIENT_S: Final = 7 * 86_400.0
_DIGITS: Final = 3
"""Loads that are equal to so many digits are asked about once."""
_NEARLY_ALL: Final = 0.9995
_SURE: Final = 0.9999
_LUCK: Final = 0.02
"""A pilot's calls differ from those expected by so much without a reason."""


@dataclass(frozen=True)
class Load:
    """What the agents of a team are asked for, by slot."""

    calls: Floats
    """[slot]"""
    erlangs: Floats
    """[slot]: how many would be busy if everybody found one at once."""
    handle_s: float
    patience_s: float | None
    """None where nobody hangs up."""
    n: int = 0
    """Replications of the pilot that handle times were seen in."""


def expected_calls(plan: Plan, slots: Slots) -> Floats:
    """[queue, slot]: first attempts before any luck."""
    cells = np.zeros((len(plan.queue_names), len(plan.grid.cell_day)))
    measured = plan.grid.cell_day >= plan.warm_up_days
    for number, name in enumerate(plan.queue_names):
        for stream in streams_of(plan, name):
            cells[number] += stream.calls * measured
    return np.array([slots.mean(row) for row in cells])


def calls_of(plan: Plan, slots: Slots, pilot: Round) -> Floats:
    """[queue, slot]: expected calls, brought to what the pilot has seen in all.

    A queue that nobody calls of their own accord has the profile that the pilot has seen.
    """
    expected = expected_calls(plan, slots)
    seen = pilot.queues["offered"].mean(axis=0) / np.maximum(slots.times, 1e-9) * (slots.times > 0)
    totals, known = seen @ slots.times, expected @ slots.times
    more = totals / np.maximum(known, 1e-9)
    more = np.where(np.abs(more - 1) < _LUCK, 1.0, more)
    brought = expected * more[:, None]
    return np.asarray(np.where((known > 0)[:, None], brought, seen), np.float64)


def load_of(
    plan: Plan, slots: Slots, queues: Sequence[int], calls: Floats, pilot: Round
) -> Load | None:
    """What all these queues ask of one team; None where nobody calls."""
    handled = pilot.queues["handled"][:, queues].sum()
    if handled == 0:
        return None
    busy = pilot.queues["talk_ms"][:, queues].sum() + pilot.queues["wrap_ms"][:, queues].sum()
    handle_s = float(busy / handled) / SECOND
    mine = calls[queues].sum(axis=0)
    if slots.cycle == "always":
        erlangs = mine * handle_s * SECOND / slots.interval
    else:
        cyclic = float(slots.times.max()) > 1
        erlangs = np.array(offered_load(mine.tolist(), slots.interval / SECOND, handle_s, cyclic))
    weights = calls[queues].sum(axis=1)
    patience_s = _patience(plan, queues, weights)
    return Load(mine, erlangs, handle_s, patience_s, pilot.replications)


def _patience(plan: Plan, queues: Sequence[int], weights: Floats) -> float | None:
    """The mean patience of the callers of some queues; None where it never shows."""
    means = []
    for queue in queues:
        name = plan.queue_names[queue]
        own = plan.scenario.queues[name].patience
        streams = streams_of(plan, name)
        calls = sum(float(stream.calls.sum()) for stream in streams)
        if own is not None:
            means.append(own.mean_ms)
        elif calls > 0:
            means.append(sum(float(s.calls.sum()) * s.patience_ms for s in streams) / calls)
        else:
            means.append(float(NEVER))
    mean = float(np.average(means, weights=np.maximum(weights, 1e-9))) / SECOND
    return mean if 0 < mean < _PATIENT_S else None


def required(load: Load, targets: Sequence[Target], threshold_s: float) -> Ints:
    """[slot]: the agents on the phones that theory asks for."""

    @cache
    def agents(erlangs: float) -> int:
        return max((_least(erlangs, load, target, threshold_s) for target in targets), default=0)

    return np.array([agents(_rounded(erlangs)) for erlangs in load.erlangs], np.int64)


def _least(erlangs: float, load: Load, target: Target, threshold_s: float) -> int:
    rate = erlangs / load.handle_s if load.handle_s > 0 else 0.0
    if rate == 0:
        return 0
    wish = _theory_target(target, threshold_s)
    if wish is None:
        return square_root_servers(erlangs, min(max(target.value, 1e-4), _SURE))
    return required_servers(rate, load.handle_s, wish, load.patience_s)


def _theory_target(target: Target, threshold_s: float) -> TheoryTarget | None:
    """The target in the words of theory; None where only the delayed share will do."""
    name, value = target.metric.name, target.value
    if name.startswith("service_level"):
        return TheoryTarget(service_level=min(value, _SURE), threshold_s=threshold_s)
    if name == "abandon_rate":
        return TheoryTarget(max_abandon_rate=min(value, _SURE), threshold_s=threshold_s)
    if name in ("asa_s", "mean_wait_s"):
        return TheoryTarget(max_asa_s=max(value, 0.1), threshold_s=threshold_s)
    if name == "occupancy":
        return TheoryTarget(max_occupancy=max(value, 0.01), threshold_s=threshold_s)
    return None


def best_order(
    load: Load, slots_of_period: Ints, most: Ints, threshold_s: float, target: Target
) -> tuple[Ints, Ints]:
    """Where the agents of a day or week do most good, one after the other.

    Returns the least number in each slot (one where anybody calls; more than the load where nobody
    hangs up), and the slots to which one more goes each time. What an agent does is what theory
    says of the target, weighted by calls; where the second one does more than the first, both
    count by their mean, as on the upper hull of a curve.
    """
    base = np.zeros(len(load.calls), np.int64)
    steps: list[tuple[float, int, int]] = []
    wanted = (load.calls > 0) & (most > 0)
    for slot in slots_of_period[wanted[slots_of_period]]:
        least = 1 if load.patience_s is not None else math.floor(_rounded(load.erlangs[slot])) + 1
        base[slot] = min(least, int(most[slot]))
        worth = worth_of_heads(load, slot, int(base[slot]), int(most[slot]), threshold_s, target)
        for slope, agents in _hull(worth):
            steps.append((slope * float(load.calls[slot]), int(slot), agents))
    steps.sort(key=lambda step: -step[0])
    order = [slot for _, slot, agents in steps for _ in range(agents)]
    return base, np.array(order, np.int64)


def worth_of_heads(
    load: Load, slot: int, least: int, most: int, threshold_s: float, target: Target
) -> list[float]:
    """What each number of agents in a slot, from the least on, is worth to a caller of it."""
    erlangs, values = _rounded(load.erlangs[slot]), list[float]()
    if erlangs == 0:
        return [0.0] * (most - least + 1)
    for agents in range(least, most + 1):
        theory = _theory(erlangs, load, agents, threshold_s)
        values.append(0.0 if theory is None else _value(theory, target))
        if theory is not None and (theory.service_level or 0.0) > _NEARLY_ALL:
            break
    return values + [values[-1]] * (most - least + 1 - len(values))


def _theory(erlangs: float, load: Load, agents: int, threshold_s: float) -> QueueTheory | None:
    rate = erlangs / load.handle_s
    try:
        if load.patience_s is None:
            return erlang_c(rate, load.handle_s, agents, threshold_s)
        return erlang_a(
            rate, load.handle_s, agents, load.patience_s, threshold_s=threshold_s, with_p90=False
        )
    except UnstableQueueError:
        return None


def _value(theory: QueueTheory, target: Target) -> float:
    """What a caller gains, so that more is better."""
    name = target.metric.name
    if name == "abandon_rate":
        return -(theory.abandon_rate or 0.0)
    if name in ("asa_s", "mean_wait_s"):
        return -(theory.mean_wait_s or 0.0)
    return theory.service_level or 0.0


def _hull(values: Sequence[float]) -> Iterator[tuple[float, int]]:
    """The upper hull of a curve over whole numbers, as slopes and how long each of them lasts."""
    corners: list[int] = [0]
    for at in range(1, len(values)):
        while len(corners) > 1 and _slope(values, corners[-2], corners[-1]) <= _slope(
            values, corners[-1], at
        ):
            corners.pop()
        corners.append(at)
    for start, end in pairwise(corners):
        yield _slope(values, start, end), end - start


def _slope(values: Sequence[float], start: int, end: int) -> float:
    return (values[end] - values[start]) / (end - start)


def _rounded(erlangs: float) -> float:
    return float(f"{max(erlangs, 0.0):.{_DIGITS}g}")
