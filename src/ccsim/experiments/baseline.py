"""What queueing theory says of a scenario without simulating it, and what it leaves out."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ccsim.analytic.nearest import Reading, nearest_theories
from ccsim.experiments.baseline_worth import METRICS, Worth, replications_for, worth_of
from ccsim.experiments.closer.choice import closer_theories
from ccsim.experiments.expected import Floats, Stream, agents_on_duty, streams_of
from ccsim.experiments.left_out import left_out
from ccsim.experiments.replicate import SEED, Progress, Settings, Source, obtain
from ccsim.experiments.results import label_of
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import EngineName
from ccsim.spec.demand import WEEKDAYS
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
    at_all_times: "Callable[[], Mapping[str, float | None]]"
    """What the nearest theory says when it is asked interval by interval, averaged over calls."""
    calls_a_day: float
    """First calls of an average day."""
    closer: Reading | None = None
    """The word of a theory that knows all of the scenario; None where there is none."""


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
    passed_on: Mapping[str, Reading] = field(default_factory=dict)
    """By quiet queue that calls are passed on to, the word of a theory that knows the scenario."""
    worth: Worth | None = None
    """How much all that is worth here, if it was simulated."""

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        passed_on = {name: _reading_json(one) for name, one in self.passed_on.items()}
        return {
            "scenario": self.scenario,
            "fingerprint": self.fingerprint,
            "queues": [_queue_json(queue) for queue in self.queues],
            "quiet": list(self.quiet),
            "leaves_out": list(self.leaves_out),
            **({"passed_on": passed_on} if passed_on else {}),
            **({} if self.worth is None else {"worth": self.worth.to_json()}),
        }


def baseline(
    scenario: Source,
    *,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    simulate: bool = False,
    replications: int | None = None,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Baseline:
    """Ask the nearest theories about each queue of a scenario at its busiest time.

    Args:
        scenario: a scenario, or the path of its file.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: simulated weeks, in place of the scenario's own.
        simulate: also simulate up to two weeks of it, as it is and without each thing that theory
            leaves out: what that is worth here.
        replications: how often each is repeated; by default as often as gives enough calls.
        seed: which luck they have.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work.
        progress: told how many replications are done, of how many.
        tell: told how long it is going to take.
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
    closer = closer_theories(facts)
    omissions = list(left_out(facts))
    answer = Baseline(
        scenario=label_of(facts, source.path if source else None),
        fingerprint=fingerprint(facts),
        queues=tuple(replace(one, closer=closer.get(one.queue)) for one in queues),
        quiet=tuple(quiet),
        passed_on={name: closer[name] for name in quiet if name in closer},
        leaves_out=tuple(one.sentence for one in omissions),
    )
    if not simulate:
        return answer
    days = plan.total_days - plan.warm_up_days
    calls = sum(queue.calls_a_day for queue in queues)
    most = replications_for(calls, days) if replications is None else replications
    theory = {one.queue: (one.readings[0].name, one.at_all_times()) for one in queues}
    settings = Settings(most, seed, engine, workers)
    return replace(answer, worth=worth_of(facts, theory, omissions, settings, progress, tell))


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
    threshold_s = plan.scenario.measures.service_level_threshold / SECOND

    def ask(rate: float, handle_s: float, servers: int) -> tuple[Reading, ...]:
        return nearest_theories(rate, handle_s, servers, patience_s, facts.lines, threshold_s)

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
        readings=ask(rate, handle_s, round(servers)),
        at_all_times=lambda: _averaged(week, ask),
        calls_a_day=float(calls[measured].sum()) / (plan.total_days - plan.warm_up_days),
    )


def _averaged(
    week: "_Week", ask: Callable[[float, float, int], tuple[Reading, ...]]
) -> dict[str, float | None]:
    """The nearest theory asked for each interval of the week, averaged over calls.

    This is SIPP, the stationary, independent, period-by-period approximation (Green, Kolesar and
    Soares 2001).
    """
    known: dict[tuple[float, float, int], Reading] = {}
    sums = dict.fromkeys(METRICS, 0.0)
    for calls, work, agents, length in zip(
        week.calls, week.work, week.agents, week.length, strict=True
    ):
        rate, handle_s = float(calls / length) * SECOND, float(work / calls) / SECOND
        key = (float(f"{rate:.4g}"), float(f"{handle_s:.6g}"), round(float(agents / length)))
        if key not in known:
            known[key] = ask(*key)[0]
        theory = known[key].theory
        for name in METRICS:
            value = None if theory is None else getattr(theory, name)
            sums[name] += math.nan if value is None else value * float(calls)
    total = float(week.calls.sum())
    return {name: None if math.isnan(one) else one / total for name, one in sums.items()}


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


def _queue_json(queue: QueueBaseline) -> dict[str, Any]:
    plain = {
        key: value
        for key, value in vars(queue).items()
        if key not in ("readings", "at_all_times", "closer")
    }
    closer = None if queue.closer is None else _reading_json(queue.closer)
    theories = [_reading_json(one) for one in queue.readings]
    return {**plain, "theories": theories, "closer": closer}


def _reading_json(one: Reading) -> dict[str, Any]:
    return {
        "name": one.name,
        "says": None if one.theory is None else _finite(asdict(one.theory)),
        "leaves_out": one.leaves_out,
    }


def _finite(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in values.items()
    }
