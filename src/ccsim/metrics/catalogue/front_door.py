"""Metrics of the way in: the menu, callbacks, and hours that are not as advertised."""

from ccsim.metrics.catalogue.metric import BY_CALLER, Metric, count, ratio, seconds
from ccsim.metrics.contacts import REASONS

_ACD = "common ACD reports"
_OWN = "ccsim"


def _of_menu(name: str, total: str, text: str, source: str = _ACD) -> Metric:
    words = f"{text} ÷ callers who entered the menu and have left it."
    return Metric(name, "share", "lower", words, source, ratio(total, "ivr_callers"), BY_CALLER)


METRICS = (
    Metric(
        "ivr_containment_rate",
        "share",
        None,
        "Callers whom the menu kept from the agents, helped or not ÷ callers who entered the menu "
        "and have left it: containment as the operator counts it.",
        _ACD,
        ratio("ivr_contained", "ivr_callers"),
        BY_CALLER,
    ),
    Metric(
        "ivr_true_containment_rate",
        "share",
        "higher",
        "Callers whom the menu kept from the agents and served in truth ÷ callers who entered the "
        "menu and have left it.",
        _OWN,
        ratio("ivr_served", "ivr_callers"),
        BY_CALLER,
    ),
    _of_menu("ivr_hang_up_rate", "ivr_hung_up", "Callers who hung up in the menu"),
    _of_menu("ivr_opt_out_rate", "ivr_opted_out", "Callers who asked for a person at once"),
    _of_menu("misrouted_rate", "ivr_misrouted", "Callers whom the menu sent to a wrong queue"),
    Metric(
        "ivr_time_s",
        "s",
        "lower",
        "Mean time in the menu of callers who entered it and have left it.",
        _ACD,
        seconds("ivr_ms", "ivr_callers"),
        BY_CALLER,
    ),
    Metric(
        "callbacks_offered",
        "legs",
        None,
        "Callers who found a long line and were offered a callback.",
        _OWN,
        count("callbacks_offered"),
        BY_CALLER,
    ),
    Metric(
        "callback_accepted_rate",
        "share",
        None,
        "Callers who accepted a callback (they count as flowed out) ÷ callers offered one.",
        "Hathaway, Emadi & Deshpande 2021",
        ratio("callbacks_accepted", "callbacks_offered"),
        BY_CALLER,
    ),
    Metric(
        "callback_unanswered_rate",
        "share",
        "lower",
        "Callbacks that rang in vain ÷ callbacks dialled.",
        "Hathaway, Emadi & Deshpande 2021",
        ratio("callbacks_unanswered", ("callbacks_answered", "callbacks_unanswered")),
        BY_CALLER,
    ),
    Metric(
        "callback_wait_s",
        "s",
        "lower",
        "Mean time for which answered callbacks had stood in the line, the customer off the phone; "
        "in no other mean of waits.",
        _OWN,
        seconds("callback_wait_ms", "callbacks_answered"),
        BY_CALLER,
    ),
    Metric(
        "callback_rings_s",
        "s",
        "lower",
        "Agents' time of callbacks that rang in vain ÷ callbacks dialled.",
        _OWN,
        seconds("callback_rings_ms", ("callbacks_answered", "callbacks_unanswered")),
        BY_CALLER,
    ),
    Metric(
        "advertised_but_closed_rate",
        "share",
        "lower",
        "Arrivals within the advertised hours that found the queue closed ÷ arrivals.",
        _OWN,
        ratio("advertised_but_closed", REASONS),
        BY_CALLER,
    ),
)
