"""Shares of known games, and levers that make no sense apart."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from ccsim.experiments.coalitions import (
    Coalition,
    Scheme,
    count_orders,
    make_scheme,
    settle,
    share_out,
)
from ccsim.experiments.levers import Change, Lever

Game = Callable[[Coalition], float]


def played(game: Game, scheme: Scheme) -> dict[Coalition, float]:
    return {coalition: game(coalition) for coalition in scheme.coalitions}


def glove(turned: Coalition) -> float:
    """Shapley's market of gloves: lever 0 has a left one, 1 and 2 have right ones."""
    return float(0 in turned and bool(turned & {1, 2}))


def crowded(turned: Coalition) -> float:
    """Four levers of different worth that get in each other's way."""
    return 0.3 * len(turned) ** 0.5 + 0.1 * (0 in turned) - 0.7 * ({1, 2} <= turned)


def orders(levers: int, pairs: int) -> Scheme:
    """Drawn orders, however few the levers."""
    scheme = make_scheme([f"lever {one}" for one in range(levers + 9)], pairs, seed=7)
    assert scheme.orders is not None
    drawn = [tuple(one for one in order if one < levers) for order in scheme.orders]
    return Scheme(levers, tuple(drawn))


def test_a_known_game_has_its_known_values() -> None:
    scheme = Scheme(3)
    parts = share_out(played(glove, scheme), scheme.shares)
    assert parts == [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]


def test_levers_that_do_the_same_get_the_same() -> None:
    scheme = Scheme(4)
    parts = share_out(played(crowded, scheme), scheme.shares)
    assert parts[1] == parts[2] != parts[3]


def test_a_lever_that_does_nothing_gets_nothing() -> None:
    for scheme in (Scheme(5), orders(5, 3)):
        parts = share_out(played(lambda turned: crowded(turned - {4}), scheme), scheme.shares)
        assert parts[4] == 0


def test_levers_that_do_not_meddle_get_what_they_do_alone() -> None:
    alone = [Fraction(1, 4), Fraction(-1, 2), Fraction(3), Fraction(0)]
    for scheme in (Scheme(4), orders(4, 2)):
        values = played(lambda turned: float(sum(alone[one] for one in turned)), scheme)
        assert share_out(values, scheme.shares) == alone


@pytest.mark.parametrize("scheme", [Scheme(1), Scheme(4), Scheme(6), orders(4, 3), orders(7, 5)])
def test_parts_add_up_without_rounding(scheme: Scheme) -> None:
    values = played(lambda turned: 0.1 + crowded(turned) ** 3 / 7, scheme)
    empty, everything = (Fraction(value) for value in list(values.values())[:2])
    assert sum(share_out(values, scheme.shares)) == everything - empty


def test_drawn_orders_come_near_all_orders() -> None:
    exact, drawn = Scheme(4), orders(4, 60)
    wanted, found = (share_out(played(crowded, one), one.shares) for one in (exact, drawn))
    assert [float(part) for part in found] == pytest.approx([float(p) for p in wanted], abs=0.03)


def test_a_pair_of_orders_is_enough_where_levers_meddle_two_by_two() -> None:
    def game(turned: Coalition) -> float:
        return 2.0 * ({0, 1} <= turned) - 4.0 * ({1, 3} <= turned) + len(turned)

    found = [share_out(played(game, one), one.shares) for one in (Scheme(5), orders(5, 1))]
    assert found[0] == found[1]


def test_the_mean_over_pairs_of_orders_is_the_share() -> None:
    scheme = orders(5, 4)
    values = played(crowded, scheme)
    each = [share_out(values, pair) for pair in scheme.pairs]
    assert [sum(parts) / 4 for parts in zip(*each, strict=True)] == share_out(values, scheme.shares)


def test_up_to_six_levers_all_orders_count() -> None:
    scheme = make_scheme(list("abcdef"), pairs=2, seed=1)
    assert scheme.orders is None
    assert len(scheme.coalitions) == 64
    assert scheme.pairs == []


def test_beyond_six_orders_are_drawn_each_with_its_reverse() -> None:
    scheme = make_scheme(list("abcdefgh"), pairs=4, seed=1)
    assert scheme.orders is not None
    assert len(scheme.orders) == 8
    for order, back in zip(scheme.orders[::2], scheme.orders[1::2], strict=True):
        assert sorted(order) == list(range(8))
        assert back == order[::-1]
    assert scheme.coalitions[:2] == [frozenset(), frozenset(range(8))]
    assert make_scheme(list("abcdefgh"), pairs=4, seed=2) != scheme
    assert count_orders(8) == 40_320


def test_an_order_does_not_depend_on_how_the_file_is_ordered() -> None:
    names = list("abcdefgh")
    found = [make_scheme(those, pairs=3, seed=1) for those in (names, names[::-1])]
    told = [
        [[those[one] for one in order] for order in scheme.orders or ()]
        for scheme, those in zip(found, (names, names[::-1]), strict=True)
    ]
    assert told[0] == told[1]


def test_where_nearly_everything_would_be_played_all_of_it_is() -> None:
    assert make_scheme(list("abcdefg"), pairs=100, seed=1).orders is None


def levers(names: str) -> list[Lever]:
    return [Lever((Change((name,), 0, 1),)) for name in names]


def settled(names: str, right: Callable[[set[str]], bool]) -> list[str]:
    """The groups that are left, each by its letters."""

    def valid(chosen: Sequence[Lever]) -> bool:
        return right({change.path[0] for lever in chosen for change in lever.changes})

    groups, scheme = settle(levers(names), lambda those: Scheme(len(those)), valid)
    for coalition in scheme.coalitions:
        assert valid([groups[one] for one in coalition])
    return ["".join(change.path[0] for change in lever.changes) for lever in groups]


def test_keys_that_are_right_apart_stay_apart() -> None:
    assert settled("abc", lambda _: True) == ["a", "b", "c"]


def test_a_key_that_needs_another_is_one_lever_with_it() -> None:
    assert settled("trac", lambda on: "r" not in on or "t" in on) == ["tr", "a", "c"]


def test_a_chain_of_needs_is_one_lever() -> None:
    def right(on: set[str]) -> bool:
        return ("q" not in on or "t" in on) and ("s" not in on or "q" in on)

    assert settled("ahstq", right) == ["a", "h", "stq"]


def test_a_key_that_needs_two_others_gets_both() -> None:
    assert settled("xyzw", lambda on: "w" not in on or {"x", "y"} <= on) == ["xyw", "z"]


def test_keys_that_are_only_wrong_together_are_kept_right_by_what_repairs_them() -> None:
    def right(on: set[str]) -> bool:
        return not {"a", "b"} <= on or "r" in on

    assert settled("abcr", right) == ["ar", "b", "c"]


def test_keys_that_cannot_be_left_out_alone_are_one_lever() -> None:
    """Any two of the three are wrong; so is none but all of them once one is turned."""
    assert settled("xabc", lambda on: len(on & {"a", "b", "c"}) in {0, 1, 3}) == ["x", "abc"]
