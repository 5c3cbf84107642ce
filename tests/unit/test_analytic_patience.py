"""M/M/n+G: equal to Erlang A for exponential patience, and to simple truths for the other laws."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from ccsim.analytic.erlang_a import erlang_a
from ccsim.analytic.erlang_b import blocking
from ccsim.analytic.erlang_c import erlang_c
from ccsim.analytic.patience import impatient_queue
from ccsim.analytic.patience_laws import (
    GammaPatience,
    LognormalPatience,
    MixedPatience,
    Patience,
    UniformPatience,
    WeibullPatience,
    deterministic_patience,
    exponential_patience,
)
from ccsim.analytic.theory import QueueTheory, TheoryError

METRICS = [name for name in QueueTheory.__dataclass_fields__ if name != "exact"]

LAWS: list[Patience] = [
    exponential_patience(90.0),
    GammaPatience(90.0, 3.0),
    GammaPatience(90.0, 0.4),
    WeibullPatience(90.0, 0.7),
    LognormalPatience(90.0, 120.0),
    UniformPatience(30.0, 150.0),
    deterministic_patience(90.0),
    MixedPatience(((0.3, exponential_patience(20.0)), (0.7, exponential_patience(120.0)))),
]


@pytest.mark.parametrize(
    ("load", "servers", "patience_s"),
    [(8, 10, 60), (13, 10, 120), (0.2, 1, 60), (30, 3, 200), (495, 500, 30), (700, 500, 90)],
)
def test_exponential_patience_is_erlang_a(load: float, servers: int, patience_s: float) -> None:
    integral = impatient_queue(load / 60, 60.0, servers, exponential_patience(patience_s))
    counted = erlang_a(load / 60, 60.0, servers, patience_s)
    for name in METRICS:
        one, two = getattr(integral, name), getattr(counted, name)
        assert one == pytest.approx(two, rel=1e-7, abs=1e-12), name


@pytest.mark.parametrize("law", LAWS)
def test_moments_of_a_cut_patience_are_integrals_of_its_survival(law: Patience) -> None:
    ends = np.array([10.0, 60.0, 100.0, 400.0])
    for end in ends:
        edges = np.unique([*np.geomspace(1e-12, end, 400), *[k for k in law.kinks() if k < end]])
        middle, width = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
        stay = law.survival(middle)
        cut = np.array([end])
        assert float(law.waited(cut)[0]) == pytest.approx(float(stay @ width), rel=2e-3)
        assert float(law.waited_square(cut)[0]) == pytest.approx(
            float(2 * middle * stay @ width), rel=2e-3
        )


@pytest.mark.parametrize("law", LAWS)
def test_nobody_waits_for_ever(law: Patience) -> None:
    last: NDArray[np.float64] = np.array([1e6])
    assert float(law.survival(last)[0]) == pytest.approx(0, abs=1e-9)
    assert float(law.waited(last)[0]) == pytest.approx(law.mean_s, rel=1e-9)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("load", [4.0, 11.0])
def test_flows_balance_for_every_law(law: Patience, load: float) -> None:
    """What callers give up is what agents leave undone, though two integrals say so."""
    theory = impatient_queue(load / 60, 60.0, 10, law)
    assert theory.abandon_rate is not None
    assert theory.delayed_rate is not None
    # While an agent is free, the numbers present are those of a loss system.
    free = 1 - theory.delayed_rate
    busy = 10 * theory.delayed_rate + load * free * (1 - blocking(load, 9))
    assert busy == pytest.approx(load * (1 - theory.abandon_rate), rel=1e-9)
    assert theory.asa_s is not None
    assert theory.abandon_time_s is not None
    mixed = (1 - theory.abandon_rate) * theory.asa_s + theory.abandon_rate * theory.abandon_time_s
    assert theory.mean_wait_s == pytest.approx(mixed, rel=1e-9)


def test_a_single_agent_balances_exactly() -> None:
    """With one agent, busy time is both the share delayed and the load answered."""
    for law in LAWS:
        theory = impatient_queue(1.2 / 60, 60.0, 1, law)
        assert theory.delayed_rate == pytest.approx(theory.occupancy, rel=1e-9)


def test_constant_patience_cuts_every_wait() -> None:
    theory = impatient_queue(20 / 60, 60.0, 10, deterministic_patience(45.0))
    assert theory.wait_p90_s == pytest.approx(45.0)
    assert theory.abandon_time_s == pytest.approx(45.0)


def test_very_long_constant_patience_is_erlang_c() -> None:
    theory = impatient_queue(8 / 60, 60.0, 10, deterministic_patience(1e5))
    patient = erlang_c(8 / 60, 60.0, 10)
    assert theory.mean_wait_s == pytest.approx(patient.mean_wait_s, rel=1e-9)
    assert theory.wait_p90_s == pytest.approx(patient.wait_p90_s, rel=1e-9)


def test_laws_that_are_exponential_in_disguise_agree() -> None:
    plain = impatient_queue(11 / 60, 60.0, 10, exponential_patience(90.0))
    for law in (
        WeibullPatience(90.0, 1.0),
        MixedPatience(((0.5, exponential_patience(90.0)), (0.5, GammaPatience(90.0, 1.0)))),
    ):
        theory = impatient_queue(11 / 60, 60.0, 10, law)
        assert theory.abandon_rate == pytest.approx(plain.abandon_rate, rel=1e-9)
        assert theory.wait_sd_s == pytest.approx(plain.wait_sd_s, rel=1e-9)


def test_nobody_calls_and_nobody_answers() -> None:
    assert impatient_queue(0.0, 60.0, 10, LAWS[1]).service_level is None
    with pytest.raises(TheoryError, match="servers"):
        impatient_queue(0.1, 60.0, 0, LAWS[1])


def test_a_patience_that_is_no_law_is_refused() -> None:
    with pytest.raises(TheoryError, match="shape"):
        WeibullPatience(60.0, -1.0)
    with pytest.raises(TheoryError, match="low_s"):
        UniformPatience(20.0, 10.0)
    with pytest.raises(TheoryError, match="add up"):
        MixedPatience(((0.5, exponential_patience(60.0)),))
    assert math.isclose(LognormalPatience(60.0, 1.0).mean_s, 60.0)
