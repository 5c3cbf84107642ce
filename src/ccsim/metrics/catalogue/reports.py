"""Metrics of what must be published, as the public reads it, quarter by quarter."""

from ccsim.metrics.catalogue.metric import CENTRE, Metric, count, ratio

_OWN = "ccsim"
_BY_QUARTER = ("", "quarter")

METRICS = (
    *(
        Metric(
            f"{name}_rate",
            "share",
            "higher",
            f"Mean of the published figures: {words}; by the quarter that they are about.",
            _OWN,
            ratio(name, f"{name}_reports", divided_by=1e6),
            _BY_QUARTER,
        )
        for name, words in (
            ("published_answered", "contacts answered ÷ contacts of the period"),
            ("published_resolved", "cases resolved in the period ÷ cases opened in it"),
            ("published_promises_kept", "promises kept ÷ promises due in the period"),
            ("published_in_time", "cases solved by the regulator's target ÷ cases due"),
        )
    ),
    Metric(
        "publication_fines",
        "money",
        "lower",
        "What targets cost that were missed in measured time, because it had to be published; of a "
        "period that began before it was measured, the measured part.",
        _OWN,
        count("publication_fines"),
        (*CENTRE, "week"),
    ),
)
