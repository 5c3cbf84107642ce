"""Metrics of cases and customers: was it solved, how often did they call, did they stay."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, ratio, rest, seconds

_OWN = "ccsim"
_FIELD = "common contact-centre practice"
_COHORT = (
    "Of the cases opened after the warm-up and at least `follow_up` before the end, "
    "each within `follow_up` of its opening: "
)

METRICS = (
    Metric(
        "cases",
        "cases",
        None,
        "Cases opened after the warm-up and at least `follow_up` before the end: the cohort.",
        _OWN,
        count("cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "resolution_rate",
        "share",
        "higher",
        _COHORT + "share resolved in truth; open counts as unresolved.",
        _OWN,
        ratio("cases_resolved", "cases"),
        BY_CUSTOMER,
        headline=True,
    ),
    Metric(
        "fcr",
        "share",
        "higher",
        "First contact resolution as a centre sees it: cases whose first answered contact was not "
        "followed by another attempt within `repeat_window` ÷ cases with an answered contact, "
        "those whose window reaches beyond the end left out.",
        _FIELD,
        ratio("cases_without_repeat", "cases_judged"),
        BY_CUSTOMER,
        headline=True,
    ),
    Metric(
        "true_fcr",
        "share",
        "higher",
        _COHORT + "cases resolved in truth with no further attempt after the first answered "
        "contact ÷ cases with an answered contact.",
        _OWN,
        ratio("cases_solved_at_first", "cases_contacted"),
        BY_CUSTOMER,
    ),
    Metric(
        "contacts_per_case",
        "contacts",
        "lower",
        _COHORT + "attempts per case, redials included; a callback is no attempt of the customer.",
        _OWN,
        ratio("case_attempts", "cases"),
        BY_CUSTOMER,
        headline=True,
    ),
    Metric(
        "answered_contacts_per_case",
        "contacts",
        "lower",
        _COHORT + "contacts that reached an agent per case.",
        _OWN,
        ratio("case_contacts", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "repeat_rate_7d",
        "share",
        "lower",
        _COHORT + "answered contacts that begin within `repeat_window` (7 days unless the "
        "measures say otherwise) of the end of the one before ÷ answered contacts.",
        _FIELD,
        ratio("case_repeats", "case_contacts"),
        BY_CUSTOMER,
    ),
    Metric(
        "transfers_per_case",
        "transfers",
        "lower",
        _COHORT + "transfers per case, rightly or wrongly, wanted or not.",
        _OWN,
        ratio("case_transfers", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "distinct_agents_per_case",
        "agents",
        "lower",
        _COHORT + "different agents that the customer spoke to, per case.",
        _OWN,
        ratio("case_agents", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "customer_time_per_case_s",
        "s",
        "lower",
        _COHORT + "time from dialling to the end of the call, all attempts together, per case; "
        "a written contact counts with the time that its queue says it takes (`effort`).",
        _OWN,
        seconds("case_phone_ms", "cases"),
        BY_CUSTOMER,
        headline=True,
    ),
    Metric(
        "time_to_resolve_s",
        "s",
        "lower",
        "Mean time from opening a case to its resolution in truth, restricted to `follow_up`: "
        "a case not resolved by then counts with `follow_up`.",
        _OWN,
        seconds("resolve_ms", "cases"),
        BY_CUSTOMER,
        headline=True,
    ),
    Metric(
        "gave_up_rate",
        "share",
        "lower",
        _COHORT + "share in which the customer stopped trying.",
        _OWN,
        ratio("cases_given_up", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "left_rate",
        "share",
        "lower",
        _COHORT + "share not resolved because the customer left.",
        _OWN,
        ratio("cases_left", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "open_rate",
        "share",
        "lower",
        _COHORT + "share neither resolved nor given up nor left behind by a leaver, nor expired.",
        _OWN,
        rest(("cases_resolved", "cases_given_up", "cases_left", "cases_expired"), "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "promises_kept",
        "share",
        "higher",
        "Promises kept ÷ promises that fell due in measured time.",
        _OWN,
        ratio("promises_kept", ("promises_kept", "promises_broken")),
        BY_CUSTOMER,
    ),
    Metric(
        "resolutions",
        "cases",
        "higher",
        "Cases resolved in truth in measured time, whenever they were opened.",
        _OWN,
        count("resolutions"),
        BY_CUSTOMER,
    ),
    Metric(
        "customers_left",
        "customers",
        "lower",
        "Customers who left in measured time.",
        _OWN,
        count("customers_left"),
        ("", "segment", "history"),
    ),
    Metric(
        "churn_rate",
        "share per month",
        "lower",
        "Customers who left in measured time ÷ customers at its start, per month of 30.44 days.",
        _FIELD,
        ratio("customers_left", "customer_months"),
        ("", "segment", "history"),
        headline=True,
    ),
    Metric(
        "churn_from_unresolved",
        "share",
        "lower",
        "Of those who left: share beyond what their number would be if customers with an open or "
        "given-up case left like those without any case in 90 days.",
        _OWN,
        ratio("left_unresolved", "customers_left"),
    ),
)
