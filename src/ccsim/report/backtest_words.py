"""A back-test in sentences: where the model may be trusted, where not, and what was compared."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ccsim.experiments.backtest_result import Backtest, Cluster, MetricCheck
from ccsim.experiments.prediction import Predicted
from ccsim.experiments.unlike_days import named
from ccsim.figures.numbers import Scale, scale_of
from ccsim.report.words import listed, settings_of

_NAMES: Final = {
    "offered": "calls offered",
    "abandon_rate": "abandonment",
    "mean_wait_s": "mean wait",
    "asa_s": "speed of answer",
    "service_level": "share answered in time",
}
_PANELS: Final = {
    "offered": "Calls offered",
    "abandon_rate": "Share that hung up waiting",
    "mean_wait_s": "Mean wait of all callers",
    "asa_s": "Mean wait of those answered (ASA)",
}
_FEW_DAYS: Final = 5
_MOST_CLUSTERS: Final = 4
_WEEKDAYS: Final = {
    "Mo": "Mondays", "Tu": "Tuesdays", "We": "Wednesdays", "Th": "Thursdays", "Fr": "Fridays",
    "Sa": "Saturdays", "Su": "Sundays",
}  # fmt: skip


def heading(found: Backtest) -> str:
    """What is held against what."""
    days = f"{len(found.days)} day{'s' if len(found.days) > 1 else ''}"
    return f"{found.label} against {days} of history, {found.days[0]} to {found.days[-1]}"


def panels(found: Backtest) -> dict[str, str]:
    """The metrics that are compared, as figures and tables name them."""
    share = f"Share answered within {found.threshold_s:g} s"
    return {name: _PANELS.get(name, share) for name in found.whole.metrics}


def scale_at(things: Predicted, at: int, unit: str, *, difference: bool = False) -> Scale:
    """How a thing is shown: history, prediction and error in one unit; calls without one."""
    value = things.expected[at]
    values = [things.history[at] if np.isnan(value) else value]
    return scale_of("" if unit == "legs" else unit, values, difference=difference)


def span_at(things: Predicted, at: int, unit: str) -> str:
    """The ends of the interval of a thing, without the unit."""
    mean = things.expected[at]
    return scale_at(things, at, unit).span(things.low[at], things.high[at], mean=mean)


def conclusion(found: Backtest) -> str:
    """In a sentence, what the model may be trusted for, and what not."""
    groups: dict[str, list[str]] = {"right": [], "in sum": [], "doubtful": [], "wrong": []}
    for name, check in found.whole.metrics.items():
        groups[_verdict(found, name, check)].append(_NAMES[name])
    said = {
        "right": ("Trust it for {}: no difference from history is established", "for {}"),
        "in sum": (
            "Trust it for {} by the day, though not at all times (see below)",
            "for {} by the day, though not at all times (see below)",
        ),
        "doubtful": (
            "Take care with {}: history lies outside its interval",
            "with care for {}: history lies outside its interval",
        ),
        "wrong": (
            "Do not trust it for {}: more than luck lies between it and history",
            "not for {}: more than luck lies between it and history",
        ),
    }
    parts: list[str] = []
    for place, names in groups.items():
        if names:
            parts.append(said[place][bool(parts)].format(listed(names)))
    return "; ".join(parts) + "."


def _verdict(found: Backtest, name: str, check: MetricCheck) -> str:
    if name in found.differing:
        return "wrong"
    if check.doubtful:
        return "doubtful"
    return "in sum" if check.clusters else "right"


def reasons(found: Backtest) -> Iterator[str]:
    """Metric by metric: how far off, on how many days, and where the errors cluster."""
    for name, check in found.whole.metrics.items():
        yield _reason(name, check, name in found.differing)
    yield from _queues(found)
    if found.unlike:
        yield f"{named(found.unlike)}."


def _queues(found: Backtest) -> Iterator[str]:
    """Where single queues are off, though all of them together may be right."""
    if len(found.series) == 1:
        return
    off: dict[str, list[str]] = {}
    for series in found.series[1:]:
        for name in series.metrics:
            if (series.queue, name) in found.differing_queues:
                off.setdefault(series.queue, []).append(_NAMES[name])
    if not off:
        yield "Queue by queue no difference is established."
        return
    parts = [f"{queue} ({', '.join(names)})" for queue, names in off.items()]
    right = [one.queue for one in found.series[1:] if one.queue not in off]
    others = f"; in {listed(right)} it is not" if right else ""
    yield f"Queue by queue a difference is established in {listed(parts)}{others}."


def _reason(name: str, check: MetricCheck, differs: bool) -> str:
    whole, errors, unit = check.whole, check.errors, check.unit
    words = _NAMES[name]
    if not whole.known[0] or not errors.days:
        return f"{words.capitalize()}: too little is known to compare."
    scale = scale_at(whole, 0, unit)
    text = (
        f"{words.capitalize()}: history {scale.text(whole.history[0])}, simulated "
        f"{scale.text(whole.expected[0])} (such a history lies in {span_at(whole, 0, unit)} "
        f"with 95 %); {errors.inside} of {errors.days} days lie inside their intervals, which "
        f"reach about {_apart(errors.half_width, check)} to either side"
    )
    text += ". Established as different" if differs else ""
    places = _places(check.clusters)
    if places:
        return f"{text}. Off above all {places}."
    return f"{text}."


def _places(clusters: Sequence[Cluster]) -> str:
    """Where errors cluster, the largest first."""
    ordered = sorted(clusters, key=lambda one: -abs(one.simulated - one.history))
    named = [_place(one) for one in ordered[:_MOST_CLUSTERS]]
    if len(ordered) > _MOST_CLUSTERS:
        named.append(f"{len(ordered) - _MOST_CLUSTERS} more")
    return listed(named) if named else ""


def _place(one: Cluster) -> str:
    where = f"on {_WEEKDAYS[one.label]}" if one.axis == "weekday" else f"from {one.label}"
    way = "too much" if one.simulated > one.history else "too little"
    unit = "" if one.unit == "legs" else one.unit
    scale = scale_of(unit, [one.simulated])
    return f"{where} ({way}: {scale.text(one.simulated)}, not {scale.text(one.history)})"


def method(found: Backtest) -> Iterator[str]:
    """What a reader has to know of how it was compared."""
    yield (
        "A day that happened is one draw. So it is held against the spread of single simulated "
        f"days (95 % of {found.replications} replications, seed {found.settings.seed}), not "
        "against the interval of their mean; a right model has about 95 % of days inside."
    )
    yield (
        "Errors are simulated less history; each call counts in the interval in which it came to "
        "wait. The error by luck is what a right model would make. Established means: after Holm "
        "over the metrics, from all days together or from the number of days inside."
    )
    yield from _doubts(found)
    if len(found.days) < _FEW_DAYS:
        yield f"Only {len(found.days)} days: that no difference is seen says little."
    if found.left_out:
        yield f"Days without history between the first and the last: {found.left_out}, left out."
    if not found.given:
        yield "Calls and staff are the scenario's own: a true forecast of these days."
    if found.rejected:
        first = "; ".join(f"row {one.row}: {one.why}" for one in found.rejected[:3])
        yield f"{len(found.rejected):,} rows of the history are not used: {first}."
    yield from found.notices


def _doubts(found: Backtest) -> Iterator[str]:
    """What is said of facts that are not known for certain."""
    if found.worlds > 1:
        facts = len(found.doubts)
        yield (
            f"Of {facts} fact{'s' if facts > 1 else ''} the scenario's own evidence tells a range, "
            f"not a value. So the days are played in {found.worlds} worlds drawn from these "
            "ranges, and intervals as well as the error by luck hold what is not known, too "
            "(--worlds 1: the facts as they stand)."
        )


def repeat(found: Backtest, history: Sequence[str], options: Sequence[str]) -> str:
    """The line that gives the same again."""
    file = str(found.source.path) if found.source else "SCENARIO"
    parts = ["ccsim", "backtest", file]
    for path in history:
        parts += ["--against", path]
    parts += options
    parts += settings_of(found.source) if found.source else []
    parts += ["--replications", str(found.replications), "--seed", str(found.settings.seed)]
    return shlex.join(parts)


def _apart(value: float | None, check: MetricCheck) -> str:
    """A difference of a metric, without a sign."""
    return scale_at(check.whole, 0, check.unit, difference=True).text(value)


def bias_text(check: MetricCheck) -> str:
    """The mean error of a day with its interval."""
    errors = check.errors
    if errors.bias is None:
        return "–"
    scale = scale_at(check.whole, 0, check.unit, difference=True)
    text = scale.text(errors.bias, signed=True)
    if errors.bias_low is None:
        return f"{text}\nno interval"
    ends = scale.span(errors.bias_low, errors.bias_high, mean=errors.bias, signed=True)
    return f"{text}\n{ends}"


def error_text(check: MetricCheck) -> str:
    """The mean absolute error of a day, and what it would be by luck alone."""
    errors = check.errors
    if errors.mean_absolute is None or errors.luck is None:
        return "–"
    scale = scale_at(check.whole, 0, check.unit, difference=True)
    return f"{scale.text(errors.mean_absolute)}\nby luck {scale.text(errors.luck)}"


def inside_text(check: MetricCheck) -> str:
    """On how many days history lies inside, with the interval of that share."""
    share = check.errors.share_inside
    if share is None:
        return "–"
    ends = scale_of("share").span(share[1], share[2], mean=share[0])
    return f"{check.errors.inside} of {check.errors.days}\n{ends} %"
