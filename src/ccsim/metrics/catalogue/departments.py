"""Metrics of departments: what comes of their tickets, how long it takes, who else had them."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, Metric, count, ratio, seconds

_OWN = "ccsim"
_FIELD = "common field-service practice"
_DONE = "Of the tickets opened while it is measured that were done: share "


def _repair(name: str, text: str) -> Metric:
    return Metric(
        f"time_to_repair_{name}_s",
        "s",
        "lower",
        f"{text} time from opening a ticket to the work that cured the cause, second attempts "
        "included; the mean over replications.",
        _FIELD,
        seconds(f"repair_{name}_ms", "repairs_known"),
        BY_CUSTOMER,
    )


_BY_DESK = (*BY_CUSTOMER, "department")

METRICS = (
    Metric(
        "tickets",
        "tickets",
        None,
        "Cases handed to a department; by department, also those passed on to it.",
        _OWN,
        count("tickets_opened"),
        _BY_DESK,
    ),
    Metric(
        "tickets_done_rate",
        "share",
        "higher",
        "Share of the tickets opened while it is measured that were done by its end; by "
        "department, of those opened there or passed on to it, that were done there or passed on.",
        _OWN,
        ratio("tickets_done", "tickets_opened"),
        _BY_DESK,
    ),
    Metric(
        "back_office_load",
        "share",
        None,
        "Work that came to departments while it is measured, each ticket and each second attempt "
        "with the mean of its working time, ÷ time that their staff was there: above 1 they do "
        "not keep up, and the heap grows.",
        _FIELD,
        ratio("desk_work_ms", "desk_staff_ms"),
        ("", "department"),
    ),
    Metric(
        "right_first_time_rate",
        "share",
        "higher",
        _DONE + "that cured the cause at the first attempt.",
        _FIELD,
        ratio("tickets_cured", "tickets_done"),
        BY_CUSTOMER,
    ),
    Metric(
        "recovered_rate",
        "share",
        None,
        _DONE + "that cured the cause at a second attempt, which the department made of itself.",
        _OWN,
        ratio("tickets_recovered", "tickets_done"),
        BY_CUSTOMER,
    ),
    Metric(
        "compounded_rate",
        "share",
        "lower",
        _DONE + "that made the case worse.",
        _OWN,
        ratio("tickets_compounded", "tickets_done"),
        BY_CUSTOMER,
    ),
    Metric(
        "time_to_repair_s",
        "s",
        "lower",
        "Mean time from opening a ticket to the work that cured the cause, second attempts "
        "included; tickets opened while it is measured.",
        _FIELD,
        seconds("repair_ms", ("tickets_cured", "tickets_recovered")),
        BY_CUSTOMER,
    ),
    _repair("p50", "Median"),
    _repair("p90", "90 % quantile of the"),
    Metric(
        "hand_offs_per_ticket",
        "hand-offs",
        "lower",
        "How often tickets were passed on to another department ÷ tickets opened.",
        _FIELD,
        ratio("tickets_passed", "tickets_opened"),
        BY_CUSTOMER,
    ),
)
