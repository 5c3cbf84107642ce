"""A known centre is found again from its call records: intervals of 95 % hold the truth so often.

Each repeat is two weeks of a small centre, exported as call records and calibrated; there are 200,
so the share of intervals that hold the truth has a standard error of 1.5 %.
"""

import pytest

from ccsim.plan.plan import make_plan
from recovered import CALLS, TRUTH, calibrated, coverage, known_centre

REPEATS = 200


@pytest.mark.slow
def test_intervals_of_95_percent_hold_the_truth_in_90_to_98_of_100_repeats() -> None:
    table = coverage(REPEATS, weeks=2).table()
    print(table.round(4).to_string())
    assert (table["repeats"] == REPEATS).all()
    assert set(table.index) == {*TRUTH, *(f"queues.{name}.forecast.scale" for name in CALLS)}
    wrong = table[(table["held"] < 0.90) | (table["held"] > 0.98)]
    assert wrong.empty, wrong.to_string()


def test_agents_are_counted_by_their_services_alone() -> None:
    """Three agents are on duty in each team from nine to three, and all of them are ready.

    Who comes at nine is seen with the first call only: the first and last half-hour may lack one.
    """
    centre = calibrated(make_plan(known_centre(2)), 0)
    for team in centre.teams:
        assert team.people == 3
        assert team.ready.value == pytest.approx(1.0, abs=0.01)
        assert (team.headcount[:5, 19:29] == 3).all()
        assert (team.headcount[:5, 18] >= 2).all()
        assert not team.headcount[5:].any()
