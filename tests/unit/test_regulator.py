"""Working days, terms that are counted in them, and what a regulator needs in a scenario."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from by_hand import with_defaults
from ccsim.errors import ScenarioError
from ccsim.overnight.regulator import complaint_hazard
from ccsim.plan.customers import first_customers
from ccsim.plan.plan import make_plan
from ccsim.plan.regulator import working_days
from ccsim.plan.state import CASE
from ccsim.spec.calendar import Calendar
from ccsim.spec.loading import load
from ccsim.spec.regulator import Complains
from ccsim.units import DAY, NEVER
from faults import world
from playing import bare_state, scenario_of

CENTRE = """\
calendar: {days: 2}
customers:
  home: {count: 100}
needs:
  fault: {per_customer_year: 2, queue: calls, talk: {exponential: 3m}}
queues:
  calls: {teams: [agents]}
teams:
  agents: {headcount: 3}
"""


def told(tmp_path: Path, *sets: str) -> list[str]:
    path = tmp_path / "centre.yaml"
    path.write_text(CENTRE, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path, sets)
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


INSPECTED = "targets: {f: {needs: [fault]}}, inspects: {cases_per_month: 9}"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("customers.home.complains={monthly: 0.01}", "to the regulator need regulator.queue: the "),
        ("regulator.queue=cals", "regulator.queue: there is no queue 'cals'; did you mean 'calls'"),
        ("regulator.targets={f: {needs: [faults]}}", "f.needs.0: there is no need 'faults'; did"),
        (
            "regulator.targets={f: {needs: [fault]}, g: {needs: [fault]}}",
            "targets.g.needs: 'fault' stands in the target 'f' already: each need has one",
        ),
        ("regulator.inspects={cases_per_month: 9}", "inspections need regulator.targets: what a"),
        ("regulator.measure_party=provider", "measure_party: there is nothing to measure: give"),
        ("regulator.measure_party=customer", "not known here (one of person, provider)"),
        (
            "regulator={measure_party: provider, targets: {f: {needs: [fault]}}}",
            "needs.fault.owner: a provider's clock (regulator.measure_party) is that of tickets",
        ),
        ("regulator.fine=1000 EUR", "a fine needs regulator.inspects: it is paid for breaches"),
        (f"regulator={{fine: 9 EUR/day, {INSPECTED}}}", "9 EUR is a plain sum: write it without"),
        (f"regulator={{fine: -9 EUR, {INSPECTED}}}", "-9 EUR is impossible here: it is at least 0"),
        ("customers.home.sla={credit: 8 EUR/day}", "is about repairs: give a need clock: repair"),
        ("customers.home.sla={credit: 8 EUR}", "8 EUR is paid per what? Write 8 EUR/day"),
        ("customers.home.loss_per_hour=8 EUR/h", "give a need stops_business: true"),
        ("customers.home.leaving.outage_loss=1", "in margins of a month: give margin and loss_per"),
        ("needs.fault.deadline={after: {constant: 0s}}", "after is longer than zero: a deadline"),
        ("needs.fault.clock=repairs", "did you mean 'repair'?"),
    ],
)
def test_what_a_regulator_lacks_is_named(tmp_path: Path, setting: str, words: str) -> None:
    assert any(words in line for line in told(tmp_path, setting))


def test_true_is_a_fact_where_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "centre.yaml"
    path.write_text(CENTRE, encoding="utf-8")
    assert load(path, ["needs.fault.stops_business=true"]).scenario.needs["fault"].stops_business
    assert any("true is not a value" in line for line in told(tmp_path, "teams.agents.tier=true"))


def test_one_currency_is_counted_in(tmp_path: Path) -> None:
    sets = ("teams.agents.pay=25 EUR/h", "needs.fault.cost_per_day=5 USD/day")
    assert told(tmp_path, *sets) == [
        "needs.fault.cost_per_day: 5 USD mixes currencies: this scenario counts in EUR"
    ]


def test_public_holidays_are_no_working_days() -> None:
    """Epiphany 2026 is a Tuesday; Saturdays count where a week has six days."""
    calendar = Calendar(days=7, holidays="ES")
    assert np.flatnonzero(working_days(calendar, 5, 7)).tolist() == [0, 2, 3, 4]
    assert np.flatnonzero(working_days(calendar, 6, 7)).tolist() == [0, 2, 3, 4, 5]


def test_a_term_is_over_with_the_last_of_its_working_days() -> None:
    """From Monday 5 January 2026, two working days: Epiphany and the weekend do not count."""
    facts = with_defaults(world({"clock": "repair"}, days=8))
    facts["calendar"] = {"days": 8, "holidays": "ES"}
    facts["regulator"] = {"targets": {"f": {"needs": ["fault"], "within": 1, "share": 0.7}}}
    oversight = make_plan(scenario_of(facts)).oversight
    ends = {"Mo": 3, "Tu": 3, "We": 4, "Th": 5, "Fr": 8, "Sa": 8, "Su": 8, "next": 9}
    assert (oversight.target_due[0] // DAY).tolist() == list(ends.values())
    assert (oversight.clock_due[0] // DAY).tolist() == [4, 4, 5, 8, 9, 9, 9, 10]
    assert (oversight.sla_due == NEVER).all()


def test_a_term_keeps_local_midnights_when_the_clocks_change() -> None:
    """The last Sunday of March has 23 hours in Madrid."""
    facts = with_defaults(world({"clock": "repair"}, days=2))
    facts["calendar"] = {"days": 2, "start": "2026-03-26", "time_zone": "Europe/Madrid"}
    due = make_plan(scenario_of(facts)).oversight.clock_due[0]
    assert due.tolist() == [5 * DAY - DAY // 24, 6 * DAY - DAY // 24]


@pytest.mark.parametrize(("period", "days"), [("month", [27, 55, 86, 116]), ("quarter", [86])])
def test_a_period_ends_with_its_month(period: str, days: list[int]) -> None:
    facts = with_defaults(world(days=120))
    facts["calendar"] = {"days": 120, "start": "2026-01-05"}
    facts["regulator"] = {"period": period}
    ends = make_plan(scenario_of(facts)).oversight.period_ends
    assert sorted(ends) == days
    assert all((dt.date(2026, 1, 5) + dt.timedelta(days=day)).day == 1 for day in ends)


def test_the_chance_to_complain_grows_with_time_broken_promises_and_attempts() -> None:
    facts = with_defaults(world())
    plan = make_plan(scenario_of(facts))
    cases = np.zeros(5, CASE)
    cases["customer"] = [0, 0, 0, 1, 0]
    cases["opened"] = [0, 7 * DAY, 14 * DAY, 7 * DAY, 7 * DAY]
    cases["attempts"][4] = 2
    cases["contact"] = [3, 1, 4, 1, 5]  # calls that companies make do not count
    customers = first_customers(plan.tables.segments)
    customers["broken"][1] = 1 << 16
    complains = Complains(
        monthly=0.01, after="1d", per_week_open=0.5, broken_promise=2.0, failed_contact=0.25
    )
    state = bare_state(cases, customers)
    hazard = complaint_hazard(complains, state, np.arange(5), 14 * DAY)
    assert hazard[0] / hazard[1] == pytest.approx(2.0 / 1.5)
    assert hazard[2] == 0
    assert hazard[3] / hazard[1] == pytest.approx(3.5 / 1.5)
    assert hazard[4] / hazard[1] == pytest.approx(2.0 / 1.5)
