"""How long agents talk and work after calls, and how long callers are willing to wait."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ccsim.errors import UsageError
from ccsim.experiments.calibration.calls import Calls, Floats
from ccsim.experiments.calibration.estimates import Estimate, duration
from ccsim.experiments.calibration.times import (
    NORMAL_95,
    Fit,
    fit_times,
    survival_seen,
    times_of,
)
from ccsim.intake.calls import ABANDONED, ANSWERED

SHORT_S: Final = 10.0
"""Services no longer than that are often none: agents hang up to rest, callers dial wrongly."""
FEWEST: Final = 20
"""With fewer talks or abandonments, those of all queues count together."""
HANDLE_FAMILIES: Final = ("lognormal", "gamma", "weibull", "exponential")
PATIENCE_FAMILIES: Final = ("weibull", "exponential")
_FEWEST_SHORT: Final = 100
_OFTEN_NONE: Final = 0.05


@dataclass(frozen=True)
class Fitted:
    """A distribution of a scenario, with the estimates that it stands on."""

    written: dict[str, Any]
    estimates: tuple[Estimate, ...]
    notices: tuple[str, ...] = ()


def talk_of(calls: Calls, queue: str) -> Fitted:
    """Time on the phone, hold included; short services count for the mean, not for the shape.

    Raises:
        UsageError: hardly any talk of the records has a length.
    """
    own = _talks(calls.of(queue).frame)
    pooled = len(own) < FEWEST
    times = _talks(calls.frame) if pooled else own
    if len(times) < FEWEST:
        raise UsageError(
            f"{len(times)} talks have a length, too few to say how long talks are: at least "
            f"{FEWEST} are needed (is the column of talk times known? --column talk=NAME)"
        )
    name = calls.names[queue]
    notices = [f"{queue}: with {len(own)} talks of its own, those of all queues are taken"]
    fitted = _fit_talk(times, f"queues.{name}.talk", queue)
    return Fitted(fitted.written, fitted.estimates, (*(notices if pooled else []), *fitted.notices))


def wrap_up_of(calls: Calls, queue: str) -> Fitted | None:
    """After-call work; None where the records have none."""
    frame = calls.of(queue).frame
    times = frame.loc[frame["talk_s"].notna(), "wrap_up_s"].to_numpy(np.float64)
    if not len(times) or not times.any():
        return None
    path = f"queues.{calls.names[queue]}.wrap_up"
    none = float((times == 0).mean())
    if none > _OFTEN_NONE:
        steps = [f"{round(one * 1000)}ms" for one in np.quantile(times, np.linspace(0, 1, 41))]
        written = {"empirical": {"quantiles": steps}}
        method = f"as seen: {none:.0%} of calls have none"
        return Fitted(written, (_mean(times, path, "talks", method),))
    fit = fit_times(times_of(times), HANDLE_FAMILIES)[0]
    return Fitted(fit.written(), _of_fit(fit, path, len(times), "talks", _by_aic(fit)))


def patience_of(calls: Calls, queue: str) -> Fitted | None:
    """How long callers are willing to wait; who was answered would have waited longer."""
    own = calls.of(queue).frame
    pooled = int((own["outcome"] == ABANDONED).sum()) < FEWEST
    frame = calls.frame if pooled else own
    gone = (frame["outcome"] == ABANDONED).to_numpy(bool)
    if not gone.any():
        return None
    waits = frame["wait_s"].to_numpy(np.float64)
    times = times_of(waits, gone)
    fit = fit_times(times, PATIENCE_FAMILIES)[0]
    notices = []
    if pooled:
        notices.append(
            f"{queue}: with {int((own['outcome'] == ABANDONED).sum())} abandonments of its own, "
            "the patience of all queues is taken"
        )
    at = float(np.quantile(waits[gone], 0.5))
    seen, fitted = survival_seen(times, at), fit.survival(at)
    method = (
        f"{_by_aic(fit)}; who was answered is censored; after {duration(at)} {fitted:.0%} would "
        f"still wait, by Kaplan-Meier {seen:.0%}"
    )
    name = calls.names[queue]
    found = _of_fit(fit, f"queues.{name}.patience", int(gone.sum()), "abandonments", method)
    return Fitted(fit.written(), found, tuple(notices))


def _talks(frame: pd.DataFrame) -> Floats:
    served = frame[(frame["outcome"] == ANSWERED) & frame["talk_s"].notna()]
    return np.asarray(served["talk_s"] + served["hold_s"].fillna(0.0), np.float64)


def _fit_talk(times: Floats, path: str, queue: str) -> Fitted:
    fit = fit_times(times_of(times), HANDLE_FAMILIES)[0]
    short = float((times <= SHORT_S).mean())
    if short * len(times) >= FEWEST and len(times) >= _FEWEST_SHORT:
        longer = fit_times(times_of(times, beyond=SHORT_S), HANDLE_FAMILIES)[0]
        expected = 1 - longer.survival(SHORT_S)
        if short > max(2 * expected, expected + 0.01):
            return _without_short(times, longer, path, queue, short, expected)
    return Fitted(fit.written(), _of_fit(fit, path, len(times), "talks", _by_aic(fit)))


def _without_short(
    times: Floats, longer: Fit, path: str, queue: str, short: float, expected: float
) -> Fitted:
    """The shape of the longer talks, with the mean of all: also a short one takes an agent."""
    mean = float(times.mean())
    told = (
        f"{queue}: {short:.1%} of talks last {SHORT_S:.0f} s or less, where the longer ones let "
        f"expect {expected:.1%}: they count for the mean ({duration(mean)}; without them "
        f"{duration(float(times[times > SHORT_S].mean()))}), not for the shape"
    )
    method = f"mean of all talks; shape of those beyond {SHORT_S:.0f} s: {_by_aic(longer)}"
    estimates = (_mean(times, path, "talks", method), *_shape_of(longer, path, times, method))
    return Fitted(longer.written(mean), estimates, (told,))


def _shape_of(fit: Fit, path: str, times: Floats, method: str) -> tuple[Estimate, ...]:
    return _of_fit(fit, path, int((times > SHORT_S).sum()), "talks", method)[1:]


def _mean(times: Floats, path: str, of: str, method: str) -> Estimate:
    mean = float(times.mean())
    reach = NORMAL_95 * float(times.std(ddof=1)) / np.sqrt(len(times))
    low = max(mean - reach, 0.0)
    return Estimate(path, mean, low, mean + reach, len(times), of, method, "time")


def _of_fit(fit: Fit, path: str, n: int, of: str, method: str) -> tuple[Estimate, ...]:
    found = [Estimate(path, fit.mean, *fit.mean_interval, n, of, method, "time")]
    if fit.family.shape_name is not None:
        inner = f"{path}.{fit.family.name}.{fit.family.shape_name}"
        found.append(Estimate(inner, fit.shape, *fit.shape_interval, n, of, method))
    return tuple(found)


def _by_aic(fit: Fit) -> str:
    return f"{fit.family.name} by likelihood, chosen by AIC"
