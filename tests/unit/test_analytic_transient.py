"""The finite day: the same numbers by matrix exponentials, and the steady state in the long run."""

import numpy as np
import pytest
from scipy.linalg import expm

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.finite import finite_line
from ccsim.analytic.theory import TheoryError
from ccsim.analytic.transient import Stretch, finite_day


def test_a_day_of_two_stretches_agrees_with_matrix_exponentials() -> None:
    """Two agents, four lines, patience 50 s; chances and their time integrals from one expm."""
    stretches = (Stretch(300.0, 0.05), Stretch(200.0, 0.01))
    day = finite_day(stretches, 40.0, 2, 50.0, 4)
    chances = np.eye(5)[0]
    blocked = 0.0
    for stretch in stretches:
        moves = np.diag([stretch.arrival_rate] * 4, 1)
        moves += np.diag([1 / 40, 2 / 40, 2 / 40 + 1 / 50, 2 / 40 + 2 / 50], -1)
        moves -= np.diag(moves.sum(axis=1))
        both = np.block([[moves, np.eye(5)], [np.zeros((5, 10))]])
        after = expm(both * stretch.length_s)
        blocked += stretch.arrival_rate * float((chances @ after[:5, 5:])[4])
        chances = chances @ after[:5, :5]
    assert day.arrivals == pytest.approx(17.0)
    assert day.blocked == pytest.approx(blocked, rel=1e-9)
    assert day.in_system_at_close == pytest.approx(float(chances @ np.arange(5)), rel=1e-9)
    assert day.answered + day.abandoned + day.blocked == pytest.approx(17.0)


def test_a_long_day_is_the_steady_state() -> None:
    day = finite_day((Stretch(1e8, 0.2),), 60.0, 12, 120.0)
    steady = erlang_a(0.2, 60.0, 12, 120.0)
    for name in ("delayed_rate", "mean_wait_s", "service_level", "occupancy", "wait_p90_s"):
        assert getattr(day.queue, name) == pytest.approx(getattr(steady, name), rel=1e-4), name
    assert day.queue.blocked_rate == 0


def test_cutting_a_stretch_in_two_changes_nothing() -> None:
    whole = finite_day((Stretch(3600.0, 0.2),), 60.0, 12, 120.0)
    halves = finite_day(
        (Stretch(1800.0, 0.2), Stretch(0.0, 9.0), Stretch(1800.0, 0.2)), 60.0, 12, 120.0
    )
    assert halves.abandoned == pytest.approx(whole.abandoned, rel=1e-10)
    assert halves.answered_within == pytest.approx(whole.answered_within, rel=1e-10)
    assert len(halves.by_stretch) == 2


def test_a_patient_overloaded_day_grows_its_queue() -> None:
    """An hour of one call a second for 30 agents of a minute: half of them are left at closing."""
    day = finite_day((Stretch(3600.0, 1.0),), 60.0, 30)
    assert day.abandoned == 0
    assert day.in_system_at_close == pytest.approx(3600 / 2 + 30, rel=0.02)
    assert day.queue.mean_wait_s == pytest.approx(1800, rel=0.05)


def test_stretches_add_up_to_the_day() -> None:
    day = finite_day((Stretch(900.0, 0.1), Stretch(900.0, 0.3)), 60.0, 12, 120.0)
    early, late = day.by_stretch
    assert early.abandon_rate is not None
    assert late.abandon_rate is not None
    assert 90 * early.abandon_rate + 270 * late.abandon_rate == pytest.approx(day.abandoned)


def test_a_day_without_calls() -> None:
    day = finite_day((Stretch(900.0, 0.0),), 60.0, 12, 120.0)
    assert day.arrivals == 0
    assert day.queue.service_level is None
    assert day.queue.occupancy == 0


def test_a_settled_line_with_no_place_to_wait_blocks_like_erlang_b() -> None:
    day = finite_day((Stretch(1e7, 0.2),), 60.0, 12, None, 12)
    steady = finite_line(0.2, 60.0, 12, 12)
    assert day.queue.blocked_rate == pytest.approx(steady.blocked_rate, rel=1e-4)


def test_a_day_of_no_length_is_refused() -> None:
    with pytest.raises(TheoryError, match="day"):
        finite_day((), 60.0, 12)
