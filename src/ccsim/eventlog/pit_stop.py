"""Laws of the pit stop: nobody is in two places, and what is borrowed comes back."""

from collections.abc import Iterator

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.doors import Doors
from ccsim.eventlog.reading import told

_STAYS = (Event.PIT_STOP_LEFT, Event.PIT_STOP_ENTERED)


def nobody_is_in_the_pit_stop_and_on_the_floor(_doors: object, log: Chunk) -> Iterator[str]:
    """Who is in the pit stop begins no shift on the floor, and comes back before going again."""
    rows = np.flatnonzero(np.isin(log.event, (*_STAYS, Event.SHIFT_STARTED)))
    if not len(rows):
        return
    before = _last_stay(log, log.agent[rows], rows)
    away = before == Event.PIT_STOP_ENTERED
    wrong = np.where(log.event[rows] == Event.PIT_STOP_LEFT, ~away, away)
    yield from told("the agent is in the pit stop, or was not", log, rows[wrong])


def a_place_in_the_pit_stop_is_for_one(doors: Doors, log: Chunk) -> Iterator[str]:
    """Two are never sent to the same place, and nobody works where nobody has been sent."""
    if not doors.pit_stop:
        return
    guest = dict.fromkeys(doors.pit_stop.values(), -1)
    rows = np.flatnonzero(np.isin(log.event, (*_STAYS, Event.SHIFT_STARTED)))
    # Of one night, who goes has gone before who comes has come, whatever their numbers are.
    ranks = np.select([log.event[rows] == event for event in _STAYS], [0, 1], 2)
    rows = rows[np.lexsort((ranks, log.time[rows]))]
    wrong = []
    for row in rows.tolist():
        event, agent, value = log.event[row], int(log.agent[row]), int(log.value[row])
        if event == Event.PIT_STOP_LEFT:
            guest |= {place: -1 for place, one in guest.items() if one == agent}
        elif event == Event.PIT_STOP_ENTERED:
            # What is no place of the pit stop is never free.
            wrong += [row] if guest.get(value, 0) >= 0 else []
            guest[value] = agent
        elif agent in doors.pit_stop and guest[doors.pit_stop[agent]] < 0:
            wrong.append(row)
    mine = np.array(wrong, np.int64)
    yield from told("this place in the pit stop is not free, or nobody's", log, mine)


def _last_stay(log: Chunk, agents: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """What each agent was last said to do, before each row: to enter the pit stop, or leave it."""
    order = np.argsort(agents, kind="stable")
    event, agent = log.event[rows][order], agents[order]
    marks = np.where(np.isin(event, _STAYS), np.arange(len(rows)), -1)
    last = np.maximum.accumulate(np.concatenate([[-1], marks[:-1]]))
    known = (last >= 0) & (agent[np.maximum(last, 0)] == agent)
    found = np.full(len(rows), int(Event.PIT_STOP_LEFT))
    found[order[known]] = event[last[known]]
    return found
