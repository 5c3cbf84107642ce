"""Metrics of steering: what agents do about their targets, and the cost of tools and training."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio, seconds

_OWN = "ccsim"
_BY_TALK = ("", "queue", "team", "segment", "kind")
_LEDGER = ("", "team", "week")

METRICS = (
    Metric(
        "closed_fast_rate",
        "share",
        "lower",
        "Talks beyond the target that the agent ended without looking for the cause ÷ all talks "
        "with customers.",
        _OWN,
        ratio("closed_fast", "actions"),
        _BY_TALK,
    ),
    Metric(
        "closed_fast_saves_s",
        "s",
        None,
        "Mean time by which such a talk got shorter.",
        _OWN,
        seconds("closed_fast_ms", "closed_fast"),
        _BY_TALK,
    ),
    Metric(
        "looked_further_rate",
        "share",
        "higher",
        "Talks in which an agent who did not know the matter took the time to find out ÷ all talks "
        "with customers.",
        _OWN,
        ratio("looked_further", "actions"),
        _BY_TALK,
    ),
    Metric(
        "found_out_rate",
        "share",
        "higher",
        "Of them, those in which the agent found out.",
        _OWN,
        ratio("found_out", "looked_further"),
        _BY_TALK,
    ),
    Metric(
        "tools_cost",
        "money",
        "lower",
        "Cost of tools for each place x measured time; part of the cost to serve, not of `cost`.",
        _OWN,
        count("tools_cost"),
        _LEDGER,
    ),
    Metric(
        "conversation_training_cost",
        "money",
        "lower",
        "Cost of conversation training for each place x measured time; part of the cost to serve, "
        "not of `cost`.",
        _OWN,
        count("conversation_training_cost"),
        _LEDGER,
    ),
)
