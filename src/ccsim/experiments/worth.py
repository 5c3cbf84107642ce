"""What a change is worth: present value, payback, the chance of a loss, and break-even values.

All of it is paired: week by week and replication by replication, both runs with the same luck.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

import numpy as np

from ccsim.experiments.comparable import have_margins, same_margins
from ccsim.experiments.paired import paired_difference, pseudo_values
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import fractions, mean_of, student_t, wilson
from ccsim.metrics.money import discounts
from ccsim.metrics.window import Floats
from ccsim.spec.fields import Amount
from ccsim.units import DAY

_COUNTED: Final = {
    "regulator.fine": ("fines", "breaches_found"),
    "regulator.fine_per_point_missed": ("target_fines", "points_missed"),
}
"""By the fact that is a price: the line that it is paid in, and what is counted for it."""
_ROUNDING: Final = 1e-9
"""What is smaller than this share of the values that it is taken from is no difference."""


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
    established: bool
    """Whether the scenarios differ in what the price is paid for, by the 95 % interval."""

    def to_json(self) -> dict[str, Any]:
        """The value as other tools read it."""
        kept = {"unit": self.unit, "pays": self.pays, "established": self.established}
        return self.span.to_json() | kept


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

    Weeks are those of the measured time, from 1. The interval holds the weeks at which the mean of
    the sum so far is not established to be below nought (low) and is established to be above it
    (high).
    """
    begins: int | None
    """The first week in which it gains or loses anything; None: it never does."""
    paid_back: Span
    """Share of replications in which it has paid for itself by the end."""
    loss: Span
    """Chance that it is worth less than the reference over the measured time."""
    break_even: dict[str, BreakEven]
    """By fact: where both are worth the same over the measured time."""
    gained: tuple[Span, ...]
    """The mean sum so far of what it gains, by week, discounted."""
    of_costs_alone: bool
    """Whether no margin is named: it is worth what it saves."""

    def to_json(self) -> dict[str, Any]:
        """The worth as other tools read it."""
        return {
            "reference": self.reference,
            "scenario": self.scenario,
            "unit": self.currency,
            "present_value": self.present_value.to_json(),
            "payback_week": self.payback_week.to_json(),
            "begins_week": self.begins,
            "paid_back": self.paid_back.to_json(),
            "loss": self.loss.to_json(),
            "break_even": {name: one.to_json() for name, one in self.break_even.items()},
            "gained": [week.to_json() for week in self.gained],
            "of_costs_alone": self.of_costs_alone,
        }


def worth(reference: RunResult, other: RunResult) -> Worth | None:
    """What the other run is worth beside the reference.

    None where no money is named, or margins in one of them only.
    """
    if not (reference.totals and other.totals and same_margins([reference.totals, other.totals])):
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
        begins=begins(so_far),
        paid_back=share(int((total >= 0).sum()), len(total)),
        loss=share(int((total < 0).sum()), len(total)),
        break_even=_break_evens(reference, other, currency),
        gained=tuple(_mean(week) for week in so_far.T),
        of_costs_alone=not have_margins(reference.totals),
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
    return [run.label for run in _ordered(runs, metric, falling)]


def not_told_apart(
    runs: Sequence[RunResult], metric: str, *, falling: bool = False
) -> list[list[str]]:
    """The same order, in groups: between neighbours in one group no difference is established."""
    groups: list[list[str]] = []
    before: RunResult | None = None
    for run in _ordered(runs, metric, falling):
        if before is None or _differ(before, run, metric):
            groups.append([])
        groups[-1].append(run.label)
        before = run
    return groups


def _ordered(runs: Sequence[RunResult], metric: str, falling: bool) -> list[RunResult]:
    known = [
        (one.mean, run)
        for run in runs
        if (one := run.estimates.get(metric)) is not None and one.mean is not None
    ]
    return [run for _, run in sorted(known, key=lambda pair: pair[0], reverse=falling)]


def _differ(reference: RunResult, other: RunResult, metric: str) -> bool:
    """Whether the paired difference of a metric is established, by its plain interval."""
    before, after = fractions(reference.totals, metric), fractions(other.totals, metric)
    one = paired_difference(before, after)
    return _is_apart(Span(one.mean, one.low, one.high, one.n))


def begins(so_far: Floats) -> int | None:
    """The first week (from 1) in which sums so far, [replication, week], are not all nought.

    >>> begins(np.array([[0.0, 0, -1], [0, -2, 3]]))
    2
    """
    weeks = np.flatnonzero(so_far.any(axis=0))
    return int(weeks[0]) + 1 if len(weeks) else None


def payback(so_far: Floats) -> Span:
    """When sums so far, [replication, week], have become positive for good.

    What has not begun to show has not been paid back yet.

    >>> payback(np.array([[-3.0, -1, 1, 2], [-5, -3, -1, 0]])).mean
    3.0
    >>> payback(np.array([[0.0, 0, 1, 2], [0, 0, 2, 3]])).low
    3.0
    """
    n, first = len(so_far), begins(so_far)
    if first is None:
        return Span(None, None, None, n)
    mean = so_far.mean(axis=0)
    if n < 2:
        return Span(_stays(mean, first), None, None, n)
    reach = student_t(n - 1) * so_far.std(axis=0, ddof=1) / math.sqrt(n)
    low, high = _stays(mean + reach, first), _stays(mean - reach, first)
    return Span(_stays(mean, first), low, high, n)


def share(count: int, n: int) -> Span:
    """A share of so many replications, with Wilson's interval, which is honest at 0 and 1.

    One replication has no interval.

    >>> round(share(0, 10).high, 2)
    0.28
    """
    low, high = wilson(count / n, n) if n > 1 else (None, None)
    return Span(count / n, low, high, n)


def _stays(sums: Floats, first: int) -> float | None:
    """The first week (from `first`) from which on none of the sums is negative."""
    negative = np.flatnonzero(sums < 0)
    week = int(negative[-1]) + 2 if len(negative) else first
    return float(week) if week <= len(sums) else None


def _mean(numbers: Floats) -> Span:
    one = mean_of(numbers)
    return Span(one.mean, one.low, one.high, one.n)


def _rate(reference: RunResult, other: RunResult) -> float:
    """The discount rate of the change, or else of the reference's own."""
    changes = (other.scenario.transition, reference.scenario.transition)
    return next((change.discount_rate for change in changes if change is not None), 0.0)


@dataclass(frozen=True)
class _Bill:
    """What a run pays at one price, by replication: the sum, and the units it is paid for."""

    paid: Floats
    units: Floats


class _Books:
    """The weekly sums of a run by replication, discounted and added up."""

    def __init__(self, run: RunResult, rate: float, weeks: int) -> None:
        self.run, self._discounts = run, discounts(rate, weeks)
        self.nothing = _Bill(np.zeros(len(run.totals)), np.zeros(len(run.totals)))

    def line(self, name: str) -> Floats | None:
        """A line of the ledger, or a count; None where the run has none."""
        by_week = weekly(self.run, name)
        return None if by_week is None else by_week @ self._discounts

    def counted(self, line: str, units: str) -> _Bill:
        """What is paid for something that is counted by itself."""
        paid, number = self.line(line), self.line(units)
        zeros = self.nothing.paid
        return _Bill(zeros if paid is None else paid, zeros if number is None else number)

    def priced(self, line: str, price: float) -> _Bill | None:
        """What is paid for units that follow from the price; None where they cannot be told."""
        paid = self.line(line)
        if paid is None:
            return self.nothing
        return _Bill(paid, paid / price) if price else None

    def credits(self, segment: str) -> _Bill:
        """What is credited to a segment by contract, for each day that is claimed."""
        facts = self.run.scenario.customers.get(segment)
        if facts is None or facts.sla is None:
            return self.nothing
        labels = self.run.totals[0].labels["segment,week"]
        places = [at for at, one in enumerate(labels) if one.startswith(f"segment={segment},")]
        tables = [totals.sums["segment,week"] for totals in self.run.totals]
        days = np.stack([table["credit_days_due"][places] for table in tables]) @ self._discounts
        units = days * facts.sla.claimed
        return _Bill(units * _a_day(facts.sla.credit), units)


def _a_day(amount: Amount) -> float:
    return amount.value * DAY / (amount.per_ms or DAY)


def _break_evens(reference: RunResult, other: RunResult, currency: str) -> dict[str, BreakEven]:
    """Every fact of which a value is known at which both scenarios are worth the same."""
    rate, weeks = _rate(reference, other), len(reference.totals[0].labels["week"])
    before, after = _Books(reference, rate, weeks), _Books(other, rate, weeks)
    found = {
        fact: _break_even(before, after, partial(_Books.counted, line=line, units=units), currency)
        for fact, (line, units) in _COUNTED.items()
    }
    found |= _credits(before, after, f"{currency} per day")
    found["measures.margin_months"] = _break_even(
        before,
        after,
        lambda books: books.priced("margin_lost", books.run.scenario.measures.margin_months),
        "months",
    )
    found |= _vendor(before, after, currency)
    return {fact: one for fact, one in found.items() if one is not None}


def _credits(before: _Books, after: _Books, unit: str) -> dict[str, BreakEven | None]:
    """The daily credit of each segment that has a contract in one of the runs."""
    segments = [*before.run.scenario.customers, *after.run.scenario.customers]
    return {
        f"customers.{name}.sla.credit": _break_even(
            before, after, partial(_Books.credits, segment=name), unit
        )
        for name in dict.fromkeys(segments)
    }


def _vendor(before: _Books, after: _Books, currency: str) -> dict[str, BreakEven | None]:
    """The price of the only vendor, if both runs pay for the same and commit to nothing."""
    both = [books.run.scenario.vendors for books in (before, after)]
    names = {name for vendors in both for name in vendors}
    contracts = [vendor for vendors in both for vendor in vendors.values()]
    # What is committed is paid at the price too, whatever is used of it.
    if len(names) != 1 or any(one.commitment for one in contracts):
        return {}
    fees = {one.fee for one in contracts}
    if len(fees) > 1:
        return {}
    (name,), (fee,) = names, fees

    def bill(books: _Books) -> _Bill | None:
        vendor = books.run.scenario.vendors.get(name)
        if vendor is None:
            return books.nothing
        return books.priced("vendor_fees", vendor.amount.value)

    unit = f"{currency} {fee.replace('_', ' ')}"
    return {f"vendors.{name}.amount": _break_even(before, after, bill, unit)}


def _break_even(
    before: _Books, after: _Books, bill: Callable[[_Books], _Bill | None], unit: str
) -> BreakEven | None:
    """The price of a bill's units at which both runs are worth the same."""
    old, new = bill(before), bill(after)
    values = before.line("net_value"), after.line("net_value")
    if old is None or new is None or values[0] is None or values[1] is None:
        return None
    avoided = old.units - new.units
    if avoided.sum() == 0:
        return None
    costs = (values[0] + old.paid) - (values[1] + new.paid)
    size = max(np.abs(values[0]).max(), np.abs(values[1]).max())
    costs = np.where(np.abs(costs) <= _ROUNDING * size, 0.0, costs)
    sign = 1.0 if avoided.sum() > 0 else -1.0
    return BreakEven(
        span=_quotient(sign * costs, sign * avoided),
        unit=unit,
        pays="from" if sign > 0 else "up to",
        established=_is_apart(_mean(avoided)),
    )


def _is_apart(span: Span) -> bool:
    """Whether an interval leaves out nought."""
    return span.low is not None and span.high is not None and not span.low <= 0 <= span.high


def _quotient(above: Floats, below: Floats) -> Span:
    """Total ÷ total, with the jackknife's interval."""
    whole = float(above.sum() / below.sum())
    owed = pseudo_values((above, below))
    if not np.isfinite(owed).all():
        return Span(whole, None, None, len(above))
    # The interval lies about the ratio itself, without the jackknife's correction of bias.
    return _mean(owed + (whole - owed.mean()))
