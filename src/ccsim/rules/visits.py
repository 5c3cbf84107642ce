"""Which tickets need a visit, when it can be, and what becomes of an appointment."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import Outcome, Purpose
from ccsim.rules.signature import LOW, rule
from ccsim.streams.luck import draw4
from ccsim.streams.quantiles import TABLES, Tables, sample

_VISIT = int(Purpose.VISIT)
_DONE = int(Outcome.VISIT_DONE)
_MISSED = int(Outcome.VISIT_MISSED)
_NO_ACCESS = int(Outcome.NO_ACCESS)
_INSTANTS = "Array(int64, 1, 'C', readonly=True)"

Instants = npt.NDArray[np.int64]


@rule("UniTuple(int64, 2)(int64, int64, int64, int64, int64, int64)")
def visit_truth(
    seed: int, replication: int, who: int, case: int, share: int, self_book: int
) -> tuple[int, int]:
    """The hidden truth of a case: needs a visit (1), and its customer books by himself (1)."""
    if share == 0:
        return 0, 0
    w0, w1, _, _ = draw4(seed, replication, _VISIT, who >> 32, who & LOW, case, 0, 0)
    return int(w0 < share), int(w1 < self_book)


@rule(f"int64({_INSTANTS}, int64, int64, int64)")
def first_slot(opens: Instants, first: int, last: int, t: int) -> int:
    """The first slot that begins at an instant or after it; `last` where there is none."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if opens[middle] >= t:
            high = middle
        else:
            low = middle + 1
    return low


@rule("int64(int64, int64, int64, int64, int64, int64, int64)")
def appointment(
    seed: int, replication: int, who: int, case: int, visit: int, missed: int, no_access: int
) -> int:
    """What becomes of a visit (`codes.Outcome`)."""
    w0, w1, _, _ = draw4(seed, replication, _VISIT, who >> 32, who & LOW, case, 0, 1 + visit)
    if w0 < missed:
        return _MISSED
    return _NO_ACCESS if w1 < no_access else _DONE


@rule(
    f"UniTuple(int64, 2)(int64, int64, int64, int64, int64, int64, int64, {TABLES}, int64, int64, "
    "int64, int64)"
)
def visit_times(
    seed: int, replication: int, who: int, case: int, visit: int, late: int, slot: int,
    tables: Tables, late_shape: int, late_scale: int, shape: int, scale: int,
) -> tuple[int, int]:  # fmt: skip
    """When a technician comes, from the begin of the slot, and how long the work there takes.

    At any time of the slot, or late after its end.
    """
    w0, _, w2, w3 = draw4(seed, replication, _VISIT, who >> 32, who & LOW, case, 0, 1 + visit)
    on_site = sample(tables, shape, scale, w3)
    if w0 < late:
        return slot + sample(tables, late_shape, late_scale, w2), on_site
    return (w2 * slot) >> 32, on_site
