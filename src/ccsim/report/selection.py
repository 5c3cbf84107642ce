"""Which scenario is best, told: the sentence with its guarantee, and the table behind it."""

from ccsim.experiments.selection import Candidate, Selection
from ccsim.figures.numbers import Scale, scale_of
from ccsim.metrics.estimates import CONFIDENCE, Estimate
from ccsim.report.words import estimate_text, listed, title

_COLUMNS = ("Scenario", "Mean", "95 % interval and count", "Beside {}", "Outcome")


def selection_sentence(selection: Selection) -> str:
    """What came out, and what may be relied on."""
    name, many = title(selection.metric), len(selection.candidates)
    if selection.chosen is not None:
        return (
            f"By “{name}”, {selection.chosen} is chosen as the best of {many}. Where one scenario "
            f"is better than every other by {_delta(selection)} or more, this way of choosing "
            f"finds it with a chance of at least {CONFIDENCE * 100:.0f} %; scenarios that lie less "
            "than that apart count as equally good."
        )
    played = max(one.n for one in selection.candidates)
    why = "was ended before anything was chosen" if selection.stopped else "is not established"
    more = "" if selection.stopped else "; a larger DELTA would need fewer"
    return (
        f"Which is the best of {many} by “{name}”, to {_delta(selection)}, {why}: after {played} "
        f"replications it may be {listed(selection.staying, 'or')}{more}."
    )


def selection_columns(selection: Selection) -> list[str]:
    """What stands above the columns of the table."""
    return [column.format(selection.leader or "the best") for column in _COLUMNS]


def selection_rows(selection: Selection) -> list[tuple[str, ...]]:
    """The candidates: means and paired differences from the leader, and what became of each."""
    scale = scale_of(selection.unit, [one.mean for one in selection.candidates])
    return [
        (
            one.scenario,
            *_estimate_text(one, selection.unit, scale),
            _difference_text(one, selection.unit),
            outcome(selection, one),
        )
        for one in selection.candidates
    ]


def outcome(selection: Selection, one: Candidate) -> str:
    """What became of a candidate."""
    if one.scenario == selection.chosen:
        return "chosen"
    return "may be the best" if one.out_at is None else f"out after {one.out_at} replications"


def _estimate_text(one: Candidate, unit: str, scale: Scale) -> tuple[str, str]:
    return estimate_text(Estimate(one.mean, one.low, one.high, one.n, unit), scale)


def _difference_text(one: Candidate, unit: str) -> str:
    mean = one.difference
    if mean is None:
        return ""
    scale = scale_of(unit, [mean], difference=True)
    span = scale.span(one.difference_low, one.difference_high, mean=mean, signed=True)
    return f"{scale.text(mean, signed=True)} ({span})"


def _delta(selection: Selection) -> str:
    """The indifference zone with its unit; shares differ by points."""
    return scale_of(selection.unit, [selection.delta], difference=True).text(selection.delta)
