"""The interval of what a lever is worth: luck, and the orders that were drawn."""

import numpy as np
import pytest

from ccsim.experiments.coalitions import Coalition, Scheme, make_scheme
from ccsim.experiments.paired import Fractions, paired_difference
from ccsim.experiments.shapley import worth_of_levers

NAMES = list("abcdefgh")
N = 6


def plain(values: list[float]) -> Fractions:
    return np.array(values), np.ones(len(values))


def luck(number: int) -> float:
    """Something that differs from replication to replication, without a generator."""
    return float(np.sin(12.9898 * number) * 43.7585 % 1.0)


def game(turned: Coalition, meddling: float, noise: float = 0.1) -> Fractions:
    """Lever k is worth k + 1; lever 1 the more, the more are turned; lever 0 by luck too."""
    size = sum(lever + 1.0 for lever in turned) + meddling * len(turned) ** 2 * (1 in turned)
    return plain([5 + luck(n) + size + noise * luck(n + 9) * (0 in turned) for n in range(N)])


def worth(scheme: Scheme, meddling: float) -> list[tuple[float, float, float]]:
    found = worth_of_levers({one: game(one, meddling) for one in scheme.coalitions}, scheme)
    assert all(one.n == N for one in found)
    return [(one.mean or 0.0, one.low or 0.0, one.high or 0.0) for one in found]


def test_one_lever_is_worth_the_paired_difference() -> None:
    scheme = Scheme(1)
    made = {one: game(one, 0.0) for one in scheme.coalitions}
    (found,) = worth_of_levers(made, scheme)
    wanted = paired_difference(*made.values())
    assert (found.mean, found.low, found.high) == pytest.approx(
        (wanted.mean, wanted.low, wanted.high)
    )
    assert found.p == pytest.approx(wanted.p)


def test_luck_alone_makes_the_interval_where_levers_do_not_meddle() -> None:
    exact = worth(Scheme(6), 0.0)
    assert exact[0][1] < exact[0][0] < exact[0][2]
    assert exact[3] == pytest.approx((4.0, 4.0, 4.0))


def test_orders_that_were_drawn_are_part_of_the_interval() -> None:
    drawn = make_scheme(NAMES, 4, 1)
    exact = [mean for mean, _, _ in worth(Scheme(8), 1.0)]
    found = worth(drawn, 1.0)
    assert found[2][2] - found[2][1] > 0.05
    for wanted, (_, low, high) in zip(exact, found, strict=True):
        assert low - 1e-9 <= wanted <= high + 1e-9


def test_intervals_of_drawn_orders_hold_what_all_orders_give() -> None:
    """Of 30 draws with eight levers, at least nine in ten intervals hold the exact value."""
    exact = [mean for mean, _, _ in worth(Scheme(8), 1.0)]
    held = [
        low - 1e-9 <= wanted <= high + 1e-9
        for seed in range(30)
        for wanted, (_, low, high) in zip(
            exact, worth(make_scheme(NAMES, 5, seed), 1.0), strict=True
        )
    ]
    assert np.mean(held) >= 0.9


def test_a_ratio_is_shared_out_by_its_totals() -> None:
    scheme = Scheme(2)
    made = {
        one: (np.array([1.0, 2, 3]) * (1 + len(one)), np.array([2.0, 3, 7]) + len(one))
        for one in scheme.coalitions
    }
    found = worth_of_levers(made, scheme)
    assert sum(one.mean or 0.0 for one in found) == pytest.approx(18 / 18 - 6 / 12)
    assert found[0] == found[1]


def test_a_lever_without_effect_is_the_same_and_not_unsure() -> None:
    scheme = Scheme(3)
    found = worth_of_levers({one: game(one - {2}, 0.0) for one in scheme.coalitions}, scheme)
    assert found[2].same
    assert (found[2].mean, found[2].low, found[2].high) == (0.0, 0.0, 0.0)


def test_one_replication_has_no_interval() -> None:
    scheme = Scheme(2)
    made = {one: plain([float(len(one))]) for one in scheme.coalitions}
    found = worth_of_levers(made, scheme)
    assert [(one.mean, one.low, one.high) for one in found] == [(1.0, None, None)] * 2


def test_what_is_not_defined_in_a_combination_is_not_shared_out() -> None:
    scheme = Scheme(2)
    made = {one: plain([1.0, 2.0]) for one in scheme.coalitions}
    made[frozenset({1})] = (np.zeros(2), np.zeros(2))
    assert [one.mean for one in worth_of_levers(made, scheme)] == [None, None]
