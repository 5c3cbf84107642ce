"""Metrics of the pit stop: who has been there, how much of it is left, and what it costs."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio

_OWN = "ccsim"
_TRIAL = "De Grip & Sauermann 2012"
_BY_TEAM = ("", "team")
_BY_WEEK = ("", "team", "day")
_MILLION = 1e6

METRICS = (
    Metric(
        "pit_stop_stays",
        "stays",
        None,
        "Agents sent to the pit stop in measured time, as often as they are sent.",
        _OWN,
        count("pit_stop_stays"),
        _BY_TEAM,
    ),
    Metric(
        "pit_stop_days",
        "days",
        None,
        "Days off the floor, weekends included, of those who come back in measured time.",
        _OWN,
        count("pit_stop_days"),
        _BY_TEAM,
    ),
    Metric(
        "trained_share",
        "share",
        None,
        "Share of the floor that has been in the pit stop: mean of the weekly counts; by day, "
        "that of its week.",
        _TRIAL,
        ratio("trained_millionths", "trained_reviews", divided_by=_MILLION),
        _BY_WEEK,
    ),
    Metric(
        "uplift_left",
        "share",
        "higher",
        "What is left on the floor of what the pit stop gave: 1 where all have just come back; "
        "mean of the weekly counts; by day, that of its week.",
        _OWN,
        ratio("uplift_millionths", "uplift_reviews", divided_by=_MILLION),
        _BY_WEEK,
    ),
    Metric(
        "functions_cost",
        "money",
        "lower",
        "What people of other functions cost who sit in the pit stop; a part of cost.",
        _OWN,
        count("functions_cost"),
        _BY_TEAM,
    ),
)
