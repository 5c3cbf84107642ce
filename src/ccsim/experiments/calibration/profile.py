"""The shape of a week: what weekdays have of their own, and what they only seem to have."""

import numpy as np

from ccsim.experiments.calibration.calls import Bools, Calls, Floats, Ints


def typical_week(
    calls: Calls, first_calls: Floats, weekly: Floats, is_open: Bools
) -> tuple[Floats, float]:
    """[weekday, interval]: expected first calls; and how far weekdays keep shapes of their own.

    Every weekday keeps its own number of calls. Of a few dates, its times of day are mostly chance:
    weekdays with the same opening hours lend each other their shape, the more the less they differ
    beyond what dates of one weekday do (empirical Bayes: the share 1 - within / between of a
    weekday's own shape, where those are Pearson's dispersions).

    Args:
        calls: whose days they are.
        first_calls: [date, interval].
        weekly: [weekday, interval]: their means.
        is_open: [weekday, interval]; calls outside are left out.
    """
    week = np.where(is_open, weekly, 0.0)
    found, own_shares = week.copy(), []
    for group in _alike(is_open, week.sum(axis=1)):
        cells = np.flatnonzero(is_open[group[0]])
        chosen = calls.open & np.isin(calls.weekday, group)
        dates, weekday = first_calls[chosen][:, cells], calls.weekday[chosen]
        own_share = _own_share(dates, weekday)
        own_shares.append(own_share)
        pooled = week[group].sum(axis=0) / week[group].sum()
        for day in group:
            total = week[day].sum()
            found[day] = own_share * week[day] + (1 - own_share) * total * pooled
    return found, float(np.mean(own_shares)) if own_shares else 1.0


def _alike(is_open: Bools, totals: Floats) -> list[list[int]]:
    """Weekdays with calls that are open at the same times, together, where there are several."""
    groups: dict[bytes, list[int]] = {}
    for day, row in enumerate(is_open):
        if row.any() and totals[day] > 0:
            groups.setdefault(row.tobytes(), []).append(day)
    return [group for group in groups.values() if len(group) > 1]


def _own_share(dates: Floats, weekday: Ints) -> float:
    """How much of what weekdays' shapes differ by is more than chance; 0 where nothing is."""
    pooled = dates.sum(axis=0)
    names = np.unique(weekday)
    sums = np.array([dates[weekday == day].sum(axis=0) for day in names])
    between = _dispersion(sums, pooled, len(names) - 1)
    within, freedom = 0.0, 0
    for day, total in zip(names, sums, strict=True):
        own = dates[weekday == day]
        if len(own) > 1:
            within += _dispersion(own, total, len(own) - 1) * (len(own) - 1)
            freedom += len(own) - 1
    if not freedom or between <= 0:
        return 0.0
    return max(0.0, 1 - within / freedom / between)


def _dispersion(rows: Floats, shape: Floats, freedom: int) -> float:
    """Pearson's: squares of what rows are off the same shape, in expected counts, per degree."""
    cells = shape > 0
    if cells.sum() < 2 or freedom < 1:
        return 0.0
    expected = np.outer(rows.sum(axis=1), shape[cells] / shape[cells].sum())
    off = (rows[:, cells] - expected) ** 2 / np.maximum(expected, 1e-9)
    return float(off.sum() / (freedom * (cells.sum() - 1)))
