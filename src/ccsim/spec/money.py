"""All amounts of money in a scenario: where each stands, and what it counts per."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ccsim.spec.documents import KeyPath
from ccsim.spec.fields import Amount, Facts
from ccsim.spec.scenario import Scenario
from ccsim.units import HOUR

ANY_SPAN: Final = ""
"""Where the facts themselves say what an amount counts per."""
_SPANS: Final = {
    ("margin",): "month",
    ("pay",): "h",
    ("manager_pay",): "h",
    ("loss_per_hour",): "h",
    ("cost_per_day",): "day",
    ("sla", "credit"): "day",
    ("tools", "cost"): "month",
    ("conversation_training", "cost"): "year",
    ("transition", "systems"): ANY_SPAN,
    ("amount",): ANY_SPAN,
}
"""By the end of a path: what the amount counts per; all others are plain sums."""


def amounts(scenario: Scenario) -> list[tuple[KeyPath, Amount]]:
    """Every amount of a scenario with its path; what customers bring and people earn comes first.

    >>> from ccsim.spec.fields import Amount
    >>> [path for path, _ in amounts(Scenario.model_validate({
    ...     "calendar": {"days": 1}, "queues": {}, "regulator": {"fine": "5 EUR"},
    ...     "teams": {"front": {"headcount": 1, "pay": "20 EUR/h"}}}))]
    [('teams', 'front', 'pay'), ('regulator', 'fine')]
    """
    return sorted(_within(scenario, ()), key=lambda found: found[0][-1] not in ("margin", "pay"))


def span_of(path: KeyPath) -> str | None:
    """What an amount counts per; None for a plain sum."""
    return next((span for end, span in _SPANS.items() if path[-len(end) :] == end), None)


def per_ms(amount: Amount | None, span: int = HOUR) -> float:
    """What an amount comes to in a millisecond; one without a span counts per the given one."""
    return 0.0 if amount is None else amount.value / (amount.per_ms or span)


def _within(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Amount]]:
    if isinstance(value, Amount):
        yield path, value
        return
    if isinstance(value, Facts):
        inside: Any = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        inside = value.items()
    elif isinstance(value, list | tuple):
        inside = enumerate(value)
    else:
        return
    for key, one in inside:
        yield from _within(one, (*path, key))
