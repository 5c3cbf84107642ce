"""What the operator shows that wears its customers down: cheaper calls, and who pays for that."""

import numpy as np
import pytest

from ccsim.codes import Event, Superior
from ccsim.eventlog.chunk import Chunk
from ccsim.experiments.compare import Difference, compare
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import Loaded, load
from directions import SMALL, Way, assert_goes, goes, told
from playing import play
from shipped import SCENARIOS

REPLICATIONS = 5
AMPLE = ("teams.front.headcount=14", "teams.second_line.headcount=6")
"""People enough, so that what a rule does to a case is not hidden by what it does to the queue."""


def operator(*sets: str) -> Loaded:
    return load(SCENARIOS / "wear_them_down.yaml", [*SMALL, *sets])


def scripted(*sets: str) -> Loaded:
    return load(SCENARIOS / "scripted_call_center.yaml", [*SMALL, *sets])


def differences(before: Loaded, after: Loaded) -> dict[str, Difference]:
    found = compare([before, after], replications=REPLICATIONS, workers=1).differences
    return {one.metric: one for one in found}


@pytest.fixture(scope="module")
def log() -> Chunk:
    return play(make_plan(operator().scenario)).log


@pytest.mark.mechanism("S001-34", "S001-35", "S001-39")
def test_customers_are_passed_around_helped_less_and_give_up() -> None:
    ways: dict[str, Way] = {
        "gave_up_rate": "up",
        "loops_per_case": "up",
        "contacts_per_case": "up",
        "resolution_rate": "down",
        "true_fcr": "down",
        "satisfaction": "down",
        "churn_rate": "up",
    }
    assert_goes(scripted(*AMPLE), operator(*AMPLE), ways, REPLICATIONS)


@pytest.mark.mechanism("S001-07", "S001-10")
def test_a_contact_costs_the_operator_less_and_a_case_costs_the_customer_more() -> None:
    found = differences(scripted(*AMPLE), operator(*AMPLE))
    assert goes(found["cost_per_contact"]) == "down", told(found["cost_per_contact"])
    assert goes(found["customer_time_per_case_s"]) == "up", told(found["customer_time_per_case_s"])
    assert goes(found["margin_lost"]) == "up", told(found["margin_lost"])


@pytest.mark.mechanism("S001-20")
def test_the_menu_contains_more_than_it_helps_and_without_it_more_are_helped() -> None:
    """Not that it saves their time: whom the machine sheds gives up sooner."""
    comparison = compare(
        [operator(*AMPLE), operator(*AMPLE, "queues.front.ivr=null")],
        replications=REPLICATIONS, workers=1,
    )  # fmt: skip
    shown = comparison.reference.estimates
    helped, contained = shown["ivr_true_containment_rate"], shown["ivr_containment_rate"]
    assert helped.high is not None
    assert contained.low is not None
    assert helped.high < contained.low / 2
    found = {one.metric: one for one in comparison.differences}
    assert goes(found["contacts_per_case"]) == "down", told(found["contacts_per_case"])
    assert goes(found["resolution_rate"]) == "up", told(found["resolution_rate"])


@pytest.mark.mechanism("S001-11")
def test_nobody_is_told_by_when_it_will_be_done(log: Chunk) -> None:
    handed_over = log.event == Event.TICKET_OPENED
    assert handed_over.sum() > 100
    assert np.all(log.value[handed_over] == -1)
    assert not np.any(log.event == Event.PROMISE_GIVEN)


@pytest.mark.mechanism("S001-36")
def test_the_superior_is_a_colleague_who_solves_nothing_and_some_find_out(log: Chunk) -> None:
    asked = log.event == Event.SUPERVISOR_ASKED
    assert set(log.reason[asked].tolist()) == {int(Superior.FAKE)}
    assert 0 < np.sum(log.event == Event.FAKE_DISCOVERED) < asked.sum()
    without = ("operating_model.escalation=none", "operating_model.superiors=null")
    found = differences(operator(*AMPLE), operator(*AMPLE, *without))
    assert goes(found["talk_s"]) == "down", told(found["talk_s"])
    assert goes(found["resolution_rate"]) != "down", told(found["resolution_rate"])


@pytest.mark.mechanism("S001-37")
def test_obstacles_put_off_who_wants_to_leave_and_bring_complaints() -> None:
    found = differences(operator(*AMPLE), operator(*AMPLE, "needs.cancellation.obstacles=0"))
    assert goes(found["obstructed"]) == "down", told(found["obstructed"])
    assert goes(found["customers_left"]) == "up", told(found["customers_left"])
    complaints = found["internal_complaints_per_100k"]
    assert goes(complaints) == "down", told(complaints)


@pytest.mark.mechanism("S001-34")
def test_who_throws_in_the_towel_spares_the_operator_calls_and_is_not_helped() -> None:
    stay = tuple(f"customers.{name}.gives_up_per_pass=0" for name in ("consumer", "business"))
    found = differences(operator(*AMPLE), operator(*AMPLE, *stay))
    assert goes(found["repeats"]) == "up", told(found["repeats"])
    assert goes(found["resolution_rate"]) == "up", told(found["resolution_rate"])
    assert goes(found["gave_up_rate"]) == "down", told(found["gave_up_rate"])


@pytest.mark.mechanism("S001-40")
def test_the_call_log_sees_more_cases_closed_than_are_solved() -> None:
    shown = compare([scripted(), operator()], replications=REPLICATIONS, workers=1).runs[1]
    log, truth = shown.estimates["log_resolution_rate"], shown.estimates["resolution_rate"]
    assert log.low is not None
    assert truth.high is not None
    assert log.low > truth.high
