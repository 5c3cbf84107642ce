"""Departments as integer tables, and what their desks can do."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ccsim.plan.chances import threshold
from ccsim.plan.hours import open_intervals
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import DEPARTMENT, REGION, Integers, Records
from ccsim.plan.superiors import open_until
from ccsim.rules.departments import MOST_PASSES
from ccsim.rules.handling import FACTOR_BITS
from ccsim.spec.departments import Region
from ccsim.spec.scenario import Scenario

_AS_ELSEWHERE = Region()


class Desks(NamedTuple):
    """How much work tickets bring to departments, and how much their staff can do."""

    work_ms: npt.NDArray[np.float64]
    """[department, segment]: mean working time of a ticket."""
    staff_ms: npt.NDArray[np.float64]
    """[department, day]: staff x hours."""


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


def make_desks(scenario: Scenario, starts: Integers) -> Desks:
    """What comes to a desk with a ticket, and what is done there on a day."""
    departments = scenario.departments.values()
    work = np.zeros((len(departments), len(scenario.customers)))
    staff = np.zeros((len(departments), len(starts) - 1))
    for d, department in enumerate(departments):
        spans = open_intervals(department.hours, scenario.calendar)
        staff[d] = department.staff * np.diff(open_until(spans, starts))
        for s, segment in enumerate(scenario.customers):
            region = department.by_segment.get(segment, _AS_ELSEWHERE)
            work[d, s] = department.work.mean_ms * region.work_factor
    return Desks(work, staff)
