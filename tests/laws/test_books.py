"""Every line of money, and all paid time, kept a second time from the rows of the log.

To the cent and to the millisecond: on every shipped scenario, on generated ones, in both engines.
"""

from pathlib import Path

import pytest
from hypothesis import given

from books import Books
from ccsim.codes import Event
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import EngineName
from ccsim.spec.loading import load
from generated import Document, few, scenarios
from playing import play, scenario_of
from shipped import FILES, SCENARIOS, short_plan

CENT = 0.005
ELSEWHERE = {"present_value"}
"""The same weeks discounted: tests/laws/test_ledger.py."""
OF_COMPANIES = [path for path in FILES if path.parent.name != "theory"]
EVERYTHING = (
    "customers.consumer.count=9000",
    "customers.business.count=1000",
    "calendar.weeks=5",
    "customers.consumer.leaving.monthly=0.1",
    "calendar.warm_up_weeks=1",
    "teams.front.turnover={yearly: 8}",
    "teams.front.hiring={lead: 1w, training: 1w, cost: 2000 EUR}",
    "teams.front.floor_walkers={count: 1}",
    "operating_model.tools={faster: 0.1, cost: 40 EUR/month}",
    "operating_model.conversation_training={courtesy: 0.5, cost: 200 EUR/year}",
    "customers.consumer.cross_sell={chance: 0.05, revenue: 60 EUR}",
    "customers.consumer.lifetime_value=400 EUR",
    "customers.consumer.tells={complaint: 0.7, complaint_to: 5, praise: 0.4, praise_to: 1}",
    "customers.consumer.leaving.friends=2.0",
    "market={population: 100000, turns_away: 0.5, wins: 0.1}",
    "measures.leaving_causes=true",
    "needs.technical_fault.cost_per_day=5 EUR/day",
    "needs.technical_fault.stops_business=true",
    "customers.business.loss_per_hour=20 EUR/h",
)
"""Lines of the ledger that the scenarios of other tests here do not name."""


def assert_books_agree(plan: Plan, engine: EngineName) -> dict[str, float]:
    """The metrics say what the books say; gives the lines."""
    log = play(plan, engine).log
    ledger = Ledger(plan)
    ledger.add(log)
    totals = ledger.finish()
    books, found = Books(plan, log), values(totals)
    lines = books.lines()
    for name, value in lines.items():
        measured = found.get(name)
        assert (measured or 0.0) == pytest.approx(value, abs=CENT, rel=1e-12), name
    for t in range(len(plan.team_names)):
        walked = {
            "staffed_ms": books.record.paid(t),
            "busy_ms": books.record.busy(t),
            "break_ms": list(books.record.spans(t, Event.BREAK_STARTED, Event.BREAK_ENDED)),
        }
        for name, spans in walked.items():
            by_rows = books.record.ms(t, spans)
            assert totals.sums["team"][name][t] == pytest.approx(by_rows, abs=0.5, rel=0), name
    return lines


def test_the_books_know_every_line_of_money_in_the_catalogue() -> None:
    named = {metric.name for metric in CATALOGUE.values() if metric.unit == "money"}
    plan = short_plan(SCENARIOS / "theory" / "j3.yaml")
    lines = Books(plan, play(plan).log).lines()
    assert named - set(lines) == ELSEWHERE


@pytest.mark.parametrize("name", ["offshore_outsourcing", "pit_stop"])
def test_vendors_and_other_functions_to_the_cent_and_the_millisecond(name: str) -> None:
    """Three days each; the twins say that the other engine writes the same log."""
    assert_books_agree(short_plan(SCENARIOS / f"{name}.yaml"), "compiled")


@pytest.mark.parametrize("player", ["simpy", "compiled"])
@few(6)
@given(document=scenarios("customers"))
def test_generated_scenarios_to_the_cent_and_the_millisecond(
    player: EngineName, document: Document
) -> None:
    assert_books_agree(make_plan(scenario_of(document)), player)


@pytest.mark.mechanism("S002-34")
@pytest.mark.mechanism("S004-12")
@pytest.mark.mechanism("S000-13")
def test_tools_training_sales_and_losses_are_in_the_books() -> None:
    """What the scenarios of other tests do not name, all at once, and each of it above nought."""
    facts = load(SCENARIOS / "scripted_call_center.yaml", list(EVERYTHING)).scenario
    lines = assert_books_agree(make_plan(facts), "compiled")
    named = (
        "tools_cost", "conversation_training_cost", "hiring_cost", "training_cost",
        "cross_sell_revenue", "lifetime_value_lost", "margin_lost_own_experience",
        "margin_lost_friends", "prospect_margin_lost_friends", "outage_loss", "customer_cost",
    )  # fmt: skip
    assert [name for name in named if lines[name] <= 0] == []
    serving = lines["own_pay"] + lines["hiring_cost"] + lines["training_cost"]
    equipment = lines["tools_cost"] + lines["conversation_training_cost"]
    assert lines["cost_to_serve"] == pytest.approx(serving + equipment, abs=CENT)


@pytest.mark.slow
@pytest.mark.parametrize("path", OF_COMPANIES, ids=lambda path: path.stem)
def test_shipped_scenarios_to_the_cent_and_the_millisecond(path: Path) -> None:
    assert_books_agree(short_plan(path), "compiled")
