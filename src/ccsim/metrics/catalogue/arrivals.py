"""Metrics of arrivals: who came, why they came, and who was turned away."""

from ccsim.metrics.catalogue.metric import BY_ARRIVAL, BY_CALLER, Metric, count, ratio, rest
from ccsim.metrics.contacts import REASONS

_ACD = "common ACD reports"
_OWN = "ccsim"
_THEORY = "queueing theory"


def _attempts(name: str, text: str) -> Metric:
    return Metric(name, "contacts", None, text, _OWN, count(name), BY_CALLER)


METRICS = (
    Metric(
        "arrivals",
        "contacts",
        None,
        "Attempts at the front door, redials and repeats included.",
        _ACD,
        count(REASONS),
        BY_ARRIVAL,
    ),
    _attempts("fresh", "Arrivals that are the first attempt at a case."),
    _attempts("redials", "Arrivals after a blocked or abandoned attempt."),
    _attempts("repeats", "Arrivals because the last contact did not solve the case."),
    _attempts("chases", "Arrivals about a promise that is missed or was never given."),
    _attempts(
        "enquiries",
        "Questions that whoever was asked how it stands hands on to a company behind; no arrivals.",
    ),
    Metric(
        "chase_amplification",
        "contacts",
        "lower",
        "Contacts that one chasing call makes in the chain of companies: chases and enquiries ÷ "
        "chases.",
        _OWN,
        ratio(("chases", "enquiries"), "chases"),
        ("", "segment", "kind"),
    ),
    _attempts("outbound_contacts", "Calls that the centre makes to customers; no arrivals."),
    _attempts("reconnects", "Arrivals of anonymous callers who had been served before."),
    Metric(
        "blocked",
        "contacts",
        "lower",
        "Arrivals turned away because no line was free; never among the offered.",
        _ACD,
        count("blocked"),
        BY_ARRIVAL,
    ),
    Metric(
        "blocked_rate",
        "share",
        "lower",
        "Blocked ÷ arrivals at the same queue.",
        _ACD,
        ratio("blocked", REASONS),
        BY_ARRIVAL,
    ),
    Metric(
        "closed_out",
        "contacts",
        "lower",
        "Arrivals outside the opening hours of the queue.",
        _ACD,
        count("closed_out"),
        BY_ARRIVAL,
    ),
    Metric(
        "value_demand_rate",
        "share",
        "higher",
        "First attempts ÷ arrivals: the calls that customers have a use for.",
        "Seddon",
        ratio("fresh", REASONS),
        BY_CALLER,
    ),
    Metric(
        "failure_demand_rate",
        "share",
        "lower",
        "Arrivals that are no first attempt ÷ arrivals: redials, repeats, chases, reconnections.",
        "Seddon",
        rest("fresh", REASONS),
        BY_CALLER,
        headline=True,
    ),
    Metric(
        "redial_rate",
        "share",
        "lower",
        "Redials ÷ arrivals.",
        _OWN,
        ratio("redials", REASONS),
        BY_CALLER,
    ),
    Metric(
        "repeat_contact_rate",
        "share",
        "lower",
        "Repeats because the last contact did not solve the case ÷ arrivals.",
        _OWN,
        ratio("repeats", REASONS),
        BY_CALLER,
    ),
    Metric(
        "chase_rate",
        "share",
        "lower",
        "Calls about a promise that is missed or was never given ÷ arrivals.",
        _OWN,
        ratio("chases", REASONS),
        BY_CALLER,
    ),
    Metric(
        "reconnect_rate",
        "share",
        None,
        "Calls of anonymous callers who had been served before ÷ arrivals.",
        _THEORY,
        ratio("reconnects", REASONS),
        BY_CALLER,
    ),
)
