"""Metrics of authority: what agents do, whom they can ask, and how long a superior takes."""

from ccsim.metrics.catalogue.metric import BY_STAFF, Metric, count, ratio, seconds, total_seconds

_OWN = "ccsim"
_BY_TALK = ("", "queue", "team", "segment", "kind")

METRICS = (
    Metric(
        "resolving_share",
        "share",
        "higher",
        "Talks with customers that ended resolved or with a ticket for a promised day ÷ all of "
        "them; talks that ended in measured time.",
        _OWN,
        ratio("resolving_actions", "actions"),
        _BY_TALK,
    ),
    Metric(
        "information_only_share",
        "share",
        "lower",
        "Talks in which the customer was only told something (an answer that does not fit, a way "
        "around, how it stands, that it cannot be done) ÷ all talks with customers.",
        _OWN,
        ratio("informing_actions", "actions"),
        _BY_TALK,
    ),
    Metric(
        "obstructed",
        "talks",
        "lower",
        "Talks in which those who may do it put the customer off by policy.",
        _OWN,
        count("obstructed_actions"),
        _BY_TALK,
    ),
    Metric(
        "superiors_asked",
        "talks",
        None,
        "Talks in which somebody with wider authority was asked for, real or not.",
        _OWN,
        count("superiors_asked"),
        _BY_TALK,
    ),
    Metric(
        "superior_reached_rate",
        "share",
        "higher",
        "Askings for a superior in which a real one takes the caller ÷ all of them.",
        _OWN,
        ratio("superiors_reached", "superiors_asked"),
        _BY_TALK,
    ),
    Metric(
        "fakes_discovered",
        "talks",
        "lower",
        "Talks in which the customer found out that the superior was a colleague.",
        _OWN,
        count("fakes_discovered"),
        _BY_TALK,
    ),
    Metric(
        "floor_walkers_asked",
        "talks",
        None,
        "Talks in which an agent who was stuck asked a floor-walker.",
        _OWN,
        count("floor_walkers_asked"),
        _BY_TALK,
    ),
    Metric(
        "floor_walker_free_rate",
        "share",
        "higher",
        "Askings for a floor-walker in which one was free ÷ all of them.",
        _OWN,
        ratio("floor_walkers_came", "floor_walkers_asked"),
        _BY_TALK,
    ),
    Metric(
        "floor_walkers_paid_s",
        "s",
        None,
        "Paid time of floor-walkers in measured time, with an agent or not.",
        _OWN,
        total_seconds("floor_walkers_paid_ms"),
        BY_STAFF,
    ),
    Metric(
        "escalation_wait_s",
        "s",
        "lower",
        "Mean wait of all who left the queue of the superiors, by the hour of the week in which "
        "they entered it.",
        _OWN,
        seconds("escalation_wait_ms", "escalation_waits"),
        ("", "hour_of_week"),
    ),
)
