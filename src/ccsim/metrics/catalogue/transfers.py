"""Metrics of callers who are passed around, and of those who call again."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, COHORT, Metric, count, ratio, seconds

_OWN = "ccsim"
_FIELD = "common contact-centre practice"

METRICS = (
    Metric(
        "misdirected_rate",
        "share",
        "lower",
        "Transfers to the specialists of another kind of need, for which it was mistaken ÷ all "
        "transfers of customers in measured time.",
        _OWN,
        ratio("legs_misdirected", "legs_passed"),
        BY_CUSTOMER,
    ),
    Metric(
        "dumping_rate",
        "share",
        "lower",
        "Legs that end with the caller dumped, on a colleague who need not have been asked or "
        "into a closed queue ÷ legs of customers that ended in measured time.",
        _OWN,
        ratio(("legs_dumped", "transfers_lost"), "legs_of_cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "dumping_detected",
        "times",
        None,
        "How often it was noticed that an agent had dumped a caller.",
        _OWN,
        count("dumping_detected"),
        BY_CUSTOMER,
    ),
    Metric(
        "lost_in_transfer",
        "per 1,000 contacts",
        "lower",
        "Calls that were put through to a closed queue and lost, per 1,000 contacts that had "
        "reached an agent.",
        _OWN,
        ratio("transfers_lost", "contacts_handled", divided_by=0.001),
        BY_CUSTOMER,
    ),
    Metric(
        "loops_per_case",
        "loops",
        "lower",
        COHORT + "times that the customer was passed on to a queue where the case had been "
        "before, per case.",
        _OWN,
        ratio("case_loops", "cases"),
        BY_CUSTOMER,
    ),
    Metric(
        "fcr_when_transferred",
        "share",
        "higher",
        "First contact resolution as a centre sees it (`fcr`), of the cases whose first answered "
        "contact was transferred.",
        _OWN,
        ratio("cases_without_repeat_passed", "cases_judged_passed"),
        BY_CUSTOMER,
    ),
    Metric(
        "repeat_aht_s",
        "s",
        "lower",
        COHORT + "talk and after-call work of the contacts after the first answered one, per "
        "such contact that reached an agent.",
        _FIELD,
        seconds("case_later_ms", "case_later_contacts"),
        BY_CUSTOMER,
    ),
    Metric(
        "repeat_resolution_rate",
        "share",
        "higher",
        COHORT + "share of the contacts after the first answered one in which the case was "
        "solved in truth, calls that only ask how it stands left out.",
        _OWN,
        ratio("case_later_solved", "case_later_judged"),
        BY_CUSTOMER,
    ),
    Metric(
        "wrong_solution_rate",
        "share",
        "lower",
        "Legs that end with a solution which solves nothing ÷ legs that end with a solution, "
        "right or wrong, in measured time.",
        _OWN,
        ratio("legs_wrongly_solved", ("legs_solved", "legs_wrongly_solved")),
        BY_CUSTOMER,
    ),
    Metric(
        "ticket_travel_s",
        "s",
        "lower",
        "Time for which tickets are on their way to a department at another site, per ticket "
        "that is opened.",
        _OWN,
        seconds("ticket_travel_ms", "tickets_opened"),
        BY_CUSTOMER,
    ),
)
