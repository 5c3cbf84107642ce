"""How closely the last word on a staffing is known: replications until its intervals are narrow."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ccsim.errors import UsageError
from ccsim.experiments.precision import CAP
from ccsim.experiments.staff_items import Verdict
from ccsim.experiments.targets import Target
from ccsim.spec.paths import suggestion

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
            hint = suggestion(key, names)
            raise UsageError(f"--precision {key}={relative:g}: {key} is no target{hint}")
        if not 0 < relative < 1:
            raise UsageError(
                f"--precision {key}={relative:g}: it is half the width of the interval as a share "
                "of the mean, between 0 and 1"
            )


def half_width(verdicts: Sequence[Verdict], metric: str) -> float | None:
    """Half the widest 95 % interval of a metric in any period, as a share of its mean there.

    Periods in which it is 0 are left out, as no width is a share of nought; None of nothing else.
    """
    widest = [
        float(((high - low)[known] / 2 / np.abs(verdict.mean[known])).max())
        for verdict in _of(verdicts, metric)
        for low, high in (verdict.interval(),)
        if (known := np.isfinite(low) & np.isfinite(high) & (verdict.mean != 0)).any()
    ]
    return max(widest, default=None)


def noughts(verdicts: Sequence[Verdict], metric: str) -> int:
    """How many periods that leaves out, of all queues or teams together."""
    return sum(int((verdict.mean == 0).sum()) for verdict in _of(verdicts, metric))


def _of(verdicts: Sequence[Verdict], metric: str) -> list[Verdict]:
    return [one for one in verdicts if one.item.target.metric.name == metric]


def replications_needed(verdicts: Sequence[Verdict], wanted: Mapping[str, float]) -> int:
    """How many replications it takes, by those that there are; no more where all are narrow."""
    n = verdicts[0].n
    shares = ((half_width(verdicts, key) or 0.0) / own for key, own in wanted.items())
    excess = max(shares, default=0.0)
    if excess <= 1:
        return n
    # Next to nought any width is a large share: more than there are to be had is no number.
    return max(math.ceil(min(n * excess**2 * _SPARE, MOST)), n + 1)
