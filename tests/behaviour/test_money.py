"""Money: what vendors are owed, what missed targets cost, and what it all comes to."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from by_hand import Call, told
from ccsim.codes import Event
from ccsim.experiments.compare import compare
from ccsim.experiments.worth import Worth
from ccsim.replication import EngineName
from ccsim.spec.loading import load
from faults import DUTY, NEEDS_POWER, NO_POWER, UNKNOWN, call, world
from measured import measured
from shipped import SCENARIOS

Book = list[str]

CROWD: dict[str, Any] = {
    "margin": "60 EUR/month",
    "leaving": {"monthly": 0.05, "open_case": 50, "open_case_after": "1s"},
}
CHEAP = {"fee": "per_hour", "amount": "10 EUR/h"}


def crowd(employer: str, knowledge: float) -> dict[str, Any]:
    """200 homes who all call on the first of five days, and an hourly price for each employer."""
    team = DUTY | {"employer": employer, "knowledge": knowledge, "headcount": 20}
    facts = world({}, CROWD, days=5, team=team)
    facts["customers"]["homes"]["count"] = 200
    return facts | ({"vendors": {"partner": CHEAP}} if employer == "partner" else {})


def everybody_calls() -> list[Call]:
    return [Call("09:00", number, segment="homes") for number in range(200)]


@pytest.mark.mechanism("S001-10")
def test_what_costs_less_may_be_worth_less(engine: EngineName) -> None:
    """20 agents for five days of eight hours: 20,000 EUR of our own, 8,000 EUR of the vendor's.

    Ours solve what the vendor's do not see, and an open case drives customers away.
    """
    own, _ = measured(crowd("in_house", 1.0), everybody_calls(), engine)
    cheap, _ = measured(crowd("partner", 0.0), everybody_calls(), engine)
    assert (own["cost_to_serve"], cheap["cost_to_serve"]) == (
        pytest.approx(20_000),
        pytest.approx(8_000),
    )
    for found in (own, cheap):
        value = found["margin_at_hand"] - found["margin_lost"] - found["cost_to_serve"]
        assert found["net_value"] == pytest.approx(value)
    assert cheap["margin_lost"] > own["margin_lost"] + 12_000
    assert own["net_value"] > cheap["net_value"]


@pytest.mark.mechanism("S001-13")
def test_who_leaves_is_told_by_what_became_of_the_call(engine: EngineName) -> None:
    solved, _ = measured(crowd("in_house", 1.0), everybody_calls(), engine)
    unsolved, _ = measured(crowd("partner", 0.0), everybody_calls(), engine)
    open_cases = ("open", "open_often")
    assert sum(unsolved[f"customers_left[history={name}]"] for name in open_cases) > 50
    assert unsolved["customers_left[history=solved]"] == 0
    assert sum(solved[f"customers_left[history={name}]"] for name in open_cases) == 0
    assert unsolved["churn_from_unresolved"] > 0.9
    assert solved["churn_from_unresolved"] in (0.0, None)


POINTS = {"in_time": {"needs": ["fault"], "within": 2, "share": 0.7}}


def watched(**regulator: Any) -> dict[str, Any]:
    """Two faults on Thursday, of which one is not solved; April begins on Wednesday."""
    facts = world(
        NEEDS_POWER | {"clock": "repair", "authority": "inform", "off_script": 0.0},
        {"repeat_delay": {"constant": "30d"}, "margin": "31 EUR/month"},
        days=7,
        team=NO_POWER,
        script_adherence=1.0,
    )
    facts["calendar"]["start"] = "2026-03-26"
    facts["regulator"] = {"targets": deepcopy(POINTS), "period": "month"} | regulator
    return facts


def two_faults() -> list[Call]:
    return call() + call("10:00", 2, off_script=True)


@pytest.mark.mechanism("S000-04")
def test_a_fine_is_due_for_each_point_by_which_a_target_is_missed(engine: EngineName) -> None:
    """Half is solved in time: 20 points short of 0.7, and none short of 0.5."""
    facts = watched(fine_per_point_missed="1000 EUR")
    found, _ = measured(facts, two_faults(), engine)
    assert (found["points_missed"], found["target_fines"]) == (20, 20_000)
    assert found["total_cost"] == pytest.approx(found["cost_to_serve"] + 20_000)
    facts["regulator"]["targets"]["in_time"]["share"] = 0.5
    found, _ = measured(facts, two_faults(), engine)
    assert (found["points_missed"], found["target_fines"]) == (0, 0)


@pytest.mark.mechanism("S000-04")
@pytest.mark.parametrize(("warm_up", "part"), [(3, 0.5), (6, 0.0)])
def test_a_fine_is_charged_for_the_measured_part_of_its_period(
    engine: EngineName, warm_up: int, part: float
) -> None:
    """The period ends after six days: three of them are measured, or none."""
    reporting = {"fine": "500 EUR"}
    facts = watched(fine_per_point_missed="1000 EUR", reporting=reporting)
    facts["calendar"]["warm_up_days"] = warm_up
    found, _ = measured(facts, two_faults(), engine)
    assert found["points_missed"] == pytest.approx(20 * part)
    assert found["target_fines"] == pytest.approx(20_000 * part)
    assert found["publication_fines"] == pytest.approx(500 * part)


@pytest.mark.mechanism("S000-04")
def test_complaints_to_the_regulator_make_it_tighten_its_targets(
    engine: EngineName, book: Book
) -> None:
    """One of ten customers complains in a week: as 520,000 a year of 100,000 would.

    6d 00:00 target 0 is missed: 0.50
    6d 00:00 target 0 is tightened: 0.75
    """
    facts = watched(intervenes={"complaints_per_100k": 100}, queue="desk")
    facts["customers"]["homes"]["complains"] = {"monthly": 1.0}
    facts["queues"]["desk"] = {"teams": ["seniors"], "hours": "We 10:00-11:00"}
    facts["teams"]["seniors"] = {"headcount": 1}
    rows = frozenset({Event.TARGET_MISSED})
    lines = [line for line in told(facts, two_faults(), engine, rows) if "target" in line]
    assert lines == book
    facts["regulator"]["intervenes"] = {"complaints_per_100k": 999_999}
    assert [line for line in told(facts, two_faults(), engine) if "target" in line] == book[:1]
    facts["regulator"]["intervenes"] = {"complaints_per_100k": 100}
    facts["customers"]["homes"]["complains"] = {"monthly": 0.0}
    assert [line for line in told(facts, two_faults(), engine) if "target" in line] == book[:1]


def test_no_target_rises_beyond_the_most(engine: EngineName, book: Book) -> None:
    """Two months, and a complaint in each: 0.7, 0.75, and then no more than 0.78.

    6d 00:00 target 0 is missed: 0.50
    6d 00:00 target 0 is tightened: 0.75
    36d 00:00 target 0 is missed: 0.00
    36d 00:00 target 0 is tightened: 0.78
    """
    rule = {"complaints_per_100k": 100, "most": 0.78}
    facts = watched(intervenes=rule, queue="desk", fine_per_point_missed="1 EUR")
    facts["calendar"]["days"] = 40
    facts["customers"]["homes"]["complains"] = {"monthly": 1.0}
    facts["queues"]["desk"] = {"teams": ["seniors"], "hours": "Tu 10:00-11:00"}
    facts["teams"]["seniors"] = {"headcount": 1, "authority": "full", "script_adherence": 0.0}
    calls = [*two_faults(), Call("20d 09:00", 3, segment="homes", off_script=True)]
    assert [line for line in told(facts, calls, engine) if "target" in line] == book
    found, _ = measured(facts, calls, engine)
    assert found["target_fines"] == pytest.approx(20 + 75)


def migrating(**change: Any) -> dict[str, Any]:
    """Four weeks, the first of warm-up: an old team of two, and a new one of one."""
    facts = world({}, {"margin": "31 EUR/month"}, days=28, team={"headcount": 2} | SHIFT)
    facts["calendar"]["warm_up_days"] = 7
    facts["teams"]["fresh"] = {"headcount": 1} | SHIFT
    facts["queues"]["calls"] = {"teams": ["agents", "fresh"]}
    facts["transition"] = {"old_teams": ["agents"], "new_teams": ["fresh"]} | change
    return facts


SHIFT = {"hours": "09:00-17:00", "pay": "10 EUR/h"}


def test_old_and_new_teams_work_and_are_paid_side_by_side_for_so_long(engine: EngineName) -> None:
    """Eight hours a day at 10 EUR: 160 of the old and 80 of the new, a week each of both."""
    change = {"one_off": "5000 EUR", "parallel_weeks": 1, "systems": "700 EUR/week"}
    found, _ = measured(migrating(**change), call(), engine)
    weeks = [f"week=2026-01-{day}" for day in (12, 19, 26)]
    pay = [found[f"own_pay[{week}]"] for week in weeks]
    assert pay == [pytest.approx(7 * one) for one in (240, 80, 80)]
    extra = [found[f"transition_cost[{week}]"] for week in weeks]
    assert extra == [pytest.approx(5700), 0, 0]
    assert found["staffed_s[team=agents]"] == 7 * 16 * 3600
    assert found["staffed_s[team=fresh]"] == 21 * 8 * 3600
    assert found["total_cost"] == pytest.approx(7 * 400 + 5700)


def test_without_margins_a_change_is_worth_what_it_saves(engine: EngineName) -> None:
    """Two at 10 EUR for 21 days, or one after a week of both and 5,000 EUR; 0 % a year."""
    facts = migrating(one_off="5000 EUR", parallel_weeks=1)
    del facts["customers"]["homes"]["margin"]
    found, _ = measured(facts, call(), engine)
    assert found["net_value"] == found["present_value"] == pytest.approx(-7 * 400 - 5000)
    assert found["net_value[week=2026-01-26]"] == pytest.approx(-7 * 80)
    assert "loss_chance" not in found


def test_the_dip_of_a_change_is_played(engine: EngineName) -> None:
    """Without parallel running one is left where two were: the second caller waits from then on."""
    facts = migrating(parallel_weeks=1)
    calls = [Call(f"{day}d 09:00", n, segment="homes") for day in (8, 15) for n in (1, 2)]
    lines = [line for line in told(facts, calls, engine) if "answers" in line]
    assert lines == [
        "8d 09:00 agents 0 answers homes 1 after 0s",
        "8d 09:00 agents 1 answers homes 2 after 0s",
        "15d 09:00 fresh 0 answers homes 1 after 0s",
        "15d 09:05 fresh 0 answers homes 2 after 5m",
    ]


@pytest.mark.mechanism("S001-28")
@pytest.mark.parametrize(
    ("fee", "line"),
    [
        ({"fee": "fixed", "amount": "3100 EUR/month"}, "vendor_fees"),
        ({"fee": "per_call", "amount": "1 EUR", "commitment": 3100}, "vendor_shortfall"),
    ],
)
def test_an_old_vendor_is_owed_nothing_once_its_teams_have_gone(
    engine: EngineName, fee: dict[str, Any], line: str
) -> None:
    """Its agents stay for a week of the three that are measured: 100 EUR for each of seven days."""
    facts = migrating(parallel_weeks=1)
    facts["teams"]["agents"]["employer"] = "partner"
    facts["vendors"] = {"partner": fee}
    found, _ = measured(facts, call(), engine)
    assert found[line] == pytest.approx(700)
    assert found[f"{line}[week=2026-01-12]"] == pytest.approx(700)
    facts["transition"]["old_teams"] = []
    del facts["transition"]["parallel_weeks"]
    found, _ = measured(facts, call(), engine)
    assert found[line] == pytest.approx(20 * 100 + 3100 / 28)  # the last day is in February


@pytest.mark.mechanism("S001-31")
def test_who_moves_people_from_service_to_sales_makes_those_wait_who_have_signed(
    engine: EngineName,
) -> None:
    """Three people for two queues: the red carpet takes two of them, and then one.

    Three sign up at nine, and three of those who had signed before ask for help.
    """
    waits = {}
    for sales in (2, 1):
        facts = world({"queue": "service"}, {"redials": 0.0}, team={"headcount": sales})
        facts["needs"]["signing_up"] = facts["needs"]["fault"] | {"queue": "calls"}
        facts["teams"]["service"] = {"headcount": 3 - sales}
        facts["queues"]["service"] = {"teams": ["service"]}
        calls = [
            Call("09:00", number, queue, segment="homes", kind=kind)
            for queue, kind, numbers in (
                ("calls", "signing_up", (1, 2)),
                ("service", "fault", (3, 4)),
            )
            for number in numbers
        ]
        found, _ = measured(facts, calls, engine)
        waits[sales] = tuple(found[f"mean_wait_s[queue={name}]"] for name in ("calls", "service"))
    assert waits == {2: (0, 150), 1: (150, 0)}


WATCHED = """
base: {base}
patch:
  calendar: {{weeks: 7, warm_up_weeks: 1, start: 2026-01-12, holidays: ES-GA}}
  customers.consumer.count: 3600
  customers.business.count: 400
  needs.technical_fault.clock: repair
  needs.technical_fault.back_office: 1.0
  teams.front.headcount: 3
  departments.network: {{staff: 1, pay: 30 EUR/h, work: {{constant: 12h}}}}
  regulator:
    targets: {{faults: {{needs: [technical_fault], within: 2, share: 0.9}}}}
    period: month
    fine_per_point_missed: 1 EUR
  transition: {{discount_rate: 0.15}}
"""


@pytest.mark.mechanism("S001-25")
def test_improving_pays_from_the_break_even_fine_on(engine: EngineName, tmp_path: Path) -> None:
    """More technicians cost pay and save points: at the fine that a comparison tells, it is even.

    Fines change no event, so that at twice the fine improving is worth more, and at half of it
    less.
    """
    path = tmp_path / "watched.yaml"
    path.write_text(WATCHED.format(base=SCENARIOS / "scripted_call_center.yaml"), encoding="utf-8")

    def gain(fine: float) -> Worth:
        sets = [f"regulator.fine_per_point_missed={fine} EUR"]
        both = [load(path, sets), load(path, [*sets, "departments.network.staff=3"])]
        return compare(both, replications=2, engine=engine, workers=1).worth[0]

    even = gain(1.0).break_even["regulator.fine_per_point_missed"]
    fine = even.span.mean
    assert fine is not None
    assert fine > 0
    assert even.pays == "from"
    for factor, sign in ((0.5, -1), (1.0, 0), (2.0, 1)):
        value = gain(factor * fine).present_value.mean
        assert value is not None
        assert value == pytest.approx(0, abs=1) if sign == 0 else value * sign > 100


@pytest.mark.mechanism("S002-34")
def test_hiring_and_training_have_lines_of_their_own(engine: EngineName) -> None:
    """One goes in the first night, is replaced for 2,000 EUR, and the newcomer learns two days.

    Five days of twelve hours at 20 EUR: the first and the last are worked, the second is vacant,
    the third and the fourth are paid for learning.
    """
    team = UNKNOWN | {
        "hours": "Mo-Su 08:00-20:00",
        "pay": "20 EUR/h",
        "stress": {"angry": 1.0, "memory": "0s"},
        "turnover": {"yearly": 1.0, "by_stress": 4000.0},
        "hiring": {"lead": "1d", "training": "2d", "cost": "2000 EUR"},
    }
    facts = world(segment={"repeat_delay": {"constant": "1h"}}, team=team, days=5)
    found, _ = measured(facts, call(), engine)
    assert found["own_pay"] == pytest.approx(2 * 12 * 20)
    assert found["hiring_cost"] == 2000
    assert found["training_cost"] == pytest.approx(2 * 12 * 20)
    assert found["cost_to_serve"] == pytest.approx(2000 + 4 * 12 * 20)
    facts["teams"]["agents"]["employer"] = "partner"
    facts["vendors"] = {"partner": {"fee": "per_hour", "amount": "30 EUR/h"}}
    found, _ = measured(facts, call(), engine)
    assert (found["hiring_cost"], found["training_cost"]) == (0, 0)
    assert found["cost_to_serve"] == pytest.approx(2 * 12 * 30)
