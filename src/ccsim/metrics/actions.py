"""What agents do at a leg: something that resolves, words alone, or an obstacle."""

from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.talk_tally import TalkTally
from ccsim.metrics.window import Floats, Window

RESOLVING: Final = (Outcome.RESOLVED, Outcome.TICKET)
"""The cause is cured, or the work that cures it is ordered for a day that the customer is told."""
WORDS_ALONE: Final = (
    Outcome.THOUGHT_RESOLVED,
    Outcome.WORKED_AROUND,
    Outcome.PUT_OFF,
    Outcome.STATUS_GIVEN,
    Outcome.OBSTRUCTED,
)
"""The customer is told something; nothing happens to the cause."""
NAMES: Final = ("actions", "resolving_actions", "informing_actions", "obstructed_actions")


class Actions:
    """Counts the talks of customers by what was done in them."""

    def __init__(self, window: Window) -> None:
        self._tally = TalkTally(window, NAMES)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows = stretch.rows(Event.LEG_ENDED)
        result = stretch.chunk.reason[rows]
        self._tally.add("actions", stretch, rows, result != Outcome.NOBODY_THERE)
        self._tally.add("resolving_actions", stretch, rows, np.isin(result, RESOLVING))
        self._tally.add("informing_actions", stretch, rows, np.isin(result, WORDS_ALONE))
        self._tally.add("obstructed_actions", stretch, rows, result == Outcome.OBSTRUCTED)

    def finish(self) -> dict[str, dict[str, Floats]]:
        """The counts by axis and name."""
        return self._tally.finish()
