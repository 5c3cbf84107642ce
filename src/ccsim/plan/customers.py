"""Segments of customers as integer tables."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.queues import redialling
from ccsim.plan.records import SEGMENT, Records
from ccsim.plan.state import CUSTOMER
from ccsim.plan.steering import valued_segments
from ccsim.spec.fields import Amount
from ccsim.streams.quantiles import ONE
from ccsim.units import NEVER


def lower_segments(lowering: Lowering) -> Records:
    """One row for each segment; its customers follow those of the segments before it."""
    rows, first = [], 0
    valued = valued_segments(lowering.scenario)
    for name, segment in lowering.scenario.customers.items():
        rows.append(
            {
                "code": lowering.segment_codes[name],
                "count": segment.count,
                "first_customer": first,
                **lowering.time("patience", segment.patience),
                **redialling(lowering, segment),
                "gives_up": threshold(segment.gives_up),
                "gives_up_per_pass": threshold(segment.gives_up_per_pass),
                "temper_shape": _temper(lowering, segment.persistence.spread),
                "tires": round(segment.persistence.tires * ONE),
                **lowering.time("repeat_delay", segment.repeat_delay),
                "chases": threshold(segment.chases),
                **lowering.time("chase_delay", segment.chase_delay),
                **lowering.time("chase_without_promise", segment.chase_without_promise),
                "rank": segment.rank,
                "valued": int(name in valued),
            }
        )
        first += segment.count
    return records(SEGMENT, rows)


def first_customers(segments: Records) -> Records:
    """All customers as they are before the first day: nothing remembered, no case open."""
    customers = np.zeros(int(segments["count"].sum()), CUSTOMER)
    customers["segment"] = np.repeat(np.arange(len(segments)), segments["count"])
    customers["left_day"] = -1
    customers["open_since"] = NEVER
    customers["door"] = -1
    return customers


def plain(amounts: Iterable[Amount | None]) -> npt.NDArray[np.float64]:
    """Amounts as numbers of the scenario's currency, nought where none is given."""
    return np.array([0.0 if each is None else each.value for each in amounts])


def _temper(lowering: Lowering, spread: float) -> int:
    """The shape of a customer's own factor on giving up; -1 where all are alike."""
    return lowering.shapes.row("gamma", (1 / spread**2,)) if spread > 0 else -1
