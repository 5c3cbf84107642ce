"""How closely the last word on a staffing is known: replications until its intervals are narrow."""

import difflib
import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.precision import CAP
from ccsim.experiments.staff_items import Verdict
from ccsim.experiments.targets import Target

MOST: Final = CAP
"""Replications of the last word, unless it has more for another reason."""
_SPARE: Final = 1.1


def check_precision(wanted: Mapping[str, float], targets: Sequence[Target]) -> None:
    """Refuse a precision of what is no target, before anything is played.

    Raises:
        UsageError: one of a metric that is not aimed at, or that cannot be had.
    """
    names = list(dict.fromkeys(target.metric.name for target in targets))
    for key, relative in wanted.items():
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise UsageError(f"--precision {key}={relative:g}: {key} is no target: {hint}")
        if not 0 < relative < 1:
            raise UsageError(
                f"--precision {key}={relative:g}: it is half the width of the interval as a share "
                "of the mean, between 0 and 1"
            )


def half_width(verdicts: Sequence[Verdict], metric: str) -> float:
    """Half the widest 95 % interval of a metric in any period, as a share of its mean there."""
    widest = 0.0
    for verdict in verdicts:
        if verdict.item.target.metric.name == metric:
            low, high = verdict.interval()
            known = np.isfinite(low) & np.isfinite(high)
            with np.errstate(divide="ignore", invalid="ignore"):
                shares = (high - low)[known] / 2 / np.abs(verdict.mean[known])
            widest = max(
                widest, float(np.nan_to_num(shares, nan=0.0, posinf=np.inf).max(initial=0))
            )
    return widest


def replications_needed(verdicts: Sequence[Verdict], wanted: Mapping[str, float]) -> int:
    """How many replications it takes, by those that there are; no more where all are narrow."""
    n = verdicts[0].n
    excess = max((half_width(verdicts, key) / own for key, own in wanted.items()), default=0.0)
    if excess <= 1:
        return n
    if not math.isfinite(excess):
        return MOST
    return max(math.ceil(n * excess**2 * _SPARE), n + 1)
