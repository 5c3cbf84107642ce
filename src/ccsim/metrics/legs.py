"""Which leg an agent is busy with: ends of talk and wrap-up find the leg's entry to the queue."""

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.window import Ints

_UNKNOWN = -1


class Legs:
    """Remembers of each agent when the caller now being served had entered the queue.

    An end of talk says how long the talk was, not how long the caller had waited; but an agent
    serves one caller at a time, so it belongs to the last answer of the same agent.
    """

    def __init__(self, agents: int) -> None:
        self._entered: Ints = np.full(agents, _UNKNOWN, np.int64)

    def entered(self, stretch: Stretch) -> tuple[Ints, Ints]:
        """When the legs of the LEG_ENDED rows, and of the WRAP_UP_ENDED rows, entered a queue."""
        answered, ended, wrapped = (
            stretch.rows(event)
            for event in (Event.CONTACT_ANSWERED, Event.LEG_ENDED, Event.WRAP_UP_ENDED)
        )
        rows = np.concatenate([answered, ended, wrapped])
        entered = np.full(len(rows), _UNKNOWN, np.int64)
        entered[: len(answered)] = stretch.entered(Event.CONTACT_ANSWERED)
        agent = stretch.chunk.agent[rows].astype(np.int64)
        order = np.argsort(agent * stretch.chunk.rows + rows)
        filled = np.empty_like(entered)
        filled[order] = self._filled(agent[order], entered[order])
        ends = len(answered) + len(ended)
        return filled[len(answered) : ends], filled[ends:]

    def _filled(self, agent: Ints, entered: Ints) -> Ints:
        """Each unknown entry replaced by the last known one of the same agent."""
        if not len(agent):
            return entered
        place = np.arange(len(agent))
        first = np.empty(len(agent), bool)
        first[0], first[1:] = True, agent[1:] != agent[:-1]
        carried = np.where(first & (entered == _UNKNOWN), self._entered[agent], entered)
        known = np.maximum.accumulate(np.where(first | (entered != _UNKNOWN), place, 0))
        filled: Ints = carried[known]
        last = np.append(first[1:], True)
        self._entered[agent[last]] = filled[last]
        return filled
