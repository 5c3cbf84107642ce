"""How courteous the agents of each team are, after what they were trained in."""

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
