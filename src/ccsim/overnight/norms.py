"""Culture on the floor: what those who have been in the pit stop do to their colleagues."""

import numpy as np
import numpy.typing as npt

from ccsim.codes import Away
from ccsim.plan.records import Integers, Records

FULL = 1 << 32
"""The uplift of whoever has just come back."""


def apostles(people: Records) -> npt.NDArray[np.float64]:
    """For each of a team, the share of colleagues on the floor who come from the pit stop.

    Those count by what is left of it: who came back long ago is hardly an apostle any more.
    """
    here = people["away"] == Away.NO
    uplift = np.where(here, people["uplift"], 0)
    others = np.maximum(int(here.sum()) - here, 1)
    return np.asarray((int(uplift.sum()) - uplift) / (others * float(FULL)))


def conform(readiness: Integers, here: npt.NDArray[np.bool_], conformity: float) -> Integers:
    """How far each goes for a customer, drawn towards what is usual in the team."""
    if conformity == 0 or not here.any():
        return readiness
    usual = int(readiness[here].sum()) // int(here.sum())
    drawn = np.floor((usual - readiness) * conformity)
    return np.asarray(readiness + drawn, np.int64)
