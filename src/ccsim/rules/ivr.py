"""What becomes of a caller in the menu, and whether a machine can serve the need."""

from ccsim.codes import Outcome, Purpose
from ccsim.rules.signature import ADDRESS, LOW, rule
from ccsim.streams.luck import draw4
from ccsim.streams.quantiles import TABLES, Tables, sample

_IVR = int(Purpose.IVR)
_SELF_SERVICE = int(Purpose.SELF_SERVICE)

_OPTED_OUT = int(Outcome.NONE)
_HUNG_UP = int(Outcome.ABANDONED)
_CONTAINED = int(Outcome.CONTAINED)
_MISROUTED = int(Outcome.MISROUTED)
_THROUGH = int(Outcome.ONWARD)


@rule(f"UniTuple(int64, 2)({ADDRESS}, {TABLES}, int64, int64, int64, int64, int64, int64)")
def menu(
    seed: int, replication: int, who: int, case: int, contact: int,
    tables: Tables, shape: int, scale: int,
    opts_out: int, hangs_up: int, contains: int, misroutes: int,
) -> tuple[int, int]:  # fmt: skip
    """The way out of the menu (`codes.Outcome`), and the time in it.

    Who opts out does so at once. Of the others some hang up; of those who stay the menu keeps
    some from the agents, and sends some of the rest to a wrong queue.
    """
    w0, w1, w2, w3 = draw4(seed, replication, _IVR, who >> 32, who & LOW, case, contact, 0)
    if w0 < opts_out:
        return _OPTED_OUT, 0
    time = sample(tables, shape, scale, w1)
    if w2 < hangs_up:
        return _HUNG_UP, time
    if w3 < contains:
        return _CONTAINED, time
    wrong, _, _, _ = draw4(seed, replication, _IVR, who >> 32, who & LOW, case, contact, 1)
    return _MISROUTED if wrong < misroutes else _THROUGH, time


@rule("boolean(int64, int64, int64, int64, int64)")
def served_by_machine(seed: int, replication: int, who: int, case: int, self_service: int) -> bool:
    """Whether the need is one that a machine can serve: it is or it is not, at every attempt."""
    word, _, _, _ = draw4(seed, replication, _SELF_SERVICE, who >> 32, who & LOW, case, 0, 0)
    return word < self_service
