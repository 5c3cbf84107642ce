"""The search for staff, by simulation, gives the numbers of the reference cases on staffing."""

import pytest

from analytic.reference_checks import cases
from analytic.reference_runs import THEORY
from ccsim.experiments.staff import staff

STAFFING = {name: case for name, case in cases().items() if case["family"] == "staffing"}

pytestmark = pytest.mark.skipif(
    not STAFFING, reason="the reference cases are not here: open-cases.json in ../shared/reference"
)


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
