"""The sums that all metrics follow from, as a table: one row for each slice and name.

An axis that has no slice in a scenario has a row for each name all the same, without a slice.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ccsim.metrics.totals import AXES, Totals
from ccsim.metrics.window import Floats
from ccsim.store.tables import Words


def totals_columns(totals: Sequence[Totals]) -> dict[str, Any]:
    """The totals of replications, counted from 0, by column."""
    rows = [
        (replication, axis, label, name, value, one.currency)
        for replication, one in enumerate(totals)
        for axis, sums in one.sums.items()
        for name, values in sums.items()
        for label, value in _cells(one.labels[axis], values)
    ]
    names = ("replication", "axis", "slice", "name", "value", "currency")
    columns: dict[str, Any] = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    columns["replication"] = np.array(columns["replication"], np.int64)
    columns["value"] = np.array(columns["value"], np.float64)
    return columns


def _cells(labels: Sequence[str], values: Floats) -> list[tuple[str | None, float]]:
    """Each slice with its sum; one without a name where there is none."""
    if not labels:
        return [(None, 0.0)]
    return [(label, float(value)) for label, value in zip(labels, values, strict=True)]


def totals_of(columns: Mapping[str, Any]) -> list[Totals]:
    """The same totals again, from their rows; a table of no totals gives none."""
    replications = columns["replication"]
    ends = [*np.flatnonzero(np.diff(replications)) + 1, len(replications)]
    return [
        _totals(columns, first, end)
        for first, end in zip([0, *ends[:-1]], ends, strict=True)
        if end > first
    ]


def _totals(columns: Mapping[str, Any], first: int, end: int) -> Totals:
    """The totals of one replication, from its rows."""
    axes, names, slices = columns["axis"], columns["name"], columns["slice"]
    labels: dict[str, tuple[str, ...]] = dict.fromkeys(AXES, ())
    sums: dict[str, dict[str, Floats]] = {axis: {} for axis in AXES}
    for start, until in _stretches(axes, names, first, end):
        axis = axes.words[axes.codes[start]]
        stop = start if slices.words[slices.codes[start]] is None else until
        labels[axis] = labels[axis] or tuple(slices.words[at] for at in slices.codes[start:stop])
        sums[axis][names.words[names.codes[start]]] = columns["value"][start:stop]
    money: Words = columns["currency"]
    return Totals(labels, sums, money.words[money.codes[first]])


def _stretches(axes: Words, names: Words, first: int, end: int) -> Iterable[tuple[int, int]]:
    """From where to where axis and name stay the same."""
    moved = np.diff(axes.codes[first:end]) | np.diff(names.codes[first:end])
    ends = [*(np.flatnonzero(moved) + first + 1), end]
    return zip([first, *ends[:-1]], ends, strict=True)
