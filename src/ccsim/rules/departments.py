"""How a department treats a ticket."""

from ccsim.codes import Purpose, TicketResult
from ccsim.rules.handling import FACTOR_BITS
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw4
from ccsim.streams.quantiles import TABLES, Tables, sample

_TICKET, _DESK = int(Purpose.TICKET), int(Purpose.DESK)
_NOT_CURED, _CURED = int(TicketResult.NOT_CURED), int(TicketResult.CURED)
_RECOVERED, _COMPOUNDED = int(TicketResult.RECOVERED), int(TicketResult.COMPOUNDED)
EXPEDITED = 100
"""The rank of a case that comes before all others at every desk."""
MOST_SEVERE = 100
"""So often a case is made worse at the most: the count must fit its place."""
MOST_PASSES = 20
"""So often a ticket is passed on at the most: a circle of departments has an end."""


@rule(f"UniTuple(int64, 2)({ADDRESS}, int64, {TABLES}, int64, int64, int64, int64, int64, int64)")
def ticket(
    seed: int, replication: int, who: int, case: int, contact: int, step: int,
    tables: Tables, shape: int, scale: int, factor: int, right: int, recovers: int,
    compounds: int,
) -> tuple[int, int]:  # fmt: skip
    """The working time of a ticket, and what will come of it in truth (`codes.TicketResult`).

    `step` counts what was done at the ticket before: each desk and each attempt has its own luck.
    """
    purpose, block = (_TICKET, 0) if step == 0 else (_DESK, 2 * step)
    w0, w1, _, _ = draw4(seed, replication, purpose, who >> 32, who & LOW, case, contact, block)
    work = sample(tables, shape, scale, w0)
    if factor != 1 << FACTOR_BITS:
        work = (work * factor) >> FACTOR_BITS
    result = _NOT_CURED
    if w1 < right:
        result = _CURED
    elif w1 < right + recovers:
        result = _RECOVERED
    elif w1 >= (1 << 32) - compounds:
        result = _COMPOUNDED
    return work, result


@rule(f"boolean({ADDRESS}, int64, int64, int64)")
def passes_on(
    seed: int, replication: int, who: int, case: int, contact: int, step: int, chance: int,
    fixes_on_spot: int,
) -> bool:  # fmt: skip
    """Whether a ticket is handed on to another department, and not done on the spot."""
    if chance == 0:
        return False
    w0, w1, _, _ = draw4(
        seed, replication, _DESK, who >> 32, who & LOW, case, contact, 2 * step + 1
    )
    return w0 < chance and w1 >= fixes_on_spot


@rule(f"int64({ADDRESS}, int64, {TABLES}, int64, int64)")
def recovery_delay(
    seed: int, replication: int, who: int, case: int, contact: int, step: int,
    tables: Tables, shape: int, scale: int,
) -> int:  # fmt: skip
    """The time until a department comes back to what it knows to be a bit wrong."""
    _, _, w2, _ = draw4(seed, replication, _DESK, who >> 32, who & LOW, case, contact, 2 * step)
    return sample(tables, shape, scale, w2)
