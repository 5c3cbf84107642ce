"""The sentence that somebody who decides reads first: which scenario, by how much, how sure."""

from collections.abc import Iterator
from typing import Final

from ccsim.experiments.compare import Comparison, Difference
from ccsim.experiments.results import RunResult
from ccsim.experiments.worth import Worth, not_told_apart
from ccsim.figures.numbers import scale_of
from ccsim.report.words import conclusion, difference_text, estimate_text, listed, title

_MOST: Final = {
    "resolution_rate": ("solves more cases", "solves the most cases"),
    "service_level": ("has a higher service level", "has the highest service level"),
    "abandon_rate": ("loses fewer callers", "loses the fewest callers"),
    "mean_wait_s": ("has a shorter wait", "has the shortest wait"),
}
"""What is decided by, the first that both know; of two scenarios, and of several."""
_PRICE: Final = "cost_per_resolution"


def decision_sentence(result: Comparison | RunResult) -> str:
    """The result in one sentence: what is established first, and what is not, said as such."""
    if isinstance(result, RunResult) or result.reference.replications < 2:
        return conclusion(result)
    for metric in _MOST:
        known = [one for one in result.differences if one.metric == metric]
        known = [one for one in known if one.mean is not None]
        if known:
            return _decided(result, metric, known)
    return "Nothing that could decide between the scenarios is defined in them."


def _decided(result: Comparison, metric: str, known: list[Difference]) -> str:
    better = [one for one in known if one.verdict == "better"]
    if not better:
        return _undecided(result, metric, known)
    best = max(better, key=lambda one: abs(one.mean or 0.0))
    before, after = (_value(run, metric) for run in (result.reference, _run(result, best.scenario)))
    change, span = difference_text(best)
    words = _MOST[metric][len(result.runs) > 2]
    how_much = f"{change} (95 % interval {span}, n = {best.n})"
    told = f"{best.scenario} {words}, {after} against {before} of {best.reference}: {how_much}"
    return "".join([told, *_equals(result, metric, best), *_money(result, best.scenario)]) + "."


def _undecided(result: Comparison, metric: str, known: list[Difference]) -> str:
    """No scenario beats the reference: each difference, as far as it is established."""
    reference = result.reference
    told = []
    for one in known:
        change, span = difference_text(one)
        told.append(f"{one.scenario} {change} ({span}, n = {one.n}: {one.verdict})")
    of = f"{reference.label} in {title(metric).lower()}, {_value(reference, metric)}"
    return f"No other scenario is established to be better than {of}: {listed(told)}."


def _equals(result: Comparison, metric: str, best: Difference) -> Iterator[str]:
    """Who cannot be told apart from the best, though the means differ."""
    if len(result.runs) < 3 or not all(run.totals for run in result.runs):
        return
    higher = (best.mean or 0.0) > 0
    groups = not_told_apart(result.runs, metric, falling=higher)
    for group in groups:
        others = [name for name in group if name != best.scenario]
        if best.scenario in group and others:
            yield f", not told apart from {listed(others)}"


def _money(result: Comparison, scenario: str) -> Iterator[str]:
    """What it is worth beside the reference, or else what a solved case costs."""
    worth = next((one for one in result.worth if one.scenario == scenario), None)
    if worth is not None and worth.present_value.low is not None:
        yield from _worth(result, worth)
        return
    price = next((one for one in result.of(scenario) if one.metric == _PRICE), None)
    if price is None or price.mean is None:
        return
    change, span = difference_text(price)
    known = f"{change.removesuffix(' per case')}; {span}, n = {price.n}"
    if not price.established:
        yield f"; that a solved case costs more or less is not established ({known})"
    elif price.mean < 0:
        yield f", and each costs less ({known})"
    else:
        yield f", but each costs more ({known})"


def _worth(result: Comparison, worth: Worth) -> Iterator[str]:
    value = worth.present_value
    scale = scale_of(worth.currency, [value.mean], difference=True)
    amount = scale.text(value.mean, signed=True)
    span = scale.span(value.low, value.high, mean=value.mean, signed=True)
    known = f"({amount}; {span}, n = {value.n})"
    low, high = value.low or 0.0, value.high or 0.0
    if low <= 0 <= high:
        yield f"; whether it is worth more is not established {known}"
    else:
        yield f", and is worth more {known}" if low > 0 else f", but is worth less {known}"
    first = result.not_told_apart.get("net_value", [[]])[0]
    if first and worth.scenario not in first:
        yield f"; by {title('net_value').lower()} {listed(first)} comes first"


def _run(result: Comparison, label: str) -> RunResult:
    return next(run for run in result.runs if run.label == label)


def _value(run: RunResult, metric: str) -> str:
    """What it is in one scenario, with its interval and count."""
    value, span = estimate_text(run.estimates[metric])
    return f"{value} ({span})"
