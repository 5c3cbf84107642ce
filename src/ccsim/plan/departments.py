"""Departments as integer tables."""

import numpy as np

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import DEPARTMENT, REGION, Integers, Records
from ccsim.rules.departments import MOST_PASSES
from ccsim.rules.handling import FACTOR_BITS
from ccsim.spec.departments import Region

_AS_ELSEWHERE = Region()


def lower_departments(lowering: Lowering) -> Records:
    """One row for each department."""
    rows: list[dict[str, int]] = []
    for name, department in lowering.scenario.departments.items():
        promise, after = department.promise, department.right_after_compounding
        to = department.passes_to
        rows.append(
            {
                "code": lowering.department_codes[name],
                **lowering.hours(department.hours),
                "staff": department.staff,
                "site": lowering.site_index[department.site],
                **lowering.time("work", department.work),
                "promise": -1 if promise is None else promise.says,
                "right_first_time": threshold(department.right_first_time),
                **lowering.time("status_talk", department.status_talk),
                "first_region": len(rows) * len(lowering.scenario.customers),
                "recovers": threshold(department.recovers),
                **lowering.time("recovery_delay", department.recovery_delay),
                "compounds": threshold(department.compounds),
                "right_after_compounding": -1 if after is None else threshold(after),
                "passes_to": -1 if to is None else lowering.department_index[to],
                "fixes_on_spot": threshold(department.fixes_on_spot),
                "rank_counts": int(department.takes_first == "highest_rank"),
                "padding": department.padding,
            }
        )
    return records(DEPARTMENT, rows)


def lower_regions(lowering: Lowering) -> Records:
    """One row for each segment and department: what is different where they live."""
    rows = []
    for department in lowering.scenario.departments.values():
        for segment in lowering.scenario.customers:
            region = department.by_segment.get(segment, _AS_ELSEWHERE)
            right = region.right_first_time
            rows.append(
                {
                    "right_first_time": threshold(
                        department.right_first_time if right is None else right
                    ),
                    "work_factor": round(region.work_factor * (1 << FACTOR_BITS)),
                }
            )
    return records(REGION, rows)


def lower_passes(lowering: Lowering) -> Integers:
    """[department, times passed on already]: the chance to pass on; in the end nobody does."""
    departments = lowering.scenario.departments.values()
    table = np.zeros((max(1, len(departments)), MOST_PASSES + 1), np.int64)
    for d, department in enumerate(departments):
        for n in range(MOST_PASSES):
            if department.passes_on:
                table[d, n] = threshold(department.passes_on[min(n, len(department.passes_on) - 1)])
    return table
