"""What a customer brings to a new case: doubt of promises, from those broken and kept before."""

import numpy as np

from ccsim.overnight.memory import PROMISE
from ccsim.plan.plan import Plan
from ccsim.plan.state import State


def doubt_promises(plan: Plan, state: State) -> None:
    """Writes into each case that nobody has called about yet how far its customer doubts.

    A chance out of 2**32 to ask before a promise is due; below 0 for more than enough trust.
    """
    for s, trust in enumerate(plan.tables.trust):
        if trust["broken"] == 0:
            continue
        cases = state.cases
        new = np.flatnonzero((cases["live"] == 1) & (cases["segment"] == s) & (cases["opened"] < 0))
        whose = cases["customer"][new]
        broken = int(trust["broken"]) * state.customers["broken"][whose] // PROMISE
        kept = int(trust["kept"]) * state.customers["kept"][whose] // PROMISE
        cases["doubt"][new] = broken - kept
