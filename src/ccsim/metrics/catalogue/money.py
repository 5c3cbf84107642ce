"""Metrics of money: what the centre costs, for a contact and a solved case, and what is lost."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio

_OWN = "ccsim"
_FIELD = "common contact-centre practice"

METRICS = (
    Metric(
        "cost",
        "money",
        "lower",
        "Paid time x pay in measured time, breaks, overtime and floor-walkers included.",
        _FIELD,
        count("cost"),
        ("", "team", "day", "interval"),
    ),
    Metric(
        "cost_per_contact",
        "money per contact",
        "lower",
        "Cost ÷ contacts that reached an agent and ended.",
        _FIELD,
        ratio("cost", "contacts_handled"),
        ("", "day"),
    ),
    Metric(
        "cost_per_resolution",
        "money per case",
        "lower",
        "Cost ÷ cases resolved in truth in measured time; cheap contacts that solve nothing show.",
        _OWN,
        ratio("cost", "resolutions"),
        headline=True,
    ),
    Metric(
        "margin_lost",
        "money",
        "lower",
        "A year's margin of the customers who left in measured time.",
        _OWN,
        count("margin_lost"),
        ("", "segment"),
    ),
)
