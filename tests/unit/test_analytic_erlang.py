"""Erlang's formulas: published oracles, identities between them, and the edges of their domain."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import blocking, erlang_b
from ccsim.analytic.erlang_c import delay_probability, erlang_c
from ccsim.analytic.finite import finite_line
from ccsim.analytic.theory import QueueTheory, TheoryError, UnstableQueueError
from ccsim.errors import UsageError

HUNDRED_IN_HALF_AN_HOUR = 100 / 1800
THREE_MINUTES = 180.0


def near(value: float | None, expected: float | None, rel: float = 1e-9) -> bool:
    """Whether two numbers are the same but for rounding; None is only near None."""
    if value is None or expected is None:
        return value is expected
    return math.isclose(value, expected, rel_tol=rel, abs_tol=1e-12)


def assert_same_theory(one: QueueTheory, two: QueueTheory, rel: float = 1e-9) -> None:
    different = {
        name: (getattr(one, name), getattr(two, name))
        for name in QueueTheory.__dataclass_fields__
        if not near(getattr(one, name), getattr(two, name), rel)
    }
    assert different == {}


def test_fourteen_agents_answer_eighty_in_twenty() -> None:
    theory = erlang_c(HUNDRED_IN_HALF_AN_HOUR, THREE_MINUTES, 14, 20.0)
    assert theory.service_level == pytest.approx(0.88835, abs=5e-6)
    assert theory.occupancy == pytest.approx(0.714, abs=5e-4)
    assert theory.delayed_rate == pytest.approx(0.17413, abs=5e-6)


def test_eleven_agents_with_callers_who_give_up_after_two_minutes() -> None:
    theory = erlang_a(HUNDRED_IN_HALF_AN_HOUR, THREE_MINUTES, 11, 120.0)
    assert theory.abandon_rate == pytest.approx(0.0941550, abs=5e-8)
    assert theory.delayed_rate == pytest.approx(0.3828165, abs=5e-8)


@pytest.mark.parametrize(("agents", "level"), [(23, 0.7478), (24, 0.847)])
def test_twenty_erlangs_need_one_agent_more_than_the_article_says(
    agents: int, level: float
) -> None:
    theory = erlang_c(20 / THREE_MINUTES, THREE_MINUTES, agents, 30.0)
    assert theory.service_level == pytest.approx(level, abs=5e-4)


@given(load=st.floats(0.1, 60), servers=st.integers(1, 60), patience=st.floats(5, 2000))
def test_abandonment_is_mean_wait_over_mean_patience(
    load: float, servers: int, patience: float
) -> None:
    theory = erlang_a(load / 100, 100.0, servers, patience)
    assert theory.abandon_rate is not None
    assert theory.mean_wait_s is not None
    assert near(theory.abandon_rate, theory.mean_wait_s / patience)
    assert near(theory.mean_queue, load / 100 * theory.mean_wait_s)
    assert near(theory.mean_busy, load * (1 - theory.abandon_rate))


@given(load=st.floats(0.1, 60), servers=st.integers(1, 60), room=st.integers(0, 30))
def test_what_comes_in_is_blocked_or_talked_to(load: float, servers: int, room: int) -> None:
    theory = finite_line(load / 100, 100.0, servers, servers + room)
    assert theory.blocked_rate is not None
    assert near(theory.mean_busy, load * (1 - theory.blocked_rate))
    accepted = load / 100 * (1 - theory.blocked_rate)
    assert theory.mean_wait_s is not None
    assert near(theory.mean_queue, accepted * theory.mean_wait_s)


def test_no_place_to_wait_is_erlang_b() -> None:
    assert near(finite_line(0.1, 100.0, 12, 12).blocked_rate, erlang_b(0.1, 100.0, 12).blocked_rate)


def test_many_lines_are_erlang_c() -> None:
    assert_same_theory(finite_line(0.1, 100.0, 12, 600), erlang_c(0.1, 100.0, 12), 1e-8)


def test_very_patient_callers_are_erlang_c() -> None:
    patient = erlang_a(0.1, 100.0, 12, 1e13)
    endless = erlang_c(0.1, 100.0, 12)
    for name in (
        "delayed_rate",
        "mean_wait_s",
        "wait_sd_s",
        "asa_s",
        "service_level",
        "wait_p90_s",
    ):
        assert near(getattr(patient, name), getattr(endless, name), 1e-8), name


def test_fewer_lines_than_agents_leave_agents_idle() -> None:
    theory = finite_line(1.0, 100.0, 10, 4)
    assert near(theory.blocked_rate, blocking(100.0, 4))
    assert theory.delayed_rate == 0
    assert theory.occupancy is not None
    assert theory.occupancy < 0.4


def test_waits_agree_with_a_tagged_caller_followed_step_by_step() -> None:
    """One caller who finds 3 agents busy and 2 waiting is followed by matrix exponentials."""
    theory = finite_line(1e9, 10.0, 3, 6, 20.0, 7.0)
    service, leave = 0.3, 0.05
    moves = np.zeros((4, 4))  # third, second, first in line, answered
    for place in (3, 2, 1):
        moves[3 - place, 4 - place] = service + (place - 1) * leave
        moves[3 - place, 3 - place] = -service - place * leave
    after = expm(moves * 7.0)[0]
    # With arrivals without end, every accepted caller takes the one place that has come free.
    assert theory.service_level == pytest.approx(after[3], rel=1e-6)
    assert theory.wait_p90_s is not None
    assert expm(moves * theory.wait_p90_s)[0, :3].sum() + lost(moves, theory.wait_p90_s) >= 0.1
    stays = np.linalg.solve(-moves[:3, :3], np.ones(3))
    squares = 2 * np.linalg.solve(-moves[:3, :3], stays)
    assert theory.mean_wait_s == pytest.approx(stays[0], rel=1e-6)
    assert theory.wait_sd_s == pytest.approx(math.sqrt(squares[0] - stays[0] ** 2), rel=1e-6)


def lost(moves: np.ndarray, time_s: float) -> float:
    """The share that has given up by a time, which the moves lose."""
    return float(1 - expm(moves * time_s)[0].sum())


def test_nobody_calls() -> None:
    quiet = (
        erlang_b(0.0, 100.0, 3),
        erlang_c(0.0, 100.0, 3),
        erlang_a(0.0, 100.0, 3, 60.0),
        finite_line(0.0, 100.0, 3, 5),
    )
    for theory in quiet:
        assert theory.occupancy == 0
        assert theory.mean_queue == 0
        assert theory.service_level is None
        assert theory.abandon_rate is None


def test_nobody_answers() -> None:
    assert erlang_b(0.1, 100.0, 0).blocked_rate == 1
    theory = erlang_a(0.1, 100.0, 0, 60.0)
    assert theory.abandon_rate == pytest.approx(1)
    assert theory.mean_wait_s == pytest.approx(60.0)
    assert theory.service_level == 0
    assert theory.asa_s is None
    assert theory.occupancy is None


def test_overload_of_patient_callers_is_refused_in_words() -> None:
    with pytest.raises(UnstableQueueError, match="grows without end"):
        erlang_c(0.1, 100.0, 10)
    assert issubclass(UnstableQueueError, ValueError)
    assert issubclass(UnstableQueueError, UsageError)
    assert delay_probability(10.0, 10) == 1


def test_overload_of_impatient_callers_loses_the_excess() -> None:
    theory = erlang_a(1.0, 100.0, 50, 60.0)
    assert theory.abandon_rate == pytest.approx(0.5, abs=1e-4)
    assert theory.occupancy == pytest.approx(1.0, abs=1e-4)


def test_a_very_large_centre_neither_overflows_nor_loses_digits() -> None:
    theory = erlang_a(19_900 / 300, 300.0, 20_000, 120.0)
    assert theory.abandon_rate is not None
    assert theory.mean_wait_s is not None
    assert theory.abandon_rate == pytest.approx(theory.mean_wait_s / 120.0, rel=1e-9)
    assert theory.mean_busy == pytest.approx(19_900 * (1 - theory.abandon_rate), rel=1e-9)
    assert 0 < blocking(100_000.0, 100_000) < 0.01
    assert erlang_c(0.001, 100.0, 5_000).delayed_rate == pytest.approx(0, abs=1e-300)


@pytest.mark.parametrize("rate", [-1.0, math.nan, math.inf])
def test_senseless_rates_are_refused_by_name(rate: float) -> None:
    with pytest.raises(TheoryError, match="arrival_rate"):
        erlang_c(rate, 100.0, 3)


def test_senseless_times_are_refused_by_name() -> None:
    with pytest.raises(TheoryError, match="handle_s"):
        erlang_b(0.1, 0.0, 3)
    with pytest.raises(TheoryError, match="patience_s"):
        erlang_a(0.1, 100.0, 3, 0.0)
