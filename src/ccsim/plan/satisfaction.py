"""How the agents of each team come across: how courteous after training, and from where."""

import numpy as np

from ccsim.plan.records import Integers
from ccsim.spec.scenario import Scenario


def lower_courtesy(scenario: Scenario) -> Integers:
    """[team]: courtesy in thousandths; training brings it nearer to full courtesy."""
    model = scenario.operating_model
    missing = (1 - model.empathy_training) * (1 - model.conversation_training.courtesy)
    return np.array(
        [round(1000 * (1 - missing * (1 - team.courtesy))) for team in scenario.teams.values()],
        np.int64,
    )


def lower_abroad(scenario: Scenario) -> Integers:
    """[team]: share of customers who hear that it is abroad, in thousandths."""
    return np.array(
        [round(1000 * team.perception.abroad) for team in scenario.teams.values()], np.int64
    )
