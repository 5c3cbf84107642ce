"""Callbacks: who is offered one and accepts, who answers, and how long they had waited at home."""

from ccsim.codes import Event, Reason
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CALLER, Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Ints, Window

NAMES = (
    "callbacks_offered",
    "callbacks_accepted",
    "callbacks_answered",
    "callbacks_unanswered",
    "callback_wait_ms",
    "callback_rings_ms",
)
_FLAG = 1
"""The reason of a row that tells of an offer made, or taken."""


class Callbacks:
    """Offers made and callbacks dialled while it is measured."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, NAMES, CALLER)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        value, tally = stretch.chunk.value, self._tally
        answered = _rows(stretch, Event.CONTACT_ANSWERED, Reason.CALLBACK)
        in_vain = _rows(stretch, Event.CALLBACK_UNANSWERED, 0)
        tally.add("callbacks_offered", stretch, _rows(stretch, Event.QUEUE_ENTERED, _FLAG))
        tally.add("callbacks_accepted", stretch, _rows(stretch, Event.CONTACT_FLOWED_OUT, _FLAG))
        tally.add("callbacks_answered", stretch, answered)
        tally.add("callback_wait_ms", stretch, answered, value[answered])
        tally.add("callbacks_unanswered", stretch, in_vain)
        tally.add("callback_rings_ms", stretch, in_vain, value[in_vain])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()


def _rows(stretch: Stretch, event: Event, reason: int) -> Ints:
    rows = stretch.measured(event)
    found: Ints = rows[stretch.chunk.reason[rows] == reason]
    return found
