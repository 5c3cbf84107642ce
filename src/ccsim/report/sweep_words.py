"""What a sweep says in words and frames: the terminal and the page share them."""

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ccsim.experiments.frontier import Place
from ccsim.experiments.sweep_result import Sweep, SweepPoint
from ccsim.figures.frontier import STANDINGS
from ccsim.figures.numbers import scale_of
from ccsim.figures.sweep import REFERENCE
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.totals import split_key
from ccsim.report.words import (
    SIGNS,
    difference_text,
    estimate_text,
    listed,
    settings_of,
    title,
)

if TYPE_CHECKING:
    import pandas as pd

_SIDE_BY_SIDE: Final = 3
_MOST_NAMED: Final = 3
"""So many other points are named beside one; of more, the number is told."""


def heading(sweep: Sweep) -> str:
    """What it is about."""
    return f"{sweep.label}: {listed([one.path for one in sweep.variations])} varied"


def reference_text(sweep: Sweep) -> str:
    """Which point the others are compared with."""
    here = name_of(sweep, sweep.at_reference)
    if sweep.at_reference.own:
        return f"Compared with the scenario as it is ({here})."
    return f"Compared with the first point ({here}): the scenario's own value is not among them."


def name_of(sweep: Sweep, point: SweepPoint) -> str:
    """A point with the facts that it is about."""
    pairs = zip(sweep.variations, point.values, strict=True)
    return ", ".join(f"{one.path.rpartition('.')[2]} {value.label}" for one, value in pairs)


def luck_text(sweep: Sweep) -> str:
    """What may be relied on."""
    n = sweep.replications
    if n < 2:
        return "One replication says nothing of how sure this is: repeat with --replications 10."
    return (
        "All points have the same customers and the same luck. What is called established stands "
        f"after Holm's correction for all {sweep.tests} differences that were looked at; intervals "
        f"are plain 95 %, n = {n} replications."
    )


def metric_cells(sweep: Sweep, key: str) -> list[tuple[str, str, str]]:
    """A metric at each point, all in one unit: number, interval with count, and what differs."""
    found = [point.estimates[key] for point in sweep.points]
    known = [one for one in found if one.mean is not None]
    if not known:
        return [(*estimate_text(one), "") for one in found]
    means = [one.mean for one in known]
    scale = scale_of(known[0].unit, means)
    return [
        (*estimate_text(one, scale), change_text(point, key))
        for one, point in zip(found, sweep.points, strict=True)
    ]


def change_text(point: SweepPoint, key: str) -> str:
    """How a point differs from the reference in a metric; nothing at the reference itself."""
    one = point.differences.get(key)
    if one is None or one.mean is None:
        return ""
    if one.verdict == "the same":
        return f"{SIGNS[one.verdict]} the same"
    value, span = difference_text(one)
    return f"{SIGNS[one.verdict]} {one.verdict}: {value} ({span})"


def standing_of(place: Place) -> str:
    """How a point stands to the frontier, in words that figures know too."""
    word = "efficient" if place.efficient else "dominated"
    standing = word if place.established else f"{word} by the means, not established"
    assert standing in STANDINGS
    return standing


def beside_text(sweep: Sweep, place: Place) -> str:
    """Who dominates a point, or may."""
    if not place.beside:
        return ""
    numbers = place.beside
    whom = _listed(sweep, numbers) if len(numbers) <= _MOST_NAMED else f"{len(numbers)} points"
    if place.efficient:
        return f": {whom} may be as good in both"
    return f" by {whom}" if place.established else f": by {whom}"


def frontier_sentences(sweep: Sweep) -> Iterator[str]:
    """Which points are worth having, and what is not established of it."""
    if sweep.frontier is None:
        return
    places = sweep.frontier.places
    efficient = [place.point for place in places if place.efficient]
    across, up = (title(key).lower() for key in sweep.frontier.metrics)
    yield (
        f"Efficient by {across} and {up}: {_listed(sweep, efficient)} ({len(efficient)} of "
        f"{len(places)} points; no other is as good in both and better in one, by the means)."
    )
    doubted = [place.point for place in places if place.efficient and not place.established]
    if doubted:
        yield (
            f"Of {_listed(sweep, doubted)} that is not established: luck permitting, another "
            "point is as good in both."
        )
    unsure = [place.point for place in places if not place.efficient and not place.established]
    if unsure:
        yield (
            f"Of {_listed(sweep, unsure)} it is not established that another point is better in "
            "both."
        )


def _listed(sweep: Sweep, numbers: Sequence[int]) -> str:
    """Points by their names, those of two facts in brackets."""
    names = [sweep.points[number].label for number in numbers]
    return listed([f"({name})" for name in names] if len(sweep.variations) > 1 else names)


def told(sweep: Sweep) -> Iterator[str]:
    """What a reader has to know beside the numbers."""
    yield from sweep.notices
    if sweep.stopped:
        yield (
            f"The sweep was stopped early: {len(sweep.points)} of {sweep.asked} points are done."
        )
    lacking = [key for key in sweep.metrics if all(_is_unknown(p, key) for p in sweep.points)]
    if lacking:
        yield f"Not defined in this scenario: {listed([title(key) for key in lacking])}."


def repeat_command(sweep: Sweep) -> str:
    """The line that gives the same numbers again."""
    parts = ["ccsim", "sweep", str(sweep.source.path)]
    for one in sweep.variations:
        parts += ["--vary", one.text]
    for key in sweep.metrics:
        parts += ["--metric", key]
    if sweep.frontier is not None:
        parts += ["--frontier", ",".join(sweep.frontier.metrics)]
    parts += settings_of(sweep.source)
    parts += ["--replications", str(sweep.replications), "--seed", str(sweep.seed)]
    return shlex.join(parts)


def sweep_frame(sweep: Sweep) -> "pd.DataFrame":
    """The metrics at each point, one row each, as `figures.sweep` takes them."""
    import pandas as pd

    rows = [_sweep_row(sweep, point, key) for key in sweep.metrics for point in sweep.points]
    return pd.DataFrame(rows).astype(dict.fromkeys(("mean", "low", "high", "across_number"), float))


def frontier_frame(sweep: Sweep) -> "pd.DataFrame":
    """The points by the two metrics of the frontier, as `figures.frontier` takes them."""
    import pandas as pd

    assert sweep.frontier is not None
    rows = []
    for place in sweep.frontier.places:
        point = sweep.points[place.point]
        row: dict[str, Any] = {
            "point": point.label,
            "text": _mark_text(sweep, point),
            "standing": standing_of(place),
            "beside": beside_text(sweep, place),
            "on_line": place.efficient,
            "n": sweep.replications,
        }
        for axis, key in zip("xy", sweep.frontier.metrics, strict=True):
            one = point.estimates[key]
            row |= {
                f"{axis}_{name}": getattr(one, name) for name in ("mean", "low", "high", "unit")
            }
            row |= {f"{axis}_title": title(key), f"{axis}_better": _better(key)}
        rows.append(row)
    ends = [f"{axis}_{end}" for axis in "xy" for end in ("mean", "low", "high")]
    return pd.DataFrame(rows).astype(dict.fromkeys(ends, float))


def _mark_text(sweep: Sweep, point: SweepPoint) -> str:
    """What stands beside a mark: all points that lie on it, said by the first of them."""
    assert sweep.frontier is not None
    keys = sweep.frontier.metrics
    alike = [
        other.label
        for other in sweep.points
        if all(other.estimates[key].mean == point.estimates[key].mean for key in keys)
    ]
    bracketed = [f"({label})" for label in alike] if len(sweep.variations) > 1 else alike
    return "" if alike[0] != point.label else listed(bracketed)


def _sweep_row(sweep: Sweep, point: SweepPoint, key: str) -> dict[str, Any]:
    one, difference = point.estimates[key], point.differences.get(key)
    low, high = one.ends
    verdict: str = "not established" if difference is None else difference.verdict
    if point is sweep.at_reference:
        verdict = REFERENCE
    return {
        "point": name_of(sweep, point),
        "across": point.values[0].label,
        "across_number": point.values[0].number,
        "across_unit": sweep.variations[0].unit,
        "up": point.values[-1].label,
        "metric": key,
        "title": title(key),
        "better": _better(key),
        "mean": one.mean,
        "low": low,
        "high": high,
        "n": one.n,
        "unit": one.unit,
        "verdict": verdict,
        "sign": "" if difference is None else SIGNS[difference.verdict],
        "change": change_text(point, key),
    }


def _better(key: str) -> str | None:
    return CATALOGUE[split_key(key)[0]].better


def _is_unknown(point: SweepPoint, key: str) -> bool:
    return point.estimates[key].mean is None


def side_by_side(sweep: Sweep) -> list[list[str]]:
    """The metrics, as many to a table as it has room for."""
    keys = list(sweep.metrics)
    return [keys[at : at + _SIDE_BY_SIDE] for at in range(0, len(keys), _SIDE_BY_SIDE)]
