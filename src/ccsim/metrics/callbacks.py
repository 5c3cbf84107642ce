"""Callbacks: who is offered one and accepts, who answers, and how long they had waited at home."""

from ccsim.codes import Event, Reason
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import Tally
from ccsim.metrics.window import Floats, Ints, Window

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
        self._begin = window.begin
        self._tally = Tally(window, NAMES)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        value = stretch.chunk.value
        offered = self._rows(stretch, Event.QUEUE_ENTERED, _FLAG)
        accepted = self._rows(stretch, Event.CONTACT_FLOWED_OUT, _FLAG)
        answered = self._rows(stretch, Event.CONTACT_ANSWERED, Reason.CALLBACK)
        in_vain = self._rows(stretch, Event.CALLBACK_UNANSWERED, 0)
        self._tally.count("callbacks_offered", stretch, offered)
        self._tally.count("callbacks_accepted", stretch, accepted)
        self._tally.count("callbacks_answered", stretch, answered)
        self._tally.count("callback_wait_ms", stretch, answered, value[answered])
        self._tally.count("callbacks_unanswered", stretch, in_vain)
        self._tally.count("callback_rings_ms", stretch, in_vain, value[in_vain])

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        return self._tally.finish()

    def _rows(self, stretch: Stretch, event: Event, reason: int) -> Ints:
        rows, chunk = stretch.rows(event), stretch.chunk
        wanted: Ints = rows[(chunk.time[rows] >= self._begin) & (chunk.reason[rows] == reason)]
        return wanted
