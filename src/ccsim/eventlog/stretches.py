"""What agents do over time: on duty, on a break, busy."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import MOST_WORDS, Ints, is_event, order_by


@dataclass(frozen=True)
class Stretches:
    """Stretches of time, each with the agent whose it is."""

    subject: Ints
    start: Ints
    end: Ints

    def __iter__(self) -> Iterator[Ints]:
        return iter((self.subject, self.start, self.end))

    def per_subject(self, subjects: int) -> Ints:
        """The length of all stretches of each agent together."""
        lengths = np.zeros(subjects, np.int64)
        np.add.at(lengths, self.subject, self.end - self.start)
        return lengths


def on_duty(horizon: int, log: Chunk) -> Stretches:
    """Shifts, to the horizon where they do not end before."""
    return stretches_between(horizon, log, Event.SHIFT_STARTED, Event.SHIFT_ENDED)


def paid_time(horizon: int, log: Chunk, agents: int) -> Ints:
    """Milliseconds that each agent is paid for: on duty, breaks and overtime included."""
    return on_duty(horizon, log).per_subject(agents)


def on_break(horizon: int, log: Chunk) -> Stretches:
    """Breaks."""
    return stretches_between(horizon, log, Event.BREAK_STARTED, Event.BREAK_ENDED)


def busy(horizon: int, log: Chunk) -> Stretches:
    """Talks, and after-call work and ringing in vain that are finished."""
    talks = stretches_between(horizon, log, Event.CONTACT_ANSWERED, Event.LEG_ENDED)
    rows = np.flatnonzero(
        is_event(log, Event.WRAP_UP_ENDED) | is_event(log, Event.CALLBACK_UNANSWERED)
    )
    agent, end = log.agent[rows].astype(np.int64), log.time[rows]
    return Stretches(
        np.concatenate([talks.subject, agent]),
        np.concatenate([talks.start, end - log.value[rows]]),
        np.concatenate([talks.end, end]),
    )


def stretches_between(horizon: int, log: Chunk, starts: Event, ends: Event) -> Stretches:
    """From each start of an agent to the agent's next end; the n-th belongs to the n-th."""
    first, last = np.flatnonzero(is_event(log, starts)), np.flatnonzero(is_event(log, ends))
    first, last = first[order_by(log.agent[first])], last[order_by(log.agent[last])]
    agent = log.agent[first].astype(np.int64)
    number = np.arange(len(first)) - np.searchsorted(agent, agent)
    place = np.searchsorted(log.agent[last], agent) + number
    known = place < np.searchsorted(log.agent[last], agent, side="right")
    end = np.full(len(first), horizon, np.int64)
    end[known] = log.time[last[place[known]]]
    return Stretches(agent, log.time[first], end)


def overlaps(words: str, stretches: Stretches) -> Iterator[str]:
    """Where a stretch begins before an earlier one of the same agent has ended."""
    subject, start, end = stretches
    order = np.lexsort((end, start, subject))
    subject, start, end = subject[order], start[order], end[order]
    wrong = (subject[1:] == subject[:-1]) & (start[1:] < end[:-1])
    for i in np.flatnonzero(wrong)[:MOST_WORDS]:
        yield f"{words}: agent {subject[i]} at {start[i + 1]} ms"
    for i in np.flatnonzero(end < start)[:MOST_WORDS]:
        yield f"{words}: agent {subject[i]} ends before beginning, at {end[i]} ms"


def outside(words: str, stretches: Stretches, cover: Stretches) -> Iterator[str]:
    """Which stretches are not wholly covered by others, joined where they touch."""
    subject, start, end = stretches
    ruler = 1 + max(int(end.max(initial=0)), int(cover.end.max(initial=0)))
    inside = _covered(cover, ruler, subject, end) - _covered(cover, ruler, subject, start)
    for i in np.flatnonzero(inside < end - start)[:MOST_WORDS]:
        yield f"{words}: agent {subject[i]} at {start[i]} ms"


def _covered(cover: Stretches, ruler: int, subject: Ints, times: Ints) -> Ints:
    """How much is covered before each instant: agents stand one after the other on a ruler."""
    # What takes no time comes before what begins at the same instant and lasts.
    order = order_by(cover.subject, cover.start, cover.end)
    place = cover.subject[order] * ruler
    starts, ends = place + cover.start[order], place + cover.end[order]
    lengths = np.append(0, np.cumsum(ends - starts))
    at = subject * ruler + times
    begun = np.searchsorted(starts, at, side="right")
    beyond = np.append(0, ends)[begun] - at
    return np.asarray(lengths[begun] - np.maximum(beyond, 0), np.int64)
