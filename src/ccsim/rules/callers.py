"""What callers do by themselves: how long they wait, and when they call again."""

from ccsim.codes import Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw, draw4
from ccsim.streams.quantiles import TABLES, Tables, sample
from ccsim.units import NEVER

MOST_CONTACTS = 32_000
"""Whoever has tried so often stops: a contact's number must fit its place in the address."""

_PATIENCE = int(Purpose.PATIENCE)
_REDIAL = int(Purpose.REDIAL)
_RECONNECT = int(Purpose.RECONNECT)


@rule(f"int64({ADDRESS}, int64, {TABLES}, int64, int64)")
def patience(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int,
    tables: Tables, shape: int, scale: int,
) -> int:  # fmt: skip
    """How long a caller waits in a queue before hanging up."""
    if shape < 0:
        return scale
    u = draw(seed, replication, _PATIENCE, who >> 32, who & LOW, case, contact, leg)
    return sample(tables, shape, scale, u)


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64, {TABLES}, int64, int64, int64)")
def redial(
    seed: int, replication: int, who: int, case: int, contact: int, chance: int,
    tables: Tables, shape: int, scale: int, spread: int,
) -> tuple[int, int]:  # fmt: skip
    """The delay until a caller who did not get through dials again, or NEVER.

    The second number is how long after opening they dial, should the line be closed by then.
    """
    if chance == 0 or contact >= MOST_CONTACTS:
        return NEVER, 0
    w0, w1, w2, _ = draw4(seed, replication, _REDIAL, who >> 32, who & LOW, case, contact, 0)
    if w0 >= chance:
        return NEVER, 0
    return sample(tables, shape, scale, w1), (w2 * spread) >> 32


@rule(f"int64({ADDRESS}, int64, {TABLES}, int64, int64)")
def reconnect(
    seed: int, replication: int, who: int, case: int, contact: int, chance: int,
    tables: Tables, shape: int, scale: int,
) -> int:  # fmt: skip
    """The delay until an anonymous caller calls again after having been served, or NEVER."""
    if chance == 0 or contact >= MOST_CONTACTS:
        return NEVER
    w0, w1, _, _ = draw4(seed, replication, _RECONNECT, who >> 32, who & LOW, case, contact, 0)
    if w0 >= chance:
        return NEVER
    return sample(tables, shape, scale, w1)
