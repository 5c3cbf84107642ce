"""Which distribution times have: fitted by likelihood, some of them only known to be longer."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from ccsim.experiments.calibration.estimates import duration

Floats = NDArray[np.float64]

NORMAL_95: Final = 1.959964
_STEP: Final = 1e-3
_SMALLEST_SHAPE, _LARGEST_SHAPE = 0.11, 900.0
_LARGEST_SIGMA: Final = 2.45


@dataclass(frozen=True)
class Times:
    """Times as they were seen: each with how often, and some of them broken off."""

    seen: Floats
    """Each length once, in seconds, above zero."""
    ended: Floats
    """How many of this length had come to their end."""
    broken_off: Floats
    """How many were broken off after it: they would have lasted longer."""
    beyond: float = 0.0
    """Only those longer than this are in it."""

    @property
    def n(self) -> int:
        """How many came to their end."""
        return int(self.ended.sum())

    @property
    def exposure_s(self) -> float:
        """All of them together."""
        return float((self.seen * (self.ended + self.broken_off)).sum())


def times_of(lengths: Floats, ended: NDArray[np.bool_] | None = None, beyond: float = 0.0) -> Times:
    """Times, counted by length; what has no length at all counts as half a step.

    Args:
        lengths: in seconds.
        ended: which of them came to their end, and were not broken off; all where not given.
        beyond: only longer ones are taken.
    """
    kept = ~np.isnan(lengths) & (lengths > beyond if beyond else lengths >= 0)
    if ended is not None:
        kept &= ended | (lengths > 0)  # what is broken off at once tells nothing
    whole = bool(np.all(lengths[kept] == np.floor(lengths[kept])))
    shortest = 0.5 if whole else 0.0005
    seen, place = np.unique(np.maximum(lengths[kept], shortest), return_inverse=True)
    over = np.ones(int(kept.sum()), bool) if ended is None else ended[kept]
    count = len(seen)
    return Times(
        seen,
        np.bincount(place[over], minlength=count).astype(np.float64),
        np.bincount(place[~over], minlength=count).astype(np.float64),
        beyond,
    )


@dataclass(frozen=True)
class Family:
    """A family of distributions, told by its mean and its shape."""

    name: str
    shape_name: str | None
    scipy_name: str
    """What it is called in scipy."""
    parameters: Callable[[float, float], dict[str, float]]
    """Its parameters there, of a mean and a shape."""
    first_shape: Callable[[float], float]
    """A first guess of the shape, from the SD of the logarithm."""
    shapes: tuple[float, float] = (_SMALLEST_SHAPE, _LARGEST_SHAPE)


def _lognormal(mean: float, sigma: float) -> dict[str, float]:
    return {"s": sigma, "scale": mean * math.exp(-(sigma**2) / 2)}


def _gamma(mean: float, shape: float) -> dict[str, float]:
    return {"a": shape, "scale": mean / shape}


def _weibull(mean: float, shape: float) -> dict[str, float]:
    return {"c": shape, "scale": mean / math.exp(math.lgamma(1 + 1 / shape))}


def _exponential(mean: float, _: float) -> dict[str, float]:
    return {"scale": mean}


FAMILIES: Final = {
    one.name: one
    for one in (
        Family(
            "lognormal", "sigma", "lognorm", _lognormal, lambda sigma: sigma, (0.02, _LARGEST_SIGMA)
        ),
        Family("gamma", "shape", "gamma", _gamma, lambda sigma: 1 / max(sigma**2, 0.05)),
        Family("weibull", "shape", "weibull_min", _weibull, lambda sigma: 1.2 / max(sigma, 0.1)),
        Family("exponential", None, "expon", _exponential, lambda _: 1.0),
    )
}


@dataclass(frozen=True)
class Fit:
    """A family fitted to times, with the 95 % intervals of its mean and its shape."""

    family: Family
    mean: float
    shape: float
    mean_interval: tuple[float, float]
    shape_interval: tuple[float, float]
    aic: float

    @property
    def distribution(self) -> Any:
        """The distribution, as scipy has it."""
        own = getattr(stats, self.family.scipy_name)
        return own(**self.family.parameters(self.mean, self.shape))

    def survival(self, seconds: float) -> float:
        """The share that lasts longer."""
        return 1 - float(self.upto(np.array(seconds)))

    def upto(self, seconds: Floats) -> Floats:
        """The share that lasts no longer."""
        # Of times that are all alike the shape is so large that a power overflows: to 1, rightly.
        with np.errstate(over="ignore"):
            return np.asarray(self.distribution.cdf(seconds), np.float64)

    def written(self, mean_s: float | None = None) -> dict[str, Any]:
        """The distribution as a scenario writes it, with its own or another mean."""
        mean = duration(self.mean if mean_s is None else mean_s)
        if self.family.shape_name is None:
            return {self.family.name: mean}
        shape = float(f"{self.shape:.4g}")
        return {self.family.name: {"mean": mean, self.family.shape_name: shape}}


def fit_times(times: Times, names: tuple[str, ...]) -> list[Fit]:
    """These families fitted to times, the best by Akaike's criterion (AIC) first."""
    return sorted((_fit(times, FAMILIES[name]) for name in names), key=lambda fit: fit.aic)


def survival_seen(times: Times, at_s: float) -> float:
    """The share that lasts longer by the estimator of Kaplan and Meier, without any family."""
    at_risk = np.cumsum((times.ended + times.broken_off)[::-1])[::-1]
    upto = times.seen <= at_s
    return float(np.prod(1 - times.ended[upto] / at_risk[upto]))


def _fit(times: Times, family: Family) -> Fit:
    """The most likely member of a family; its interval is that of the observed information."""
    sizes = times.ended + times.broken_off
    log_seen = np.log(times.seen)
    middle = float(np.average(log_seen, weights=sizes))
    sigma = max(math.sqrt(np.average((log_seen - middle) ** 2, weights=sizes)), 0.05)
    start = [math.log(times.exposure_s / max(times.n, 1))]
    if family.shape_name is not None:
        low, high = family.shapes
        start.append(math.log(min(max(family.first_shape(sigma), low), high)))

    def loss(at: Floats) -> float:
        return _negative_log_likelihood(times, family, at)

    found = optimize.minimize(loss, np.array(start), method="BFGS")
    at = np.asarray(found.x, np.float64)
    spread = NORMAL_95 * _standard_errors(loss, at)
    low_ends, high_ends = np.exp(at - spread), np.exp(at + spread)
    shaped = len(at) > 1
    return Fit(
        family,
        mean=float(np.exp(at[0])),
        shape=float(np.exp(at[1])) if shaped else 1.0,
        mean_interval=(float(low_ends[0]), float(high_ends[0])),
        shape_interval=(float(low_ends[1]), float(high_ends[1])) if shaped else (1.0, 1.0),
        aic=2 * float(loss(at)) + 2 * len(at),
    )


def _negative_log_likelihood(times: Times, family: Family, at: Floats) -> float:
    shape = math.exp(min(at[1], 50.0)) if len(at) > 1 else 1.0
    low, high = family.shapes
    # A step of the search that leaves the shapes a scenario can have costs more and more.
    outside = max(0.0, math.log(low / shape), math.log(shape / high))
    mean = math.exp(min(max(at[0], -20.0), 30.0))
    # Not frozen: scipy takes longer to freeze a distribution than to ask it.
    own = getattr(stats, family.scipy_name)
    known = family.parameters(mean, min(max(shape, low), high))
    with np.errstate(all="ignore"):
        total = -float(times.ended @ np.nan_to_num(own.logpdf(times.seen, **known), neginf=-1e3))
        if times.broken_off.any():
            total -= float(
                times.broken_off @ np.nan_to_num(own.logsf(times.seen, **known), neginf=-1e3)
            )
        if times.beyond:
            longer = float((times.ended + times.broken_off).sum())
            total += longer * float(np.nan_to_num(own.logsf(times.beyond, **known), neginf=-1e3))
    return total + 1e3 * outside**2


def _standard_errors(loss: Callable[[Floats], float], at: Floats) -> Floats:
    """From the curvature of the likelihood at its top; without bound where it is flat."""
    count = len(at)
    steps = np.eye(count) * _STEP
    curve = np.empty((count, count))
    for i in range(count):
        for j in range(count):
            one, two = steps[i], steps[j]
            curve[i, j] = (
                loss(at + one + two) - loss(at + one - two) - loss(at - one + two)
                + loss(at - one - two)
            ) / (4 * _STEP**2)  # fmt: skip
    try:
        variances = np.diag(np.linalg.inv(curve))
    except np.linalg.LinAlgError:
        return np.full(count, 3.0)
    return np.where(variances > 0, np.sqrt(np.maximum(variances, 0)), 3.0)
