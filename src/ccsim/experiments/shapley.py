"""What each lever is worth in one metric, with the interval of luck and of drawn orders."""

import math
from collections.abc import Mapping

import numpy as np

from ccsim.experiments.coalitions import Coalition, Scheme, Shares, share_out
from ccsim.experiments.paired import (
    NOTHING,
    Fractions,
    PairedDifference,
    pseudo_values,
    ratio,
    two_sided_p,
)
from ccsim.metrics.estimates import student_t
from ccsim.metrics.window import Floats

_ROUNDING = 1e-12
"""What is smaller than this share of the values that it is made of is no difference."""


def worth_of_levers(
    fractions: Mapping[Coalition, Fractions], scheme: Scheme
) -> list[PairedDifference]:
    """The Shapley value of each lever in a metric, total ÷ total; they add up without rounding.

    In each replication it is a sum of pseudo-values of coalitions with fixed weights, so the
    spread over replications gives the interval. Where orders were drawn, the spread over pairs of
    orders is added; the two have their degrees of freedom by Welch and Satterthwaite.

    Args:
        fractions: numerators and denominators by replication, of each coalition of the scheme.
        scheme: the orders in which the levers are turned.
    """
    coalitions = scheme.coalitions
    whole = {one: ratio(fractions[one]) for one in coalitions}
    if not np.isfinite(list(whole.values())).all():
        return [NOTHING] * scheme.levers
    owed = np.stack([pseudo_values(fractions[one]) for one in coalitions])
    by_luck = _weights(scheme.shares, coalitions) @ owed
    values = np.array(list(whole.values()))
    by_orders = np.array([_weights(pair, coalitions) @ values for pair in scheme.pairs])
    size = float(np.abs(values).max())
    means = [float(worth) for worth in share_out(whole, scheme.shares)]
    return [
        _with_interval(mean, by_luck[lever], by_orders[:, lever] if len(by_orders) else None, size)
        for lever, mean in enumerate(means)
    ]


def _with_interval(
    mean: float, by_luck: Floats, by_orders: Floats | None, size: float
) -> PairedDifference:
    """What a lever is worth, with its plain 95 % interval."""
    n = len(by_luck)
    if np.abs(by_luck).max() <= _ROUNDING * size:
        limit = 0.0 if n > 1 else None
        return PairedDifference(mean, limit, limit, n, None, None, same=True)
    samples = [by_luck] if by_orders is None else [by_luck, by_orders]
    if min(map(len, samples)) < 2 or not np.isfinite(by_luck).all():
        return PairedDifference(mean, None, None, n, None, None)
    parts = [float(one.var(ddof=1)) / len(one) for one in samples]
    error = math.sqrt(sum(parts))
    if error <= _ROUNDING * size:
        return PairedDifference(mean, mean, mean, n, float(mean == 0), None)
    below = sum(part**2 / (len(one) - 1) for part, one in zip(parts, samples, strict=True))
    degrees = max(1, math.floor(sum(parts) ** 2 / below))
    reach = student_t(degrees) * error
    return PairedDifference(
        mean, mean - reach, mean + reach, n, two_sided_p(mean / error, degrees), None
    )


def _weights(shares: Shares, coalitions: list[Coalition]) -> Floats:
    """[lever, coalition]: by what a value counts."""
    return np.array([[float(share.get(one, 0)) for one in coalitions] for share in shares])
