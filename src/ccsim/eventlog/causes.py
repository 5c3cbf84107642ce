"""Laws of causes: found, then funded, then fixed, each once."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import Ints, Mask, is_event, latest, order_by, same_as_next, told

_ONCE: Final = (Event.CAUSE_FOUND, Event.CAUSE_FUNDED, Event.CAUSE_FIXED)
_OF_CAUSES: Final = [int(event) for event in (*_ONCE, Event.CAUSE_REVIEWED)]


def a_cause_is_found_then_funded_then_fixed(_doors: object, log: Chunk) -> Iterator[str]:
    """A cause is found, reviewed, funded and fixed, in that order, and fixed as soon as was said.

    A fix shows from the first midnight after its date: less than a day (of 25 hours) later.
    """
    kept = np.isin(log.event, _OF_CAUSES)
    log = Chunk._make(column[kept] for column in log)
    for event in _ONCE:
        yield from told("it is so already", log, _again(log, is_event(log, event)))
    found, funded = (_known(log, event) for event in (Event.CAUSE_FOUND, Event.CAUSE_FUNDED))
    yield from told("the cause was never found", log, found < 0)
    reviewed = _known(log, Event.CAUSE_REVIEWED)
    skipped = is_event(log, Event.CAUSE_FUNDED) & (reviewed != log.time)
    yield from told("no review has looked at it", log, skipped)
    fixed = is_event(log, Event.CAUSE_FIXED)
    yield from told("the cause was never funded", log, fixed & (funded < 0))
    wrong = fixed & (log.value != log.time - found)
    yield from told("the time is not what passed", log, wrong)
    rows = np.flatnonzero(fixed & (funded >= 0))
    date = log.value[_known(log, Event.CAUSE_FUNDED, rows=True)[rows]]
    late = log.time[rows] - date
    yield from told("it is fixed on another date", log, rows[(late < 0) | (late >= _LONGEST_DAY)])


_LONGEST_DAY: Final = 25 * 3_600_000


def _known(log: Chunk, event: Event, *, rows: bool = False) -> Ints:
    """For each row, when (or in which row) the same had happened to its cause last; -1: never."""
    return latest(log, is_event(log, event), [log.kind, log.reason], rows=rows)


def _again(log: Chunk, marks: Mask) -> Ints:
    """Rows of a mark that their cause has borne before."""
    rows = np.flatnonzero(marks)
    rows = rows[order_by(log.kind[rows], log.reason[rows])]
    again = np.append(False, same_as_next(log.kind[rows], log.reason[rows]))[: len(rows)]
    return np.asarray(rows[again], np.int64)
