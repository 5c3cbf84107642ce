"""Whether customers can follow what is said to them."""

from ccsim.codes import Outcome, Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw

_PERCEPTION = int(Purpose.PERCEPTION)
_RESOLVED, _THOUGHT_RESOLVED = int(Outcome.RESOLVED), int(Outcome.THOUGHT_RESOLVED)
CERTAIN = 1 << 32
"""A chance of 1."""


@rule(f"int64({ADDRESS}, int64, int64, int64)")
def as_followed(
    seed: int, replication: int, who: int, case: int, contact: int, leg: int, result: int,
    understood: int,
) -> int:  # fmt: skip
    """What comes of a leg once its customer has, or has not, followed what was explained.

    Only what is solved by talking is lost so: a ticket is between the agent and a department.
    """
    if result != _RESOLVED or understood >= CERTAIN:
        return result
    word = draw(seed, replication, _PERCEPTION, who >> 32, who & LOW, case, contact, leg)
    return _RESOLVED if word < understood else _THOUGHT_RESOLVED
