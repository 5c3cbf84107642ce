"""A scenario held against what happened: `backtest` simulates the days of a history."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.backtest_result import (
    WHOLE,
    Backtest,
    Cluster,
    MetricCheck,
    Series,
    unit_of,
)
from ccsim.experiments.backtest_sums import (
    METRICS,
    PLAYED,
    Basis,
    basis_of,
    sums_of_past,
    sums_of_play,
    value_of,
)
from ccsim.experiments.history_days import (
    GIVEN,
    Given,
    Past,
    Stretch,
    past_of,
    stretches,
)
from ccsim.experiments.history_duty import Duty, duty_of_calls, duty_of_history
from ccsim.experiments.prediction import (
    LEAST_REPLICATIONS,
    Predicted,
    daily_errors,
    predicted,
    standing_out,
)
from ccsim.experiments.replicate import SEED, Settings, Source, obtain
from ccsim.experiments.results import label_of
from ccsim.experiments.staff_rounds import Portion, play_round
from ccsim.intake.history import DAY_MINUTES, History
from ccsim.intake.history_names import scenario_name
from ccsim.metrics.estimates import CONFIDENCE
from ccsim.metrics.slots import make_slots
from ccsim.metrics.window import Floats
from ccsim.plan.plan import make_plan
from ccsim.spec.demand import WEEKDAYS
from ccsim.spec.scenario import Scenario
from ccsim.spec.writing import fingerprint
from ccsim.units import MINUTE, SECOND

if TYPE_CHECKING:
    from ccsim.intake.calls import CallRecords

REPLICATIONS: Final = 199
"""Draws of each day: 2.5 % of 200 are 5, so that an end of an interval is the fifth draw."""
_PLACE_LEVEL: Final = (1 - CONFIDENCE) / len(METRICS)
"""How rarely a right model is said to be off at some time, for each of the metrics."""
_STRAY: Final = 0.05
"""Times of day with less than this share of the usual calls are in the days alone."""
_FEW: Final = 0.005
"""Times of day at which fewer than this share of all calls come are not worth telling."""
_PLAIN: Final = 30
"""Minutes: histories in shorter intervals are compared in half-hours."""
_WEEK: Final = 7

Sums = Mapping[str, Floats]


def backtest(
    scenario: Source,
    history: History,
    *,
    given: Sequence[Given] = (),
    queues: Mapping[str, str] | None = None,
    calls: "CallRecords | None" = None,
    sets: Sequence[str] = (),
    settings: Settings | None = None,
    tell: Callable[[str], None] | None = None,
) -> Backtest:
    """Simulate the days of a history and hold what happened against what might have.

    A day that happened is one draw. So it is held against the spread of single simulated days
    (a prediction interval), not against the interval of their mean.

    Args:
        scenario: a scenario, or the path of its file.
        history: what happened; days without history are left out of everything.
        given: what is taken from the history: the calls of each interval, the agents on duty.
        queues: the scenario's queue for each of the history's, where their names differ.
        calls: the call records that the history is made of, from which staffing can be given.
        sets: other values for single facts, each as ``PATH=VALUE``.
        settings: how often the days are simulated, with which luck, and who plays.
        tell: told how it goes.

    Raises:
        UsageError: queues do not match, too few replications, or nothing is known to be given.
    """
    facts, source = obtain(scenario, sets)
    settings = settings or Settings(REPLICATIONS, SEED)
    _check(given, settings)
    of_queue, notices = match_queues(facts, history, queues or {})
    minutes = _minutes(facts, history)
    history = history.in_intervals(minutes)
    duty: Duty = {}
    if "staffing" in given and calls is not None:
        duty = duty_of_calls(calls, history, facts, of_queue)
    elif "staffing" in given:
        duty = duty_of_history(history, facts, of_queue)
    past = past_of(history, of_queue, duty)
    basis = basis_of(history.known, facts.measures, history.threshold_s)
    played = _play(stretches(facts, past, given), past, settings, tell)
    first, last = past.days[0], past.days[-1]
    return Backtest(
        label=label_of(facts, source.path if source else None),
        scenario=facts,
        source=source,
        fingerprint=fingerprint(facts),
        settings=settings,
        replications=settings.replications,
        given=tuple(given),
        days=past.days,
        left_out=(last - first).days + 1 - len(past.days),
        minutes=minutes,
        threshold_s=facts.measures.service_level_threshold / SECOND,
        times=tuple(_clock(at * minutes) for at in _used_times(past)),
        week=_week_labels(past),
        series=tuple(all_series(past, played, basis)),
        rows=history.rows,
        rejected=history.rejected,
        notices=(*history.notices, *notices, *basis.notices, *_of_given(given)),
    )


def match_queues(
    facts: Scenario, history: History, said: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The scenario's queue for each of the history's, and what has to be said of it.

    Raises:
        UsageError: a name fits none of the scenario's queues.
    """
    own = {name.casefold(): name for name in facts.queues}
    for name, wanted in said.items():
        if name not in history.queues:
            known = ", ".join(filter(None, history.queues)) or "none by name"
            raise UsageError(f"--queue {name}={wanted}: the history's queues are {known}")
        if wanted not in facts.queues:
            raise UsageError(
                f"--queue {name}={wanted}: the scenario's queues are {', '.join(facts.queues)}"
            )
    found: dict[str, str] = {}
    unknown: list[str] = []
    for name in history.queues:
        alike = own.get(name.casefold()) or own.get(scenario_name(name).casefold())
        queue: str | None = said.get(name) or alike
        if queue is None and len(history.queues) == len(own) == 1:
            queue = next(iter(facts.queues))
        if queue is None:
            unknown.append(name or "one without a name")
        else:
            found[name] = queue
    if unknown and not found:
        raise UsageError(
            f"the history's queues ({', '.join(unknown)}) are none of the scenario's "
            f"({', '.join(facts.queues)}): say which is which by --queue HISTORY=SCENARIO"
        )
    notices = []
    if unknown:
        notices.append(f"Left out, being no queue of the scenario: {', '.join(unknown)}.")
    rest = [name for name in facts.queues if name not in found.values()]
    if rest:
        notices.append(f"Not compared, being no queue of the history: {', '.join(rest)}.")
    return found, notices


def _check(given: Sequence[str], settings: Settings) -> None:
    for one in given:
        if one not in GIVEN:
            raise UsageError(f"--given {one}: what may be given is {' or '.join(GIVEN)}")
    if settings.replications < LEAST_REPLICATIONS:
        raise UsageError(
            f"--replications {settings.replications}: an interval for a single day takes at least "
            f"{LEAST_REPLICATIONS} of them"
        )


def _minutes(facts: Scenario, history: History) -> int:
    """The length of the intervals that are compared: the history's, or the scenario's if longer."""
    own = facts.measures.interval // MINUTE
    if history.minutes == DAY_MINUTES:
        return DAY_MINUTES
    wanted = max(own, history.minutes)
    if wanted % history.minutes == 0 and DAY_MINUTES % max(wanted, 1) == 0:
        return wanted
    return _PLAIN if _PLAIN % history.minutes == 0 else history.minutes


def _of_given(given: Sequence[Given]) -> list[str]:
    words = {
        "volume": "Given: the calls of each interval, as many on average as came; redials, repeats "
        "and menus are off, as these calls are among them.",
        "staffing": "Given: the agents on duty in each interval, in whole agents.",
    }
    return [words[one] for one in given]


def _play(
    parts: Sequence[Stretch], past: Past, settings: Settings, tell: Callable[[str], None] | None
) -> dict[str, Floats]:
    """By name, [replication, queue, day, interval]: the sums of all simulated days."""
    shape = (settings.replications, len(past.queues), len(past.days), past.intervals)
    found = {name: np.zeros(shape) for name in PLAYED}
    for number, (scenario, days) in enumerate(parts):
        plan = make_plan(scenario)
        # Luck is drawn by day of the calendar: each stretch needs replications of its own.
        first = number * settings.replications
        portion = Portion(
            scenario=scenario,
            slots=make_slots(plan, "never"),
            seed=settings.seed,
            replications=tuple(range(first, first + settings.replications)),
            engine=settings.engine,
            names=PLAYED,
            work=False,
        )
        played = play_round(portion, settings).queues
        known = np.flatnonzero(days >= 0)
        places = [plan.queue_names.index(name) for name in past.queues]
        for name, table in played.items():
            by_day = table.reshape(settings.replications, len(plan.queue_names), len(days), -1)
            found[name][:, :, days[known]] = by_day[:, places][:, :, known]
        if tell is not None and len(parts) > 1:
            tell(f"week {number + 1} of {len(parts)}")
    return found


def all_series(past: Past, played: Mapping[str, Floats], basis: Basis) -> list[Series]:
    """All queues together, then each where there are several."""
    known = past.known
    history = {name: own * known for name, own in sums_of_past(past, basis.rule).items()}
    drawn = {name: own * known for name, own in sums_of_play(played, basis.rule).items()}
    together = _series(
        WHOLE,
        past,
        {name: own.sum(axis=0) for name, own in history.items()},
        {name: own.sum(axis=1) for name, own in drawn.items()},
        basis,
    )
    if len(past.queues) == 1:
        return [together]
    single = [
        _series(
            queue,
            past,
            {name: own[at] for name, own in history.items()},
            {name: own[:, at] for name, own in drawn.items()},
            basis,
        )
        for at, queue in enumerate(past.queues)
    ]
    return [together, *single]


def _series(queue: str, past: Past, history: Sums, drawn: Sums, basis: Basis) -> Series:
    return Series(queue, {name: _check_of(name, past, history, drawn) for name in basis.metrics})


def _check_of(metric: str, past: Past, history: Sums, drawn: Sums) -> MetricCheck:
    """One metric by every way of adding up."""
    names = [name for name in METRICS[metric] if name]
    own, play = ({name: sums[name] for name in names} for sums in (history, drawn))
    used = _used_times(past)

    def held(add: Callable[[Floats], Floats]) -> Predicted:
        one = value_of(metric, {name: add(table) for name, table in own.items()})
        many = value_of(metric, {name: add(table) for name, table in play.items()})
        return predicted(one, many)

    days = held(lambda table: table.sum(axis=-1))
    times = held(lambda table: table.sum(axis=-2)[..., used])
    weekdays = held(lambda table: _by_weekday(table.sum(axis=-1)[..., None], past)[..., 0])
    return MetricCheck(
        metric=metric,
        unit=unit_of(metric),
        whole=held(lambda table: table.sum(axis=(-2, -1))[..., None]),
        days=days,
        times=times,
        week=held(lambda table: _of_week(table, past)),
        errors=daily_errors(days),
        clusters=(*_days_off(metric, weekdays), *_times_off(metric, past, times, own, play)),
    )


def _by_weekday(table: Floats, past: Past) -> Floats:
    """Sums by weekday: [..., weekday, interval]."""
    weekday = np.array([day.weekday() for day in past.days])
    return np.stack([table[..., weekday == at, :].sum(axis=-2) for at in range(_WEEK)], axis=-2)


def _of_week(table: Floats, past: Past) -> Floats:
    """Sums by interval of the week, of those that are compared."""
    whole = _by_weekday(table, past)
    return whole.reshape(*whole.shape[:-2], -1)[..., _used_of_week(past)]


def _used_times(past: Past) -> list[int]:
    """Times of day at which more than a stray caller came, as far as is known."""
    calls = np.nan_to_num(past.sums["offered"]).sum(axis=(0, 1))
    usual = calls[calls > 0].mean() if calls.any() else 0.0
    return [int(at) for at in np.flatnonzero(calls > _STRAY * usual)]


def _used_of_week(past: Past) -> list[int]:
    calls = _by_weekday(np.nan_to_num(past.sums["offered"]).sum(axis=0), past)
    return [int(at) for at in np.flatnonzero(calls.ravel() > 0)]


def _week_labels(past: Past) -> tuple[str, ...]:
    places = (divmod(at, past.intervals) for at in _used_of_week(past))
    return tuple(f"{WEEKDAYS[day]} {_clock(at * past.minutes)}" for day, at in places)


def _days_off(metric: str, weekdays: Predicted) -> list[Cluster]:
    """The weekdays that stand out, unless all of them do in the same direction."""
    off = standing_out(weekdays, _PLACE_LEVEL)
    known = weekdays.known
    if known.sum() < 2 or (off[known].all() and len(set(np.sign(weekdays.error[off]))) == 1):
        return []
    return [
        Cluster("weekday", WEEKDAYS[at], weekdays.history[at], weekdays.expected[at],
                unit_of(metric))
        for at in np.flatnonzero(off)
    ]  # fmt: skip


def _times_off(metric: str, past: Past, times: Predicted, own: Sums, play: Sums) -> list[Cluster]:
    """Spans of the day that stand out: neighbours that err in the same direction are one."""
    off, used = standing_out(times, _PLACE_LEVEL), _used_times(past)
    if len(used) < 2:
        return []
    signs = np.where(off, np.sign(times.error), 0).astype(int)
    found, first = [], 0
    for at in range(1, len(used) + 1):
        together = at < len(used) and signs[at] == signs[first] and used[at] == used[at - 1] + 1
        if together:
            continue
        span = used[first:at]
        if signs[first] and _matters(own, play, span):
            one = value_of(metric, {n: x[..., span].sum(axis=(-2, -1)) for n, x in own.items()})
            many = value_of(metric, {n: x[..., span].sum(axis=(-2, -1)) for n, x in play.items()})
            label = f"{_clock(span[0] * past.minutes)} to {_clock((span[-1] + 1) * past.minutes)}"
            found.append(Cluster("time", label, float(one), float(many.mean()), unit_of(metric)))
        first = at
    return found


def _matters(own: Sums, play: Sums, span: Sequence[int]) -> bool:
    """Whether more than a few of those who count are there, in history or simulation."""
    shares = []
    for sums in (own, play):
        base = list(sums.values())[-1]  # whom a share or a mean is of; for a count, itself
        shares.append(base[..., span].sum() / max(base.sum(), 1e-9))
    return bool(max(shares) >= _FEW)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
