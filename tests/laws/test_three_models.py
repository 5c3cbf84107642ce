"""The three operating models by name, for the same customers: scripted, empowered, pit stop."""

from functools import cache

import pytest

from ccsim.experiments.compare import Comparison, compare
from ccsim.spec.loading import Loaded, load
from directions import SMALL, goes, told
from shipped import SCENARIOS

MODELS = ("scripted_call_center", "solution_center", "pit_stop")
GROUP = {"pit_stop": ("teams.pit_stop.headcount=2",)}


def model(name: str) -> Loaded:
    """One of the three, for fewer customers."""
    return load(SCENARIOS / f"{name}.yaml", [*SMALL, *GROUP.get(name, ())])


@cache
def three() -> Comparison:
    return compare([model(name) for name in MODELS], replications=4, workers=1)


@pytest.mark.mechanism("S004-30")
@pytest.mark.parametrize("index", [1, 2])
def test_both_ways_of_solving_solve_more_at_once_and_leave_fewer_to_call_again(index: int) -> None:
    """None of it is typed in: the files differ by authority, script, notes and who keeps a case."""
    label = three().runs[index].label
    found = {one.metric: one for one in three().of(label)}
    ways = {"true_fcr": "up", "resolution_rate": "up", "contacts_per_case": "down"}
    for metric, way in ways.items():
        assert goes(found[metric]) == way, told(found[metric])


@pytest.mark.mechanism("S004-30", "S004-08", "S004-09", "S004-12")
def test_the_solution_centre_is_a_bundle_of_rules_for_everybody_who_answers() -> None:
    """Against the scripted model it changes how agents may work, and no customer, need or desk."""
    scripted, solves = (model(name).scenario for name in MODELS[:2])
    for name in ("customers", "needs", "teams", "queues", "departments", "demand", "calendar"):
        assert getattr(scripted, name) == getattr(solves, name), name
    before, after = scripted.operating_model, solves.operating_model
    assert (before.authority, after.authority) == ("inform", "exception")
    assert after.script_adherence < before.script_adherence
    assert after.ownership > before.ownership
    assert after.shared_notes > before.shared_notes
    assert after.workarounds == 0
