"""What a change is worth: present value, payback, the chance of a loss, and break-even values.

All of it is paired: week by week and replication by replication, both runs with the same luck.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from ccsim.experiments.paired import pseudo_values
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import student_t, wilson
from ccsim.metrics.money import discounts
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats

_COUNTED: Final = {
    "regulator.fine": ("fines", "breaches_found"),
    "regulator.fine_per_point_missed": ("target_fines", "points_missed"),
    "sla.credit": ("sla_credits", "credit_days_due"),
}
"""By the fact that is a price: the line that it is paid in, and what is counted for it."""


@dataclass(frozen=True)
class Span:
    """A number with its 95 % interval; None where it is not defined or not reached."""

    mean: float | None
    low: float | None
    high: float | None
    n: int

    def to_json(self) -> dict[str, Any]:
        """The number as other tools read it."""
        return {"mean": self.mean, "low": self.low, "high": self.high, "n": self.n}


@dataclass(frozen=True)
class BreakEven:
    """The value of a fact at which two scenarios are worth the same, all else unchanged.

    It is exact for facts that change no event: fines, credits, a vendor's price, the months of
    margin that a leaver takes along.
    """

    span: Span
    unit: str
    pays: Literal["from", "up to"]
    """Whether the scenario is worth more than the reference above the value, or below it."""

    def to_json(self) -> dict[str, Any]:
        """The value as other tools read it."""
        return self.span.to_json() | {"unit": self.unit, "pays": self.pays}


@dataclass(frozen=True)
class Worth:
    """What a scenario is worth beside the reference over the measured time."""

    reference: str
    scenario: str
    currency: str
    present_value: Span
    """Net value more than the reference, each week discounted to the first."""
    payback_week: Span
    """The week by whose end it has paid for itself and does so ever after; None: not in the run.

    The interval holds the weeks at which the mean of the sum so far is not established to be
    below nought (low) and is established to be above it (high).
    """
    paid_back: Span
    """Share of replications in which it has paid for itself by the end."""
    loss: Span
    """Chance that it is worth less than the reference over the measured time."""
    break_even: dict[str, BreakEven]
    """By fact: where both are worth the same over the measured time."""
    gained: tuple[Span, ...]
    """The mean sum so far of what it gains, by week, discounted."""

    def to_json(self) -> dict[str, Any]:
        """The worth as other tools read it."""
        return {
            "reference": self.reference,
            "scenario": self.scenario,
            "unit": self.currency,
            "present_value": self.present_value.to_json(),
            "payback_week": self.payback_week.to_json(),
            "paid_back": self.paid_back.to_json(),
            "loss": self.loss.to_json(),
            "break_even": {name: one.to_json() for name, one in self.break_even.items()},
            "gained": [week.to_json() for week in self.gained],
        }


def worth(reference: RunResult, other: RunResult) -> Worth | None:
    """What the other run is worth beside the reference; None where money is not named."""
    if not (reference.totals and other.totals):
        return None
    currency = other.totals[0].currency
    before, after = (weekly(run, "net_value") for run in (reference, other))
    if currency is None or before is None or after is None or before.shape != after.shape:
        return None
    so_far = np.cumsum((after - before) * discounts(_rate(reference, other), after.shape[1]), 1)
    total = so_far[:, -1]
    return Worth(
        reference=reference.label,
        scenario=other.label,
        currency=currency,
        present_value=_mean(total),
        payback_week=payback(so_far),
        paid_back=share(int((total >= 0).sum()), len(total)),
        loss=share(int((total < 0).sum()), len(total)),
        break_even=_break_evens(reference, other, currency),
        gained=tuple(_mean(week) for week in so_far.T),
    )


def weekly(run: RunResult, name: str) -> Floats | None:
    """[replication, week]: a line or sum of the ledger; None where the run has none.

    The last week is as long as the run is.
    """
    if not run.totals or any(name not in totals.sums["week"] for totals in run.totals):
        return None
    return np.stack([totals.sums["week"][name] for totals in run.totals])


def ranking(runs: Sequence[RunResult], metric: str, *, falling: bool = False) -> list[str]:
    """The scenarios by a metric of the whole run, the best first; those without it are left out."""
    known = [
        (one.mean, run.label)
        for run in runs
        if (one := run.estimates.get(metric)) is not None and one.mean is not None
    ]
    return [label for _, label in sorted(known, key=lambda pair: pair[0], reverse=falling)]


def payback(so_far: Floats) -> Span:
    """When sums so far, [replication, week], have become positive for good.

    >>> payback(np.array([[-3.0, -1, 1, 2], [-5, -3, -1, 0]])).mean
    3.0
    """
    n = len(so_far)
    mean = so_far.mean(axis=0)
    if n < 2:
        return Span(_stays(mean), None, None, n)
    reach = student_t(n - 1) * so_far.std(axis=0, ddof=1) / math.sqrt(n)
    return Span(_stays(mean), _stays(mean + reach), _stays(mean - reach), n)


def share(count: int, n: int) -> Span:
    """A share of so many replications, with Wilson's interval, which is honest at 0 and 1.

    One replication has no interval.

    >>> round(share(0, 10).high, 2)
    0.28
    """
    low, high = wilson(count / n, n) if n > 1 else (None, None)
    return Span(count / n, low, high, n)


def _stays(sums: Floats) -> float | None:
    """The first week (from 1) from which on none of the sums is negative."""
    negative = np.flatnonzero(sums < 0)
    week = int(negative[-1]) + 2 if len(negative) else 1
    return float(week) if week <= len(sums) else None


def _mean(numbers: Floats) -> Span:
    n, mean = len(numbers), float(numbers.mean())
    if n < 2:
        return Span(mean, None, None, n)
    half = student_t(n - 1) * float(numbers.std(ddof=1)) / math.sqrt(n)
    return Span(mean, mean - half, mean + half, n)


def _rate(reference: RunResult, other: RunResult) -> float:
    """The discount rate of the change, or else of the reference's own."""
    changes = (other.scenario.transition, reference.scenario.transition)
    return next((change.discount_rate for change in changes if change is not None), 0.0)


def _break_evens(reference: RunResult, other: RunResult, currency: str) -> dict[str, BreakEven]:
    """Every fact of which a value is known at which both scenarios are worth the same."""
    runs = (reference, other)
    found = {
        fact: _break_even(runs, line, [_whole(run, units) for run in runs], currency)
        for fact, (line, units) in _COUNTED.items()
    }
    months = [_per(run, "margin_lost", run.scenario.measures.margin_months) for run in runs]
    found["measures.margin_months"] = _break_even(runs, "margin_lost", months, "months")
    vendors = {name: one for run in runs for name, one in run.scenario.vendors.items()}
    if len(vendors) == 1:
        ((name, vendor),) = vendors.items()
        fees = [_per(run, "vendor_fees", vendor.amount.value) for run in runs]
        if not vendor.commitment:  # what is committed is paid at the price too
            unit = f"{currency} {vendor.fee.replace('_', ' ')}"
            found[f"vendors.{name}.amount"] = _break_even(runs, "vendor_fees", fees, unit)
    return {fact: one for fact, one in found.items() if one is not None}


def _break_even(
    runs: tuple[RunResult, RunResult], line: str, units: Sequence[Floats | None], unit: str
) -> BreakEven | None:
    """The price of a line's units at which both runs are worth the same."""
    before, after = (np.zeros(len(run.totals)) if one is None else one
                     for run, one in zip(runs, units, strict=True))  # fmt: skip
    avoided = before - after
    if avoided.sum() == 0:
        return None
    sign = 1.0 if avoided.sum() > 0 else -1.0
    costs = _without(runs[0], line) - _without(runs[1], line)
    return BreakEven(_quotient(sign * costs, sign * avoided), unit, "from" if sign > 0 else "up to")


def _per(run: RunResult, line: str, price: float) -> Floats | None:
    """How many units a line was paid for."""
    paid = _whole(run, line)
    return None if paid is None or price == 0 else paid / price


def _without(run: RunResult, line: str) -> Floats:
    """The net value of each replication if the line were not there."""
    value, paid = (_whole(run, name) for name in ("net_value", line))
    nothing = np.zeros(len(run.totals))
    return (nothing if value is None else value) + (nothing if paid is None else paid)


def _whole(run: RunResult, name: str) -> Floats | None:
    if any(name not in totals.sums[WHOLE] for totals in run.totals):
        return None
    return np.array([float(totals.sums[WHOLE][name][0]) for totals in run.totals])


def _quotient(above: Floats, below: Floats) -> Span:
    """Total ÷ total, with the jackknife's interval."""
    whole, n = float(above.sum() / below.sum()), len(above)
    owed = pseudo_values((above, below))
    if n < 2 or not np.isfinite(owed).all():
        return Span(whole, None, None, n)
    half = student_t(n - 1) * float(owed.std(ddof=1)) / math.sqrt(n)
    return Span(whole, whole - half, whole + half, n)
