"""How sure: replications until intervals are narrow enough, and how many that takes.

A run looks at its intervals at fixed numbers of replications, whoever plays them, and ends at the
third look in a row at which all are narrow enough. That is the look-ahead of K. Hoad, S. Robinson
and R. Davies, "Automated selection of the number of replications for a discrete-event simulation",
Journal of the Operational Research Society 61 (2010), 1632-1644: a single look would often find a
variance that is small by chance, and an interval that misses the truth too often. Nor does it end
before 60 replications: a t interval of few skewed numbers covers too little, stopped or not (of ten
that are log-normal with sigma 0.5 in 92 %), and those that lack the long tail look narrow and
symmetric, so that no look at their skewness would help. Where 8, 16, 30 and 60 replications were
needed, plain 95 % intervals covered in 94.9 to 95.1 % of 40,000 experiments of normal numbers, in
94.4 to 94.6 % of gamma ones (shape 4), in 93.7 to 94.0 % of log-normal ones (sigma 0.5), and in
93.6 to 93.9 % of exponential ones, of which 91.9 to 93.4 % were covered without a floor, and 92.8
to 93.4 % with one of 35. Of log-normal ones with sigma 1 it is 90 %: for such tails more
replications must be asked for. The floor costs 37, 30, 16 and 1 replications there.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from ccsim.errors import UsageError
from ccsim.experiments.metric_keys import parse_metric
from ccsim.experiments.pace import Pace
from ccsim.metrics.estimates import CONFIDENCE, Estimate, estimate_of, student_t
from ccsim.metrics.totals import Totals, split_key
from ccsim.spec.paths import suggestion

FIRST_LOOK: Final = 10
"""Replications before the first look: fewer tell too little of the variance."""
CAP: Final = 1000
"""Replications at which a run ends at the latest, unless the user says otherwise."""
LOOKS: Final = 3
"""At how many looks in a row the intervals must be narrow enough."""
FEWEST: Final = 60
"""No run ends before, unless its cap does: intervals of few skewed numbers miss too often."""
_STEP: Final = 5
_STEP_PERCENT: Final = 10


@dataclass(frozen=True)
class Needed:
    """How many replications a wanted interval takes, judged by a pilot."""

    likely: int
    """If the variance is what the pilot shows."""
    low: int
    high: int
    """At the 95 % limits (chi-square) of the variance."""


@dataclass(frozen=True)
class Reach:
    """How narrow the interval of one metric has become."""

    wanted: float
    """Half the width of the 95 % interval, as a share of the mean."""
    half_width: float | None
    """The same as it is; None where the metric is not defined, or nought."""
    needed: Needed | None
    """How many replications it takes, by those that there are."""

    @property
    def reached(self) -> bool:
        """Whether the interval is narrow enough."""
        return self.half_width is not None and self.half_width <= self.wanted


@dataclass(frozen=True)
class Precision:
    """How narrow the intervals of a run were to be, and what came of it."""

    cap: int
    """The most replications that were allowed."""
    capped: bool
    """Whether the cap ended it before all scenarios were as sure as wanted."""
    metrics: dict[str, Reach]

    @property
    def reached(self) -> bool:
        """Whether all intervals of this run are narrow enough."""
        return all(one.reached for one in self.metrics.values())

    def to_json(self) -> dict[str, Any]:
        """The document that other tools rest on."""
        return {
            "reached": self.reached,
            "cap": self.cap,
            "stopped_by_cap": self.capped,
            "metrics": {
                key: {**asdict(one), "reached": one.reached} for key, one in self.metrics.items()
            },
        }


def precision_of_json(document: Mapping[str, Any]) -> Precision:
    """The same again, from the document."""
    metrics = {
        key: Reach(
            wanted=one["wanted"],
            half_width=one["half_width"],
            needed=None if one["needed"] is None else Needed(**one["needed"]),
        )
        for key, one in document["metrics"].items()
    }
    return Precision(document["cap"], document["stopped_by_cap"], metrics)


def parse_precision(texts: Sequence[str]) -> dict[str, float]:
    """What a user asks for, each as ``METRIC=REL``.

    >>> parse_precision(["service_level=0.01", "mean_wait_s[queue=gold]=0.1"])
    {'service_level': 0.01, 'mean_wait_s[queue=gold]': 0.1}

    Raises:
        UsageError: one that cannot be read, or that is said twice.
    """
    wanted: dict[str, float] = {}
    for text in texts:
        key, sign, number = text.rpartition("=")
        try:
            relative = float(number)
        except ValueError:
            sign = ""
        if not (sign and key.strip()):
            raise UsageError(
                f"--precision {text!r} cannot be read: write METRIC=REL, such as "
                "service_level=0.01 for an interval of at most ± 1 % of the mean"
            )
        if key.strip() in wanted:
            raise UsageError(f"--precision {text!r}: {key.strip()} is said twice: give one")
        wanted[key.strip()] = relative
    return wanted


def check_precision(wanted: Mapping[str, float], cap: int) -> None:
    """Refuse what no run can reach.

    Raises:
        UsageError: an unknown metric or slice, a share out of bounds, a cap that is too low.
    """
    for key, relative in wanted.items():
        parse_metric(key, said=f"precision of {key}", axes=None)
        if not _is_share(relative):
            raise UsageError(
                f"precision of {key} is {relative!r}; it must be a share of the mean between 0 "
                "and 1, such as 0.01 for ± 1 %"
            )
    if wanted and cap < FIRST_LOOK:
        raise UsageError(
            f"replications is {cap}, the most that precision may take: "
            f"it must be at least {FIRST_LOOK}"
        )


def check_slices(wanted: Mapping[str, float], labels: Mapping[str, Sequence[str]]) -> None:
    """Refuse slices that a scenario does not have.

    Args:
        wanted: how narrow intervals are to be, by metric.
        labels: the slices of the scenario, by axis.

    Raises:
        UsageError: an unknown slice; the message names the nearest.
    """
    for key in wanted:
        found = parse_metric(key, said=f"precision of {key}", axes=None)
        there = labels[found.axis]
        if found.slice not in there:
            raise UsageError(
                f"precision of {key}: the scenario has no {found.slice}"
                f"{suggestion(found.slice, there)}"
            )


def looks(cap: int) -> list[int]:
    """At how many replications a run looks at its intervals; the last look is at the cap.

    >>> looks(70)
    [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 66, 70]
    """
    found = [FIRST_LOOK]
    while found[-1] < cap:
        step = max(_STEP, found[-1] * _STEP_PERCENT // 100)
        found.append(min(found[-1] + step, cap))
    return found


class Stopping:
    """Decides when runs with the same luck are sure enough, all of them in all that is wanted."""

    def __init__(self, wanted: Mapping[str, float], cap: int) -> None:
        self._wanted, self._cap = wanted, cap
        self._looks = looks(cap)
        self._next = 0
        self._narrow = 0  # looks in a row

    def enough(self, runs: Sequence[Sequence[Totals]]) -> int | None:
        """The number of replications to end with; None if those that there are do not suffice.

        Looks that have been taken are not taken again: the first replications stay the same.

        Raises:
            UsageError: a metric that a run does not have.
        """
        there = len(runs[0])
        while self._next < len(self._looks) and self._looks[self._next] <= there:
            look = self._looks[self._next]
            narrow = all(
                one.reached for run in runs for one in reaches(self._wanted, run[:look]).values()
            )
            self._narrow = self._narrow + 1 if narrow else 0
            if look == self._cap or (self._narrow >= LOOKS and look >= FEWEST):
                return look
            self._next += 1
        return None

    def aim(self, found: Sequence[Reach] = ()) -> int:
        """How many replications are worth playing before the next decision.

        As many as are needed even if the variance is smaller than it looks, and none fewer than
        any run takes: what the looks decide does not depend on it.
        """
        least = max((one.needed.low for one in found if one.needed), default=0)
        least = max(least, FEWEST) if found else 0
        later = self._looks[self._next :]
        return max([look for look in later if look <= least], default=later[0])


def reaches(wanted: Mapping[str, float], totals: Sequence[Totals]) -> dict[str, Reach]:
    """How narrow the intervals of a run are.

    Raises:
        UsageError: a metric that the run does not have.
    """
    found = {}
    for key, relative in wanted.items():
        one = estimate_of(totals, *split_key(key))
        if one is None:
            raise UsageError(f"precision of {key}: there is no {key} in the scenario")
        found[key] = reach(one, relative)
    return found


def reach(one: Estimate, relative: float) -> Reach:
    """How narrow the interval of a number is, as a share of the number."""
    half = half_width(one)
    if half is None or not one.mean:
        return Reach(relative, None, None)
    size = abs(one.mean)
    return Reach(relative, half / size, needed(half, one.n, relative * size))


def needed(half_width: float, n: int, wanted: float) -> Needed:
    """How many replications make an interval of n replications as narrow as wanted.

    The smallest m with t(m - 1) s / √m ≤ wanted, for the standard deviation s that the interval
    shows, and for the limits of its own 95 % interval, (n - 1) s² / χ².

    >>> needed(2.0, 10, 1.0).likely
    33
    """
    from scipy.special import chdtri

    deviation = half_width * math.sqrt(n) / student_t(n - 1)
    tail = (1 - CONFIDENCE) / 2
    least, most = (
        deviation * math.sqrt((n - 1) / float(chdtri(n - 1, chance))) for chance in (tail, 1 - tail)
    )
    return Needed(*(_smallest(one, wanted) for one in (deviation, least, most)))


def half_width(one: Estimate) -> float | None:
    """Half the width of an interval; None where there is none."""
    return None if one.low is None or one.high is None else (one.high - one.low) / 2


def _smallest(deviation: float, wanted: float) -> int:
    """The fewest replications whose t interval is that narrow."""

    def narrow(n: int) -> bool:
        return student_t(n - 1) * deviation <= wanted * math.sqrt(n)

    high = 2
    while not narrow(high):
        high *= 2
    low = max(2, high // 2)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if narrow(middle) else (middle + 1, high)
    return low


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and 0 < value < 1


def forecast(
    reaches_by_run: Mapping[str, Mapping[str, Reach]], n: int, cap: int, pace: Pace
) -> str:
    """How many replications it will take, and how long, in a sentence about the worst of all.

    Args:
        reaches_by_run: by the scenario's name and the metric, how narrow intervals are.
        n: replications that there are.
        cap: the most that are allowed.
        pace: how long they take.
    """
    left = [
        (label, key, one)
        for label, found in reaches_by_run.items()
        for key, one in found.items()
        if not one.reached
    ]
    if not left:
        words = f"After {n} replications all intervals are narrow enough; three looks in a row"
        least = min(FEWEST, cap)
        return f"{words} must say so" + (f", the last at {least} or later" if n < least else "")
    label, key, worst = max(
        left, key=lambda place: math.inf if place[2].needed is None else place[2].needed.likely
    )
    name = f"{label}: {key}" if len(reaches_by_run) > 1 else key
    if worst.half_width is None or worst.needed is None:
        return f"{name} is not known, or nought, after {n} replications: no share of it can be told"
    takes, end = worst.needed, _end(worst.needed.likely, n, cap)
    words = (
        f"{name} is known to ± {100 * worst.half_width:.3g} % of its mean after {n} replications; "
        f"± {100 * worst.wanted:.3g} % takes about {takes.likely:,} "
        f"({takes.low:,} to {takes.high:,})"
    )
    if takes.likely > cap:
        words += f", more than the {cap:,} allowed (--replications)"
    else:
        words += f", and {end:,} with the looks that confirm it"
    return words + pace.forecast((end - n) * len(reaches_by_run))


def _end(likely: int, n: int, cap: int) -> int:
    """At how many replications a run ends that is narrow enough from so many on."""
    later = [look for look in looks(cap) if look > n]
    first = next((place for place, look in enumerate(later) if look >= likely), len(later))
    confirmed = later[min(first + LOOKS - 1, len(later) - 1)]
    return min(max(confirmed, FEWEST), cap)
