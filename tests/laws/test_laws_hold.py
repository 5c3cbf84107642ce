"""Every log obeys the laws, whatever the scenario."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from ccsim.codes import Event
from ccsim.eventlog.laws import check_laws
from ccsim.eventlog.stretches import paid_time
from ccsim.metrics.ledger import Ledger
from ccsim.plan.plan import make_plan
from generated import Document, few, scenarios
from playing import Played, doors_of, play, scenario_of
from shipped import FILES, short_plan


def broken_laws(played: Played) -> list[str]:
    return check_laws(doors_of(played.plan), played.log)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_scenarios_obey_the_laws(path: Path) -> None:
    assert broken_laws(play(short_plan(path))) == []


@few(60)
@given(scenarios("callers"))
def test_anonymous_callers_obey_the_laws(document: Document) -> None:
    assert broken_laws(play(make_plan(scenario_of(document)))) == []


@few(60)
@given(scenarios("mixed"))
def test_customers_and_callers_obey_the_laws(document: Document) -> None:
    assert broken_laws(play(make_plan(scenario_of(document)))) == []


@few(60)
@given(scenarios("instants"))
def test_much_at_one_instant_obeys_the_laws(document: Document) -> None:
    assert broken_laws(play(make_plan(scenario_of(document)))) == []


@pytest.mark.slow
def test_generated_scenarios_are_rich_enough_for_all_events() -> None:
    wanted, seen = {int(event) for event in Event}, set[int]()

    @few(500)
    @given(scenarios("mixed"))
    def look(document: Document) -> None:
        if not wanted <= seen:
            seen.update(play(make_plan(scenario_of(document))).log.event.tolist())

    look()
    assert seen == wanted


@few(30)
@given(scenarios("mixed"))
def test_the_cost_is_the_paid_time_at_each_teams_pay(document: Document) -> None:
    document["calendar"].pop("warm_up_days", None)
    document.pop("transition", None)  # new teams would need a warm-up
    plan = make_plan(scenario_of(document))
    played, ledger = play(plan), Ledger(plan)
    ledger.add(played.log)
    paid = paid_time(int(plan.day_starts[-1]), played.log, len(plan.agent_team))
    pay = plan.pay_per_ms / plan.team_at_once  # who has several chats is paid once
    cost = (paid * pay[plan.agent_team]).sum()
    cost += plan.functions_cost.sum()
    cost += (plan.floor_walkers_paid.sum(axis=1) * plan.floor_walkers_pay_per_ms).sum()
    assert np.isclose(ledger.finish().sums[""]["own_pay"], cost)
