"""Distributions of times, as a scenario writes them: one key, the name, with its parameters."""

import math
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Discriminator, Tag, model_validator

from ccsim.spec.fields import Duration, Facts, PositiveDuration

ShapeKey = tuple[str, tuple[float, ...]]


class Exponential(Facts):
    """Memoryless times with a mean."""

    exponential: PositiveDuration
    """The mean."""

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        return float(self.exponential)

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape."""
        return ("exponential", ())


class Constant(Facts):
    """Always the same time; `never` for a caller who never hangs up."""

    constant: Duration
    """The time."""

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        return float(self.constant)

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape."""
        return ("constant", ())


class LognormalParameters(Facts):
    """A mean or a median, and sigma (SD of the logarithm) or the SD itself."""

    mean: PositiveDuration | None = None
    """The mean."""
    median: PositiveDuration | None = None
    """The median, instead of the mean."""
    sigma: float | None = None
    """SD of the natural logarithm."""
    sd: PositiveDuration | None = None
    """The SD, instead of sigma (needs the mean)."""

    @model_validator(mode="after")
    def _one_of_each(self) -> "LognormalParameters":
        if (self.mean is None) == (self.median is None):
            raise ValueError("lognormal takes either mean or median")
        if (self.sigma is None) == (self.sd is None):
            raise ValueError("lognormal takes either sigma or sd")
        if self.sd is not None and self.mean is None:
            raise ValueError("lognormal with sd takes a mean, not a median")
        if self.sigma is not None and not 0 < self.sigma <= 2.5:
            raise ValueError("sigma lies above 0 and at most 2.5")
        return self


class Lognormal(Facts):
    """Times whose logarithm is normal: the usual shape of handle times (E-AHT-01)."""

    lognormal: LognormalParameters
    """Mean or median, and sigma or SD."""

    @property
    def sigma(self) -> float:
        """SD of the natural logarithm."""
        given = self.lognormal
        if given.sigma is not None:
            return given.sigma
        assert given.sd is not None
        assert given.mean is not None
        return math.sqrt(math.log1p((given.sd / given.mean) ** 2))

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        given = self.lognormal
        if given.mean is not None:
            return float(given.mean)
        assert given.median is not None
        return given.median * math.exp(self.sigma**2 / 2)

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape."""
        return ("lognormal", (self.sigma,))


class ShapeParameters(Facts):
    """A mean, and a shape or an SD."""

    mean: PositiveDuration
    """The mean."""
    shape: float | None = None
    """The shape parameter."""
    sd: PositiveDuration | None = None
    """The SD, instead of the shape (gamma only)."""

    @model_validator(mode="after")
    def _shape_or_sd(self) -> "ShapeParameters":
        if (self.shape is None) == (self.sd is None):
            raise ValueError("give either shape or sd")
        if self.shape is not None and not 0.1 <= self.shape <= 1000:
            raise ValueError("shape lies from 0.1 to 1000")
        return self


class Weibull(Facts):
    """Times whose hazard rises or falls with time: the usual shape of patience (E-PAT-01)."""

    weibull: ShapeParameters
    """Mean and shape."""

    @model_validator(mode="after")
    def _has_shape(self) -> "Weibull":
        if self.weibull.shape is None:
            raise ValueError("weibull takes a shape, not an sd")
        return self

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        return float(self.weibull.mean)

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape."""
        assert self.weibull.shape is not None
        return ("weibull", (self.weibull.shape,))


class Gamma(Facts):
    """Times that are sums of memoryless stages; shape 2 is Erlang-2."""

    gamma: ShapeParameters
    """Mean, and shape or SD."""

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        return float(self.gamma.mean)

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape."""
        given = self.gamma
        if given.shape is not None:
            return ("gamma", (given.shape,))
        assert given.sd is not None
        return ("gamma", ((given.mean / given.sd) ** 2,))


class UniformParameters(Facts):
    """The two ends."""

    low: Duration
    """The shortest time."""
    high: PositiveDuration
    """The longest time."""

    @model_validator(mode="after")
    def _ordered(self) -> "UniformParameters":
        if self.low >= self.high:
            raise ValueError("low lies below high")
        return self


class Uniform(Facts):
    """Any time between two ends, equally likely."""

    uniform: UniformParameters
    """The two ends."""

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        return (self.uniform.low + self.uniform.high) / 2

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape."""
        return ("uniform", (self.uniform.low / self.mean_ms, self.uniform.high / self.mean_ms))


class MixtureParameters(Facts):
    """Means of memoryless branches, and how often each is taken."""

    means: list[PositiveDuration]
    """The mean of each branch."""
    weights: list[float]
    """How often each branch is taken; any positive numbers."""

    @model_validator(mode="after")
    def _paired(self) -> "MixtureParameters":
        if len(self.means) != len(self.weights) or not self.means:
            raise ValueError("hyperexponential takes as many weights as means, at least one")
        if any(weight <= 0 for weight in self.weights):
            raise ValueError("weights are positive")
        return self


class Hyperexponential(Facts):
    """A mixture of memoryless times: many short, a few long."""

    hyperexponential: MixtureParameters
    """Means and weights."""

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        given = self.hyperexponential
        total = sum(given.weights)
        return sum(m * w for m, w in zip(given.means, given.weights, strict=True)) / total

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape: weight, mean, and so on."""
        given = self.hyperexponential
        pairs = zip(given.weights, given.means, strict=True)
        return ("hyperexponential", tuple(float(part) for pair in pairs for part in pair))


class EmpiricalParameters(Facts):
    """Evenly spaced quantiles of observed times, from the shortest to the longest."""

    quantiles: list[Duration]
    """At least two times in rising order; straight lines run between them."""

    @model_validator(mode="after")
    def _rising(self) -> "EmpiricalParameters":
        values = self.quantiles
        if len(values) < 2 or any(a > b for a, b in pairwise(values)):
            raise ValueError("quantiles are at least two times in rising order")
        if values[-1] == 0:
            raise ValueError("at least one quantile lies above zero")
        return self


class Empirical(Facts):
    """Times as observed, by their quantiles."""

    empirical: EmpiricalParameters
    """The quantiles."""

    @property
    def mean_ms(self) -> float:
        """The mean, in milliseconds."""
        values = self.empirical.quantiles
        return (sum(values) - (values[0] + values[-1]) / 2) / (len(values) - 1)

    @property
    def shape(self) -> ShapeKey:
        """The name and parameters of the unit-mean shape: chance, value, and so on."""
        values = self.empirical.quantiles
        steps = len(values) - 1
        pairs = ((i / steps, float(value)) for i, value in enumerate(values))
        return ("quantiles", tuple(part for pair in pairs for part in pair))


_KINDS: dict[str, type[Facts]] = {
    "exponential": Exponential,
    "constant": Constant,
    "lognormal": Lognormal,
    "weibull": Weibull,
    "gamma": Gamma,
    "uniform": Uniform,
    "hyperexponential": Hyperexponential,
    "empirical": Empirical,
}


def _kind(value: Any) -> str | None:
    if isinstance(value, dict):
        named = [key for key in value if key in _KINDS]
        return str(named[0]) if len(named) == 1 else None
    for name, kind in _KINDS.items():
        if isinstance(value, kind):
            return name
    return None


Distribution = Annotated[
    Annotated[Exponential, Tag("exponential")]
    | Annotated[Constant, Tag("constant")]
    | Annotated[Lognormal, Tag("lognormal")]
    | Annotated[Weibull, Tag("weibull")]
    | Annotated[Gamma, Tag("gamma")]
    | Annotated[Uniform, Tag("uniform")]
    | Annotated[Hyperexponential, Tag("hyperexponential")]
    | Annotated[Empirical, Tag("empirical")],
    Discriminator(
        _kind,
        custom_error_type="distribution",
        custom_error_message=(
            "a distribution is one key with its parameters, such as "
            "{exponential: 3m}, {constant: 90s}, {constant: never}, "
            "{lognormal: {mean: 6m, sigma: 0.9}}, {weibull: {mean: 15m, shape: 0.8}}, "
            "{gamma: {mean: 2m, shape: 2}}, {uniform: {low: 1m, high: 3m}}, "
            "{hyperexponential: {means: [1m, 9m], weights: [0.8, 0.2]}} or "
            "{empirical: {quantiles: [0s, 1m, 3m, 20m]}}"
        ),
    ),
]

NO_TIME = Constant.model_validate({"constant": 0})
FOREVER = Constant.model_validate({"constant": "never"})


def constant(text: str) -> Constant:
    """A constant time from its written form, for defaults in the spec.

    Args:
        text: a duration such as ``"90s"``.
    """
    return Constant.model_validate({"constant": text})
