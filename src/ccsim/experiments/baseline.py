"""What queueing theory says of a scenario without simulating it, and what it leaves out."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ccsim.analytic.nearest import Reading, nearest_theories
from ccsim.experiments.expected import Floats, Stream, agents_on_duty, streams_of
from ccsim.experiments.replicate import Source, obtain
from ccsim.experiments.results import label_of
from ccsim.plan.plan import Plan, make_plan
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.units import HOUR, SECOND

# A mean patience beyond this never shows: the theory of patient callers serves.
_PATIENT_S = 7 * 86_400.0
_ALIKE = 1e-9


@dataclass(frozen=True)
class QueueBaseline:
    """A queue at its busiest time of the week, and what the theories say of it."""

    queue: str
    busiest: str
    """Weekday and interval with the most work for each agent on duty, or `at all times`."""
    calls_per_hour: float
    handle_s: float
    load_erl: float
    """Calls × handle time: how many agents they keep busy."""
    mean_load_erl: float
    """The same on average over all open hours."""
    agents: float
    patience_s: float | None
    """Mean patience; None where nobody hangs up."""
    lines: int | None
    readings: tuple[Reading, ...]
    """The theories' words, the nearest first."""


@dataclass(frozen=True)
class Baseline:
    """What theory says of every queue of a scenario, and what it leaves out."""

    scenario: str
    fingerprint: str
    queues: tuple[QueueBaseline, ...]
    quiet: tuple[str, ...]
    """Queues that nobody calls of their own accord: theory has nothing to say of them."""
    leaves_out: tuple[str, ...]
    """What happens in this scenario that the theories know nothing of, in sentences."""

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        return {
            "scenario": self.scenario,
            "fingerprint": self.fingerprint,
            "queues": [_queue_json(queue) for queue in self.queues],
            "quiet": list(self.quiet),
            "leaves_out": list(self.leaves_out),
        }


def baseline(scenario: Source, *, sets: Sequence[str] = (), weeks: int | None = None) -> Baseline:
    """Ask the nearest theories about each queue of a scenario at its busiest time.

    Args:
        scenario: a scenario, or the path of its file.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: simulated weeks, in place of the scenario's own.
    """
    facts, source = obtain(scenario, sets, weeks)
    plan = make_plan(facts)
    duty = agents_on_duty(plan)
    queues, quiet = [], []
    for queue in plan.queue_names:
        found = _queue(plan, queue, streams_of(plan, queue), duty)
        if found is None:
            quiet.append(queue)
        else:
            queues.append(found)
    return Baseline(
        scenario=label_of(facts, source.path if source else None),
        fingerprint=fingerprint(facts),
        queues=tuple(queues),
        quiet=tuple(quiet),
        leaves_out=tuple(left_out(facts)),
    )


def _queue(plan: Plan, name: str, streams: Sequence[Stream], duty: Floats) -> QueueBaseline | None:
    """A queue at its busiest; None for one that nobody calls of their own accord."""
    facts = plan.scenario.queues[name]
    q = plan.queue_names.index(name)
    measured = (plan.grid.cell_day >= plan.warm_up_days) & plan.grid.queue_open[q]
    calls = sum((stream.calls for stream in streams), np.zeros(len(measured)))
    work = sum((stream.calls * stream.handle_ms for stream in streams), np.zeros(len(measured)))
    if not work[measured].sum() > 0:
        return None
    lengths = np.diff(plan.grid.edges).astype(float)
    agents = sum(duty[plan.team_names.index(team)] for team in facts.teams)
    week = _weekly(plan, measured, lengths, calls, work, np.asarray(agents) * lengths)
    strain = week.work / np.maximum(week.agents, 1e-9)
    # A constant load is equally high everywhere but for the last digits.
    place = int(np.argmax(strain > strain.max() * (1 - _ALIKE)))
    steady = strain.min() > strain.max() * (1 - _ALIKE)
    servers = float(week.agents[place] / week.length[place])
    rate = float(week.calls[place] / week.length[place]) * SECOND
    handle_s = float(week.work[place] / week.calls[place]) / SECOND
    patience_s = _patience(streams, measured)
    return QueueBaseline(
        queue=name,
        busiest="at all times" if steady else week.labels[place],
        calls_per_hour=rate * HOUR / SECOND,
        handle_s=handle_s,
        load_erl=rate * handle_s,
        mean_load_erl=float(work[measured].sum() / lengths[measured].sum()),
        agents=servers,
        patience_s=patience_s,
        lines=facts.lines,
        readings=nearest_theories(
            rate,
            handle_s,
            round(servers),
            patience_s,
            facts.lines,
            plan.scenario.measures.service_level_threshold / SECOND,
        ),
    )


@dataclass(frozen=True)
class _Week:
    """An average week: sums by weekday and interval."""

    labels: list[str]
    length: Floats
    calls: Floats
    work: Floats
    agents: Floats


def _weekly(
    plan: Plan,
    measured: npt.NDArray[np.bool_],
    lengths: Floats,
    calls: Floats,
    work: Floats,
    agent_time: Floats,
) -> _Week:
    """The measured cells summed by weekday and interval."""
    grid = plan.grid
    weekday = (plan.scenario.calendar.start.weekday() + grid.cell_day) % 7
    slot = weekday * len(grid.interval_labels) + grid.cell_interval
    slots = 7 * len(grid.interval_labels)

    def summed(values: Floats) -> Floats:
        return np.bincount(slot[measured], values[measured], slots).astype(np.float64)

    length = summed(lengths)
    used = np.flatnonzero((length > 0) & (summed(calls) > 0))
    times = [divmod(int(at), len(grid.interval_labels)) for at in used]
    labels = [f"{WEEKDAYS[day]} {grid.interval_labels[interval]}" for day, interval in times]
    calls, work, agent_time = summed(calls), summed(work), summed(agent_time)
    return _Week(labels, length[used], calls[used], work[used], agent_time[used])


def _patience(streams: Sequence[Stream], measured: npt.NDArray[np.bool_]) -> float | None:
    """Mean patience of the callers, weighted by how many they are."""
    weights = [float(stream.calls[measured].sum()) for stream in streams]
    patience = [stream.patience_ms / SECOND for stream in streams]
    mean = sum(w * p for w, p in zip(weights, patience, strict=True)) / sum(weights)
    return mean if 0 < mean < _PATIENT_S else None


def left_out(facts: Scenario) -> Iterator[str]:
    """What happens in a scenario that Erlang's theories know nothing of."""
    queues, levers = facts.queues.values(), facts.operating_model
    callers = [queue.forecast for queue in queues if queue.forecast] + list(
        facts.customers.values()
    )
    if any(one.redials or one.redials_when_blocked for one in callers):
        yield "Callers who hang up or hear the busy signal dial again; theory counts first calls."
    if facts.needs:
        yield "A case that is not solved comes back as another call; theory has no cases."
    if facts.departments:
        yield "Departments work on tickets behind the phone, and customers chase promises."
    if levers.transfers != "none" or levers.escalation == "real" or any(q.onward for q in queues):
        yield "Calls are passed on and wait again in another queue; theory has one queue."
    for team in facts.teams:
        served = [name for name, queue in facts.queues.items() if team in queue.teams]
        if len(served) > 1:
            yield (
                f"The agents of {team} answer {_listed(served)}; "
                "theory gives each of these queues all of them."
            )
    if any(queue.overflow or queue.longest_wait for queue in queues):
        yield "Callers overflow to other agents, or are sent away after the longest wait."
    if any(queue.ivr for queue in queues):
        yield "A menu takes time, keeps some callers and loses others before they reach the queue."
    if any(queue.callback for queue in queues):
        yield "Callers who find a long line are called back; theory has them all wait."
    if any(queue.hours != "24/7" for queue in queues):
        yield "Lines open and close, then those who waited call; theory is always open."
    if any(queue.forecast and queue.forecast.calls for queue in queues) or facts.demand.profile.day:
        yield "Demand changes through the day; theory is told of the busiest interval alone."
    if facts.demand.busy_day_cv:
        yield "Some days are busier than others as a whole; theory has only average days."
    if any(not _memoryless(time) for time in _talk_times(facts)):
        yield "Talk times are not exponential."


def _talk_times(facts: Scenario) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The shapes of all talk times."""
    yield from (queue.talk.shape for queue in facts.queues.values() if queue.forecast)
    yield from (need.talk.shape for need in facts.needs.values())


def _memoryless(shape: tuple[str, tuple[float, ...]]) -> bool:
    return shape[0] == "exponential"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _queue_json(queue: QueueBaseline) -> dict[str, Any]:
    plain = {key: value for key, value in vars(queue).items() if key != "readings"}
    theories = [
        {
            "name": one.name,
            "says": None if one.theory is None else _finite(asdict(one.theory)),
            "leaves_out": one.leaves_out,
        }
        for one in queue.readings
    ]
    return {**plain, "theories": theories}


def _finite(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in values.items()
    }
