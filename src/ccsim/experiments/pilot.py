"""What a first run, the pilot, tells of how many replications a precision takes."""

from ccsim.errors import UsageError
from ccsim.experiments.precision import FIRST_LOOK, Needed, check_precision, reaches
from ccsim.experiments.results import RunResult


def replications_needed(pilot: RunResult, metric: str, relative: float) -> Needed:
    """How many replications it takes to know a metric to so many percent of its mean.

    Args:
        pilot: a run of at least two replications, new or kept.
        metric: the name of a metric, or its key in a slice, such as ``asa_s[queue=gold]``.
        relative: half the width of the 95 % interval, as a share of the mean.

    Raises:
        UsageError: a metric that the pilot does not have, or has no interval of.
    """
    check_precision({metric: relative}, FIRST_LOOK)
    found = reaches({metric: relative}, pilot.totals)[metric].needed
    if found is None:
        raise UsageError(
            f"precision of {metric}: {pilot.replications} replications give no interval and a "
            "mean that is not nought: play more of them"
        )
    return found
