"""Chances and counts lowered to integers that a random word is compared with."""

from decimal import Context, Decimal
from math import ceil, isfinite, sqrt

from scipy import special

WORDS = 1 << 32
"""So many random words there are: a chance is an integer out of them."""
# More digits than a threshold has, so that the last one is the same on every machine.
_EXACT = Context(prec=40)
_MOST_MEAN = 1e9


def threshold(p: float) -> int:
    """A chance as an integer: a random word lies below it with chance `p`.

    >>> threshold(0.0), threshold(0.5) == 2**31, threshold(1.0) == 2**32
    (0, True, True)
    """
    if not 0 <= p <= 1:
        raise ValueError(f"a chance lies between 0 and 1, not at {p}")
    return round(p * WORDS)


def poisson_count(mean: float, u: int) -> int:
    """How many there are, by one random word; never fewer for a greater mean or a greater `u`.

    >>> poisson_count(0.0, 2**32 - 1), poisson_count(100.0, 2**31)
    (0, 100)
    """
    _check_mean(mean)
    if mean == 0:
        return 0
    below, above = (u + 0.5) / WORDS, (WORDS - u - 0.5) / WORDS
    z = float(special.ndtri(below))
    # Cornish and Fisher's guess is one or two off at most for a mean above 1.
    count = max(0, round(mean + z * sqrt(mean) + (z * z - 1) / 6))
    while count > 0 and _reached(count - 1, mean, below, above):
        count -= 1
    while not _reached(count, mean, below, above):
        count += 1
    return count


def poisson_hazard_thresholds(mean: float, most: int = 15) -> list[int]:
    """The thresholds of one more, given that j have come already, for j = 0, 1 … `most` - 1.

    With one random word for each potential event, a greater mean adds events and moves none.
    P(N > j | N >= j) = 1 - 1/S(j), where S(j) = 1 + mean/(j + 1) × S(j + 1): no exponential is
    needed, and exact decimals give the same thresholds everywhere.
    """
    _check_mean(mean)
    exact = Decimal(mean)
    series = Decimal(1)
    thresholds: list[int] = []
    # What is left out is below mean**terms / terms!, beyond the last digit.
    terms = 15 if mean < 0.01 else 60 + ceil(3 * mean)
    for j in range(most + terms, -1, -1):
        more = _EXACT.multiply(_EXACT.divide(exact, j + 1), series)
        series = _EXACT.add(more, 1)
        if j < most:
            chance = _EXACT.divide(more, series)
            thresholds.append(int(_EXACT.fma(chance, Decimal(WORDS), Decimal("0.5"))))
    return thresholds[::-1]


def _reached(count: int, mean: float, below: float, above: float) -> bool:
    """Whether at most `count` has at least the chance `below`; asked of the smaller tail."""
    if below <= 0.5:
        return bool(special.pdtr(count, mean) >= below)
    return bool(special.pdtrc(count, mean) <= above)


def _check_mean(mean: float) -> None:
    """Refuse a mean that no count can have."""
    if not (isfinite(mean) and 0 <= mean <= _MOST_MEAN):
        raise ValueError(f"a mean count lies between 0 and {_MOST_MEAN:g}, not at {mean}")
