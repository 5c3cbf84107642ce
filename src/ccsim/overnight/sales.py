"""Sales of a night: who buys more, because a case was solved in the day before."""

import numpy as np

from ccsim.codes import Event
from ccsim.overnight.experiences import SOLVED, Lived
from ccsim.overnight.rows import Row, rows_of
from ccsim.plan.chances import threshold
from ccsim.plan.plan import Plan
from ccsim.plan.state import State
from ccsim.rules.sales import sale_words


def sell(
    plan: Plan, state: State, seed: int, replication: int, day: int, lived: Lived
) -> list[Row]:
    """Log rows of what customers buy after cases that were solved; who has left buys nothing."""
    rows, now, log = list[Row](), int(plan.day_starts[day]), lived.log
    for s, segment in enumerate(plan.scenario.customers.values()):
        facts = segment.cross_sell
        if facts.chance == 0:
            continue
        code = int(plan.tables.segments["code"][s])
        mine = np.flatnonzero((log.event == SOLVED) & (log.who >> 32 == code))
        mine = mine[state.customers["left_day"][lived.customer[mine]] < 0]
        words = sale_words(seed, replication, log.who[mine], log.case[mine])
        before = np.maximum(lived.attempts[mine] - 1, 0)
        worth = np.maximum(1.0 - facts.lost_per_contact * before, 0.0)
        buys = mine[words < np.floor(threshold(facts.chance) * worth)]
        rows += rows_of(
            len(buys), now, Event.CROSS_SOLD, who=log.who[buys], case=log.case[buys],
            contact=log.contact[buys], kind=log.kind[buys],
        )  # fmt: skip
    return sorted(rows, key=lambda row: row[2:4])
