"""The balanced scorecard: four quadrants of every run, as data and as text."""

import pytest

from ccsim.experiments.replicate import run
from ccsim.metrics.catalogue import CATALOGUE
from ccsim.metrics.catalogue.scorecard import SCORECARD
from ccsim.replication import EngineName
from ccsim.report.terminal import show_run
from shipped import SCENARIOS

FACTS = ("calendar.weeks=3", "calendar.warm_up_weeks=1", "customers.consumer.count=9000")


def test_every_metric_of_the_scorecard_is_one_of_the_catalogue_and_stands_once() -> None:
    names = [name for names in SCORECARD.values() for name in names]
    assert len(set(names)) == len(names)
    assert set(names) <= CATALOGUE.keys()
    assert list(SCORECARD) == ["finance", "customer", "process", "people"]


@pytest.mark.mechanism("S002-02")
@pytest.mark.parametrize("scenario", ["scripted_call_center", "pit_stop"])
def test_every_scenario_has_a_scorecard_of_four_quadrants(
    scenario: str, engine: EngineName, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(
        SCENARIOS / f"{scenario}.yaml", sets=FACTS, replications=2, engine=engine, workers=1
    )
    card = found.to_json()["scorecard"]
    assert list(card) == ["finance", "customer", "process", "people"]
    for numbers in card.values():
        assert sum(number["mean"] is not None for number in numbers.values()) >= 3
    show_run(found, None)
    told = capsys.readouterr().out
    for quadrant in SCORECARD:
        assert quadrant.capitalize() in told
