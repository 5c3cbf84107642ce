"""Contracts and changes that contradict themselves are refused with a sentence."""

from typing import Any

import pytest

from playing import scenario_of

VENDOR = {"fee": "per_hour", "amount": "20 EUR/h"}
BONUS = {"measure": "service_level", "share": 0.8, "bonus": "10 EUR"}


def refused(vendor: dict[str, Any] | None = None, **changes: Any) -> str:
    """What is said of a scenario with this contract and these changes."""
    facts: dict[str, Any] = {
        "calendar": {"weeks": 4, "warm_up_weeks": 1},
        "queues": {"calls": {"teams": ["agents"], "talk": {"constant": "5m"}}},
        "teams": {"agents": {"headcount": 1, "employer": "partner", "pay": "20 EUR/h"}},
        "vendors": {"partner": VENDOR | (vendor or {})},
    }
    facts["queues"]["calls"]["forecast"] = {"rate": "3/h"}
    with pytest.raises(Exception, match=r".") as found:
        scenario_of(facts | changes)
    return str(found.value)


CONTRACTS = {
    "a fixed fee has no volume to commit to": {
        "fee": "fixed", "amount": "1000 EUR/month", "commitment": 10
    },
    "changes nothing: give one of them": {"targets": [{"measure": "resolution", "share": 0.5}]},
    "'service_level' stands there twice": {"targets": [BONUS, BONUS]},
    "write 20 EUR/h": {"amount": "20 EUR/month"},
    "a fee per call has another span: write 20 EUR": {"fee": "per_call"},
    "-20 EUR is impossible here: it is at least 0": {"amount": "-20 EUR/h"},
    "20 USD mixes currencies: this scenario counts in EUR": {"amount": "20 USD/h"},
    "10 EUR is a plain sum: write it without a span": {
        "targets": [BONUS | {"bonus": "10 EUR/month"}]
    },
}  # fmt: skip


@pytest.mark.parametrize("sentence", CONTRACTS)
def test_a_contract_that_makes_no_sense(sentence: str) -> None:
    assert sentence in refused(CONTRACTS[sentence])


def test_a_vendor_whom_no_team_names_has_nobody_to_send() -> None:
    words = refused(teams={"agents": {"headcount": 1}})
    assert "no team has 'partner' as its employer" in words
    words = refused(vendors={"in_house": VENDOR}, teams={"agents": {"headcount": 1}})
    assert "in_house is the company itself" in words


CHANGES = {
    "'agents' is an old team and a new one": {"old_teams": ["agents"], "new_teams": ["agents"]},
    "parallel_weeks need old_teams": {"parallel_weeks": 2},
    "systems run side by side in parallel_weeks": {"systems": "5 EUR/week"},
    "5 EUR is paid by the week: write 5 EUR/week": {
        "old_teams": ["agents"], "parallel_weeks": 1, "systems": "5 EUR/h"
    },
    "3 weeks side by side last until the end of the run": {
        "old_teams": ["agents"], "parallel_weeks": 3
    },
    "all teams of 'calls' go, and nobody answers after that: give queues.calls.teams a team that": {
        "old_teams": ["agents"], "parallel_weeks": 1
    },
    "there is no team 'nobody'": {"new_teams": ["nobody"]},
    "7 EUR is a plain sum": {"one_off": "7 EUR/month"},
}  # fmt: skip


@pytest.mark.parametrize("sentence", CHANGES)
def test_a_change_that_makes_no_sense(sentence: str) -> None:
    assert sentence in refused(transition=CHANGES[sentence])


def test_new_teams_need_a_time_in_which_the_old_ones_work_alone() -> None:
    words = refused(calendar={"weeks": 4}, transition={"new_teams": ["agents"]})
    assert "give calendar.warm_up_weeks" in words


MIXED = {
    "vendors.partner.amount: 9 USD mixes": {"vendors": {"partner": VENDOR | {"amount": "9 USD/h"}}},
    "transition.one_off: 7 USD mixes": {"transition": {"one_off": "7 USD"}},
    "operating_model.manager_pay: 60 USD mixes": {"operating_model": {"manager_pay": "60 USD/h"}},
    "operating_model.tools.cost: -40 EUR is impossible here": {
        "operating_model": {"tools": {"cost": "-40 EUR/month"}}
    },
    "customers.home.margin: -15 EUR is impossible here": {
        "customers": {"home": {"count": 1, "margin": "-15 EUR/month"}}
    },
}


@pytest.mark.parametrize("sentence", MIXED)
def test_all_amounts_of_a_scenario_are_of_one_kind(sentence: str) -> None:
    """No pay and no margin says in what money is counted: needs come first, in EUR."""
    changes: dict[str, Any] = {
        "teams": {"agents": {"headcount": 1, "employer": "partner"}},
        "regulator": {"targets": {"all": {"needs": ["fault"]}}, "fine_per_point_missed": "5 EUR"},
        "needs": {
            "fault": {
                "per_customer_year": 1,
                "queue": "calls",
                "talk": {"constant": "5m"},
                "cost_per_day": "5 EUR/day",
            }
        },
        "customers": {"home": {"count": 1}},
        "vendors": {"partner": VENDOR},
    }
    assert sentence in refused(**(changes | MIXED[sentence]))


@pytest.mark.parametrize("key", ["fine_per_point_missed", "intervenes"])
def test_a_fine_for_missed_points_needs_a_target_to_miss(key: str) -> None:
    values: dict[str, Any] = {"fine_per_point_missed": "5 EUR", "intervenes": {}}
    words = refused(regulator={key: values[key]})
    assert "there is no target to miss or to tighten: give regulator.targets" in words
