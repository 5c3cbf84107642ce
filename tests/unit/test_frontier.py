"""The efficient frontier: who is dominated, who is not, and what luck leaves open."""

from itertools import combinations

import numpy as np
import pytest

from ccsim.experiments.contrasts import Contrasts, Measured
from ccsim.experiments.frontier import Frontier, efficient_frontier

METRICS = ("cost_per_resolution", "true_fcr")
CHEAP, GOOD = METRICS
NOISE = np.array([-1.0, 0.5, 1.0, -0.5, 0.25, -0.25])
"""What luck does to every point alike."""
OWN = np.array([1.0, -1.0, 0.5, -0.5, -1.0, 1.0])
"""What luck does to one point alone; nought in the mean."""


def measured(value: float, own: float = 0.0) -> Measured:
    """A metric that is `value` in the mean, with luck in common and luck of its own."""
    each = value + 0.1 * NOISE + own * OWN
    return Measured(float(each.mean()), (each, np.ones(len(each))))


def points(*pairs: tuple[float, float], own: float = 0.01) -> list[dict[str, Measured]]:
    """Points by cost and resolution; luck of its own differs in sign from point to point."""
    return [
        {CHEAP: measured(cost, own * (at + 1)), GOOD: measured(share, -own * (at + 1))}
        for at, (cost, share) in enumerate(pairs)
    ]


def frontier(known: list[dict[str, Measured]]) -> Frontier:
    numbers = range(len(known))
    pairs = [(one, other, key) for one, other in combinations(numbers, 2) for key in METRICS]
    return efficient_frontier(METRICS, numbers, Contrasts(known, pairs))


def test_dear_and_good_and_cheap_and_bad_are_both_efficient() -> None:
    found = frontier(points((10, 0.5), (20, 0.8), (21, 0.6)))
    assert found.efficient == [0, 1]
    assert [place.established for place in found.places] == [True, True, True]
    assert found.places[2].beside == (1,)


def test_what_luck_may_have_done_is_not_established() -> None:
    found = frontier(points((10, 0.5), (10.001, 0.499), own=0.1))
    first, second = found.places
    assert (first.efficient, first.established, first.beside) == (True, False, (1,))
    assert (second.efficient, second.established, second.beside) == (False, False, (0,))


def test_the_same_in_one_metric_and_surely_better_in_the_other_dominates() -> None:
    cheap, dear = points((10, 0.5), (12, 0.5))
    dear[GOOD] = cheap[GOOD]
    found = frontier([cheap, dear])
    assert [place.efficient for place in found.places] == [True, False]
    assert [place.established for place in found.places] == [True, True]


def test_twins_do_not_dominate_each_other() -> None:
    one = points((10, 0.5))[0]
    found = frontier([one, one, *points((30, 0.4))])
    assert found.efficient == [0, 1]
    assert all(place.established for place in found.places)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_the_order_of_points_makes_no_difference(order: tuple[int, ...]) -> None:
    known = points((10, 0.5), (20, 0.8), (21, 0.6), (15, 0.7))
    found = frontier([known[at] for at in order])
    assert sorted(order[at] for at in found.efficient) == [0, 1, 3]


def test_contrasts_are_one_family_and_one_pair_is_one_test() -> None:
    known = points((10, 0.5), (20, 0.8))
    contrasts = Contrasts(known, [(0, 1, CHEAP), (1, 0, CHEAP), (0, 1, GOOD), (0, 1, "nothing")])
    assert contrasts.tests == 2
    assert contrasts.established(1, 0, CHEAP)
    assert contrasts.gain(1, 0, CHEAP) == -contrasts.gain(0, 1, CHEAP) == pytest.approx(-10)
    assert contrasts.difference(0, 1, "nothing").mean is None
