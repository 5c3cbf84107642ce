"""Whether what departments hand on to each other is ever done."""

from collections.abc import Iterator

from ccsim.spec.checks.finding import Finding
from ccsim.spec.scenario import Scenario


def departments(scenario: Scenario) -> Iterator[Finding]:
    """Tickets go to another department, and to one that is staffed."""
    for name, department in scenario.departments.items():
        to = scenario.departments.get(department.passes_to or "")
        path = ("departments", name, "passes_to")
        if department.passes_to == name:
            yield path, f"{name!r} passes its tickets on to itself: name another department"
        elif to is not None and to.staff == 0:
            words = "a department that nobody staffs: what is passed on to it would never end"
            yield path, f"{department.passes_to!r} is {words}"
