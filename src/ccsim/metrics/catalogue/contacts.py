"""Metrics of contacts: who got through, how long they waited, what the call took."""

import numpy as np

from ccsim.metrics.catalogue.metric import (
    BY_ARRIVAL,
    BY_CALLER,
    BY_LEG,
    CENTRE,
    Formula,
    Metric,
    count,
    ratio,
    seconds,
    total_seconds,
)
from ccsim.metrics.totals import Table
from ccsim.metrics.window import Floats
from ccsim.spec.measures import ServiceLevelRule

_ACD = "common ACD reports"
_OWN = "ccsim"
_THEORY = "queueing theory"
_LEFT = ("answered", "abandoned", "flowed_out", "disconnected")
_WAITED = (*_LEFT, "-called_back")
_WAITS = ("answered_wait_ms", "abandoned_wait_ms", "other_wait_ms")
_WITHIN_QUEUE = ("", "queue")
_CALLS = " The whole counts phone and chat; other channels are seen by queue."


def _wait_sd(table: Table) -> Floats:
    number = sum(table[name] for name in _LEFT) - table["called_back"]
    mean = sum(table[name] for name in _WAITS) / number
    spread: Floats = np.sqrt(np.maximum(table["wait_squares"] / number - mean * mean, 0.0)) / 1000
    return spread


def _quantile(name: str, text: str) -> Metric:
    return Metric(
        f"{name}_s",
        "s",
        "lower",
        f"{text} of all who left a queue, however they left it; the mean over replications.",
        _ACD,
        seconds(f"{name}_ms", "waits_known"),
        _WITHIN_QUEUE,
    )


def _service_level(rule: ServiceLevelRule, text: str) -> Metric:
    return Metric(
        f"service_level_{rule}",
        "share",
        "higher",
        text,
        "ICMI's list of rules",
        ratio(f"met_{rule}", f"judged_{rule}"),
        BY_CALLER,
    )


QUEUEING = (
    Metric(
        "offered",
        "legs",
        None,
        "Legs that entered a queue: answered, abandoned, flowed out, disconnected, still waiting; "
        "callbacks left out." + _CALLS,
        _ACD,
        count("offered"),
        BY_ARRIVAL,
    ),
    Metric(
        "still_waiting",
        "legs",
        None,
        "Offered legs that were still waiting when the run ended; in no mean of waits.",
        _OWN,
        count(("offered", *(f"-{name}" for name in _LEFT))),
        BY_CALLER,
    ),
    Metric(
        "hand_off_rate",
        "share",
        "lower",
        "Legs beyond the first of their contact ÷ offered legs.",
        _OWN,
        ratio("later_legs", "offered"),
        BY_CALLER,
    ),
    Metric(
        "abandoned",
        "legs",
        "lower",
        "Legs that ended because the caller hung up in the queue.",
        _ACD,
        count("abandoned"),
        BY_ARRIVAL,
    ),
    Metric(
        "short_abandoned",
        "legs",
        None,
        "Abandoned within the short-abandon time of the measures.",
        _ACD,
        count("short_abandoned"),
        BY_CALLER,
    ),
    Metric(
        "abandon_rate",
        "share",
        "lower",
        "Abandoned ÷ offered." + _CALLS,
        _ACD,
        ratio("abandoned", "offered"),
        BY_ARRIVAL,
        headline=True,
    ),
    Metric(
        "flowed_out",
        "legs",
        None,
        "Legs that left the queue by rule: after the longest wait, or to be called back; not "
        "abandoned.",
        _ACD,
        count("flowed_out"),
        BY_CALLER,
    ),
    Metric(
        "disconnected",
        "legs",
        "lower",
        "Legs still waiting when the queue was cleared at closing time.",
        _OWN,
        count("disconnected"),
        BY_CALLER,
    ),
    Metric(
        "answered",
        "legs",
        None,
        "Legs that reached an agent; callbacks left out.",
        _ACD,
        count("answered"),
        BY_LEG,
    ),
    Metric(
        "answered_within",
        "legs",
        "higher",
        "Legs that reached an agent within the service-level threshold.",
        _ACD,
        count("answered_within"),
        BY_LEG,
    ),
    Metric(
        "delayed_rate",
        "share",
        "lower",
        "Offered legs not answered at once ÷ offered, whoever hung up at once included.",
        _THEORY,
        ratio(("offered", "-answered_at_once"), "offered"),
        BY_ARRIVAL,
    ),
)

WAITING = (
    Metric(
        "service_level",
        "share",
        "higher",
        "Share served within the threshold, by the rule that the scenario's measures name."
        + _CALLS,
        _ACD,
        ratio("in_service_level", "service_level_base"),
        BY_ARRIVAL,
        headline=True,
    ),
    Metric(
        "days_below_target",
        "share",
        "lower",
        "Days on which the service level lay below `service_level_target` ÷ days with callers.",
        _ACD,
        ratio("days_below", "days_judged"),
    ),
    _service_level("all_offered", "Answered within the threshold ÷ (answered + abandoned)."),
    _service_level(
        "abandons_within_excluded",
        "Answered within ÷ (answered + abandoned later than the threshold).",
    ),
    _service_level(
        "short_excluded", "Answered within ÷ (answered + abandoned, short abandons left out)."
    ),
    _service_level(
        "abandons_within_met",
        "(Answered within + abandoned within the threshold) ÷ (answered + abandoned).",
    ),
    _service_level(
        "answered_only", "Answered within ÷ answered; flatters, as who hung up does not count."
    ),
    Metric(
        "mean_wait_s",
        "s",
        "lower",
        "Mean wait on the phone of all who left a queue, answered or not: the W of Erlang C and A, "
        "not the ASA." + _CALLS,
        _THEORY,
        seconds(_WAITS, _WAITED),
        BY_ARRIVAL,
        headline=True,
    ),
    Metric(
        "asa_s",
        "s",
        "lower",
        "Average speed of answer: wait of answered legs ÷ answered." + _CALLS,
        _ACD,
        seconds("answered_wait_ms", "answered"),
        BY_LEG,
    ),
    Metric(
        "abandon_time_s",
        "s",
        None,
        "Wait of abandoned legs ÷ abandoned.",
        _ACD,
        seconds("abandoned_wait_ms", "abandoned"),
        BY_CALLER,
    ),
    Metric(
        "mean_wait_delayed_s",
        "s",
        "lower",
        "Mean wait of those who left a queue and had not been answered at once.",
        _THEORY,
        seconds(_WAITS, (*_WAITED, "-answered_at_once")),
        BY_CALLER,
    ),
    Metric(
        "wait_sd_s",
        "s",
        "lower",
        "Standard deviation of the wait of all who left a queue.",
        _THEORY,
        Formula((*_LEFT, "called_back", *_WAITS, "wait_squares"), _wait_sd),
        _WITHIN_QUEUE,
    ),
    _quantile("wait_p50", "Median wait"),
    _quantile("wait_p80", "80 % quantile of the wait"),
    _quantile("wait_p90", "90 % quantile of the wait"),
    _quantile("wait_p95", "95 % quantile of the wait"),
    _quantile("max_wait", "Longest wait"),
)

HANDLING = (
    Metric(
        "handled",
        "legs",
        None,
        "Legs that an agent finished.",
        _ACD,
        count("handled"),
        BY_LEG,
    ),
    Metric(
        "contacts_handled",
        "contacts",
        None,
        "Contacts that reached an agent and ended.",
        _OWN,
        count("contacts_handled"),
        BY_CALLER,
    ),
    Metric(
        "talk_s",
        "s",
        None,
        "Time on the phone with an agent ÷ handled legs.",
        _ACD,
        seconds("talk_ms", "handled"),
        BY_LEG,
    ),
    Metric(
        "acw_s",
        "s",
        "lower",
        "After-call work ÷ handled legs.",
        _ACD,
        seconds("wrap_ms", "handled"),
        BY_LEG,
    ),
    Metric(
        "aht_s",
        "s",
        None,
        "Average handle time: (talk + after-call work) ÷ handled legs." + _CALLS,
        _ACD,
        seconds(("talk_ms", "wrap_ms"), "handled"),
        BY_LEG,
    ),
    Metric(
        "transfer_rate",
        "share",
        "lower",
        "Legs that an agent passed to specialists ÷ handled legs.",
        _ACD,
        ratio("transferred", "handled"),
        ("", "queue", "team", "segment", "kind"),
    ),
    Metric(
        "escalation_rate",
        "share",
        None,
        "Legs that an agent passed to someone with wider authority ÷ handled legs.",
        _OWN,
        ratio("escalated", "handled"),
        ("", "queue", "team", "segment", "kind"),
    ),
    Metric(
        "contact_time_s",
        "s",
        "lower",
        "Mean time from arrival to the end of contacts that reached an agent, all legs together."
        + _CALLS,
        _OWN,
        seconds("contact_ms", "calls_handled"),
        BY_CALLER,
    ),
    Metric(
        "measured_s",
        "s",
        None,
        "The simulated time that is measured: after the warm-up, nights included.",
        _OWN,
        total_seconds("measured_ms"),
        CENTRE,
    ),
)

METRICS = (*QUEUEING, *WAITING, *HANDLING)
