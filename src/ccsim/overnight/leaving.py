"""Who leaves tonight: a hazard fed by open time first, then by effort and what went wrong."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import CaseStatus
from ccsim.overnight.cancelling import cancel
from ccsim.overnight.fading import nightly
from ccsim.overnight.memory import PROMISE
from ccsim.plan.plan import Plan
from ccsim.plan.records import Records
from ccsim.plan.state import State
from ccsim.rules.customers import leaving_words
from ccsim.spec.customers import Leaving
from ccsim.units import HOUR


def leave(plan: Plan, state: State, seed: int, replication: int, day: int) -> npt.NDArray[np.intp]:
    """Rows of the customers who leave in the night before a day; the state says so afterwards."""
    now = int(plan.day_starts[day])
    on_the_phone = np.zeros(len(state.customers), bool)
    talking = (state.cases["live"] == 1) & (state.cases["status"] == CaseStatus.IN_CONTACT)
    on_the_phone[state.cases["customer"][talking & (state.cases["customer"] >= 0)]] = True
    leavers = []
    for s, segment in enumerate(plan.scenario.customers.values()):
        chance = nightly(segment.leaving.monthly)
        row = plan.tables.segments[s]
        first, count = int(row["first_customer"]), int(row["count"])
        if chance == 0 or count == 0:
            continue
        mine = state.customers[first : first + count]
        weight = multiple(segment.leaving, mine, now) + outage_weight(plan, s, mine)
        hazard = np.minimum(chance * weight, 1.0)
        words = leaving_words(seed, replication, int(row["code"]), count, day)
        goes = (words < np.floor(hazard * 2**32)) & (mine["left_day"] < 0)
        goes &= ~on_the_phone[first : first + count]
        mine["left_day"][goes] = day
        leavers.append(first + np.flatnonzero(goes))
    leavers.append(cancel(plan, state, on_the_phone, day))
    gone = np.concatenate(leavers)
    if len(gone):
        cases = state.cases
        theirs = (cases["live"] == 1) & (cases["customer"] >= 0)
        left = np.zeros(len(state.customers), bool)
        left[gone] = True
        cases["left"][theirs & left[cases["customer"]]] = 1
    return gone


def multiple(leaving: Leaving, customers: Records, now: int) -> npt.NDArray[np.float64]:
    """How many times likelier each customer is to leave than one with whom nothing is wrong."""
    open_for = np.maximum(now - customers["open_since"], 0)
    return np.asarray(
        1.0
        + leaving.open_case * np.minimum(open_for / leaving.open_case_after, 1.0)
        + leaving.effort_per_hour * (customers["effort"] / HOUR)
        + leaving.broken_promise * (customers["broken"] / PROMISE)
        + leaving.compounded * (customers["distress"] / PROMISE),
        np.float64,
    )


def outage_weight(plan: Plan, s: int, customers: Records) -> npt.NDArray[np.float64] | float:
    """What the hazard gains by remembered outages: their loss, in margins of a month."""
    segment = plan.scenario.customers[plan.segment_names[s]]
    weight, margin = segment.leaving.outage_loss, plan.margin_per_month[s]
    if weight == 0 or margin <= 0:
        return 0.0
    return np.asarray(weight * plan.oversight.loss_per_ms[s] * customers["outage"] / margin)
