"""Metrics of a chain of companies: what comes to each, and how much one need grows along it."""

from ccsim.metrics.catalogue.metric import BY_CALLER, BY_CUSTOMER, Metric, count, ratio

_OWN = "ccsim"

METRICS = (
    Metric(
        "chain_contacts",
        "contacts",
        None,
        "Arrivals about customers' needs and the enquiries that they cause, in a chain of "
        "companies: each queue shows what comes to its company.",
        _OWN,
        count("chain_contacts"),
        BY_CALLER,
    ),
    Metric(
        "chain_amplification",
        "contacts",
        "lower",
        "Contacts that one need causes along the chain of companies: arrivals about customers' "
        "needs (redials, repeats and chases included) and the enquiries behind them ÷ first "
        "attempts.",
        _OWN,
        ratio("chain_contacts", "chain_first_contacts"),
        BY_CUSTOMER,
    ),
)
