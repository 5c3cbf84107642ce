"""A scenario's own laws of arrivals, handle times and patience, in the words of queueing theory."""

import math
from dataclasses import dataclass
from itertools import pairwise

from ccsim.analytic.patience_laws import (
    GammaPatience,
    LognormalPatience,
    MixedPatience,
    Patience,
    UniformPatience,
    WeibullPatience,
    deterministic_patience,
    exponential_patience,
)
from ccsim.plan.shapes import natural_moments
from ccsim.spec.distributions import (
    Constant,
    Distribution,
    Empirical,
    Gamma,
    Hyperexponential,
    Lognormal,
    Uniform,
    Weibull,
)
from ccsim.spec.queues import Forecast, Queue
from ccsim.units import DAY, NEVER, SECOND, WEEK


@dataclass(frozen=True, slots=True)
class Times:
    """What theory asks of a law of handle times."""

    mean_s: float
    sd_s: float
    memoryless: bool = False

    @property
    def constant(self) -> bool:
        """Whether all of them are alike."""
        return self.sd_s == 0


def calls_a_second(forecast: Forecast | None) -> float | None:
    """The rate of first calls if it is the same at all times; None where it varies."""
    if forecast is None:
        return 0.0
    if forecast.rate is not None:
        return forecast.rate * forecast.scale * SECOND
    calls = forecast.calls or []
    if not any(calls) or forecast.scale == 0:
        return 0.0
    length = len(calls) * forecast.interval
    if forecast.starts or length not in (DAY, WEEK) or len(set(calls)) > 1:
        return None
    return calls[0] * forecast.scale / forecast.interval * SECOND


def handle_times(queue: Queue, factor: float = 1.0) -> Times:
    """Talk and after-call work of a queue's anonymous callers.

    Args:
        queue: the queue.
        factor: how many times as long its team talks as is usual; after-call work is as it is.
    """
    talk = _times(queue.talk, factor)
    after = _times(queue.wrap_up)
    if after.mean_s == 0:
        return talk
    return Times(talk.mean_s + after.mean_s, math.hypot(talk.sd_s, after.sd_s))


def _times(law: Distribution, factor: float = 1.0) -> Times:
    mean_s = law.mean_ms / SECOND * factor
    return Times(mean_s, mean_s * _variation(law), is_memoryless(law))


def _variation(law: Distribution) -> float:
    """The SD of a law, for a mean of 1."""
    if law.mean_ms == 0:
        return 0.0
    kind, params = law.shape
    mean, sd = natural_moments(kind, params)
    return sd / mean


def is_memoryless(law: Distribution) -> bool:
    """Whether times are exponential, under whichever name."""
    kind, params = law.shape
    if kind == "hyperexponential":
        return len(set(params[1::2])) == 1
    return kind == "exponential" or (kind in ("gamma", "weibull") and params == (1.0,))


def never_hangs_up(law: Distribution | None) -> bool:
    """Whether callers wait as long as it takes."""
    return law is None or law.mean_ms >= NEVER


def patience_of(law: Distribution) -> Patience | None:
    """A law of patience as theory integrates it; None for one that it cannot."""
    mean_s = law.mean_ms / SECOND
    if not mean_s > 0:
        return None
    if is_memoryless(law):
        return exponential_patience(mean_s)
    match law:
        case Constant():
            return deterministic_patience(mean_s)
        case Gamma():
            return GammaPatience(mean_s, law.shape[1][0])
        case Weibull():
            return WeibullPatience(mean_s, law.shape[1][0])
        case Lognormal():
            return LognormalPatience(mean_s, mean_s * _variation(law))
        case Uniform():
            return UniformPatience(law.uniform.low / SECOND, law.uniform.high / SECOND)
        case Hyperexponential():
            return _mixture(law)
        case Empirical():
            return _between_quantiles([value / SECOND for value in law.empirical.quantiles])
        case _:
            return None


def _mixture(law: Hyperexponential) -> MixedPatience:
    given = law.hyperexponential
    total = sum(given.weights)
    return MixedPatience(
        tuple(
            (weight / total, exponential_patience(mean / SECOND))
            for weight, mean in zip(given.weights, given.means, strict=True)
        )
    )


def _between_quantiles(values: list[float]) -> MixedPatience | None:
    """Equal shares between neighbouring quantiles, each spread evenly; none who hang up at once."""
    parts = list(pairwise(values))
    if any(high == 0 for _, high in parts):
        return None
    return MixedPatience(tuple((1 / len(parts), UniformPatience(*part)) for part in parts))
