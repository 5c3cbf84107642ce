"""How a department treats a ticket."""

from ccsim.codes import Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw4
from ccsim.streams.quantiles import TABLES, Tables, sample

_TICKET = int(Purpose.TICKET)


@rule(f"UniTuple(int64, 2)({ADDRESS}, {TABLES}, int64, int64, int64)")
def ticket(
    seed: int, replication: int, who: int, case: int, contact: int,
    tables: Tables, shape: int, scale: int, right_first_time: int,
) -> tuple[int, int]:  # fmt: skip
    """The working time of a ticket, and whether it will have cured the cause (1) or not (0)."""
    w0, w1, _, _ = draw4(seed, replication, _TICKET, who >> 32, who & LOW, case, contact, 0)
    return sample(tables, shape, scale, w0), int(w1 < right_first_time)
