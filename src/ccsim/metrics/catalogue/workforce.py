"""Metrics of those who work here: turnover, vacancies, training, stress, and what they know."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio, total_seconds

_TRADE = "Global Call Center Report 2007"
_OWN = "ccsim"
_BY_TEAM = ("", "team")
_MILLION = 1e6

METRICS = (
    Metric(
        "turnover_rate",
        "per year",
        "lower",
        "Agents who quit in measured time ÷ (places x years).",
        _TRADE,
        ratio("agents_quit", "place_years"),
        _BY_TEAM,
    ),
    Metric(
        "agents_quit",
        "agents",
        "lower",
        "Agents who quit in measured time.",
        _TRADE,
        count("agents_quit"),
        _BY_TEAM,
    ),
    Metric(
        "agents_hired",
        "agents",
        None,
        "Agents hired into empty places in measured time.",
        _OWN,
        count("agents_hired"),
        _BY_TEAM,
    ),
    Metric(
        "leavers_tenure_days",
        "days",
        "higher",
        "Mean time between the first shift and the last of the agents who quit.",
        _OWN,
        ratio("tenure_days", "agents_quit"),
        _BY_TEAM,
    ),
    Metric(
        "replaced_after_days",
        "days",
        "lower",
        "Mean time from an agent's leaving to the first call of the successor, training included.",
        _OWN,
        ratio("replaced_days", "agents_started"),
        _BY_TEAM,
    ),
    Metric(
        "unfilled_share",
        "share",
        "lower",
        "Days between leaving and the successor's first call ÷ (places x days); of those who "
        "started in measured time.",
        _OWN,
        ratio("replaced_days", "place_days"),
        _BY_TEAM,
    ),
    Metric(
        "training_s",
        "s",
        None,
        "Rostered and paid time of newcomers who learn and take no calls.",
        _OWN,
        total_seconds("training_ms"),
        _BY_TEAM,
    ),
    Metric(
        "team_stress",
        "share",
        "lower",
        "Mean stress of those at work, week by week: 0 none, 1 as much as there can be.",
        _OWN,
        ratio("stress_millionths", "stress_reviews", divided_by=_MILLION),
        _BY_TEAM,
    ),
    Metric(
        "team_knowledge",
        "share",
        "higher",
        "What the team knows, week by week, relative to a team of old hands.",
        _OWN,
        ratio("knowledge_millionths", "knowledge_reviews", divided_by=_MILLION),
        _BY_TEAM,
    ),
    Metric(
        "false_promises",
        "promises",
        "lower",
        "Dates that agents told for a department that kept less than half of its promises of late.",
        _OWN,
        count("false_promises"),
    ),
    Metric(
        "false_promise_rate",
        "share",
        "lower",
        "Such dates ÷ dates told with a ticket, and to who called again to ask for one.",
        _OWN,
        ratio("false_promises", "dates_told"),
    ),
)
