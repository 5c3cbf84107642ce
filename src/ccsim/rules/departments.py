"""How a department treats a ticket."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import Purpose
from ccsim.rules.signature import rule
from ccsim.streams.luck import draw4
from ccsim.streams.quantiles import sample

Tables = npt.NDArray[np.int64]

_TICKET = int(Purpose.TICKET)
_LOW = 0xFFFFFFFF


@rule(
    "UniTuple(int64, 2)(int64, int64, int64, int64, int64, "
    "Array(int64, 2, 'C', readonly=True), int64, int64, int64)"
)
def ticket(
    seed: int, replication: int, who: int, case: int, contact: int,
    tables: Tables, shape: int, scale: int, right_first_time: int,
) -> tuple[int, int]:  # fmt: skip
    """The working time of a ticket, and whether it will have cured the cause (1) or not (0)."""
    w0, w1, _, _ = draw4(seed, replication, _TICKET, who >> 32, who & _LOW, case, contact, 0)
    return sample(tables, shape, scale, w0), int(w1 < right_first_time)
