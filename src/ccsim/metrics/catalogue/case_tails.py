"""Metrics of the hardest cases: the calls, the agents, the hours and the days that they took."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, COHORT, Metric, count, ratio, seconds

_OWN = "ccsim"
_OF = {
    "contacts_per_case": ("contacts", "contacts", "attempts, redials included"),
    "distinct_agents_per_case": ("agents", "agents", "different agents spoken to"),
    "customer_time_per_case": ("phone_ms", "s", "time from dialling to the end of the call, added"),
    "open_time_per_case": ("open_ms", "s", "time from opening to resolution, or to its limit"),
}
_WHICH = {
    "p90": "what nine cases in ten do not exceed",
    "p99": "what 99 cases in a hundred do not exceed",
    "max": "the most of a single case",
}


def _tail(name: str, which: str) -> Metric:
    total, unit, words = _OF[name]
    suffix = "_s" if unit == "s" else ""
    of = seconds if unit == "s" else ratio
    return Metric(
        f"{name}_{which}{suffix}",
        unit,
        "lower",
        f"{COHORT}{words}: {_WHICH[which]}; the mean over replications.",
        _OWN,
        of(f"case_{total}_{which}", "tails_known"),
        BY_CUSTOMER,
    )


METRICS = (
    *(_tail(name, which) for name in _OF for which in _WHICH),
    Metric(
        "cases_with_many_contacts",
        "cases",
        "lower",
        COHORT + "cases with at least `many_contacts` attempts (22 unless the measures say "
        "otherwise): an odyssey.",
        _OWN,
        count("cases_with_many_contacts"),
        BY_CUSTOMER,
    ),
    Metric(
        "many_contacts_rate",
        "share",
        "lower",
        COHORT + "share with at least `many_contacts` attempts.",
        _OWN,
        ratio("cases_with_many_contacts", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "cases_reaching_rate",
        "share",
        None,
        COHORT + "share with that many attempts or more, redials included.",
        _OWN,
        ratio("cases_reaching", "cases"),
        ("contacts",),
    ),
    Metric(
        "open_hours_per_case",
        "h",
        "lower",
        "Mean hours from opening a case to its resolution in truth, restricted to `follow_up`: "
        "for a kind that is an outage, the hours without service.",
        _OWN,
        ratio("resolve_ms", "cases", divided_by=3_600_000.0),
        BY_CUSTOMER,
    ),
    Metric(
        "agents_per_contact",
        "agents",
        "lower",
        COHORT + "agents that the customer spoke to ÷ contacts that reached an agent; one met "
        "twice counts twice.",
        _OWN,
        ratio("case_legs", "case_contacts"),
        BY_CUSTOMER,
    ),
    Metric(
        "repeat_rate_30d",
        "share",
        "lower",
        COHORT + "answered contacts that begin within `long_repeat_window` (30 days unless the "
        "measures say otherwise) of the end of the one before ÷ answered contacts.",
        "common contact-centre practice",
        ratio("case_late_repeats", "case_contacts"),
        BY_CUSTOMER,
    ),
    Metric(
        "calls_per_customer_month",
        "contacts",
        None,
        "Calls that customers make in measured time ÷ customers at its start, per month of "
        "365.2425 ÷ 12 days.",
        "common contact-centre practice",
        ratio("customer_calls", "customer_call_months"),
        ("", "segment"),
    ),
)
