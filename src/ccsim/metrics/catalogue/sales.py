"""Metrics of sales that come of solved cases."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, ratio

_OWN = "ccsim"

METRICS = (
    Metric(
        "cross_sales",
        "sales",
        "higher",
        "Sales to customers after a case of theirs was solved, in measured time.",
        _OWN,
        count("cross_sales"),
        BY_CUSTOMER,
    ),
    Metric(
        "cross_sales_per_resolution",
        "sales",
        "higher",
        "Such sales ÷ cases resolved in truth in measured time.",
        _OWN,
        ratio("cross_sales", "resolutions"),
        BY_CUSTOMER,
    ),
    Metric(
        "cross_sell_revenue",
        "money",
        "higher",
        "What such sales bring: the revenue that the contact centre contributes.",
        _OWN,
        count("cross_sell_revenue"),
        ("", "segment", "week"),
    ),
)
