"""Two dashboards of one run: what an operator looks at, and what its customers live through."""

from typing import Final, Literal

View = Literal["operator", "customer"]

VIEWS: Final[dict[View, tuple[str, ...]]] = {
    "operator": (
        "arrivals",
        "service_level",
        "asa_s",
        "abandon_rate",
        "aht_s",
        "occupancy",
        "log_fcr",
        "log_resolution_rate",
        "cost_per_contact",
    ),
    "customer": (
        "resolution_rate",
        "true_fcr",
        "satisfaction",
        "contacts_per_case",
        "calls_per_customer_month",
        "customer_time_per_case_s",
        "open_hours_per_case",
        "distinct_agents_per_case",
        "promises_kept",
        "gave_up_rate",
        "many_contacts_rate",
    ),
}
"""The metrics of each view, in the order in which they are shown."""


def view_of(metric: str) -> View | None:
    """Whose view a metric belongs to; None for those that both may ask for.

    >>> view_of("aht_s"), view_of("true_fcr"), view_of("churn_rate")
    ('operator', 'customer', None)
    """
    return next((view for view, names in VIEWS.items() if metric in names), None)
