"""How long a centre takes to fill up: what of a run must not be counted, by MSER-5.

Of all beginnings that may be cut off, MSER-5 takes the one that leaves the mean of the rest with
the smallest squared standard error, over means of five observations: K. P. White, M. J. Cobb and
S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation", Proceedings
of the 2000 Winter Simulation Conference, 755-760. An observation is a day: the mean over all
replications, less what its weekday always differs by; public holidays are left out. A run of some
weeks has few days, and chance alone makes some beginning look odd: something is cut off only where
the replications establish that the first five days, in which what is lacking shows most, differ
from the second half.
"""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.executors import LOCAL
from ccsim.experiments.metric_keys import parse_metric
from ccsim.experiments.paired import two_sided_p
from ccsim.experiments.replicate import (
    REPLICATIONS,
    SEED,
    Progress,
    Settings,
    Source,
    check_whole,
    obtain,
    run_all,
)
from ccsim.experiments.results import RunResult
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import CONFIDENCE, Estimate, fractions
from ccsim.metrics.window import Floats
from ccsim.replication import EngineName
from ccsim.spec.calendar import MOST_WEEKS, Calendar
from ccsim.spec.hours import public_holidays
from ccsim.spec.paths import suggestion
from ccsim.spec.scenario import Scenario

METRICS: Final = ("arrivals", "mean_wait_s", "service_level", "abandon_rate", "occupancy")
"""What is looked at, unless the user says otherwise: load, service and staff, day by day."""
PILOT_WEEKS: Final = 10
"""How long a pilot is at least: with fewer days there is too little to cut."""
_BATCH: Final = 5
_LEAST_BATCHES: Final = 8
_WEEK: Final = 7
_ROUNDING: Final = 1e-20
"""What is smaller than this share of the squared values is no variance."""


@dataclass(frozen=True)
class Day:
    """A metric on one day of the pilot, over all replications."""

    day: str
    mean: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Filling:
    """How a metric runs up to its usual level, day by day."""

    metric: str
    unit: str
    days: tuple[Day, ...]
    mser: int
    """Days that MSER-5 would leave out."""
    established: bool
    """Whether the first days differ from the second half, after Bonferroni over the metrics."""
    settles: bool
    """Whether it does so before the middle of the pilot, beyond which nothing is cut."""

    @property
    def cut(self) -> int | None:
        """Days to leave out; None where it does not settle."""
        if not self.settles:
            return None
        return self.mser if self.established else 0


@dataclass(frozen=True)
class WarmUp:
    """How long the beginning of a run must not be counted, and how long it is not."""

    pilot: RunResult
    """The scenario played without warm-up, perhaps for longer than it says."""
    own_days: int
    """The warm-up that the scenario has, in days."""
    metrics: dict[str, Filling]

    @property
    def days(self) -> int | None:
        """Days to leave out for all metrics; None where one does not settle."""
        cuts = [one.cut for one in self.metrics.values()]
        return None if None in cuts else max(cut for cut in cuts if cut is not None)

    @property
    def weeks(self) -> int | None:
        """The same in whole weeks, so that each weekday is counted as often as any other."""
        return None if self.days is None else math.ceil(self.days / _WEEK)

    @property
    def enough(self) -> bool | None:
        """Whether the scenario's own warm-up is that long; None where that is not known."""
        return None if self.days is None else self.own_days >= self.days

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on; undefined numbers are None."""
        return {
            "scenario": self.pilot.label,
            "seed": self.pilot.seed,
            "replications": self.pilot.replications,
            "engine": self.pilot.engine,
            "fingerprint": self.pilot.fingerprint,
            "pilot_days": self.pilot.scenario.calendar.total_days,
            "warm_up_days": self.own_days,
            "cut_days": self.days,
            "recommended_weeks": self.weeks,
            "enough": self.enough,
            "metrics": {
                name: {
                    "cut_days": one.cut,
                    "mser_days": one.mser,
                    "established": one.established,
                    "settles": one.settles,
                    "unit": one.unit,
                    "days": [asdict(day) for day in one.days],
                }
                for name, one in self.metrics.items()
            },
        }


def warm_up(
    scenario: Source,
    metrics: Sequence[str] = (),
    *,
    sets: Sequence[str] = (),
    weeks: int | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    engine: EngineName = "auto",
    workers: int | None = None,
    executor: Executor | str = LOCAL,
    progress: Progress | None = None,
) -> WarmUp:
    """Find how long a scenario must run before it is counted, from a pilot without warm-up.

    A centre whose days open empty and know nothing of yesterday needs none. Where cases, tickets
    and customers outlive the day, it takes until as many of them are under way as usual.

    Args:
        scenario: a scenario, or the path of its file.
        metrics: what must have settled, of what is reported by day; by default load and service.
        sets: other values for single facts, each as ``PATH=VALUE``.
        weeks: length of the pilot; by default the scenario's own, and at least ten weeks.
        replications: how often the pilot is repeated; the more, the smoother its days.
        seed: which luck it has.
        engine: ``simpy`` or ``compiled``; ``auto`` is ``compiled``.
        workers: how many processes work; by default as many as the machine has processors.
        executor: who plays: `local`, `dask://HOST:PORT`, or any `concurrent.futures.Executor`.
        progress: told how many replications are done, of how many.

    Raises:
        UsageError: a metric that is not reported by day, or a pilot that is too short.
    """
    for name in metrics:
        _check_metric(name)
    if replications < 2:
        raise UsageError("a pilot takes at least 2 replications: one tells nothing of chance")
    if weeks is not None and weeks < 1:
        raise UsageError(f"weeks is {weeks}; a pilot takes at least 1, and some {PILOT_WEEKS}")
    if weeks is not None:
        check_whole("weeks", weeks, 1, MOST_WEEKS)
    facts, _ = obtain(scenario, sets)
    settings = Settings(replications, seed, engine, workers, executor)
    pilot = run_all([_without_warm_up(facts, weeks)], settings, progress=progress)[0]
    return WarmUp(
        pilot=pilot,
        own_days=facts.calendar.warm_up_total_days,
        metrics={one.metric: one for one in _fillings(pilot, metrics)},
    )


def mser(values: Floats, batch: int = _BATCH) -> int:
    """How many observations to leave out at the beginning, by MSER over means of batches.

    At most half of them: what rests on less is too often right by chance.

    >>> mser(np.array([9.0, 8, 7, 6, 5] + [0.0, 1.0, 0.0, 1.0, 0.0] * 10))
    5
    """
    means = values[: len(values) // batch * batch].reshape(-1, batch).mean(axis=1)
    if not len(means):
        raise ValueError(f"{len(values)} observations make no batch of {batch}")
    tails = [means[cut:] for cut in range(len(means) // 2 + 1)]
    errors = np.array([tail.var() / len(tail) for tail in tails])
    errors[errors <= _ROUNDING * float((means**2).max())] = 0.0
    return int(errors.argmin()) * batch


def weekday_effects(values: Floats) -> Floats:
    """What each day's weekday always differs by from the mean of its week.

    The median over the weeks, which a beginning that is still filling up does not move. Days
    without a value are NaN; fewer than three weeks show no effects.

    >>> weekday_effects(np.array([1.0, 2, 3, 4, 5, 6, 7] * 3)).tolist()[:4]
    [-3.0, -2.0, -1.0, 0.0]
    """
    weeks = len(values) // _WEEK
    if weeks < 3:
        return np.zeros(len(values))
    table = values[: weeks * _WEEK].reshape(weeks, _WEEK)
    known = np.isfinite(table)
    means = np.nansum(table, axis=1) / np.maximum(known.sum(axis=1), 1)
    apart = table - means[:, np.newaxis]
    usual = [
        float(np.median(apart[known[:, day], day])) if known[:, day].any() else 0.0
        for day in range(_WEEK)
    ]
    return np.resize(np.array(usual), len(values))


def _without_warm_up(facts: Scenario, weeks: int | None) -> Scenario:
    """The pilot: counted from its first day, and long enough."""
    own = facts.calendar
    length = {"weeks": own.weeks, "days": own.days}
    if weeks is not None:
        length = {"weeks": weeks, "days": 0}
    elif own.total_days < PILOT_WEEKS * _WEEK:
        length = {"weeks": PILOT_WEEKS, "days": 0}
    calendar = own.model_copy(update={"warm_up_weeks": 0, "warm_up_days": 0, **length})
    return facts.model_copy(update={"calendar": calendar})


def _check_metric(name: str) -> None:
    """Refuse what is not reported by day."""
    by_day = [metric.name for metric in CATALOGUE.values() if "day" in metric.slices]
    if parse_metric(name, among=by_day, axes=()).metric.name not in by_day:
        raise UsageError(f"--metric {name!r}: it is not reported by day{suggestion(name, by_day)}")


def _fillings(pilot: RunResult, asked: Sequence[str]) -> Iterator[Filling]:
    """How each metric runs up; of those that nobody asked for, what the pilot has."""
    names = list(dict.fromkeys(asked or METRICS))
    lacking = {}
    for name in names:
        days = _days(pilot, name)
        values = np.array([math.nan if one.mean is None else one.mean for one in days])
        values[_holidays(pilot.scenario.calendar)] = math.nan
        counted = int(np.isfinite(values).sum())
        if counted >= _BATCH * _LEAST_BATCHES:
            yield _filling(pilot, name, days, values, len(names))
        else:
            lacking[name] = counted
    if lacking and (asked or len(lacking) == len(names)):
        name = max(lacking, key=lambda one: lacking[one])
        raise _too_short(name, lacking[name])


def _holidays(calendar: Calendar) -> list[int]:
    """Which days of a run are public holidays: they say nothing of how it fills up."""
    if calendar.holidays is None:
        return []
    last = calendar.start + dt.timedelta(days=calendar.total_days - 1)
    found = public_holidays(calendar.holidays, calendar.start, last)
    return [(day - calendar.start).days for day in found]


def _filling(
    pilot: RunResult, name: str, days: tuple[Day, ...], values: Floats, metrics: int
) -> Filling:
    """Where a metric is cut, and whether that is more than chance."""
    usual = weekday_effects(values)
    open_days = np.flatnonzero(np.isfinite(values))
    cut = mser((values - usual)[open_days])
    table = (_by_replication(pilot, name) - usual)[:, open_days]
    half = len(open_days) // 2
    established = _differ(table[:, :_BATCH], table[:, half:], (1 - CONFIDENCE) / metrics)
    return Filling(
        metric=name,
        unit=pilot.estimates[name].unit,
        days=days,
        mser=int(open_days[cut]) if cut else 0,
        established=established,
        settles=not established or cut + _BATCH <= half,
    )


def _by_replication(pilot: RunResult, name: str) -> Floats:
    """A metric by replication and day; NaN where it is not defined."""
    labels = pilot.totals[0].labels["day"]
    both = [fractions(pilot.totals, name, label) for label in labels]
    above, below = (np.stack(one, axis=1) for one in zip(*both, strict=True))
    found = np.full(above.shape, math.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found


def _differ(some: Floats, others: Floats, level: float) -> bool:
    """Whether some days differ from others, by a t test over the replications (rows)."""
    apart = _row_means(some) - _row_means(others)
    apart = apart[np.isfinite(apart)]
    if len(apart) < 2 or not apart.any():
        return False
    error = float(apart.std(ddof=1)) / math.sqrt(len(apart))
    if error == 0:
        return True
    return two_sided_p(float(apart.mean()) / error, len(apart) - 1) < level


def _row_means(table: Floats) -> Floats:
    """The mean of what each row has; NaN where it has nothing."""
    counts = np.isfinite(table).sum(axis=1)
    means = np.full(len(table), math.nan)
    np.divide(np.nansum(table, axis=1), counts, out=means, where=counts > 0)
    return means


def _days(pilot: RunResult, name: str) -> tuple[Day, ...]:
    """A metric by day, as the pilot has it; none where it does not."""
    nothing = Estimate(None, None, None, pilot.replications, "")
    found = []
    for label in pilot.totals[0].labels["day"]:
        one = pilot.estimates.get(f"{name}[{label}]", nothing)
        found.append(Day(label.removeprefix("day="), one.mean, one.low, one.high, one.n))
    return tuple(found)


def _too_short(name: str, days: int) -> UsageError:
    least = _BATCH * _LEAST_BATCHES
    return UsageError(
        f"the pilot has {days} days with a value of {name}; MSER-{_BATCH} takes at least {least}: "
        f"give it --weeks {PILOT_WEEKS}, or more"
    )
