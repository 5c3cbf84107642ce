"""What a metric is, and the few shapes that formulas have."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ccsim.metrics.totals import Table
from ccsim.metrics.window import Floats

Names = str | tuple[str, ...]
"""One total, or several to be added; a name with a minus sign before it is taken off."""

CENTRE = ("",)
BY_CUSTOMER = ("", "segment", "kind")
BY_CALLER = ("", "queue", "segment", "kind")
BY_ARRIVAL = ("", "queue", "segment", "kind", "day", "interval", "queue,interval")
BY_LEG = ("", "queue", "team", "segment", "kind", "day", "interval", "queue,interval")
BY_HOURS = ("", "queue", "day", "interval", "queue,interval")
BY_STAFF = ("", "team", "day", "interval")

COHORT = (
    "Of the cases opened after the warm-up and at least `follow_up` before the end, "
    "each within `follow_up` of its opening: "
)
"""How the definition of a metric of the cohort begins."""


@dataclass(frozen=True)
class Formula:
    """How a metric follows from totals, and which totals it needs."""

    needs: tuple[str, ...]
    of: Callable[[Table], Floats]
    fraction: Callable[[Table], tuple[Floats, Floats]] | None = None
    """Numerator and denominator, where the formula is total ÷ total."""


@dataclass(frozen=True)
class Metric:
    """A row of the catalogue: what a number means, and how it is made."""

    name: str
    """The name in files, on the command line and in code; the unit is its suffix."""
    unit: str
    """s, share, a counted noun, or money for the scenario's currency."""
    better: Literal["higher", "lower"] | None
    """In which direction it is better; None where that depends on who asks."""
    definition: str
    """What it is, in a sentence."""
    source: str
    """Whose definition it is."""
    formula: Formula
    """How it follows from the totals."""
    slices: tuple[str, ...] = CENTRE
    """The axes by which it is reported."""
    headline: bool = False
    """Whether a comparison judges by it."""
    of_replications: bool = False
    """Whether it is a share of replications: its interval is Wilson's, honest at 0 and 1."""
    signed: bool = False
    """Whether it is one share less another, and so may be less than nought."""
    comparable: bool = True
    """Whether two runs count it on the same terms, so that a difference means something."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The totals that the formula asks for."""
        return self.formula.needs


def ratio(top: Names, bottom: Names, *, divided_by: float = 1.0) -> Formula:
    """Totals ÷ totals."""
    above, below = _listed(top), _listed(bottom)

    def fraction(table: Table) -> tuple[Floats, Floats]:
        return _sum(table, above) / divided_by, _sum(table, below)

    return Formula(_needs(above, below), lambda table: np.divide(*fraction(table)), fraction)


def rest(top: Names, bottom: Names) -> Formula:
    """What is missing of a share to the whole."""
    above, below = _listed(top), _listed(bottom)

    def fraction(table: Table) -> tuple[Floats, Floats]:
        return _sum(table, below) - _sum(table, above), _sum(table, below)

    return Formula(_needs(above, below), lambda table: np.divide(*fraction(table)), fraction)


def seconds(top: Names, bottom: Names) -> Formula:
    """A mean time in seconds, from milliseconds."""
    return ratio(top, bottom, divided_by=1000.0)


def count(names: Names) -> Formula:
    """A number in one replication."""
    return ratio(names, "replications")


def total_seconds(names: Names) -> Formula:
    """A time in one replication, in seconds."""
    return seconds(names, "replications")


def _listed(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def _needs(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.removeprefix("-") for name in (*above, *below))


def _sum(table: Table, names: tuple[str, ...]) -> Floats:
    first, *others = names
    total = table[first]
    for name in others:
        total = total - table[name[1:]] if name.startswith("-") else total + table[name]
    return total
