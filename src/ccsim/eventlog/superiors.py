"""Laws of asking: for a superior, for a colleague on the floor, and what follows from it."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome, Superior
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import is_event, latest, told


def help_is_asked_for_in_a_talk(_doors: object, log: Chunk) -> Iterator[str]:
    """Who asks for a superior or the floor, or looks or not, is talking to that customer."""
    answered = is_event(log, Event.CONTACT_ANSWERED)
    row = latest(log, answered | is_event(log, Event.LEG_ENDED), [log.agent], rows=True)
    asking = np.flatnonzero(np.isin(log.event, _ASKING))
    talk = row[asking]
    same = (log.who[talk] == log.who[asking]) & (log.leg[talk] == log.leg[asking])
    yield from told("nobody is talking", log, asking[(talk < 0) | ~answered[talk] | ~same])


def who_reaches_a_superior_is_passed_on(_doors: object, log: Chunk) -> Iterator[str]:
    """A talk in which a superior was asked for ends escalated if one was reached, and only then."""
    asked = is_event(log, Event.SUPERVISOR_ASKED)
    row = latest(log, asked, [log.who, log.case, log.contact, log.leg], rows=True)
    ended = np.flatnonzero(is_event(log, Event.LEG_ENDED) & (row >= 0))
    reached = log.reason[row[ended]] == int(Superior.REACHED)
    passed_on = log.reason[ended] == int(Outcome.ESCALATED)
    yield from told("that is not what was asked", log, ended[reached != passed_on])


_ASKING: Final = [
    int(Event.SUPERVISOR_ASKED), int(Event.FAKE_DISCOVERED), int(Event.FLOOR_WALKER_ASKED),
    int(Event.CLOSED_FAST), int(Event.LOOKED_FURTHER),
]  # fmt: skip
