"""What agents did about what they are measured by, and what tools and training cost."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ccsim.codes import Event
from ccsim.metrics.places import people_by_day
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import TALK, Tally
from ccsim.metrics.totals import Sums
from ccsim.metrics.window import Floats, Window
from ccsim.spec.money import per_ms

if TYPE_CHECKING:
    from ccsim.plan.plan import Plan
    from ccsim.spec.scenario import Scenario

_COUNTED: Final = (
    ("closed_fast", Event.CLOSED_FAST, None),
    ("looked_further", Event.LOOKED_FURTHER, None),
    ("found_out", Event.LOOKED_FURTHER, 1),
)
"""What is counted, and with which answer."""
EQUIPMENT: Final = ("tools_cost", "conversation_training_cost")
"""Lines of the ledger: what is paid for each place, whatever happens."""
NAMES: Final = (*(name for name, _, _ in _COUNTED), "closed_fast_ms")


def is_measured(scenario: "Scenario") -> bool:
    """Whether somebody is measured by something."""
    model = scenario.operating_model
    before = None if model.before is None else model.before.kpi_regime
    regimes = {model.kpi_regime, before, *(team.kpi_regime for team in scenario.teams.values())}
    return bool(regimes - {None, "none"})


class Steering:
    """Counts in measured time; there where somebody is measured by something."""

    def __init__(self, window: Window) -> None:
        self._tally = Tally(window, NAMES, TALK)

    def add(self, stretch: Stretch) -> None:
        """Take in a stretch of the log."""
        for name, event, answer in _COUNTED:
            rows = stretch.measured(event)
            rows = rows if answer is None else rows[stretch.chunk.reason[rows] == answer]
            self._tally.add(name, stretch, rows)
        fast = stretch.measured(Event.CLOSED_FAST)
        self._tally.add("closed_fast_ms", stretch, fast, stretch.chunk.value[fast])

    def finish(self) -> Sums:
        """The counts by axis and name."""
        return self._tally.finish()


class Equipment:
    """What tools and conversation training cost, place by place, whoever pays the people there."""

    def __init__(self, plan: "Plan", window: Window) -> None:
        model = plan.scenario.operating_model
        midnights = np.asarray(plan.day_starts)[window.warm_up_days : window.total_days + 1]
        self._people_ms = people_by_day(plan, window) * np.diff(midnights)
        costs = (model.tools.cost, model.conversation_training.cost)
        self._per_ms = {
            name: per_ms(cost)
            for name, cost in zip(EQUIPMENT, costs, strict=True)
            if cost is not None
        }

    def add(self, stretch: Stretch) -> None:
        """What happens changes nothing: places are paid for."""

    def by_day(self) -> dict[str, Floats]:
        """The lines of the ledger; a day of 25 hours costs more than one of 23."""
        paid = self._people_ms.sum(axis=0)
        return {name: paid * cost for name, cost in self._per_ms.items()}

    def finish(self) -> Sums:
        """The cost by team."""
        paid = self._people_ms.sum(axis=1)
        return {"team": {name: paid * cost for name, cost in self._per_ms.items()}}
