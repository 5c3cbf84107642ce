"""What is told of a pit stop that cannot be."""

from typing import Any

import pytest

from ccsim.errors import Fault
from ccsim.spec.checks import check_scenario
from ccsim.spec.references import check_references
from ccsim.spec.scenario import Scenario
from pit_stops import DAY_SHIFT, pit_stop


def faults(**others: Any) -> list[str]:
    document = pit_stop(1, **others)
    scenario = Scenario.model_validate(document)
    found: list[Fault] = [
        *check_references(document, {}, "made"),
        *check_scenario(scenario, {}, "made"),
    ]
    return [str(fault) for fault in found]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"facts": {"team": "stp"}}, "pit_stop.team: there is no team 'stp'; did you mean 'stop'?"),
        (
            {"facts": {"functions": {"sales": {"needs": ["faults"]}}}},
            "pit_stop.functions.sales.needs.0: there is no need 'faults'; did you mean 'fault'?",
        ),
        (
            {"facts": {"floor": "stop"}},
            "pit_stop.team: the pit stop and the floor are the same team",
        ),
        (
            {"facts": {"size": 3}},
            "pit_stop.size: 3 cannot be taken out of 'agents', which has 2: at most 2",
        ),
        (
            {"facts": {"size": 2}, "stop": {"headcount": 1}},
            "pit_stop.size: 'stop' has 1 places for groups of 2: give it a headcount of 2",
        ),
        (
            {"floor": {"hours": "24/7"}},
            "teams.agents.hours: who of 'agents' is there all day and night never goes home",
        ),
        (
            {"stop": {"headcount": None, "shifts": [{"agents": 1, "hours": "24/7"}]}},
            "teams.stop.shifts.0.hours: who of 'stop' is there all day and night never goes home",
        ),
        (
            {"stop": {"turnover": {"yearly": 1}}},
            "teams.stop: those in the pit stop learn, tire and leave as people of the floor",
        ),
        (
            {"stop": {"knowledge": 0.9}},
            "teams.stop.knowledge: those in the pit stop know what they knew on the floor",
        ),
        (
            {"facts": {"functions": {"sales": {"pay": "45 EUR"}}}},
            "pit_stop.functions.sales.pay: 45 EUR is paid per what? Write 45 EUR/h",
        ),
    ],
)
def test_what_cannot_be_is_named_with_what_would_be_right(
    facts: dict[str, Any], words: str
) -> None:
    assert any(words in fault for fault in faults(**facts)), faults(**facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"stay": "0d"}, "greater than 0"),
        ({"stay": "36h", "every": "7d"}, "stay is whole days: groups come and go at midnight"),
        ({"stay": "2w", "every": "1w"}, "every is 7 days, and they stay 14"),
        ({"rotations": 0}, "greater than or equal to 1"),
        ({"implementation_fidelity": 1.2}, "less than or equal to 1"),
    ],
)
def test_a_rotation_is_whole_days_and_over_before_the_next(
    facts: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        Scenario.model_validate(pit_stop(1, facts=facts))


def test_a_pit_stop_that_can_be_has_no_faults() -> None:
    assert faults(stop={"hours": DAY_SHIFT}) == []
