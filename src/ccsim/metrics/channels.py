"""Contacts by the door they came in by: how many, how often they solve it, how soon the answer.

Counted only where a scenario has other channels than the phone.
"""

from typing import Final, get_args

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.entries import Entries
from ccsim.metrics.contacts import reached_an_agent
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.totals import WHOLE, Sums
from ccsim.metrics.window import Window
from ccsim.spec.channels import WRITTEN, ChannelName

CHANNELS: Final[tuple[ChannelName, ...]] = get_args(ChannelName)
NAMES: Final = ("door_contacts", "door_solved", "answers", "answer_ms", "left_silently")


class Channels:
    """Contacts of customers, by the queue that they came in by."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._written = np.array([channel in WRITTEN for channel in window.channels], bool)
        self._tally = Tally(window, NAMES, ("queue",))

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        chunk, tally = stretch.chunk, self._tally
        rows = stretch.rows(Event.CONTACT_ENDED)
        measured = stretch.entered(Event.CONTACT_ENDED) >= self._window.begin
        there = chunk.reason[rows] != Outcome.NOBODY_THERE
        kept = measured & there & reached_an_agent(stretch, rows)
        rows, entry = rows[kept], {"queue": stretch.entry_of_ended[kept]}
        of_case, solved = chunk.kind[rows] >= 0, chunk.reason[rows] == Outcome.RESOLVED
        written = self._written[entry["queue"]]
        tally.add_at("door_contacts", entry, of_case)
        tally.add_at("door_solved", entry, of_case & solved)
        tally.add_at("answers", entry, written)
        tally.add_at("answer_ms", entry, np.where(written, chunk.value[rows], 0))
        tally.add("left_silently", stretch, stretch.begun(Event.CONTACT_LEFT_SILENTLY))

    def finish(self) -> Sums:
        """The counts by axis and name; of the whole centre also channel by channel."""
        sums = self._tally.finish()
        for channel in CHANNELS:
            mine = np.array([one == channel for one in self._window.channels])
            for name in ("door_contacts", "door_solved"):
                through_it = sums["queue"][name][mine]
                sums[WHOLE][f"{name}_{channel}"] = through_it.sum(keepdims=True)
        return sums


def channels_of(window: Window) -> tuple[Channels | None, Entries | None]:
    """What follows contacts by their door; nothing where all are calls that end as they began."""
    if set(window.channels) <= {"phone"} and window.effort.max(initial=-1) < 0:
        return None, None
    return Channels(window), Entries()
