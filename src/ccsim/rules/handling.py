"""How long a talk and its after-call work take: it follows from what was done."""

from ccsim.codes import Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw
from ccsim.streams.quantiles import TABLES, Tables, sample

_TALK = int(Purpose.TALK)
_WRAP_UP = int(Purpose.WRAP_UP)
_ONWARD = int(Purpose.ONWARD)
FACTOR_BITS = 16
"""A talk factor of 1 is written as 2**16."""
MOST_LEGS = 1_000
_NO_CHANCE = 1 << 32


@rule(f"int64({ADDRESS}, int64, {TABLES}, int64, int64, int64)", often=True)
def talk_time(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int,
    tables: Tables, shape: int, scale: int, factor: int,
) -> int:  # fmt: skip
    """Time on the phone that the matter itself takes, at this team's pace."""
    u = 0
    if shape >= 0:
        u = draw(seed, replication, _TALK, who >> 32, who & LOW, case, contact, leg)
    time = sample(tables, shape, scale, u)
    if factor == 1 << FACTOR_BITS:
        return time
    return (time * factor) >> FACTOR_BITS


@rule(f"int64({ADDRESS}, int64, {TABLES}, int64, int64)", often=True)
def wrap_up_time(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int,
    tables: Tables, shape: int, scale: int,
) -> int:  # fmt: skip
    """After-call work of the matter itself."""
    if shape < 0:
        return scale
    u = draw(seed, replication, _WRAP_UP, who >> 32, who & LOW, case, contact, leg)
    return sample(tables, shape, scale, u)


@rule(f"int64({ADDRESS}, int64)")
def onward_word(seed: int, replication: int, who: int, case: int, contact: int, leg: int) -> int:
    """The random word that decides whether an anonymous caller moves on to a further tier.

    After `MOST_LEGS` it is too high for any chance, so that a circle of queues has an end.
    """
    if leg >= MOST_LEGS:
        return _NO_CHANCE
    return draw(seed, replication, _ONWARD, who >> 32, who & LOW, case, contact, leg)
