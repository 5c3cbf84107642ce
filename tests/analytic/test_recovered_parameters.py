"""A known centre is found again from its call records: intervals of 95 % hold the truth so often.

Each repeat is two weeks of a small centre, exported as call records and calibrated; there are 200,
so the share of intervals that hold the truth has a standard error of 1.5 %.
"""

import numpy as np
import pytest

from ccsim.plan.plan import make_plan
from recovered import (
    AT_THE_READY,
    CALLS,
    FLOOR,
    OTHERS,
    TRUTH,
    calibrated,
    coverage,
    floor_seen,
    floor_with_a_reserve,
    known_centre,
)

REPEATS = 200
FLOORS = 100


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


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_floor_is_found_again_whose_records_tell_neither_pauses_nor_who_is_called() -> None:
    """Two weeks of eight agents, two of whom come only when somebody has waited for a minute.

    The wait is found to the second, so its interval holds the truth more often than it promises;
    on some days the two are idle for more than half an hour and count as away, so that the share at
    the ready of those on duty is larger than 6 of 8.
    """
    plan = make_plan(floor_with_a_reserve(OTHERS, weeks=2))
    teams = [floor_seen(plan, replication) for replication in range(FLOORS)]
    pauses = [team.pauses.mean for team in teams if team.pauses is not None]
    held = np.mean([one.low <= FLOOR["pauses"] <= one.high for one in pauses])
    called = [team.called_after for team in teams if team.called_after is not None]
    mean = np.mean([one.value for one in pauses])
    at_the_ready = [team.taking_calls[:5, 20:28].mean() for team in teams if team.called_after]
    print(
        f"pauses {mean:.2f} s, held in {held:.3f} of {len(pauses)}; the others found in "
        f"{len(called)}, after {np.mean([one.value for one in called]):.1f} s; at the ready "
        f"{np.mean(at_the_ready):.2f} of {AT_THE_READY} (SD {np.std(at_the_ready):.2f})"
    )
    assert len(pauses) == FLOORS
    assert 0.90 <= held <= 0.98
    assert all(one.low <= FLOOR["after"] <= one.high for one in called)
    ranges = [team.capacity for team in teams if team.called_after and team.capacity]
    inside = np.mean(
        [
            one.low <= found / AT_THE_READY <= one.high
            for one, found in zip(ranges, at_the_ready, strict=True)
        ]
    )
    print(f"the range of their number holds {inside:.3f}")
    assert inside >= 0.9


def test_pauses_that_no_record_tells_are_found_and_nobody_is_lost_by_them() -> None:
    """Eight agents, all of them at the ready, with half a minute of work after each call."""
    team = floor_seen(make_plan(floor_with_a_reserve(0, weeks=2)), 0)
    assert team.pauses is not None
    assert team.pauses.mean.low <= FLOOR["pauses"] <= team.pauses.mean.high
    assert team.called_after is None
    assert team.others is None
    assert team.ready.value == pytest.approx(1.0, abs=0.03)
