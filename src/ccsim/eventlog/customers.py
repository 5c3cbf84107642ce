"""Laws of what customers do at night: they buy, they tell, they do not even call, they leave."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ccsim.codes import Event, Telling
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import is_event, latest, told

_OF_STORIES: Final = (Event.WORD_OF_MOUTH, Event.PROSPECTS_TURNED)
_BAD_ENDS: Final = [
    int(Event.CASE_GIVEN_UP), int(Event.CASE_CLOSED_BY_LEAVING), int(Event.CASE_EXPIRED),
]  # fmt: skip


def a_sale_follows_a_solution(_doors: object, log: Chunk) -> Iterator[str]:
    """Who buys more has had the case of the row solved, and has bought once because of it."""
    sold = np.flatnonzero(is_event(log, Event.CROSS_SOLD))
    solved = latest(log, is_event(log, Event.CASE_RESOLVED), [log.who, log.case])
    yield from told("the case is not solved", log, sold[solved[sold] < 0])
    cases = np.stack([log.who[sold], log.case[sold]])
    _, first = np.unique(cases, axis=1, return_index=True)
    yield from told("it is sold twice", log, np.delete(sold, first))


def a_story_has_an_ending(_doors: object, log: Chunk) -> Iterator[str]:
    """What is told is of a case that has ended, well or badly, as the story says."""
    solved = latest(log, is_event(log, Event.CASE_RESOLVED), [log.who, log.case])
    ended_badly = np.asarray(np.isin(log.event, _BAD_ENDS), np.bool_)
    failed = latest(log, ended_badly, [log.who, log.case])
    for event in _OF_STORIES:
        rows = np.flatnonzero(is_event(log, event))
        praise = log.reason[rows] == Telling.PRAISE
        known = np.where(praise, solved[rows], failed[rows]) >= 0
        yield from told("the case has not ended so", log, rows[~known])


def who_does_not_call_has_no_case(_doors: object, log: Chunk) -> Iterator[str]:
    """A need about which its customer does not even call is never opened."""
    opened = latest(log, is_event(log, Event.NEED_SUPPRESSED), [log.who, log.case])
    yield from told(
        "the customer did not want to call", log, is_event(log, Event.CASE_OPENED) & (opened >= 0)
    )


def who_leaves_has_one_cause(_doors: object, log: Chunk) -> Iterator[str]:
    """A cause stands right behind the row of who leaves."""
    rows = np.flatnonzero(is_event(log, Event.LEFT_BECAUSE))
    before = np.maximum(rows - 1, 0)
    right = is_event(log, Event.CUSTOMER_LEFT)[before] & (log.who[before] == log.who[rows])
    yield from told("nobody leaves", log, rows[~right])
