"""Metrics of promises: how true dates were, and what was told without asking."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, seconds

_OWN = "ccsim"

METRICS = (
    Metric(
        "eta_error_s",
        "s",
        "lower",
        "Mean distance, to either side, of the end of a ticket from the first date that was told; "
        "of tickets with a date that were finished in measured time.",
        _OWN,
        seconds("eta_error_ms", "tickets_dated"),
        BY_CUSTOMER,
    ),
    Metric(
        "eta_bias_s",
        "s",
        None,
        "Mean delay of the end of a ticket after the first date that was told; below 0: before it.",
        _OWN,
        seconds("eta_late_ms", "tickets_dated"),
        BY_CUSTOMER,
    ),
    Metric(
        "updates_sent",
        "messages",
        None,
        "Messages to customers who had not asked, in measured time.",
        _OWN,
        count("updates_sent"),
        BY_CUSTOMER,
    ),
    Metric(
        "follow_ups",
        "follow-ups",
        None,
        "Missed promises after which the department told a new date by itself, in measured time.",
        _OWN,
        count("follow_ups"),
        BY_CUSTOMER,
    ),
    Metric(
        "owner_calls",
        "calls",
        None,
        "Missed promises after which the owner of the case told a new date, in measured time; "
        "booked as after-call work, where calls to customers are not made by agents.",
        _OWN,
        count("owner_calls"),
        BY_CUSTOMER,
    ),
)
