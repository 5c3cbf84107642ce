"""Metrics of money: the ledger, line by line, and what it comes to."""

from ccsim.metrics.catalogue.metric import Metric, count, ratio

_OWN = "ccsim"
_FIELD = "common contact-centre practice"
_WEEKLY = ("", "week")


def _line(name: str, definition: str, source: str = _OWN) -> Metric:
    """A line of the ledger: a sum of money that is a cost."""
    return Metric(name, "money", "lower", definition, source, count(name), _WEEKLY)


METRICS = (
    Metric(
        "cost",
        "money",
        "lower",
        "Paid time x pay of own people in measured time, breaks, overtime and floor-walkers "
        "included, and what vendors are owed for theirs (a day's bill evenly over the day).",
        _FIELD,
        count("cost"),
        ("", "team", "day", "week", "interval"),
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
    _line("own_pay", "Paid time x pay of own people in measured time, floor-walkers included."),
    _line("back_office_pay", "Staff of departments x their hours x pay, in measured time."),
    _line("vendor_fees", "Fees of vendors for what their teams did in measured time."),
    _line("vendor_shortfall", "Price of what is committed to vendors and was not used."),
    _line("vendor_bonus", "Paid to vendors for the points above their targets, month by month."),
    Metric(
        "vendor_malus",
        "money",
        None,
        "Kept back from vendors for the points below their targets, month by month; it lowers the "
        "cost.",
        _OWN,
        count("vendor_malus"),
        _WEEKLY,
    ),
    _line("hiring_cost", "Agents hired in measured time x what it costs to find one."),
    _line("training_cost", "Paid time of newcomers who learn, before their first call, x pay."),
    _line(
        "target_fines",
        "Fines for the points by which the regulator's targets were missed; of a period that began "
        "before it was measured, the measured part.",
    ),
    _line("visit_credits", "Credits for appointments to which nobody came.", "Ofcom"),
    _line(
        "transition_cost",
        "What the change of the operating model costs: once, and for two "
        "systems side by side; the pay of both sides is in `own_pay`.",
    ),
    Metric(
        "margin_lost",
        "money",
        "lower",
        "Margin of the customers who left in measured time, for `margin_months` (a year unless "
        "said), booked when they leave.",
        _OWN,
        count("margin_lost"),
        ("", "segment", "week"),
    ),
    Metric(
        "margin_at_hand",
        "money",
        None,
        "Margin that the customers at the start of measured time would bring in it if none left.",
        _OWN,
        count("margin_at_hand"),
        _WEEKLY,
    ),
    _line(
        "cost_to_serve",
        "Own pay, pay of departments, what vendors are owed, visits, hiring, training of "
        "newcomers, tools and training in conversation.",
        _FIELD,
    ),
    Metric(
        "cost_to_serve_per_customer_month",
        "money per customer and month",
        "lower",
        "Cost to serve ÷ customers at the start of measured time and months of it.",
        _FIELD,
        ratio("cost_to_serve", "customer_call_months"),
    ),
    _line(
        "total_cost",
        "Cost to serve, what learning costs, fines, credits and what a transition costs.",
    ),
    Metric(
        "net_value",
        "money",
        "higher",
        "Margin at hand + cross-sell revenue - margin lost - total cost; where no margin is named, "
        "what is left of that.",
        _OWN,
        count("net_value"),
        _WEEKLY,
    ),
    Metric(
        "present_value",
        "money",
        "higher",
        "Net value of each week, discounted to the first by the run's own "
        "`transition.discount_rate`, added up; what a run is worth beside another (`worth`) is "
        "discounted at one rate for both.",
        "corporate finance",
        count("present_value"),
        comparable=False,
    ),
    Metric(
        "loss_chance",
        "share",
        "lower",
        "Share of replications in which the net value of the measured time is below nought.",
        "corporate finance",
        ratio("losses", "replications"),
        of_replications=True,
    ),
    Metric(
        "points_missed",
        "points",
        "lower",
        "Points by which the regulator's targets were missed, added up over targets and periods; "
        "of a period that began before it was measured, the measured part.",
        "Ofcom",
        count("points_missed"),
    ),
    Metric(
        "credit_days",
        "days",
        "lower",
        "Days begun past the agreed time of a repair, whether credited or not claimed.",
        "Ofcom",
        count("credit_days_due"),
    ),
)
