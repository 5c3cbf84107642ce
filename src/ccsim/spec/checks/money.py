"""What amounts of money, contracts with vendors and a change of the operating model need."""

from collections.abc import Iterator
from typing import Final

from ccsim.spec.checks.finding import Finding
from ccsim.spec.money import amounts, span_of
from ccsim.spec.scenario import Scenario
from ccsim.spec.vendors import Fee
from ccsim.units import HOUR, MINUTE, WEEK, parse_money

_MONTH: Final = parse_money("1 EUR/month")[2] or 0
_SPANS: Final[dict[Fee, tuple[str, int | None]]] = {
    "per_hour": ("h", HOUR),
    "per_minute": ("min", MINUTE),
    "fixed": ("month", _MONTH),
}


def money(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in amounts, vendors, their teams, and a transition."""
    yield from _employers(scenario)
    yield from _fees(scenario)
    yield from _amounts(scenario)
    yield from _transition(scenario)


def _employers(scenario: Scenario) -> Iterator[Finding]:
    employers = {team.employer for team in scenario.teams.values()}
    for name in scenario.vendors:
        if name == "in_house":
            yield ("vendors", name), "in_house is the company itself: give the vendor its own name"
        elif name not in employers:
            yield ("vendors", name), f"no team has {name!r} as its employer: it has nobody to send"


def _fees(scenario: Scenario) -> Iterator[Finding]:
    """An amount may be written with the span that its fee counts by, or as a plain sum."""
    for name, vendor in scenario.vendors.items():
        span, length = _SPANS.get(vendor.fee, ("", None))
        if vendor.amount.per_ms not in (None, length):
            right = f"{vendor.amount}/{span}" if span else f"{vendor.amount}"
            yield (
                ("vendors", name, "amount"),
                f"a fee {vendor.fee.replace('_', ' ')} has another span: write {right}",
            )


def _amounts(scenario: Scenario) -> Iterator[Finding]:
    """One currency for all amounts, a span where there is one, and nothing below nought."""
    found = amounts(scenario)
    for path, amount in found:
        span, currency = span_of(path), found[0][1].currency
        if amount.currency != currency:
            yield path, f"{amount} mixes currencies: this scenario counts in {currency}"
        if span is None and amount.per_ms is not None:
            yield path, f"{amount} is a plain sum: write it without a span"
        if span and amount.per_ms is None:
            yield path, f"{amount} is paid per what? Write {amount}/{span}"
        if path[-1] == "margin" and amount.per_ms not in (None, _MONTH):
            monthly = amount.value * _MONTH / (amount.per_ms or _MONTH)
            words = f"a margin counts by the month: write {monthly:.6g} {amount.currency}/month"
            yield path, words
        if amount.value < 0:
            yield path, f"{amount} is impossible here: it is at least 0"


def _transition(scenario: Scenario) -> Iterator[Finding]:
    change = scenario.transition
    if change is None:
        return
    if change.systems is not None and change.systems.per_ms != WEEK:
        yield (
            ("transition", "systems"),
            f"{change.systems} is paid by the week: write {change.systems}/week",
        )
    if change.new_teams and not scenario.calendar.warm_up_total_days:
        words = "new teams begin at the end of the warm-up, until which the old ones work alone"
        yield ("transition", "new_teams"), f"{words}: give calendar.warm_up_weeks"
    days = scenario.calendar.total_days - scenario.calendar.warm_up_total_days
    if change.old_teams and change.parallel_weeks * 7 >= days:
        words = f"{change.parallel_weeks} weeks side by side last until the end of the run"
        yield ("transition", "parallel_weeks"), f"{words}: the old teams never go"
    for name, queue in scenario.queues.items():
        serving = {*queue.teams, *([queue.overflow.to] if queue.overflow else [])}
        if serving and serving <= set(change.old_teams):
            words = f"all teams of {name!r} go, and nobody answers after that"
            yield (
                ("transition", "old_teams"),
                f"{words}: give queues.{name}.teams a team that stays",
            )
