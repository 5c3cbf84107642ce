"""What came of a wanted precision, in sentences for the terminal and the page."""

from collections.abc import Iterator, Sequence

from ccsim.experiments.precision import Precision, Reach
from ccsim.experiments.results import RunResult
from ccsim.figures.numbers import digits


def precision_sentences(runs: Sequence[RunResult]) -> Iterator[str]:
    """A sentence for each run of which a precision was wanted."""
    for run in runs:
        if run.precision is not None:
            name = f"{run.label}: " if len(runs) > 1 else ""
            yield name + _sentence(run.precision, run.replications)


def _sentence(precision: Precision, replications: int) -> str:
    held = [_known(key, one) for key, one in precision.metrics.items() if one.reached]
    missed = [_missed(key, one) for key, one in precision.metrics.items() if not one.reached]
    if not missed:
        words = f"Precision reached: {'; '.join(held)}."
        return words + (" Another scenario needs more replications." if precision.capped else "")
    by_cap = replications == precision.cap
    why = "the cap of" if by_cap else "it was stopped after"
    ended = f"{why} {replications:,} replications{' ended it' if by_cap else ''}"
    return f"PRECISION NOT REACHED, {ended}: {'; '.join([*missed, *held])}."


def _known(key: str, one: Reach) -> str:
    if one.half_width is None:
        return f"{key} is not known, or nought"
    return (
        f"{key} is known to ± {digits(100 * one.half_width)} % of its mean "
        f"(wanted: ± {100 * one.wanted:.3g} %)"
    )


def _missed(key: str, one: Reach) -> str:
    words = _known(key, one)
    if one.needed is None:
        return words
    likely, low, high = one.needed.likely, one.needed.low, one.needed.high
    return f"{words}, which takes about {likely:,} replications ({low:,} to {high:,})"
