"""The search for staff, by simulation, gives the numbers of the reference cases on staffing."""

import pytest

from analytic.reference_checks import cases
from analytic.reference_runs import THEORY
from ccsim.analytic.staffing import Target, required_servers
from ccsim.experiments.staff import staff

STAFFING = {name: case for name, case in cases().items() if case["family"] == "staffing"}

needs_cases = pytest.mark.skipif(
    not STAFFING, reason="the reference cases are not here: open-cases.json in ../shared/reference"
)


@needs_cases
@pytest.mark.parametrize("name", STAFFING)
def test_the_search_finds_the_reference_staff(name: str) -> None:
    facts, expected = STAFFING[name]["inputs"], STAFFING[name]["expected"]
    targets = [f"service_level>={facts['target_sl']}"]
    if "max_occupancy" in facts:
        targets.append(f"occupancy<={facts['max_occupancy']}")
    found = staff(
        THEORY / "erlang_c.yaml",
        targets,
        shrinkage=facts.get("shrinkage"),
        sets=[
            f"queues.calls.forecast.rate={facts['arrival_rate']}/min",
            f"queues.calls.talk.exponential={facts['aht']}m",
            f"measures.service_level_threshold={facts['sl_threshold'] * 60:.3f}s",
        ],
        workers=1,
    )
    team = found.teams[0]
    assert found.met
    assert team.heads.tolist() == [expected["servers"]]
    assert team.scheduled.tolist() == [expected["staff_with_shrinkage"]]


@pytest.mark.slow
@pytest.mark.parametrize(("calls_a_minute", "patience_min"), [(0.5, 2), (3, 1), (9, 4), (25, 3)])
def test_the_search_finds_what_erlang_a_asks_for(calls_a_minute: float, patience_min: int) -> None:
    """Steady queues of four sizes: the same number, or one more where theory is within 0.01."""
    rate, handle_s = calls_a_minute / 60, 180.0
    theory = required_servers(rate, handle_s, Target(service_level=0.8), patience_min * 60.0)
    by_a_hair = required_servers(rate, handle_s, Target(service_level=0.81), patience_min * 60.0)
    found = staff(
        THEORY / "erlang_a.yaml",
        ["service_level>=0.8"],
        sets=[
            f"queues.calls.forecast.rate={calls_a_minute}/min",
            "queues.calls.talk.exponential=3m",
            "calendar.days=3",
            f"queues.calls.patience.exponential={patience_min}m",
        ],
        replications=20,
        workers=1,
    )
    assert found.met
    assert theory <= int(found.teams[0].heads[0]) <= by_a_hair
