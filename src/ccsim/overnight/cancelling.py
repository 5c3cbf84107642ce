"""Cancellations: whose cancellation is done leaves in the night that follows."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import CaseStatus
from ccsim.plan.plan import Plan
from ccsim.plan.state import State


def cancel(
    plan: Plan, state: State, on_the_phone: npt.NDArray[np.bool_], day: int
) -> npt.NDArray[np.intp]:
    """Rows of the customers who leave because they asked to; who is on the phone leaves later."""
    kinds = [k for k, need in enumerate(plan.scenario.needs.values()) if need.cancels]
    if not kinds:
        return np.empty(0, np.intp)
    cases, customers = state.cases, state.customers
    done = (cases["live"] == 1) & (cases["left"] == 0) & np.isin(cases["kind"], kinds)
    done &= cases["status"] == CaseStatus.RESOLVED
    customers["cancelled"][cases["customer"][done]] = 1
    goes = (customers["cancelled"] == 1) & (customers["left_day"] < 0) & ~on_the_phone
    customers["left_day"][goes] = day
    return np.flatnonzero(goes)
