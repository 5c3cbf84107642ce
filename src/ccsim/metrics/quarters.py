"""Quarters of the calendar, as an axis of results."""

from typing import TYPE_CHECKING

import numpy as np

from ccsim.metrics.window import Ints, Window

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan


def quarter_labels(plan: "Plan", window: Window) -> tuple[str, ...]:
    """The quarters of measured time, such as `quarter=2026-Q1`."""
    measured = plan.day_dates[window.warm_up_days : window.total_days]
    return tuple(dict.fromkeys(f"quarter={_quarter(date)}" for date in measured))


def quarter_of_days(plan: "Plan", window: Window) -> Ints:
    """The place of each day of the run on that axis; -1 before it is measured."""
    place = {label: i for i, label in enumerate(quarter_labels(plan, window))}
    found = [place.get(f"quarter={_quarter(date)}", -1) for date in plan.day_dates]
    found[: window.warm_up_days] = [-1] * window.warm_up_days
    return np.array(found, np.int64)


def _quarter(date: str) -> str:
    """The quarter of an ISO date.

    >>> _quarter("2026-05-31")
    '2026-Q2'
    """
    return f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"
