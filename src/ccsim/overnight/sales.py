"""Sales of a night: who buys more, because a case was solved in the day before."""

import numpy as np

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.overnight.cases import attempts_of
from ccsim.overnight.experiences import SOLVED
from ccsim.overnight.rows import Row, row_of
from ccsim.plan.chances import threshold
from ccsim.plan.plan import Plan
from ccsim.plan.state import State
from ccsim.rules.sales import sale_words


def sell(
    plan: Plan, state: State, seed: int, replication: int, day: int, lived: Chunk
) -> list[Row]:
    """Log rows of what customers buy after cases that were solved; who has left buys nothing."""
    rows, now = list[Row](), int(plan.day_starts[day])
    for s, segment in enumerate(plan.scenario.customers.values()):
        facts = segment.cross_sell
        if facts.chance == 0:
            continue
        code, first = (int(plan.tables.segments[name][s]) for name in ("code", "first_customer"))
        mine = np.flatnonzero((lived.event == SOLVED) & (lived.who >> 32 == code))
        stays = state.customers["left_day"][first + (lived.who[mine] & 0xFFFFFFFF)] < 0
        mine = mine[stays]
        words = sale_words(seed, replication, lived.who[mine], lived.case[mine])
        likely = words < threshold(facts.chance)  # nobody else buys, however few calls it took
        mine, words = mine[likely], words[likely]
        before = np.maximum(attempts_of(state.cases, lived.who[mine], lived.case[mine]) - 1, 0)
        worth = np.maximum(1.0 - facts.lost_per_contact * before, 0.0)
        for i in mine[words < np.floor(threshold(facts.chance) * worth)].tolist():
            rows.append(
                row_of(
                    now, Event.CROSS_SOLD, who=lived.who[i], case=lived.case[i],
                    contact=lived.contact[i], kind=lived.kind[i],
                )
            )  # fmt: skip
    return sorted(rows, key=lambda row: row[2:4])
