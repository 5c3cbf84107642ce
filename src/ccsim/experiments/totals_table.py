"""The sums that all metrics follow from, as a table: one row for each slice and name.

An axis that has no slice in a scenario has a row for each name all the same, without a slice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ccsim.metrics.totals import AXES, Totals
from ccsim.metrics.window import Floats
from ccsim.store.tables import Words


def totals_columns(totals: Sequence[Totals]) -> dict[str, Any]:
    """The totals of replications, counted from 0, by column."""
    layouts = [_layout_of(one) for one in totals]
    rows = {layout: list(_rows(layout)) for layout in dict.fromkeys(layouts)}
    counts = [len(rows[layout]) for layout in layouts]
    axes, slices, names = (
        _coded({layout: [row[at] for row in own] for layout, own in rows.items()}, layouts)
        for at in range(3)
    )
    return {
        "replication": np.repeat(np.arange(len(totals), dtype=np.int64), counts),
        "axis": axes,
        "slice": slices,
        "name": names,
        "value": np.concatenate([np.empty(0), *map(_values, totals)]),
        "currency": _coded(
            {place: [one.currency] * counts[place] for place, one in enumerate(totals)},
            range(len(totals)),
        ),
    }


_Layout = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
"""Axis, slices and names of what a replication leaves behind; the same for all of a scenario."""


def _layout_of(one: Totals) -> _Layout:
    return tuple((axis, one.labels[axis], tuple(sums)) for axis, sums in one.sums.items())


def _rows(layout: _Layout) -> Iterator[tuple[str, str | None, str]]:
    """Axis, slice and name of each row; without a slice where an axis has none."""
    for axis, labels, names in layout:
        for name in names:
            for label in labels or (None,):
                yield axis, label, name


def _values(one: Totals) -> Floats:
    """The sums in the order of the rows."""
    parts = [
        sums[name] if one.labels[axis] else np.zeros(1)
        for axis, sums in one.sums.items()
        for name in sums
    ]
    return np.concatenate([np.empty(0), *parts])


def _coded(lots: Mapping[Any, Sequence[str | None]], order: Iterable[Any]) -> Words:
    """A column made of lots of words, each of which may come several times."""
    places: dict[str | None, int] = {}
    codes = {
        key: np.array([places.setdefault(word, len(places)) for word in words], np.int64)
        for key, words in lots.items()
    }
    return Words(list(places), np.concatenate([np.empty(0, np.int64), *map(codes.get, order)]))


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
