"""By which queue a contact came in: it may end in another, to which it was passed on."""

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.eventlog.reading import Ints, order_by, same_as_next


class Entries:
    """Follows contacts from dialling to the end, however the log is cut into chunks."""

    def __init__(self) -> None:
        self._who, self._case, self._queue = (np.empty(0, np.int64) for _ in range(3))

    def of_ended(self, chunk: Chunk) -> Ints:
        """For each CONTACT_ENDED row, in the order of the log, the queue that was dialled."""
        ends = chunk.event == Event.CONTACT_ENDED
        rows = np.flatnonzero(ends | (chunk.event == Event.CONTACT_ARRIVED))
        who = np.concatenate([self._who, chunk.who[rows]])
        case = np.concatenate([self._case, chunk.case[rows]])
        queue = np.concatenate([self._queue, chunk.queue[rows]]).astype(np.int64)
        over = np.concatenate([np.zeros(len(self._who), bool), ends[rows]])
        order = order_by(who, case)
        goes_on = np.append(same_as_next(who[order], case[order]), False)[: len(order)]
        dialled = queue.copy()
        after = np.flatnonzero(goes_on & ~over[order])
        dialled[order[after + 1]] = queue[order[after]]
        still = np.sort(order[~goes_on & ~over[order]])
        self._who, self._case, self._queue = who[still], case[still], queue[still]
        return np.asarray(dialled[over], np.int64)
