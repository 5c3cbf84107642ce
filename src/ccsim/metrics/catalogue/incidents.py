"""Metrics of incidents: how many they strike, how long they last, and who calls about them."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio, seconds

_OWN = "ccsim"
_SLICES = ("", "kind")

METRICS = (
    Metric(
        "incidents",
        "incidents",
        "lower",
        "Incidents that begin in measured time.",
        _OWN,
        count("incidents"),
        _SLICES,
    ),
    Metric(
        "customers_struck",
        "customers",
        "lower",
        "Customers struck by incidents that begin in measured time; struck twice counts twice.",
        _OWN,
        count("customers_struck"),
        _SLICES,
    ),
    Metric(
        "incident_repair_s",
        "s",
        "lower",
        "Mean time from the beginning of an incident to the repair that ends it for everybody.",
        _OWN,
        seconds("incident_repair_ms", "incidents_repaired"),
        _SLICES,
    ),
    Metric(
        "incident_call_share",
        "share",
        "lower",
        "Customers who call about an incident ÷ customers struck.",
        _OWN,
        ratio("incident_callers", "customers_struck"),
        _SLICES,
    ),
    Metric(
        "calls_per_customer_struck",
        "contacts",
        "lower",
        "Contacts about incidents ÷ customers struck, redials and repeats included.",
        _OWN,
        ratio("incident_calls", "customers_struck"),
        _SLICES,
    ),
)
