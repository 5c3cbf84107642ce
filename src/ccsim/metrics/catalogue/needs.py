"""Metrics of needs: cases that are born of cases."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, ratio

_OWN = "ccsim"

METRICS = (
    Metric(
        "reopen_rate",
        "share",
        "lower",
        "Cases that were solved and come back, the symptom cured and the cause not ÷ resolutions.",
        "common service-desk practice",
        ratio("cases_reopened", "resolutions"),
        BY_CUSTOMER,
    ),
    Metric(
        "begotten_cases",
        "cases",
        "lower",
        "Cases of another kind that were born of a case: errors, early cuts, things made worse.",
        _OWN,
        count("cases_begotten"),
        BY_CUSTOMER,
    ),
)
