"""Constant and general handle times, and priorities, against each other and against integrals."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.priority import priority_queue
from ccsim.analytic.service import allen_cunneen, constant_handle_time, one_agent
from ccsim.analytic.theory import TheoryError, UnstableQueueError


def nodes_between(*edges: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss-Legendre nodes and weights on the panels between the edges."""
    nodes, weights = np.polynomial.legendre.leggauss(10)
    half = np.diff(edges) / 2
    middle = np.array(edges[:-1]) + half
    return (middle[:, None] + half[:, None] * nodes).ravel(), (half[:, None] * weights).ravel()


@pytest.mark.parametrize("load", [0.05, 0.5, 0.9, 0.99])
def test_constant_handle_time_at_one_agent_is_pollaczek_khinchine(load: float) -> None:
    theory = constant_handle_time(load / 60, 60.0, 1)
    assert theory.mean_wait_s == pytest.approx(one_agent(load / 60, 60.0, 0.0).mean_wait_s)
    assert theory.delayed_rate == pytest.approx(load)
    # Third moments of a constant: E[W^2] = 2 E[W]^2 + load h^2 / (3 (1 - load)).
    assert theory.mean_wait_s is not None
    square = 2 * theory.mean_wait_s**2 + load * 3600 / (3 * (1 - load))
    assert theory.wait_sd_s == pytest.approx(np.sqrt(square - theory.mean_wait_s**2))


def test_the_law_of_the_wait_has_the_mean_wait() -> None:
    theory = constant_handle_time(5 * 0.8 / 60, 60.0, 5)
    times, weights = nodes_between(*(60.0 * whole for whole in range(9)))
    longer = [1 - (constant_handle_time(4 / 60, 60.0, 5, t).service_level or 0) for t in times]
    assert weights @ longer == pytest.approx(theory.mean_wait_s, rel=1e-6)
    assert 2 * (weights * times) @ longer == pytest.approx(
        (theory.wait_sd_s or 0) ** 2 + (theory.mean_wait_s or 0) ** 2, rel=1e-6
    )
    assert theory.wait_p90_s is not None
    at_p90 = constant_handle_time(4 / 60, 60.0, 5, theory.wait_p90_s).service_level
    assert at_p90 == pytest.approx(0.9, rel=1e-9)


def test_exponential_handle_times_at_one_agent_are_erlang_c() -> None:
    assert one_agent(0.012, 60.0, 60.0).mean_wait_s == pytest.approx(
        erlang_c(0.012, 60.0, 1).mean_wait_s
    )


def test_the_approximation_says_when_it_is_exact() -> None:
    markov = allen_cunneen(0.1, 60.0, 8, 1.0)
    assert markov.exact
    assert markov.mean_wait_s == pytest.approx(erlang_c(0.1, 60.0, 8).mean_wait_s)
    lognormal = allen_cunneen(0.1, 60.0, 8, 2.5)
    assert not lognormal.exact
    assert lognormal.mean_wait_s == pytest.approx(1.75 * (markov.mean_wait_s or 0))
    assert allen_cunneen(0.012, 60.0, 1, 2.5).exact


def test_overload_is_refused() -> None:
    for attempt in (
        lambda: one_agent(0.1, 10.0, 1.0),
        lambda: constant_handle_time(0.2, 10.0, 2),
        lambda: priority_queue((0.1, 0.1), 10.0, 2),
    ):
        with pytest.raises(UnstableQueueError):
            attempt()


def test_one_class_has_no_one_to_go_before() -> None:
    alone = priority_queue((0.1,), 60.0, 8).classes[0]
    fair = erlang_c(0.1, 60.0, 8)
    for name in ("delayed_rate", "mean_wait_s", "wait_sd_s", "service_level", "wait_p90_s"):
        assert getattr(alone, name) == pytest.approx(getattr(fair, name), rel=1e-9), name


def test_the_mean_over_the_classes_is_that_of_erlang_c() -> None:
    rates = (0.02, 0.05, 0.04)
    theory = priority_queue(rates, 60.0, 8)
    waits = [one.mean_wait_s or 0.0 for one in theory.classes]
    assert waits == sorted(waits)
    assert np.dot(rates, waits) / sum(rates) == pytest.approx(theory.together.mean_wait_s)


def test_the_wait_of_a_lower_class_has_its_mean_and_spread() -> None:
    """The inverted transform is integrated back to the two closed moments."""
    rates = (0.04, 0.05)
    low = priority_queue(rates, 60.0, 8).classes[1]
    times, weights = nodes_between(0.0, 5.0, 20.0, 100.0, 500.0, 2500.0)
    longer = np.array(
        [1 - (priority_queue(rates, 60.0, 8, t).classes[1].service_level or 0) for t in times]
    )
    mean = weights @ longer
    square = 2 * (weights * times) @ longer
    assert mean == pytest.approx(low.mean_wait_s, rel=1e-5)
    assert np.sqrt(square - mean**2) == pytest.approx(low.wait_sd_s, rel=1e-5)


def test_classes_without_calls_and_without_names() -> None:
    theory = priority_queue((0.0, 0.1), 60.0, 8)
    assert theory.classes[0].service_level is None
    assert theory.classes[1].mean_wait_s == pytest.approx(erlang_c(0.1, 60.0, 8).mean_wait_s)
    with pytest.raises(TheoryError, match="at least one class"):
        priority_queue((), 60.0, 8)
