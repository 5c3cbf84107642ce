"""Metrics of leaving: by what cause, and what it is worth."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio
from ccsim.metrics.leaving import CAUSES, OWN_EXPERIENCE

_OWN = "ccsim"
_FIELD = "common contact-centre practice"
_BY_SEGMENT = ("", "segment")
_WORDS = {
    "left_anyway": "with whom nothing was wrong, or who would have left all the same",
    "left_open_case": "because a case was open for long",
    "left_effort": "because of the time they had spent on the phone",
    "left_broken_promise": "because of broken promises",
    "left_made_worse": "because work on a case had made things worse",
    "left_unsolved": "because of a case that ended unsolved: given up, or too late",
    "left_business_loss": "because of what outages had cost their business",
    "left_friends": "because of what friends had told them",
    "left_publications": "because of what everybody could read",
    "left_cancelled": "because they had asked to, and it was done",
}

METRICS = (
    *(
        Metric(
            name,
            "customers",
            None if name in ("left_anyway", "left_cancelled") else "lower",
            f"Customers who left in measured time {_WORDS[name]}; the chance to leave is made up "
            "of causes, and each leaver counts for the part of it that the leaver's luck fell "
            "into. Reported with `measures.leaving_causes`.",
            _OWN,
            count(name),
            _BY_SEGMENT,
        )
        for name in CAUSES.values()
    ),
    Metric(
        "churn_own_experience",
        "share per month",
        "lower",
        "Churn by what customers have lived through themselves: an open case, effort, broken "
        "promises, things made worse, cases that ended unsolved, business loss.",
        _OWN,
        ratio(OWN_EXPERIENCE, "customer_months"),
        _BY_SEGMENT,
    ),
    Metric(
        "churn_friends",
        "share per month",
        "lower",
        "Churn by what friends had told them.",
        _OWN,
        ratio("left_friends", "customer_months"),
        _BY_SEGMENT,
    ),
    Metric(
        "churn_publications",
        "share per month",
        "lower",
        "Churn by what everybody could read.",
        _OWN,
        ratio("left_publications", "customer_months"),
        _BY_SEGMENT,
    ),
    Metric(
        "value_churn_rate",
        "share per month",
        "lower",
        "Churn weighted by value: margin of the customers who left in measured time ÷ margin of "
        "the customers at its start, per month of 365.2425 ÷ 12 days.",
        _FIELD,
        ratio("margin_left", "margin_months"),
        _BY_SEGMENT,
    ),
    Metric(
        "lifetime_value_lost",
        "money",
        "lower",
        "Lifetime value of the customers who left in measured time.",
        _FIELD,
        count("lifetime_value_lost"),
        _BY_SEGMENT,
    ),
    *(
        Metric(
            f"margin_lost_{channel}",
            "money",
            "lower",
            "Margin, for `margin_months` (a year unless said), of the customers who left in "
            f"measured time because of {words}.",
            _OWN,
            count(f"margin_lost_{channel}"),
            _BY_SEGMENT,
        )
        for channel, words in (
            ("own_experience", "what they had lived through themselves"),
            ("friends", "what friends had told them"),
            ("publications", "what everybody could read"),
        )
    ),
)
