"""Laws of people at work: a place is left, filled again, and learned in, in this order."""

from collections.abc import Iterator

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import told

_STEPS = (Event.AGENT_QUIT, Event.AGENT_HIRED, Event.AGENT_STARTED)


def a_place_is_left_before_it_is_filled(_doors: object, log: Chunk) -> Iterator[str]:
    """Somebody quits, somebody is hired, and starts; nobody learns who has not been hired."""
    rows = np.flatnonzero(np.isin(log.event, (*_STEPS, Event.TRAINING_DAY)))
    rows = rows[np.argsort(log.agent[rows], kind="stable")]
    event, same = log.event[rows], np.zeros(len(rows), bool)
    same[1:] = log.agent[rows][1:] == log.agent[rows][:-1]
    before = np.where(same, np.roll(event, 1), Event.AGENT_STARTED)
    learning = np.isin(before, (Event.AGENT_HIRED, Event.TRAINING_DAY))
    right = (event == Event.AGENT_QUIT) & (before == Event.AGENT_STARTED)
    right |= (event == Event.AGENT_HIRED) & (before == Event.AGENT_QUIT)
    right |= np.isin(event, (Event.AGENT_STARTED, Event.TRAINING_DAY)) & learning
    yield from told("this cannot come next in a place", log, rows[~right])
