"""Metrics of visits at the premises: how many, how many in vain, how soon, at what cost."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, ratio, seconds

_OWN = "ccsim"

METRICS = (
    Metric(
        "visits_per_week",
        "visits",
        None,
        "Visits at the premises per week of measured time, whether somebody opened or not.",
        "Openreach",
        ratio(("visits_done", "visits_no_access"), "measured_weeks"),
    ),
    Metric(
        "missed_visit_rate",
        "share",
        "lower",
        "Appointments to which the provider did not come ÷ appointments that fell due.",
        "Openreach KPI 17/18",
        ratio("visits_missed", ("visits_done", "visits_missed", "visits_no_access")),
        BY_CUSTOMER,
    ),
    Metric(
        "late_visit_rate",
        "share",
        "lower",
        "Visits that came after the end of their slot ÷ visits.",
        "J.D. Power",
        ratio("visits_late", ("visits_done", "visits_no_access")),
        BY_CUSTOMER,
    ),
    Metric(
        "no_access_rate",
        "share",
        "lower",
        "Visits at which nobody opened the door ÷ visits.",
        _OWN,
        ratio("visits_no_access", ("visits_done", "visits_no_access")),
        BY_CUSTOMER,
    ),
    Metric(
        "visit_lead_s",
        "s",
        "lower",
        "Mean time from booking a visit to the begin of its slot.",
        "Openreach",
        seconds("visit_lead_ms", "visits_booked"),
        BY_CUSTOMER,
    ),
    Metric(
        "visit_cost",
        "money",
        "lower",
        "Visits x what each costs its department, in measured time; not among the paid time.",
        _OWN,
        count("visit_cost"),
        (*BY_CUSTOMER, "week"),
    ),
)
