"""Contacts in a chain of companies: those of customers, and those that they cause behind."""

from typing import Final

import numpy as np

from ccsim.codes import Event, Reason
from ccsim.metrics.contacts import COUNTED_AS, REASONS
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CALLER, Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Window

_IN_THE_CHAIN: Final = [
    int(reason) for reason, name in COUNTED_AS.items() if name in (*REASONS, "enquiries")
]


class Chain:
    """Counts contacts about customers' needs at every company, and the first ones among them."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, ("chain_contacts", "chain_first_contacts"), CALLER)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        reason = stretch.chunk.reason
        rows = stretch.of_customers(stretch.measured(Event.CONTACT_ARRIVED))
        rows = rows[np.isin(reason[rows], _IN_THE_CHAIN)]
        self._tally.add("chain_contacts", stretch, rows)
        self._tally.add("chain_first_contacts", stretch, rows[reason[rows] == Reason.FRESH])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()
