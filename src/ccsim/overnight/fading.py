"""What is left of a memory after a night, and what a monthly chance is in a night: exactly."""

from decimal import Context, Decimal
from functools import cache

from ccsim.units import DAY, DAYS_OF_MONTH

_EXACT = Context(prec=30)


@cache
def fading(half_life: int) -> float:
    """Share of a memory that is left after a night."""
    if half_life == 0:
        return 0.0
    exponent = _EXACT.divide(Decimal(-DAY), Decimal(half_life))
    return float(_EXACT.power(Decimal(2), exponent))


@cache
def nightly(monthly: float) -> float:
    """A chance per month as a chance per night.

    >>> round(1 - (1 - nightly(0.016)) ** 30.436875, 9)
    0.016
    """
    if monthly >= 1:
        return 1.0
    stays = _EXACT.subtract(Decimal(1), Decimal(monthly))
    nights = Decimal(str(DAYS_OF_MONTH))
    return float(1 - _EXACT.power(stays, _EXACT.divide(Decimal(1), nights)))
