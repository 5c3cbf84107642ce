"""What contracts with vendors, and a change of the operating model, need elsewhere."""

from collections.abc import Iterator
from typing import Final

from ccsim.spec.checks.finding import Finding
from ccsim.spec.documents import KeyPath
from ccsim.spec.fields import Amount
from ccsim.spec.scenario import Scenario
from ccsim.spec.vendors import Fee
from ccsim.units import HOUR, MINUTE, WEEK, parse_money

_MONTH: Final = parse_money("1 EUR/month")[2]
_SPANS: Final[dict[Fee, tuple[str, int | None]]] = {
    "per_hour": ("h", HOUR),
    "per_minute": ("min", MINUTE),
    "fixed": ("month", _MONTH),
}


def contracts(scenario: Scenario) -> Iterator[Finding]:
    """What does not fit together in vendors, their teams, and a transition."""
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
    currency = _currency(scenario)
    for path, amount, plain in _own_amounts(scenario):
        currency = currency or amount.currency
        if amount.currency != currency:
            yield path, f"{amount} mixes currencies: this scenario counts in {currency}"
        if plain and amount.per_ms is not None:
            yield path, f"{amount} is a plain sum: write it without a span"
        if amount.value < 0:
            yield path, f"{amount} is impossible here: it is at least 0"


def _own_amounts(scenario: Scenario) -> Iterator[tuple[KeyPath, Amount, bool]]:
    """The amounts of this module, and whether each is a plain sum."""
    for name, vendor in scenario.vendors.items():
        yield ("vendors", name, "amount"), vendor.amount, False
        for i, target in enumerate(vendor.targets):
            for key, amount in (("bonus", target.bonus), ("malus", target.malus)):
                if amount is not None:
                    yield ("vendors", name, "targets", i, key), amount, True
    for name, team in scenario.teams.items():
        if team.hiring.cost is not None:
            yield ("teams", name, "hiring", "cost"), team.hiring.cost, True
    change = scenario.transition
    if change is not None and change.one_off is not None:
        yield ("transition", "one_off"), change.one_off, True
    if change is not None and change.systems is not None:
        yield ("transition", "systems"), change.systems, False


def _currency(scenario: Scenario) -> str | None:
    amounts = [segment.margin for segment in scenario.customers.values()]
    amounts += [team.pay for team in scenario.teams.values()]
    return next((amount.currency for amount in amounts if amount is not None), None)


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
