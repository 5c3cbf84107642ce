"""How agents are steered and equipped, as integers, and what that costs."""

from fractions import Fraction

from ccsim.codes import Kpi
from ccsim.plan.chances import threshold
from ccsim.rules.steering import HURRY_BITS
from ccsim.spec.operating_model import OperatingModel
from ccsim.spec.scenario import Scenario


def kpi_code(name: str) -> int:
    """What agents are measured by, as a number."""
    return int(Kpi[name.upper()])


def lower_steering(model: OperatingModel) -> dict[str, int]:
    """The fields of the levers about steering."""
    kpi = model.kpi
    return {
        "target_talk": kpi.target_talk,
        "unhurried": round((1 - kpi.hurries) * (1 << HURRY_BITS)),
        "closes_fast": threshold(kpi.close_fast_bias),
        "looks_further": threshold(kpi.looks_further),
        "looking_time": kpi.looking_time,
        "right_dates": threshold(model.conversation_training.dates),
        "alignment": threshold(model.backoffice_alignment),
    }


def old_model(model: OperatingModel) -> OperatingModel:
    """The operating model as those go on working who do not live the new one."""
    if model.before is None:
        return model
    was = model.before.model_dump(exclude_none=True)
    return model.model_copy(update=was)


def valued_segments(scenario: Scenario) -> frozenset[str]:
    """The segments whose customers bring in as much as the average customer, or more."""
    worth = {
        name: Fraction(segment.margin.value if segment.margin else 0)
        for name, segment in scenario.customers.items()
    }
    count = {name: segment.count for name, segment in scenario.customers.items()}
    total = sum(worth[name] * count[name] for name in worth)
    heads = sum(count.values())
    return frozenset(name for name in worth if worth[name] * heads >= total)
