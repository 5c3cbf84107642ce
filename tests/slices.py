"""What a scenario has more of than another in one slice of a metric, with common luck."""

from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import fractions


def apart(before: RunResult, after: RunResult, key: str) -> PairedDifference:
    """The paired difference in a metric, or in a slice of it such as `fcr[kind=order_change]`."""
    name, _, slice_ = key.rstrip("]").partition("[")
    whole = mean(after, key) - mean(before, key)
    return paired_difference(
        fractions(before.totals, name, slice_), fractions(after.totals, name, slice_), whole
    )


def mean(run: RunResult, key: str) -> float:
    """A metric that must be there."""
    value = run.estimates[key].mean
    assert value is not None, key
    return value


def rises(before: RunResult, after: RunResult, key: str) -> bool:
    """Whether a metric is established to be higher."""
    low = apart(before, after, key).low
    return low is not None and low > 0


def falls(before: RunResult, after: RunResult, key: str) -> bool:
    """Whether a metric is established to be lower."""
    return rises(after, before, key)


def alike(before: RunResult, after: RunResult, key: str, within: float) -> bool:
    """Whether a difference is established to be no larger than this."""
    one = apart(before, after, key)
    return one.low is not None and one.high is not None and -within < one.low <= one.high < within
