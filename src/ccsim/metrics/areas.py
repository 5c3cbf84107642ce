"""Time integrals: how many wait, talk, work or are on duty, added up over time, cell by cell.

A level that goes up at instant t adds the rest of its cell, and one whole cell for every cell
that begins later; one that goes down takes the same away. So changes may be told in any order,
even about the past, and the sums stay exact integers.
"""

import numpy as np
from numpy.typing import NDArray

from ccsim.codes import Event
from ccsim.metrics.stretch import LEAVINGS, Stretch
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Floats, Ints, Window


class Area:
    """The time integral of one level per entity, by cell."""

    def __init__(self, window: Window, entities: int) -> None:
        self._window = window
        self._inside: Floats = np.zeros((entities, window.cells))
        self._change: Floats = np.zeros((entities, window.cells))

    def add(self, entity: Ints, times: Ints, step: int, cell: Ints | None = None) -> None:
        """Let the level of each entity step up or down (by 1 or -1) at each of the times."""
        if not len(times):
            return
        window = self._window
        if cell is None:
            cell = window.cell_of(times)
        low = int(cell.min())
        width = int(cell.max()) + 1 - low
        entities = len(self._change)
        bins = entity * width + (cell - low)
        rest = np.maximum(window.edges[1:][cell] - times, 0)
        shape = (entities, width)
        change = np.bincount(bins, minlength=entities * width).reshape(shape)
        inside = np.bincount(bins, rest, minlength=entities * width).reshape(shape)
        self._change[:, low : low + width] += step * change
        self._inside[:, low : low + width] += step * inside

    def by_cell(self) -> Floats:
        """The integral over each cell, in level x milliseconds."""
        level = np.cumsum(self._change, axis=1) - self._change  # at the start of each cell
        integral: Floats = self._inside + level * self._window.lengths
        return integral


class QueueAreas:
    """Callers waiting and talking, agents busy with them, and emptiness: by queue, while open."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._waiting, self._talking, self._wrapping = (
            Area(window, window.queues) for _ in range(3)
        )
        # The last entity, and the last level, are those of the whole centre.
        self._empty = Area(window, window.queues + 1)
        self._level: Ints = np.zeros(window.queues + 1, np.int64)
        everyone = np.arange(window.queues + 1)
        self._empty.add(everyone, np.zeros(len(everyone), np.int64), +1)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        self._step(self._waiting, stretch, Event.QUEUE_ENTERED, +1)
        for event in LEAVINGS:
            self._step(self._waiting, stretch, event, -1)
        self._step(self._talking, stretch, Event.CONTACT_ANSWERED, +1)
        self._step(self._talking, stretch, Event.LEG_ENDED, -1)
        self._ended(self._wrapping, stretch, Event.WRAP_UP_ENDED, +1)
        self._step(self._wrapping, stretch, Event.WRAP_UP_ENDED, -1)
        self._ended(self._wrapping, stretch, Event.CALLBACK_UNANSWERED, +1)
        self._step(self._wrapping, stretch, Event.CALLBACK_UNANSWERED, -1)
        self._ended(self._waiting, stretch, Event.CALLBACK_UNANSWERED, -1)
        self._watch_emptiness(stretch)

    def finish(self) -> Sums:
        """Level x milliseconds while open, by axis and name."""
        waiting, talking = self._waiting.by_cell(), self._talking.by_cell()
        empty = self._empty.by_cell()
        layers = {
            "waiting_open_ms": waiting,
            "busy_open_ms": talking + self._wrapping.by_cell(),
            "in_system_open_ms": waiting + talking,
            "open_ms": np.ones_like(waiting) * self._window.lengths,
        }
        calls = self._window.of_calls
        whole = {name: layer[calls].sum(axis=0) for name, layer in layers.items()}
        whole |= {"empty_open_ms": empty[-1], "open_ms": self._window.lengths.astype(float)}
        return self._slices(whole, layers | {"empty_open_ms": empty[:-1]})

    def _slices(self, whole: dict[str, Floats], by_queue: dict[str, Floats]) -> Sums:
        """Integrals by cell, of the whole centre and of each queue, added up over open cells."""
        window = self._window
        opened = window.queue_open
        any_open = opened[window.of_calls].any(axis=0)
        centre = {name: np.where(any_open, cells, 0) for name, cells in whole.items()}
        queues = {name: np.where(opened, cells, 0) for name, cells in by_queue.items()}
        return over_time(window, centre) | {
            "queue": {name: cells.sum(axis=1) for name, cells in queues.items()},
            "queue,interval": {
                name: np.concatenate([by_interval(window, row) for row in cells])
                for name, cells in queues.items()
            },
        }

    def _step(self, area: Area, stretch: Stretch, event: Event, step: int) -> None:
        rows = stretch.rows(event)
        queue = stretch.chunk.queue[rows].astype(np.int64)
        area.add(queue, stretch.chunk.time[rows], step, stretch.cell[rows])

    def _ended(self, area: Area, stretch: Stretch, event: Event, step: int) -> None:
        """A step at the beginning of what the row says has ended."""
        rows = stretch.rows(event)
        area.add(stretch.chunk.queue[rows].astype(np.int64), stretch.entered(event), step)

    def _watch_emptiness(self, stretch: Stretch) -> None:
        rows = np.flatnonzero(_IN_SYSTEM[stretch.chunk.event])
        if not len(rows):
            return
        step = _IN_SYSTEM[stretch.chunk.event[rows]].astype(np.int64)
        time, cell = stretch.chunk.time[rows], stretch.cell[rows]
        queue = stretch.chunk.queue[rows]
        order = np.argsort(queue, kind="stable")
        of_queue = queue[order].astype(np.int64)
        self._empties(of_queue, step[order], time[order], cell[order])
        if not self._window.of_calls.all():
            calls = self._window.of_calls[queue]
            step, time, cell = step[calls], time[calls], cell[calls]
        self._empties(np.full(len(step), self._window.queues), step, time, cell)

    def _empties(self, entity: Ints, step: Ints, time: Ints, cell: Ints) -> None:
        """Follow the levels of entities (rows sorted by entity), and note when one is nought."""
        counts = np.bincount(entity, minlength=len(self._level))
        run = np.append(0, np.cumsum(step))
        before_entity = run[np.append(0, np.cumsum(counts)[:-1])]
        after = run[1:] + (self._level - before_entity)[entity]
        self._level = self._level + np.diff(run[np.append(0, np.cumsum(counts))])
        emptied, filled = (after == 0) & (step < 0), (after == 1) & (step > 0)
        for change, sign in ((emptied, +1), (filled, -1)):
            self._empty.add(entity[change], time[change], sign, cell[change])


def over_time(window: Window, cells: dict[str, Floats]) -> Sums:
    """Sums by cell added up over the measured time: whole, by day and by interval."""
    days = window.total_days - window.warm_up_days
    day = np.maximum(window.cell_day - window.warm_up_days, 0)
    kept = {name: np.where(window.measured, of_cell, 0.0) for name, of_cell in cells.items()}
    return {
        WHOLE: {name: of_cell.sum(keepdims=True) for name, of_cell in kept.items()},
        "day": {name: np.bincount(day, of_cell, minlength=days) for name, of_cell in kept.items()},
        "interval": {name: by_interval(window, of_cell) for name, of_cell in kept.items()},
    }


def by_interval(window: Window, of_cell: Floats) -> Floats:
    """Sums by cell (nought where not measured) added up by interval of the day."""
    sums = np.bincount(window.cell_interval, of_cell, minlength=window.intervals)
    return np.asarray(sums, np.float64)


def _steps() -> NDArray[np.int8]:
    """How each event changes the number of callers in the system."""
    steps = np.zeros(128, np.int8)
    steps[Event.QUEUE_ENTERED] = 1
    steps[list(LEAVINGS)] = -1
    steps[Event.CONTACT_ANSWERED] = 0
    steps[[Event.LEG_ENDED, Event.CALLBACK_UNANSWERED]] = -1
    return steps


_IN_SYSTEM = _steps()
