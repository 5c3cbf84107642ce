"""The checks of a back-test: each metric by day, time and week, and where its errors cluster."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from ccsim.experiments.backtest_result import WHOLE, Cluster, MetricCheck, Series, unit_of
from ccsim.experiments.backtest_sums import (
    METRICS,
    Basis,
    sums_of_past,
    sums_of_play,
    value_of,
)
from ccsim.experiments.history_days import Past
from ccsim.experiments.prediction import Predicted, daily_errors, predicted, standing_out
from ccsim.metrics.estimates import CONFIDENCE
from ccsim.metrics.window import Bools, Floats
from ccsim.spec.demand import WEEKDAYS
from ccsim.units import MINUTE, format_clock

_PLACE_LEVEL: Final = (1 - CONFIDENCE) / len(METRICS)
"""How rarely a right model is said to be off at some time, for each of the metrics."""
_STRAY: Final = 0.05
"""Times of day with less than this share of the usual calls are in the days alone."""
_FEW: Final = 0.005
"""Times of day at which fewer than this share of all calls come are not worth telling."""
_WEEK: Final = 7

Sums = Mapping[str, Floats]


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
        np.asarray(known.any(axis=(0, 2)), np.bool_),
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
            np.asarray(known[at].any(axis=1), np.bool_),
            basis,
        )
        for at, queue in enumerate(past.queues)
    ]
    return [together, *single]


def _series(
    queue: str, past: Past, history: Sums, drawn: Sums, seen: Bools, basis: Basis
) -> Series:
    checks = {name: _check_of(name, past, history, drawn, seen) for name in basis.metrics}
    return Series(queue, checks)


def _check_of(metric: str, past: Past, history: Sums, drawn: Sums, seen: Bools) -> MetricCheck:
    """One metric by every way of adding up; of days that are not seen there is nothing to say."""
    names = [name for name in METRICS[metric] if name]
    own, play = ({name: sums[name] for name in names} for sums in (history, drawn))
    used = used_times(past)

    def held(add: Callable[[Floats], Floats]) -> Predicted:
        one = value_of(metric, {name: add(table) for name, table in own.items()})
        many = value_of(metric, {name: add(table) for name, table in play.items()})
        return predicted(one, many)

    days = held(lambda table: np.where(seen, table.sum(axis=-1), np.nan))
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


def used_times(past: Past) -> list[int]:
    """Times of day at which more than a stray caller came, as far as is known."""
    calls = np.nan_to_num(past.sums["offered"]).sum(axis=(0, 1))
    usual = calls[calls > 0].mean() if calls.any() else 0.0
    return [int(at) for at in np.flatnonzero(calls > _STRAY * usual)]


def _used_of_week(past: Past) -> list[int]:
    calls = _by_weekday(np.nan_to_num(past.sums["offered"]).sum(axis=0), past)
    return [int(at) for at in np.flatnonzero(calls.ravel() > 0)]


def week_labels(past: Past) -> tuple[str, ...]:
    """The intervals of the week at which somebody called."""
    places = (divmod(at, past.intervals) for at in _used_of_week(past))
    length = past.minutes * MINUTE
    return tuple(f"{WEEKDAYS[day]} {format_clock(at * length)}" for day, at in places)


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
    off, used = standing_out(times, _PLACE_LEVEL), used_times(past)
    if len(used) < 2:
        return []
    signs = np.where(off, np.sign(times.error), 0).astype(int)
    found, first, length = [], 0, past.minutes * MINUTE
    for at in range(1, len(used) + 1):
        together = at < len(used) and signs[at] == signs[first] and used[at] == used[at - 1] + 1
        if together:
            continue
        span = used[first:at]
        if signs[first] and _matters(own, play, span):
            one = value_of(metric, {n: x[..., span].sum(axis=(-2, -1)) for n, x in own.items()})
            many = value_of(metric, {n: x[..., span].sum(axis=(-2, -1)) for n, x in play.items()})
            mean = predicted(np.array([one]), many[:, None]).expected[0]
            label = f"{format_clock(span[0] * length)} to {format_clock((span[-1] + 1) * length)}"
            if not np.isnan(mean):
                found.append(Cluster("time", label, float(one), float(mean), unit_of(metric)))
        first = at
    return found


def _matters(own: Sums, play: Sums, span: Sequence[int]) -> bool:
    """Whether more than a few of those who count are there, in history or simulation."""
    shares = []
    for sums in (own, play):
        base = list(sums.values())[-1]  # whom a share or a mean is of; for a count, itself
        shares.append(base[..., span].sum() / max(base.sum(), 1e-9))
    return bool(max(shares) >= _FEW)
