"""Metrics of causes: needs that need not be, and how soon the organisation learns of them."""

from ccsim.metrics.catalogue.metric import CENTRE, Metric, count, ratio
from ccsim.units import DAY, HOUR

_OWN = "ccsim"
_BY_CAUSE = ("", "kind", "kind,cause")

METRICS = (
    Metric(
        "caused_cases",
        "cases",
        "lower",
        "Cases opened in measured time whose hidden cause could be removed.",
        _OWN,
        count("caused_cases"),
        ("", "segment", "kind", "day", "kind,cause"),
    ),
    Metric(
        "caused_share",
        "share",
        "lower",
        "Cases opened in measured time whose hidden cause could be removed ÷ cases opened.",
        "Vanguard (failure demand by cause)",
        ratio("caused_cases", "cases_opened"),
        ("", "segment", "kind"),
    ),
    Metric(
        "causes_found",
        "causes",
        "higher",
        "Causes that were heard of in measured time by who can remove them, or often enough.",
        _OWN,
        count("causes_found"),
        _BY_CAUSE,
    ),
    Metric(
        "causes_reviewed",
        "reviews",
        None,
        "Places at the top of the backlog, over all reviews in measured time.",
        _OWN,
        count("causes_reviewed"),
        _BY_CAUSE,
    ),
    Metric(
        "causes_dated_rate",
        "share",
        "higher",
        "Of the places at the top of the backlog, over all reviews in measured time: share whose "
        "cause had an owner and a date when the review was over.",
        _OWN,
        ratio("causes_dated", "causes_reviewed"),
        _BY_CAUSE,
    ),
    Metric(
        "adoption_rate",
        "share",
        "higher",
        "Causes that were funded in a review ÷ those at the top of the backlog without a date.",
        _OWN,
        ratio("causes_funded", "causes_asked_for"),
        _BY_CAUSE,
    ),
    Metric(
        "causes_fixed",
        "causes",
        "higher",
        "Causes that were removed in measured time, as far as a fix removes one.",
        _OWN,
        count("causes_fixed"),
        (*_BY_CAUSE, "day"),
    ),
    Metric(
        "fix_time_days",
        "days",
        "lower",
        "Mean time from finding a cause to its fix, of those fixed in measured time.",
        _OWN,
        ratio("fix_ms", "causes_fixed", divided_by=DAY),
        _BY_CAUSE,
    ),
    Metric(
        "fix_backlog",
        "causes",
        "lower",
        "Causes that are known and not fixed at the end.",
        _OWN,
        count("fix_backlog"),
        _BY_CAUSE,
    ),
    Metric(
        "fixes_cost",
        "money",
        "lower",
        "What the removal of causes costs that was funded in measured time.",
        _OWN,
        count("fixes_cost"),
        ("", "kind", "day", "week", "kind,cause"),
    ),
    Metric(
        "exposure_hours",
        "h",
        None,
        "Time in measured time for which managers listened to calls.",
        _OWN,
        ratio("managers_ms", "replications", divided_by=HOUR),
        CENTRE,
    ),
    Metric(
        "exposure_cost",
        "money",
        "lower",
        "The time for which managers listened x their pay.",
        _OWN,
        count("exposure_cost"),
        ("", "day", "week"),
    ),
)
