"""How long callers are prepared to wait: the laws of patience that theory can integrate."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincc, ndtr

from ccsim.analytic.theory import TheoryError, check_positive

Floats = NDArray[np.float64]


class Patience(Protocol):
    """A law of patience R, as the three functions that the wait integrals need."""

    @property
    def mean_s(self) -> float:
        """The mean patience."""

    def survival(self, wait_s: Floats) -> Floats:
        """Return the share still there after a wait, P(R > x)."""

    def waited(self, wait_s: Floats) -> Floats:
        """Return the mean time spent when an answer takes x, E[min(R, x)]."""

    def waited_square(self, wait_s: Floats) -> Floats:
        """Return the mean square of that time, E[min(R, x)^2]."""

    def kinks(self) -> tuple[float, ...]:
        """Return the waits at which the law is not smooth."""


@dataclass(frozen=True, slots=True)
class GammaPatience:
    """Gamma patience; shape 1 is exponential, 2 is Erlang-2."""

    mean_s: float
    shape: float = 1.0

    def __post_init__(self) -> None:
        check_positive("mean_s", self.mean_s)
        check_positive("shape", self.shape)

    def survival(self, wait_s: Floats) -> Floats:
        """Return P(R > x)."""
        return np.asarray(gammaincc(self.shape, wait_s * self.shape / self.mean_s))

    def waited(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)]."""
        left = self.mean_s * gammainc(self.shape + 1, wait_s * self.shape / self.mean_s)
        return np.asarray(wait_s * self.survival(wait_s) + left)

    def waited_square(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)^2]."""
        square = self.mean_s**2 * (1 + 1 / self.shape)
        left = square * gammainc(self.shape + 2, wait_s * self.shape / self.mean_s)
        return np.asarray(wait_s**2 * self.survival(wait_s) + left)

    def kinks(self) -> tuple[float, ...]:
        """Return none: the law is smooth."""
        return ()


def exponential_patience(mean_s: float) -> GammaPatience:
    """Return exponential patience, that of Erlang A."""
    return GammaPatience(mean_s, 1.0)


@dataclass(frozen=True, slots=True)
class WeibullPatience:
    """Weibull patience; a shape below 1 gives up early or hardly at all."""

    mean_s: float
    shape: float

    def __post_init__(self) -> None:
        check_positive("mean_s", self.mean_s)
        check_positive("shape", self.shape)

    def _power(self, wait_s: Floats) -> Floats:
        """Return the cumulative hazard at x."""
        scale = self.mean_s / math.gamma(1 + 1 / self.shape)
        return np.asarray((wait_s / scale) ** self.shape)

    def survival(self, wait_s: Floats) -> Floats:
        """Return P(R > x)."""
        return np.asarray(np.exp(-self._power(wait_s)))

    def waited(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)]."""
        return np.asarray(self.mean_s * gammainc(1 / self.shape, self._power(wait_s)))

    def waited_square(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)^2]."""
        scale = self.mean_s / math.gamma(1 + 1 / self.shape)
        square = scale**2 * math.gamma(1 + 2 / self.shape)
        return np.asarray(square * gammainc(2 / self.shape, self._power(wait_s)))

    def kinks(self) -> tuple[float, ...]:
        """Return none: the law is smooth."""
        return ()


@dataclass(frozen=True, slots=True)
class LognormalPatience:
    """Log-normal patience, by its mean and standard deviation."""

    mean_s: float
    sd_s: float

    def __post_init__(self) -> None:
        check_positive("mean_s", self.mean_s)
        check_positive("sd_s", self.sd_s)

    def _sigma(self) -> float:
        """Return the standard deviation of the logarithm."""
        return math.sqrt(math.log1p((self.sd_s / self.mean_s) ** 2))

    def _score(self, wait_s: Floats) -> Floats:
        """Return the normal score of a wait."""
        sigma = self._sigma()
        with np.errstate(divide="ignore"):
            return np.asarray((np.log(wait_s / self.mean_s) + sigma**2 / 2) / sigma)

    def survival(self, wait_s: Floats) -> Floats:
        """Return P(R > x)."""
        return np.asarray(ndtr(-self._score(wait_s)))

    def waited(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)]."""
        score = self._score(wait_s)
        return np.asarray(wait_s * ndtr(-score) + self.mean_s * ndtr(score - self._sigma()))

    def waited_square(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)^2]."""
        score = self._score(wait_s)
        square = self.mean_s**2 + self.sd_s**2
        return np.asarray(wait_s**2 * ndtr(-score) + square * ndtr(score - 2 * self._sigma()))

    def kinks(self) -> tuple[float, ...]:
        """Return none: the law is smooth."""
        return ()


@dataclass(frozen=True, slots=True)
class UniformPatience:
    """Patience anywhere between two limits, all equally likely; equal limits make it a constant."""

    low_s: float
    high_s: float

    def __post_init__(self) -> None:
        check_positive("high_s", self.high_s)
        if not 0 <= self.low_s <= self.high_s:
            raise TheoryError(f"low_s is {self.low_s!r}; it must lie between 0 and {self.high_s!r}")

    @property
    def mean_s(self) -> float:
        """The mean patience."""
        return (self.low_s + self.high_s) / 2

    def _moment(self, wait_s: Floats, power: int) -> Floats:
        """Return E[min(R, x)^power], the integral of power * u^(power-1) * P(R > u) up to x."""
        low, high = self.low_s, self.high_s
        short = np.minimum(wait_s, low) ** power
        if high == low:
            return np.asarray(short)
        x = np.clip(wait_s, low, high)
        tail = high * (x**power - low**power)
        tail = tail - (x ** (power + 1) - low ** (power + 1)) * power / (power + 1)
        return np.asarray(short + tail / (high - low))

    def survival(self, wait_s: Floats) -> Floats:
        """Return P(R > x)."""
        if self.high_s == self.low_s:
            return np.asarray(np.where(wait_s < self.low_s, 1.0, 0.0))
        return np.asarray(np.clip((self.high_s - wait_s) / (self.high_s - self.low_s), 0.0, 1.0))

    def waited(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)]."""
        return self._moment(wait_s, 1)

    def waited_square(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)^2]."""
        return self._moment(wait_s, 2)

    def kinks(self) -> tuple[float, ...]:
        """Return the two limits."""
        return (self.low_s, self.high_s)


def deterministic_patience(mean_s: float) -> UniformPatience:
    """Return patience that is the same for everybody."""
    return UniformPatience(mean_s, mean_s)


@dataclass(frozen=True, slots=True)
class MixedPatience:
    """Callers of several kinds, each with a share and a law of patience of its own."""

    parts: tuple[tuple[float, Patience], ...]

    def __post_init__(self) -> None:
        total = sum(share for share, _ in self.parts)
        if any(share < 0 for share, _ in self.parts) or not math.isclose(total, 1.0):
            raise TheoryError(f"the shares of a mixed patience add up to {total:g}, not to 1")

    @property
    def mean_s(self) -> float:
        """The mean patience."""
        return sum(share * law.mean_s for share, law in self.parts)

    def survival(self, wait_s: Floats) -> Floats:
        """Return P(R > x)."""
        return np.asarray(sum(share * law.survival(wait_s) for share, law in self.parts))

    def waited(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)]."""
        return np.asarray(sum(share * law.waited(wait_s) for share, law in self.parts))

    def waited_square(self, wait_s: Floats) -> Floats:
        """Return E[min(R, x)^2]."""
        return np.asarray(sum(share * law.waited_square(wait_s) for share, law in self.parts))

    def kinks(self) -> tuple[float, ...]:
        """Return the kinks of all kinds."""
        return tuple(kink for _, law in self.parts for kink in law.kinks())
