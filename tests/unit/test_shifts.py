"""Who never goes home, and so can neither be replaced nor change places."""

from typing import Any

import pytest

from ccsim.spec.calendar import Calendar
from ccsim.spec.checks.shifts import endless
from ccsim.spec.teams import Team

SPAIN = Calendar(start="2026-01-05", weeks=4, holidays="ES")
BY_DAY = "Mo-Su 08:00-20:00"


@pytest.mark.parametrize(
    "team",
    [
        {"headcount": 2, "hours": "24/7"},
        {"headcount": 2, "hours": "00:00-24:00"},
        {"headcount": 2, "hours": "Mo-Su,PH 00:00-24:00"},
        {"headcount": 2, "hours": "Mo-Fr 00:00-24:00"},
        {"headcount": {"agents": [1, 2], "interval": "12h"}},
        {"shifts": [{"agents": 5, "hours": BY_DAY}, {"agents": 1, "hours": "24/7"}]},
    ],
)
def test_who_is_there_for_more_than_a_day_never_goes_home(team: dict[str, Any]) -> None:
    (path,) = endless("front", Team.model_validate(team), SPAIN)
    assert path[-1] == "hours"


@pytest.mark.parametrize(
    "team",
    [
        {"headcount": 2, "hours": BY_DAY},
        {"headcount": 2, "hours": "Mo-Su 22:00-06:00"},
        {"headcount": 2, "hours": "Sa 00:00-24:00"},
        {"headcount": 2, "hours": "24/7", "shrinkage": {"planned": 0.1}},
        {"headcount": {"agents": [0, 2, 2], "interval": "8h"}},
        {"headcount": {"agents": [1], "interval": "12h", "starts": "12h"}},
        {"headcount": {"agents": [1, 2], "interval": "12h"}, "hours": BY_DAY},
        {"shifts": [{"agents": 5, "hours": BY_DAY}, {"agents": 1, "hours": "20:00-08:00"}]},
    ],
)
def test_who_has_a_shift_each_day_goes_home_after_it(team: dict[str, Any]) -> None:
    assert list(endless("front", Team.model_validate(team), SPAIN)) == []
