"""What agents do at a leg: something that resolves, words alone, or an obstacle."""

from typing import Final

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import TALK, Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window

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
        self._tally = Tally(window, NAMES, TALK)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        rows = stretch.of_customers(stretch.measured(Event.LEG_ENDED))
        result = stretch.chunk.reason[rows]
        for name, which in (
            ("actions", result != Outcome.NOBODY_THERE),
            ("resolving_actions", np.isin(result, RESOLVING)),
            ("informing_actions", np.isin(result, WORDS_ALONE)),
            ("obstructed_actions", result == Outcome.OBSTRUCTED),
        ):
            self._tally.add(name, stretch, rows[which])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
