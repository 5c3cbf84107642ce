"""Contacts by the door they came in by: how many, how often they solve it, how soon the answer.

Counted only where a scenario has other channels than the phone.
"""

from typing import Final, get_args

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.entries import Entries
from ccsim.metrics.contacts import reached_an_agent
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.totals import WHOLE
from ccsim.metrics.window import Floats, Ints, Window
from ccsim.spec.channels import WRITTEN, ChannelName

CHANNELS: Final[tuple[ChannelName, ...]] = get_args(ChannelName)
NAMES: Final = ("door_contacts", "door_solved", "answers", "answer_ms", "left_silently")


class Channels:
    """Contacts of customers, by the queue that they came in by."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._written = np.array([channel in WRITTEN for channel in window.channels], bool)
        self._counts: dict[str, Floats] = {name: np.zeros(window.queues) for name in NAMES}

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, rows = stretch.chunk, stretch.rows(Event.CONTACT_ENDED)
        measured = chunk.time[rows] - chunk.value[rows] >= self._window.begin
        there = chunk.reason[rows] != Outcome.NOBODY_THERE
        kept = measured & there & reached_an_agent(stretch, rows)
        rows, queue = rows[kept], stretch.entry_of_ended[kept]
        of_case, solved = chunk.kind[rows] >= 0, chunk.reason[rows] == Outcome.RESOLVED
        self._count("door_contacts", queue, of_case)
        self._count("door_solved", queue, of_case & solved)
        written = self._written[queue]
        self._count("answers", queue, written)
        self._count("answer_ms", queue, np.where(written, chunk.value[rows], 0))
        gone = stretch.rows(Event.CONTACT_LEFT_SILENTLY)
        gone = gone[chunk.time[gone] - chunk.value[gone] >= self._window.begin]
        self._count("left_silently", chunk.queue[gone].astype(np.int64), np.ones(len(gone)))

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name; of the whole centre also channel by channel."""
        whole = {name: counts.sum(keepdims=True) for name, counts in self._counts.items()}
        for channel in CHANNELS:
            mine = np.array([one == channel for one in self._window.channels])
            for name in ("door_contacts", "door_solved"):
                whole[f"{name}_{channel}"] = self._counts[name][mine].sum(keepdims=True)
        return {WHOLE: whole, "queue": self._counts}

    def _count(self, name: str, queue: Ints, weights: np.ndarray) -> None:
        self._counts[name] += np.bincount(queue, weights, minlength=self._window.queues)


def channels_of(window: Window) -> tuple[Channels | None, Entries | None]:
    """What follows contacts by their door; nothing where all are calls that end as they began."""
    if set(window.channels) <= {"phone"} and window.effort.max(initial=-1) < 0:
        return None, None
    return Channels(window), Entries()
