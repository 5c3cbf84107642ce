"""Small scenarios made by Hypothesis: a few hundred contacts in one to three days."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from generated_causes import add_causes
from generated_channels import add_channels
from generated_customers import add_months, segment
from generated_departments import department
from generated_enquiries import add_enquiries
from generated_incidents import add_incident
from generated_levers import levers, pass_around
from generated_money import add_money
from generated_needs import add_consequences, need
from generated_people import add_people
from generated_pit_stop import add_pit_stop
from generated_queues import add_callers, add_status_calls, queue
from generated_regulator import no_sla_without_repairs, regulators
from generated_steering import add_steering
from generated_teams import team
from generated_values import HOURS, Document, Draw, times
from generated_way_in import add_way_in

FEW: dict[str, Any] = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
}
"""The same examples in every run, however long one takes on a busy machine."""

CALENDARS = (
    {"start": "2026-04-29", "holidays": "ES"},  # day 3 begins a month
    {"start": "2026-01-05", "holidays": "ES"},
    {"start": "2026-03-28", "holidays": "ES", "time_zone": "Europe/Madrid"},  # day 2: 23 hours
    {"start": "2026-10-24", "holidays": "ES", "time_zone": "Europe/Madrid"},  # day 2: 25 hours
    {"start": "2026-03-07", "holidays": "US", "time_zone": "America/New_York"},
)


def few(examples: int) -> settings:
    """Settings for so many examples."""
    return settings(max_examples=examples, **FEW)


def scenarios(kind: str = "mixed") -> st.SearchStrategy[Document]:
    """Documents of one kind: `callers`, `customers`, `mixed`, or `instants`.

    In `instants` all times are whole minutes, so that much happens in the same millisecond.
    """
    return _documents(kind)


@st.composite
def _documents(draw: Draw, kind: str) -> Document:
    exact, with_cases = kind == "instants", kind != "callers"
    document = _centre(draw, exact)
    queues = list(document["queues"])
    if with_cases:
        _add_cases(draw, document, queues, exact)
    if kind != "customers":
        add_callers(draw, document, queues, exact, with_cases)
    add_channels(draw, document)
    add_way_in(draw, document, times(1, exact), HOURS)
    if with_cases:
        add_incident(draw, document, times(300, exact), times(90, exact))
    add_people(draw, document)
    add_pit_stop(draw, document)
    if with_cases:
        add_steering(draw, document)
    add_enquiries(draw, document)  # late: its queues are for companies, not for customers
    if with_cases:
        _add_what_cases_bring(draw, document, exact)
    add_money(draw, document)
    return document


def _centre(draw: Draw, exact: bool) -> Document:
    """Queues, teams and departments, and nobody who calls."""
    teams = ["front", "second", "vendor"][: draw(st.sampled_from((3, 2, 1)))]
    queues = ["sales", "care", "experts"][: draw(st.sampled_from((3, 2, 1)))]
    departments = ["billing", "network"][: draw(st.sampled_from((2, 1, 0)))]
    cv = 0.0 if exact else draw(st.sampled_from((0.0, 0.3)))
    return {
        "calendar": dict(draw(st.sampled_from(CALENDARS)))
        | {"days": draw(st.sampled_from((3, 2, 1)))},
        "demand": {"busy_day_cv": cv},
        "queues": {name: draw(queue(teams, exact)) for name in queues},
        "teams": {name: draw(team(queues, exact)) for name in teams},
        "departments": {name: draw(department(exact)) for name in departments},
    }


def _add_cases(draw: Draw, document: Document, queues: list[str], exact: bool) -> None:
    """Customers with needs, the rules of work, and who watches over them."""
    departments = list(document["departments"])
    document["customers"] = {name: draw(segment(exact)) for name in ("homes", "firms")}
    document["needs"] = {
        name: draw(need(queues, departments, exact))
        for name in ("bill", "fault")[: draw(st.integers(1, 2))]
    }
    document["operating_model"] = draw(levers(queues, exact))
    pass_around(draw, document, queues)
    add_consequences(draw, document, exact)
    document["regulator"] = draw(regulators(queues, list(document["needs"])))
    no_sla_without_repairs(document)


def _add_what_cases_bring(draw: Draw, document: Document, exact: bool) -> None:
    """Months, calls about the state of a case, measures of the regulator, and causes."""
    add_months(draw, document)
    if draw(st.sampled_from((False, False, True))):
        add_status_calls(draw, document)
    if all(need["owner"] for need in document["needs"].values()):
        document["regulator"]["measure_party"] = draw(st.sampled_from(("person", "provider")))
    add_causes(draw, document, times(600, exact))
