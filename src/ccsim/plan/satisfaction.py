"""How courteous the agents of each team are, after what they were trained in."""

import numpy as np

from ccsim.plan.records import Integers
from ccsim.spec.scenario import Scenario


def lower_courtesy(scenario: Scenario) -> Integers:
    """[team]: courtesy in thousandths; training brings it nearer to full courtesy."""
    training = scenario.operating_model.empathy_training
    return np.array(
        [
            round(1000 * (team.courtesy + training * (1 - team.courtesy)))
            for team in scenario.teams.values()
        ],
        np.int64,
    )
