"""How waits are spread: quantiles, the longest one and the standard deviation, by queue.

Waits below 4,096 ms are counted by the millisecond; longer ones in classes that are 1/1024 of
their length wide, of which the middle is reported.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import LEAVINGS, NOT_ON_THE_PHONE, Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Ints, Window

QUANTILES: Final = {"wait_p50_ms": 50, "wait_p80_ms": 80, "wait_p90_ms": 90, "wait_p95_ms": 95}
_EXACT_BITS: Final = 12
_EXACT: Final = 1 << _EXACT_BITS
_FINE_BITS: Final = 10
_FINE: Final = 1 << _FINE_BITS
CLASSES: Final = _EXACT + (40 - _EXACT_BITS) * _FINE
# A square is added up in three parts, each of them an exact integer in a float.
_HALF: Final = 1 << 13


class Waits:
    """The waits of all who have left a queue, by whatever way out."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._classes: Ints = np.zeros((window.queues, CLASSES), np.int64)
        self._longest: Ints = np.zeros(window.queues, np.int64)
        self._squares: Floats = np.zeros((3, window.queues))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows = np.concatenate([self._measured(stretch, event) for event in LEAVINGS])
        if not len(rows):
            return
        queue, wait = stretch.chunk.queue[rows].astype(np.int64), stretch.chunk.value[rows]
        np.maximum.at(self._longest, queue, wait)
        self._classes[:, 0] += np.bincount(queue[wait == 0], minlength=self._window.queues)
        queue, wait = queue[wait > 0], wait[wait > 0]
        np.add.at(self._classes.reshape(-1), queue * CLASSES + class_of(wait), 1)
        high, low = wait // _HALF, wait % _HALF
        for part, product in enumerate((high * high, high * low, low * low)):
            self._squares[part] += np.bincount(queue, product, minlength=self._window.queues)

    def _measured(self, stretch: Stretch, event: Event) -> Ints:
        """Who entered in measured time and waited on the phone, not at home for a callback."""
        rows = stretch.rows(event)[stretch.entered(event) >= self._window.begin]
        return rows[~np.isin(stretch.chunk.reason[rows], NOT_ON_THE_PHONE)]

    def finish(self) -> Sums:
        """Squares, quantiles and longest waits; nought where no wait is known."""
        weights = np.array([_HALF * _HALF, 2 * _HALF, 1.0])
        squares = (weights[:, None] * self._squares).sum(axis=0)
        calls = self._window.of_calls
        whole = self._classes[calls].sum(axis=0, keepdims=True)
        longest = self._longest.astype(np.float64)
        centre = {
            "wait_squares": squares[calls].sum(keepdims=True),
            "max_wait_ms": longest[calls].max(initial=0.0, keepdims=True),
        }
        queues = {"wait_squares": squares, "max_wait_ms": longest}
        return {
            WHOLE: centre | quantiles(whole, QUANTILES, "waits_known"),
            "queue": queues | quantiles(self._classes, QUANTILES, "waits_known"),
        }


def class_of(wait: Ints) -> Ints:
    """The class in which a wait is counted."""
    exponent = np.frexp(wait.astype(np.float64))[1].astype(np.int64) - 1
    coarse = np.maximum(exponent - _FINE_BITS, 0)
    fine = (wait >> coarse) - _FINE
    longer = _EXACT + (exponent - _EXACT_BITS) * _FINE + fine
    found: Ints = np.minimum(np.where(wait < _EXACT, wait, longer), CLASSES - 1)
    return found


def middle_of(number: Ints) -> Floats:
    """The wait in the middle of a class, in milliseconds."""
    beyond = np.maximum(number - _EXACT, 0)
    exponent, fine = _EXACT_BITS + beyond // _FINE, beyond % _FINE
    width = np.exp2(exponent - _FINE_BITS)
    middle: Floats = np.where(number < _EXACT, number, (_FINE + fine) * width + (width - 1) / 2)
    return middle


def quantiles(classes: Ints, percents: Mapping[str, int], known: str) -> dict[str, Floats]:
    """The least time that so many per cent of the times do not exceed, one for each row.

    Args:
        classes: [row, class]: how many times lie in each class.
        percents: what each quantile is called.
        known: what is said of whether there is any time at all.
    """
    upto = np.cumsum(classes, axis=1)
    count = upto[:, -1]
    found = {known: (count > 0).astype(np.float64)}
    for name, percent in percents.items():
        rank = -(-count * percent // 100)
        number = np.array([np.searchsorted(row, at) for row, at in zip(upto, rank, strict=True)])
        found[name] = np.where(count > 0, middle_of(number), 0.0)
    return found
