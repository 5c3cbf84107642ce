"""A balanced scorecard: the same run from four sides, so that no side is looked at alone."""

from typing import Final, Literal

Quadrant = Literal["finance", "customer", "process", "people"]

SCORECARD: Final[dict[Quadrant, tuple[str, ...]]] = {
    "finance": (
        "net_value",
        "cost_to_serve",
        "margin_lost",
        "total_cost",
        "cost_per_resolution",
        "training_cost",
        "loss_chance",
    ),
    "customer": (
        "resolution_rate",
        "satisfaction",
        "churn_rate",
        "complaints_per_100k",
        "gave_up_rate",
        "promises_kept",
    ),
    "process": (
        "true_fcr",
        "service_level",
        "days_below_target",
        "failure_demand_rate",
        "time_to_resolve_s",
        "within_target_rate",
        "contacts_per_case",
    ),
    "people": (
        "occupancy",
        "paid_utilisation",
        "absence_rate",
        "overtime_s",
        "turnover_rate",
        "team_stress",
        "team_knowledge",
    ),
}
"""The metrics of each quadrant, in the order in which they are shown."""
