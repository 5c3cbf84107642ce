"""Cases born of cases: errors in orders, lines cut too early, troubles that come back."""

from typing import Any

import numpy as np
import pytest

from by_hand import Call, told
from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.cases import addressed, case_name
from ccsim.experiments.telling import Teller
from ccsim.metrics.estimates import values
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from ccsim.replication import EngineName, replicate
from faults import world
from playing import play, scenario_of

Book = list[str]
Facts = dict[str, Any]


def orders(days: int, **breeds: Any) -> Facts:
    """Orders to move to fibre, of which faults may come."""
    facts = world(days=days)
    facts["needs"]["order"] = facts["needs"]["fault"] | {
        "breeds": [{"need": "fault", "chance": 1.0} | breeds]
    }
    return facts


ORDER = [Call("09:00", 1, segment="homes", kind="order")]


@pytest.mark.mechanism("S002-12")
def test_an_order_entered_wrongly_brings_a_fault(engine: EngineName, book: Book) -> None:
    """The order seems done; two days later the line is dead.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    1d 00:00 a fault comes of it for homes 1, by 2d 09:05
    2d 09:05 homes 1 dials (consequence)
    2d 09:05 agents 0 answers homes 1 after 0s
    2d 09:10 agents 0 ends with homes 1 after 5m: resolved
    2d 09:10 homes 1 is helped after 5m
    """
    assert told(orders(3, delay={"constant": "2d"}), ORDER, engine) == book


@pytest.mark.mechanism("S002-13")
def test_a_line_cut_before_the_switch_brings_a_call_at_once(engine: EngineName, book: Book) -> None:
    """The switch is three days after the order; 18 hours before it the dial tone is gone.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    1d 00:00 a fault comes of it for homes 1, by 2d 15:00
    2d 15:00 homes 1 dials (consequence)
    2d 15:00 agents 0 answers homes 1 after 0s
    2d 15:05 agents 0 ends with homes 1 after 5m: resolved
    2d 15:05 homes 1 is helped after 5m
    """
    cut = {"when": "opened", "delay": {"constant": "3d"}, "before": "18h"}
    assert told(orders(4, **cut), ORDER, engine) == book
    told_of_it = told(orders(4, **cut, announced=1.0), ORDER, engine)
    assert told_of_it == book[:4]


@pytest.mark.mechanism("S002-13")
def test_who_was_told_of_the_cut_calls_less(engine: EngineName) -> None:
    calls = []
    for announced in (0.0, 0.5, 0.9):
        facts = orders(20, when="opened", announced=announced)
        facts["customers"]["homes"]["count"] = 600
        facts["needs"]["order"]["per_customer_year"] = 24
        found = measured(facts, engine)["begotten_cases"]
        assert found is not None
        calls.append(found)
    assert calls[1] == pytest.approx(calls[0] * 0.5, rel=0.15)
    assert calls[2] == pytest.approx(calls[0] * 0.1, rel=0.4)


def measured(facts: Facts, engine: EngineName) -> dict[str, float | None]:
    """The metrics of one replication, with plenty of agents."""
    facts["teams"]["agents"]["headcount"] = 20
    plan = make_plan(scenario_of(facts | {"queues": named(facts)}))
    ledger = Ledger(plan)
    replicate(plan, seed=1, replication=0, engine=engine, listeners=[ledger])
    return values(ledger.finish())


def named(facts: Facts) -> Facts:
    return {name: {"teams": ["agents"]} | queue for name, queue in facts["queues"].items()}


@pytest.mark.mechanism("S002-31")
def test_after_a_change_of_name_bills_are_wrong_with_some_probability(engine: EngineName) -> None:
    """Three changes in ten; the wrong bill comes with the next one, ten days later."""
    facts = world(days=60)
    facts["customers"]["homes"]["count"] = 600
    facts["needs"]["billing_error"] = dict(facts["needs"]["fault"])
    facts["needs"]["name_change"] = facts["needs"]["fault"] | {
        "per_customer_year": 24,
        "breeds": [{"need": "billing_error", "chance": 0.3, "delay": {"constant": "10d"}}],
    }
    facts["teams"]["agents"]["headcount"] = 20
    plan = make_plan(scenario_of(facts | {"queues": named(facts)}))
    log = play(plan, engine).log
    changes = int(((log.event == Event.CASE_RESOLVED) & (log.kind == 2)).sum())
    births = np.flatnonzero(log.event == Event.CASE_BEGETS)
    assert changes > 1000
    assert abs(len(births) / changes - 0.3) < 4 * np.sqrt(0.3 * 0.7 / changes)
    assert set(log.reason[births].tolist()) == {plan.kind_names.index("billing_error")}
    wait = log.value[births] - log.time[births]
    assert wait.min() > 8 * 86_400_000
    assert wait.max() <= 10 * 86_400_000
    opened = (log.event == Event.CASE_OPENED) & (log.kind == 1)
    assert opened.sum() == (log.value[births] < plan.horizon).sum()


@pytest.mark.mechanism("S002-32")
def test_what_was_solved_comes_back(engine: EngineName, book: Book) -> None:
    """The symptom was cured, the cause was not: two days later it is there again.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    1d 00:00 the fault of homes 1 is not over, by 2d 09:05
    2d 09:05 homes 1 dials (consequence)
    2d 09:05 agents 0 answers homes 1 after 0s
    2d 09:10 agents 0 ends with homes 1 after 5m: resolved
    2d 09:10 homes 1 is helped after 5m
    """
    facts = world({"recurs": 1.0, "recurs_after": {"constant": "2d"}}, days=3)
    assert told(facts, [Call("09:00", 1, segment="homes")], engine) == book


@pytest.mark.mechanism("S002-32")
@pytest.mark.mechanism("E-FCR-08")
def test_the_share_that_is_reopened_is_reported(engine: EngineName) -> None:
    facts = world({"recurs": 0.05, "per_customer_year": 24}, days=60)
    facts["customers"]["homes"]["count"] = 1000
    rate = measured(facts, engine)["reopen_rate"]
    assert rate is not None
    assert abs(rate - 0.05) < 4 * np.sqrt(0.05 * 0.95 / 3900)


def test_a_child_has_a_name_and_is_found_by_it(engine: EngineName) -> None:
    facts = world({"recurs": 1.0, "recurs_after": {"constant": "1d"}, "per_customer_year": 24})
    facts["calendar"] = {"days": 10}
    facts["customers"]["homes"]["count"] = 50
    plan = make_plan(scenario_of(facts | {"queues": named(facts)}))
    log = play(plan, engine).log
    codes = set(plan.tables.kinds["code"].tolist())
    opened = np.flatnonzero(log.event == Event.CASE_OPENED)
    children = [row for row in opened if int(log.case[row]) >> 16 not in codes]
    assert len(children) > 20
    for row in children:
        name = case_name(plan, int(log.who[row]), int(log.case[row]), int(log.kind[row]))
        assert addressed(plan, name)(log)[row]
    cases = list(zip(log.who[opened].tolist(), log.case[opened].tolist(), strict=True))
    assert len(set(cases)) == len(cases)


def test_a_need_without_children_is_the_same_whoever_else_has_some(engine: EngineName) -> None:
    """Needs that come of others change nothing in the luck of those that arise of themselves."""

    def arisen(facts: Facts) -> set[tuple[int, int, int]]:
        facts["customers"]["homes"]["count"] = 100
        facts["needs"]["order"]["per_customer_year"] = 24
        facts["needs"]["fault"]["per_customer_year"] = 24
        plan = make_plan(scenario_of(facts | {"queues": named(facts)}))
        log = play(plan, engine).log
        codes = plan.tables.kinds["code"]
        rows = np.flatnonzero((log.event == Event.CASE_OPENED) & np.isin(log.case >> 16, codes))
        columns = (log.time[rows], log.who[rows], log.case[rows])
        return set(zip(*(column.tolist() for column in columns), strict=True))

    assert arisen(orders(10, chance=0.5)) == arisen(orders(10, chance=0.0))


def test_a_child_and_its_parent_are_told_in_sentences(engine: EngineName) -> None:
    facts = world({"recurs": 1.0, "recurs_after": {"constant": "1d"}, "per_customer_year": 24})
    facts["calendar"] = {"days": 10}
    facts["customers"]["homes"]["count"] = 50
    plan = make_plan(scenario_of(facts | {"queues": named(facts)}))
    log = play(plan, engine).log
    parent = int(np.flatnonzero(log.event == Event.CASE_REOPENED)[0])
    mine = log.who == log.who[parent]
    told_of = [moment.text for moment in Teller(plan).tell(Chunk(*(one[mine] for one in log)))]
    assert any(text.startswith("only the symptom was cured: it will") for text in told_of)
    assert any("calls about what came of an earlier case (fault)" in text for text in told_of)
