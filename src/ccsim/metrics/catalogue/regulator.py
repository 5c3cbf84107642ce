"""Metrics of what is seen from outside: complaints, targets, credits, outages and deadlines."""

from ccsim.metrics.catalogue.metric import BY_CUSTOMER, CENTRE, Formula, Metric, count, ratio
from ccsim.units import HOUR

_OWN = "ccsim"
_OFCOM = "Ofcom"
_BY_SEGMENT = ("", "segment")
_OF_CASES = (
    "Of the cases opened in measured time whose term came before its end (working days after "
    "the day of the first attempt, each counted to its end): share resolved in truth "
)
_BY_CLOCK = (
    ": share of what began in measured time and fell due before its end, by the clock that "
    "`regulator.measure_party` names: cases, from the first attempt until resolved in truth, or "
    "tickets, from their opening until their department is done (working days after the day of "
    "the beginning, each counted to its end)."
)


def _per_100k_and_year(name: str) -> Formula:
    return ratio(name, "customer_months", divided_by=1 / (100_000 * 12))


def _of_persons(name: str, text: str, formula: Formula) -> Metric:
    """What the same share is by the person's clock, whosever is read."""
    return Metric(
        f"person_{name}", "share", "higher", _OF_CASES + text, _OFCOM, formula, BY_CUSTOMER
    )


METRICS = (
    Metric(
        "complaints_per_100k",
        "complaints a year",
        "lower",
        "Complaints to the regulator in measured time per 100,000 customers and year.",
        "Ofcom, OAUT",
        _per_100k_and_year("regulator_complaints"),
        _BY_SEGMENT,
    ),
    Metric(
        "internal_complaints_per_100k",
        "complaints a year",
        "lower",
        "Repeats and chases in measured time that their customers call a complaint (the expected "
        "number, by `complaint_share`) per 100,000 customers and year.",
        "SQM",
        _per_100k_and_year("internal_complaints"),
        _BY_SEGMENT,
    ),
    Metric(
        "forced_contacts",
        "contacts",
        "lower",
        "Calls of the desk for complaints about what the regulator has passed on.",
        _OWN,
        count("forced_contacts"),
        BY_CUSTOMER,
    ),
    Metric(
        "complaints_settled_10wd",
        "share",
        "higher",
        "Complaints to the regulator in measured time of which ten working days have passed: "
        "share resolved in truth within them.",
        "TIO",
        ratio("complaints_settled", "complaints_due"),
        BY_CUSTOMER,
    ),
    Metric(
        "within_target_rate",
        "share",
        "higher",
        "Over within the working days that the regulator demands" + _BY_CLOCK,
        _OFCOM,
        ratio("target_met", "target_due"),
        BY_CUSTOMER,
    ),
    _of_persons(
        "within_target_rate",
        "within the working days that the regulator demands, whosever clock is read.",
        ratio("person_target_met", "person_target_due"),
    ),
    Metric(
        "targets_missed",
        "targets",
        "lower",
        "Targets of the regulator that were missed in a month or quarter that ended.",
        _OFCOM,
        count("targets_missed"),
        CENTRE,
    ),
    Metric(
        "share_faults_fixed_2wd",
        "share",
        "higher",
        "Needs with the clock of a repair that are over within 2 working days" + _BY_CLOCK,
        _OFCOM,
        ratio("faults_fixed", "faults_due"),
        BY_CUSTOMER,
    ),
    _of_persons(
        "share_faults_fixed_2wd",
        "within 2 working days, of needs with the clock of a repair.",
        ratio("person_faults_fixed", "person_faults_due"),
    ),
    Metric(
        "share_installed_12wd",
        "share",
        "higher",
        "Needs with the clock of an installation that are over within 12 working days" + _BY_CLOCK,
        _OFCOM,
        ratio("lines_installed", "lines_due"),
        BY_CUSTOMER,
    ),
    _of_persons(
        "share_installed_12wd",
        "within 12 working days, of needs with the clock of an installation.",
        ratio("person_lines_installed", "person_lines_due"),
    ),
    Metric(
        "inspections",
        "cases",
        None,
        "Open cases with a target that the regulator looked at in measured time.",
        _OWN,
        count("inspections"),
        CENTRE,
    ),
    Metric(
        "breaches_found",
        "cases",
        "lower",
        "Cases that an inspection found to be beyond their target.",
        _OWN,
        count("breaches_found"),
        CENTRE,
    ),
    Metric(
        "fines",
        "money",
        "lower",
        "Fines for breaches that inspections found in measured time.",
        _OWN,
        count("fines"),
        (*CENTRE, "week"),
    ),
    Metric(
        "sla_credits",
        "money",
        "lower",
        "Credits to customers for each day begun past the agreed time, in measured time.",
        _OFCOM,
        count("sla_credits"),
        (*_BY_SEGMENT, "week"),
    ),
    Metric(
        "outage_hours",
        "h",
        "lower",
        "Time in measured time for which needs that stop a customer's business were open: from "
        "the first attempt until resolved in truth, given up, expired or left. Only cases count: "
        "whom an incident hits and who does not call is left out, and needs at the same time add "
        "up. What a customer remembers of outages is another figure: there whoever is hit counts, "
        "called or not, and each hour once.",
        _OWN,
        ratio("outage_ms", "replications", divided_by=HOUR),
        BY_CUSTOMER,
    ),
    Metric(
        "outage_loss",
        "money",
        "lower",
        "What customers lost in the time of `outage_hours`, by the hour: of cases alone.",
        _OWN,
        count("outage_loss"),
        BY_CUSTOMER,
    ),
    Metric(
        "customer_cost",
        "money",
        "lower",
        "What needs with a cost per day cost their customers while they were open.",
        _OWN,
        count("customer_cost"),
        BY_CUSTOMER,
    ),
    Metric(
        "deadline_missed_rate",
        "share",
        "lower",
        "Deadlines that passed with the case open ÷ deadlines before the end of the run, of cases "
        "opened in measured time.",
        _OWN,
        ratio("deadlines_missed", "deadlines"),
        BY_CUSTOMER,
    ),
    Metric(
        "expired_rate",
        "share",
        "lower",
        "Of the cases opened after the warm-up and at least `follow_up` before the end, each "
        "within `follow_up` of its opening: share that ended with its deadline.",
        _OWN,
        ratio("cases_expired", "cases"),
        BY_CUSTOMER,
    ),
)
