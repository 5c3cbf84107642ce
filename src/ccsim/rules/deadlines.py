"""How urgent a case is."""

from ccsim.codes import Purpose
from ccsim.rules.signature import LOW, rule
from ccsim.streams.luck import draw
from ccsim.streams.quantiles import TABLES, Tables, sample

_DEADLINE = int(Purpose.DEADLINE)


@rule(f"int64(int64, int64, int64, int64, {TABLES}, int64, int64)")
def time_left(
    seed: int, replication: int, who: int, case: int, tables: Tables, shape: int, scale: int
) -> int:
    """The time from the first attempt to the deadline of a case."""
    if shape < 0:
        return scale
    u = draw(seed, replication, _DEADLINE, who >> 32, who & LOW, case, 0, 0)
    return sample(tables, shape, scale, u)
