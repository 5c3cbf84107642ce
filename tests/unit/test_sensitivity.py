"""Which doubt matters: indices, swings and flips of functions whose answers are known."""

from collections.abc import Callable

import numpy as np
import pytest

from ccsim.errors import Fault, ScenarioError, UsageError
from ccsim.experiments.sensitivity import Effect, effects, flip, indices
from ccsim.experiments.worlds import drawn_until_right, hypercube
from ccsim.metrics.window import Floats

WEIGHTS = np.array([3.0, -1.5, 0.0, 0.0, 0.0])


def linear(seed: int = 2, n: int = 100, noise: float = 1.0) -> tuple[Floats, Floats]:
    """2.1 - 3 x + 1.5 y less a constant, with noise as luck makes it, spread as a uniform."""
    shares = hypercube(range(n), list("abcdef"), seed)
    values = (shares[:, :5] - 0.5) @ WEIGHTS + 0.6 + noise * (shares[:, 5] - 0.5)
    return shares[:, :5], values


def test_the_indices_of_a_line_are_its_squared_weights() -> None:
    found = effects(*linear())
    total = 3.0**2 + 1.5**2 + 1.0**2
    for effect, weight in zip(found, WEIGHTS, strict=True):
        assert effect.index.low <= weight**2 / total <= effect.index.high
        assert effect.swing.low <= weight <= effect.swing.high
    assert [one.established for one in found] == [True, True, False, False, False]
    assert found[0].at_high.mean - found[0].at_low.mean == pytest.approx(found[0].swing.mean)
    for end, truth in ((found[0].at_low, 0.6 - 1.5), (found[0].at_high, 0.6 + 1.5)):
        assert end.low < end.mean < end.high
        assert end.low <= truth <= end.high
    indices = [[one.index.mean for one in effects(*linear(seed))] for seed in range(20)]
    assert np.mean(indices, axis=0) == pytest.approx(WEIGHTS**2 / total, abs=0.03)


def test_without_luck_a_line_is_known_exactly() -> None:
    found = effects(*linear(noise=0.0))
    assert [one.swing.mean for one in found] == pytest.approx(WEIGHTS.tolist(), abs=1e-9)
    first = found[0].flip
    assert (first.word, first.at) == ("flips", pytest.approx(0.3))  # 3 (x - 0.5) + 0.6 = 0
    assert first.low == pytest.approx(first.high) == pytest.approx(0.3)


def ishigami(shares: Floats) -> Floats:
    """T. Ishigami and T. Homma (1990), with a = 7 and b = 0.1."""
    x = np.pi * (2 * shares - 1)
    wave = np.sin(x[:, 0])
    return np.asarray(wave + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * wave)


def squares(shares: Floats) -> Floats:
    """Of which no straight line sees anything."""
    return np.asarray(((shares - 0.5) ** 2) @ np.array([4.0, 2.0, 0.0]))


def beside_products(shares: Floats) -> Floats:
    """Lines, and what no input does by itself."""
    return np.asarray((shares - 0.5) @ np.array([3.0, -1.5, 0]) + 15 * np.prod(shares - 0.5, 1))


@pytest.mark.parametrize(
    ("model", "worlds", "draws", "truth"),
    [
        # Of a sine a line explains 6 / pi^2 and a bend nothing; with 400 worlds all of it counts.
        (ishigami, 100, 60, [0.3139 * 6 / np.pi**2, 0.0256, 0.0]),
        (ishigami, 400, 20, [0.3139, 0.4424, 0.0]),
        (squares, 50, 100, [0.8, 0.2, 0.0]),
        (squares, 100, 60, [0.8, 0.2, 0.0]),
        (squares, 400, 20, [0.8, 0.2, 0.0]),
        (beside_products, 50, 100, [0.75 / 1.0677, 0.1875 / 1.0677, 0.0]),
        (beside_products, 100, 60, [0.75 / 1.0677, 0.1875 / 1.0677, 0.0]),
        (beside_products, 400, 20, [0.75 / 1.0677, 0.1875 / 1.0677, 0.0]),
    ],
)
def test_indices_are_right_in_the_mean(
    model: Callable[[Floats], Floats], worlds: int, draws: int, truth: list[float]
) -> None:
    """Within three standard errors of what theory says that so many degrees explain."""
    drawn = (hypercube(range(worlds), list("abc"), seed) for seed in range(draws))
    found = np.array([indices(shares, model(shares)) for shares in drawn])
    errors = found.std(axis=0, ddof=1) / np.sqrt(draws)
    assert (np.abs(found.mean(axis=0) - truth) <= 3 * errors).all(), (found.mean(axis=0), errors)
    assert errors.max() < 0.02


def test_a_bend_counts_as_well_as_a_slope() -> None:
    """Of 4 (x - 0.5)^2 no straight line sees anything: its whole variance, 16 / 180, is a bend."""
    indices = []
    for seed in range(20):
        shares, values = linear(seed, noise=0.0)
        values = values - shares @ WEIGHTS + 4 * (shares[:, 2] - 0.5) ** 2 + 0.1 * shares[:, 0]
        found = effects(shares, values)
        assert not found[2].established
        indices.append([one.index.mean for one in found])
    mean = np.mean(indices, axis=0)
    assert mean[2] == pytest.approx(0.98, abs=0.03)
    assert max(np.delete(mean, 2)) < 0.03


@pytest.mark.parametrize("worlds", [50, 100, 400])
def test_without_luck_lines_have_their_indices_in_every_single_draw(worlds: int) -> None:
    """How the inputs happen to be paired makes no difference."""
    weights = np.array([3.0, -1.5, 0.0])
    for seed in range(5):
        shares = hypercube(range(worlds), list("abc"), seed)
        found = indices(shares, shares @ weights)
        assert found == pytest.approx(weights**2 / (weights**2).sum(), abs=1e-6)


def test_few_worlds_still_tell_what_matters_most() -> None:
    """Fewer than twice as many worlds as doubts: each doubt by itself."""
    found = effects(*linear(n=10, noise=0.2))
    assert max(found, key=lambda one: one.index.mean) is found[0]
    assert effects(*linear(n=7)) == []
    shares, _ = linear()
    assert effects(shares, np.zeros(100)) == []


def test_at_the_fewest_worlds_that_serve_all_lines_at_once_each_left_out_serves_them_too() -> None:
    """Twelve worlds and five doubts: without luck a line stays known exactly."""
    found = effects(*linear(n=12, noise=0.0))
    for effect, weight in zip(found, WEIGHTS, strict=True):
        ends = (effect.swing.low, effect.swing.mean, effect.swing.high)
        assert ends == pytest.approx([weight] * 3, abs=1e-9)


@pytest.mark.parametrize(
    ("level", "swing", "error", "word", "ends"),
    [
        (0.0, 4.0, 0.1, "flips", (0.45, 0.55)),
        (1.9, 4.0, 0.1, "flips", (0.0, 0.0801)),
        (2.1, 4.0, 0.1, "may flip", (0.0, 0.0256)),
        (9.0, 4.0, 0.1, "does not flip", (None, None)),
        (0.05, 0.0, 0.1, "may flip", (0.0, 1.0)),
    ],
)
def test_a_verdict_flips_where_the_line_crosses_nought(
    level: float, swing: float, error: float, word: str, ends: tuple[float | None, float | None]
) -> None:
    """Only the level is in doubt here, by 0.1 either way at two standard errors of 0.05 each."""
    covariance = np.array([[error**2, 0.0], [0.0, 0.0]])
    found = flip(level, swing, covariance, 2.0)
    assert found.word == word
    for end, wanted in zip((found.low, found.high), ends, strict=True):
        assert (end is None) == (wanted is None)
        if end is not None and wanted is not None:
            assert end == pytest.approx(wanted, abs=0.03)


def test_worlds_that_cannot_be_are_drawn_again() -> None:
    asked: list[float] = []

    def make(drawn: Floats) -> float:
        asked.append(float(drawn[0]))
        if drawn[0] > 0.7:
            raise ScenarioError([Fault("a.yaml", "x", "too much")])
        return float(drawn[0])

    shares, made, faults = drawn_until_right(make, 20, ["a", "b"], 1)
    assert len(made) == 20
    assert made == shares[:, 0].tolist()
    assert max(made) <= 0.7
    assert len(asked) == 20 + len(faults)
    assert "too much" in faults[0]


def test_worlds_that_can_never_be_are_told() -> None:
    def make(_: Floats) -> None:
        raise ScenarioError([Fault("a.yaml", "x", "never")])

    with pytest.raises(UsageError, match=r"10 of 10 worlds cannot be.*never.*--certain"):
        drawn_until_right(make, 10, ["a", "b"], 1)


@pytest.mark.slow
def test_intervals_hold_what_they_promise() -> None:
    """At least 93 in 100 experiments hold the truth, and few find what is not there."""
    held, false, n = np.zeros(3), 0, 200
    total = 3.0**2 + 1.5**2 + 1.0**2
    for seed in range(n):
        found: list[Effect] = effects(*linear(seed=seed))
        first = found[0]
        held += (
            first.swing.low <= 3.0 <= first.swing.high,
            first.index.low <= 9 / total <= first.index.high,
            first.at_high.low <= 0.6 + 1.5 <= first.at_high.high,
        )
        false += any(one.established for one in found[2:])
    assert (held / n).min() >= 0.93, held / n
    assert false / n <= 0.07
