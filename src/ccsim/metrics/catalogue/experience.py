"""Metrics of what customers remember of their contacts."""

from ccsim.metrics.catalogue.metric import Metric, ratio

_FIELD = "Kahneman's peak-end rule"
_OF = (
    "Of the customers with a contact in measured time, each by the mean of the most intense and "
    "the last contact, in points from 0 to 100: "
)

METRICS = (
    Metric(
        "remembered_satisfaction",
        "points",
        "higher",
        _OF + "the mean.",
        _FIELD,
        ratio("remembered_points", "remembering_customers", divided_by=1000.0),
        ("", "segment"),
    ),
    Metric(
        "nps",
        "points",
        "higher",
        _OF + "percentage of promoters (9 or 10 of 10, rounded) less that of detractors (6 or "
        "less): the net promoter score.",
        "Reichheld 2003",
        ratio(("promoters", "-detractors"), "remembering_customers", divided_by=0.01),
        ("", "segment"),
    ),
    Metric(
        "contact_satisfaction",
        "points",
        "higher",
        "Mean points from 0 to 100 of contacts in measured time: solved or not, courtesy, whether "
        "from abroad, how many contacts had been needed before, and what was expected.",
        "ccsim",
        ratio("felt_points", "contacts_felt", divided_by=1000.0),
        ("", "segment", "quarter"),
    ),
)
