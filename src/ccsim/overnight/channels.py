"""Which door a need goes to first, and where customers have last been helped."""

import numpy as np

from ccsim.codes import Event, Outcome
from ccsim.eventlog.chunk import Chunk
from ccsim.plan.chances import threshold
from ccsim.plan.channels import summed_shares
from ccsim.plan.plan import Plan
from ccsim.plan.records import Integers, Records
from ccsim.rules.channels import first_door_words


def has_first_doors(plan: Plan, s: int, k: int) -> bool:
    """Whether such a need may go elsewhere than to the line that it calls."""
    segment = plan.scenario.customers[plan.segment_names[s]]
    need = plan.scenario.needs[plan.kind_names[k]]
    return bool(segment.first_door or need.channels or segment.returns_to_door > 0)


def first_doors(
    plan: Plan, s: int, k: int, seed: int, replication: int, customers: Integers, words: Integers,
    queues: Integers, back: Integers,
) -> Integers:  # fmt: skip
    """Where each need goes first: back to where help was, to its own adviser, by its channel mix.

    What comes first in this order wins; the others go to `queues`, as they would anyway.
    """
    segment = plan.scenario.customers[plan.segment_names[s]]
    need = plan.scenario.needs[plan.kind_names[k]]
    code = int(plan.tables.segments["code"][s])
    luck = first_door_words(seed, replication, code, customers, words)
    chosen = queues.copy()
    for word, shares in ((luck[:, 2], need.channels), (luck[:, 1], segment.first_door)):
        for queue, chance in reversed(summed_shares(shares, plan.queue_names)):
            chosen[word < chance] = queue
    returns = (back >= 0) & (luck[:, 0] < threshold(segment.returns_to_door))
    chosen[returns] = back[returns]
    return chosen


class HelpReader:
    """Reads the log of a day for where customers were helped; only where that is remembered."""

    def __init__(self, plan: Plan) -> None:
        segments = plan.scenario.customers.values()
        self._returns = any(segment.returns_to_door > 0 for segment in segments)
        behind = np.zeros(len(plan.queue_names), bool)
        for segment in segments:
            for name in segment.queues_behind_doors:
                behind[plan.queue_names.index(name)] = True
        self._behind_a_door = behind
        self.helped: list[tuple[Integers, Integers]] = []

    def rows(self, chunk: Chunk) -> Integers:
        """The rows in which a customer was helped."""
        if not self._returns:
            return np.empty(0, np.int64)
        solved = (chunk.event == Event.LEG_ENDED) & (chunk.reason == Outcome.RESOLVED)
        return np.flatnonzero(solved & (chunk.kind >= 0))

    def add(self, customers: Integers, queues: Integers) -> None:
        """Takes in who was helped, and in which queue."""
        self.helped.append((customers, np.where(self._behind_a_door[queues], queues, -1)))

    def remember(self, customers: Records) -> None:
        """Writes down where each was helped last, and forgets the day."""
        for who, queue in self.helped:
            customers["door"][who] = queue
        self.helped = []
