"""Which doubt matters: what a difference owes to each of its inputs, from worlds as they are.

First-order indices are found from given data. `scipy.stats.sobol_indices` wants a design of its
own, n (d + 2) runs of each scenario, tens of thousands for twenty doubts; here a hundred worlds
serve the share of wins, the indices and the swings at once. The expectation of the difference,
given one input, is fitted by Legendre's polynomials in that input (a truncated harmonic regression,
as EASI and COSI have it: E. Plischke, Reliability Engineering & System Safety 95 (2010), 354-360;
European Journal of Operational Research 220 (2012)), less what chance explains: the index is the
share of the variance that it explains, as in I. M. Sobol' (1993). A hundred worlds tell apart no
more than a line and a bend; each fifty beyond allow for a degree more, up to eight. A wave within a
range that those degrees cannot follow counts as nothing.

On Ishigami's function, on lines, on squares, and on lines beside products of three inputs, the mean
over 300 hypercubes of 50 or 100 worlds (200 of 400) lies within 0.005 of what so many degrees
explain; only Ishigami's first input is 0.013 too low with 50 worlds, and the lesser of two squares
0.012 (standard errors 0.005).

Where there are twice as many worlds as inputs, the straight-line effects of all other inputs are
taken off first: they are noise for this one. Inputs are drawn independently, so this changes what
is known, not what is estimated. All intervals are by jackknife over worlds, and so hold whatever
the rest looks like; they include luck, because every world has luck of its own.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.polynomial.legendre import legvander

from ccsim.experiments.paired import holm, two_sided_p
from ccsim.metrics.estimates import student_t
from ccsim.metrics.window import Floats

Flips = Literal["flips", "may flip", "does not flip"]

FEWEST_WORLDS = 8
"""Fewer tell nothing about what matters."""
_LEVEL, _SWING, _INDEX = range(3)
_OF_LINES: Final = 1 / 12
"""The variance of u, uniform from 0 to 1; that of Legendre's kth in 2u - 1 is 1 / (2k + 1)."""
_WORLDS_A_DEGREE: Final = 50
_FEWEST_DEGREES: Final = 2
_MOST_DEGREES: Final = 8


@dataclass(frozen=True)
class Interval:
    """A number with its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Flip:
    """Where on its range an input turns the sign of the difference, others taken as they come."""

    word: Flips
    """Flips: it does within the range. May flip: the line does not, its interval does."""
    at: float | None
    """How far up the range, from 0 to 1; None where the line does not cross nought there."""
    low: float | None
    high: float | None
    """The ends of Fieller's 95 % interval within the range; None where none of it is there."""


@dataclass(frozen=True)
class Effect:
    """What a difference owes to one input."""

    index: Interval
    """First-order index: share of the variance between worlds that knowing it would take away."""
    swing: Interval
    """How much more the difference is at the upper end of its range than at the lower one."""
    at_low: Interval
    at_high: Interval
    """The expected difference at both ends of the range, by a straight line."""
    established: bool
    """Whether the swing differs from nought, after Holm over all inputs."""
    flip: Flip


def effects(shares: Floats, values: Floats) -> list[Effect]:
    """What a difference owes to each input.

    Args:
        shares: [world, input]: how far up its range each input lies, from 0 to 1.
        values: the difference in each world.
    """
    n, d = shares.shape
    if n < FEWEST_WORLDS or float(np.ptp(values)) == 0:
        return []
    jointly = _jointly(n, d)  # settled once: with one world fewer it is the same question
    degrees = degrees_of(n)
    whole = _fit(shares, values, jointly=jointly, degrees=degrees)
    kept = ~np.eye(n, dtype=bool)
    left_out = np.stack(
        [_fit(shares[one], values[one], jointly=jointly, degrees=degrees) for one in kept]
    )
    away = left_out - left_out.mean(axis=0)
    # [input, quantity, quantity]: the jackknife's covariance.
    covariance = np.einsum("wip,wiq->ipq", away, away) * (n - 1) / n
    free = max(n - d - 1 if jointly else n - 2, 1)
    t = student_t(free)
    errors = np.sqrt(np.maximum(np.einsum("ipp->ip", covariance), 1e-300))
    chances = {i: two_sided_p(whole[i, _SWING] / errors[i, _SWING], free) for i in range(d)}
    standing = holm(chances)
    return [_effect(whole[i], errors[i], covariance[i], t, i in standing) for i in range(d)]


def _effect(
    found: Floats, errors: Floats, covariance: Floats, t: float, established: bool
) -> Effect:
    level, swing, index = (float(one) for one in found)
    ends = [float(np.clip(index + side * t * errors[_INDEX], 0, 1)) for side in (-1, 1)]
    reach = t * float(errors[_SWING])
    at_low, at_high = (_on_line(level, swing, covariance, t, side) for side in (-0.5, 0.5))
    return Effect(
        index=Interval(min(max(index, 0.0), 1.0), *ends),
        swing=Interval(swing, swing - reach, swing + reach),
        at_low=at_low,
        at_high=at_high,
        established=established,
        flip=flip(level, swing, covariance[:2, :2], t),
    )


def _on_line(level: float, swing: float, covariance: Floats, t: float, at: float) -> Interval:
    """The expected difference so far from the middle of the range, from -0.5 to 0.5."""
    mean, weights = level + at * swing, np.array([1.0, at])
    variance = float(weights @ covariance[:2, :2] @ weights)
    reach = t * math.sqrt(max(variance, 0.0))
    return Interval(mean, mean - reach, mean + reach)


def indices(shares: Floats, values: Floats) -> Floats:
    """[input]: first-order indices without intervals, as they come: chance may take them below 0.

    Args:
        shares: [world, input]: how far up its range each input lies, from 0 to 1.
        values: the difference in each world.
    """
    n, d = shares.shape
    return _fit(shares, values, jointly=_jointly(n, d), degrees=degrees_of(n))[:, _INDEX]


def flip(level: float, swing: float, covariance: Floats, t: float) -> Flip:
    """Where a straight line crosses nought on a range, with Fieller's interval (1954).

    >>> flip(1.0, 4.0, np.zeros((2, 2)), 2.0).at
    0.25

    Args:
        level: the difference at the middle of the range.
        swing: how much it rises from the lower end to the upper one.
        covariance: of both.
        t: how many standard errors an interval reaches to either side.
    """
    at = 0.5 - level / swing if swing else math.nan
    inside = 0 <= at <= 1
    # Where nought cannot be excluded: (level + swing c)^2 <= t^2 var(level + swing c).
    (vv, vs), (_, ss) = covariance * t**2
    quadratic = np.array([swing**2 - ss, 2 * (level * swing - vs), level**2 - vv])
    roots = np.roots(quadratic)
    ends = [-0.5, 0.5, *(root.real for root in roots if abs(root.imag) < 1e-12)]
    open_ = [
        end
        for end in ends
        if -0.5 <= end <= 0.5 and np.polyval(quadratic, end) <= 1e-9 * max(level**2, swing**2)
    ]
    low, high = (float(min(open_) + 0.5), float(max(open_) + 0.5)) if open_ else (None, None)
    if inside:
        return Flip("flips", at, at if low is None else low, at if high is None else high)
    return Flip("does not flip" if low is None else "may flip", None, low, high)


def _jointly(n: int, d: int) -> bool:
    """Whether there are worlds enough to take off the effects of all other inputs."""
    return n >= 2 * (d + 1)


def degrees_of(worlds: int) -> int:
    """Up to which degree the effect of an input is followed.

    >>> [degrees_of(worlds) for worlds in (20, 100, 200, 1000)]
    [2, 2, 4, 8]
    """
    return min(max(worlds // _WORLDS_A_DEGREE, _FEWEST_DEGREES), _MOST_DEGREES)


def _fit(shares: Floats, values: Floats, *, jointly: bool, degrees: int) -> Floats:
    """[input, level | swing | index] from some worlds, of all inputs at once or one by one."""
    lines = shares - 0.5
    if jointly:
        return _fitted(lines, values, degrees)
    return _fitted(lines.T[:, :, None], values, degrees)[:, 0]


def _fitted(lines: Floats, values: Floats, degrees: int) -> Floats:
    """The same, with straight lines in all inputs at once; of several designs, [design, ...].

    The bends of an input are fitted to what all lines leave of the difference, with what all lines
    leave of its own polynomials. The variance between worlds is put together of the lines and of
    what they leave: over a hypercube the former is nearly free of chance.
    """
    n, d = lines.shape[-2:]
    design = np.concatenate([np.ones((*lines.shape[:-1], 1)), lines], axis=-1)
    inverse = np.linalg.pinv(design)
    solved = inverse @ values
    rest = values - (design @ solved[..., None])[..., 0]
    # By input, world and degree.
    bends = legvander(2 * np.swapaxes(lines, -1, -2), degrees)[..., 2:]
    bends = bends - (design @ inverse)[..., None, :, :] @ bends
    weights = np.asarray(np.linalg.pinv(bends), np.float64)
    bent = (weights @ rest[..., None, :, None])[..., 0]
    lost = n / max(n - d - 1, 1)
    swings, slopes = solved[..., 1:], inverse[..., 1:, None, :]
    straight = (swings**2 - lost * _by_chance(slopes, lines, rest)[..., 0]) * _OF_LINES
    curved = bent**2 - lost * _by_chance(weights, lines, rest)
    curved = curved / (2 * np.arange(2, degrees + 1) + 1)
    left, of_bends = (rest**2).sum(axis=-1), curved.sum(axis=(-2, -1))
    beyond = np.maximum(left / max(n - d - 1, 1) - of_bends, 0)
    # Of a bend only the lines of other inputs take away, of what is beyond the mean does as well.
    whole = straight.sum(axis=-1) + (left + 2 * beyond) / (n - d + 1)
    index = (straight + curved.sum(axis=-1)) / np.maximum(whole, 1e-300)[..., None]
    return np.stack([np.broadcast_to(solved[..., :1], swings.shape), swings, index], axis=-1)


def _by_chance(weights: Floats, lines: Floats, rest: Floats) -> Floats:
    """[..., input, estimate]: the variance of sums of `rest` with such weights, for each input.

    Worlds that are next to each other in an input hardly differ by what that input does: what they
    do differ by is the doing of others (J. Rice, Annals of Statistics 12 (1984), 1215-1230), and
    may be more at one end of the input than at the other.
    """
    order = np.argsort(np.swapaxes(lines, -1, -2), axis=-1)
    step = np.diff(np.take_along_axis(rest[..., None, :], order, axis=-1), axis=-1)
    weighted = np.take_along_axis(weights, order[..., None, :], axis=-1) ** 2
    own = np.empty(order.shape)
    own[..., 1:-1] = (step[..., 1:] ** 2 + step[..., :-1] ** 2) / 4
    own[..., 0], own[..., -1] = step[..., 0] ** 2 / 2, step[..., -1] ** 2 / 2
    return np.asarray((weighted * own[..., None, :]).sum(axis=-1), np.float64)
