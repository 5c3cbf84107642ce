"""Metrics of the two views: what the call log makes of a case, and how its customer feels."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, COHORT, Metric, ratio

_OWN = "ccsim"

METRICS = (
    Metric(
        "satisfaction",
        "points",
        "higher",
        COHORT
        + "points from 0 to 100 for whether and when it was solved, how many contacts it took, "
        "the courtesy met, whether from abroad, the wait, and what advertising had promised.",
        _OWN,
        ratio("case_satisfaction", "cases", divided_by=1000.0),
        BY_CUSTOMER,
    ),
    Metric(
        "log_fcr",
        "share",
        "higher",
        COHORT + "cases that the call log counts as closed at first contact (solved, thought "
        "solved, worked around, passed on with a note, or the customer gave up after it) ÷ cases "
        "with an answered contact.",
        _OWN,
        ratio("cases_logged_at_first", "cases_contacted"),
        BY_CUSTOMER,
    ),
    Metric(
        "log_resolution_rate",
        "share",
        "higher",
        COHORT + "share that the call log counts as closed in the end: its last contact was "
        "(solved, thought solved, worked around, noted), its ticket is done, or nobody calls.",
        _OWN,
        ratio("cases_logged_closed", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "perceived_resolution_gap",
        "share",
        "lower",
        COHORT + "share that the call log counts as closed less share resolved in truth: who "
        "gives up leaves no open case behind, and who leaves is nobody's any more.",
        _OWN,
        ratio(("cases_logged_closed", "-cases_resolved"), "cases"),
        BY_CUSTOMER,
        signed=True,
    ),
    Metric(
        "vanished_rate",
        "share",
        "lower",
        COHORT + "share unsolved whose customer gave up or left: nobody hears of them again.",
        _OWN,
        ratio(("cases_given_up", "cases_left"), "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "survivor_resolution_rate",
        "share",
        "higher",
        COHORT + "cases resolved ÷ cases whose customer neither gave up nor left: what is left "
        "to be seen.",
        _OWN,
        ratio("cases_resolved", ("cases", "-cases_given_up", "-cases_left")),
        BY_CUSTOMER,
    ),
)
