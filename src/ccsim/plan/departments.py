"""Departments as integer tables."""

from ccsim.plan.chances import threshold
from ccsim.plan.lowering import Lowering, records
from ccsim.plan.records import DEPARTMENT, Records


def lower_departments(lowering: Lowering) -> Records:
    """One row for each department."""
    rows = []
    for name, department in lowering.scenario.departments.items():
        promise = department.promise
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
            }
        )
    return records(DEPARTMENT, rows)
