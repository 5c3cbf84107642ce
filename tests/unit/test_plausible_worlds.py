"""Plausible worlds: how they are drawn, what counts as a win, and where a gain falls to nought."""

import numpy as np
import pytest

from ccsim.experiments.worlds import hypercube
from sourcing_sweeps import crossing
from sourcing_worlds import in_world, ranges
from sourcing_year import WAYS
from worlds import Range, beats, best, doubts_that_matter, draw_worlds, range_of


def test_each_doubt_takes_every_part_of_its_range_once() -> None:
    """A Latin hypercube of ten: one value in each tenth, and the same again for the same seed."""
    doubts = {"fee": Range(10, 20, "E-CST-03"), "turnover": Range(0.3, 0.7, "E-ATT-02")}
    drawn = draw_worlds(doubts, 10)
    for name, ends in doubts.items():
        tenth = [int(10 * (world[name] - ends.low) / (ends.high - ends.low)) for world in drawn]
        assert sorted(tenth) == list(range(10))
    assert drawn == draw_worlds(doubts, 10)
    assert drawn != draw_worlds(doubts, 10, seed=2)


def test_a_doubt_is_dealt_the_same_whichever_others_there_are_and_in_whatever_order() -> None:
    """Luck is an address: the seed, the world and the doubt's own name."""
    names = ["fee", "turnover", "customers.*.redials"]
    found = hypercube(range(40), names, seed=3)
    turned = hypercube(range(40), names[::-1], seed=3)
    more = hypercube(range(40), [*names, "ownership"], seed=3)
    assert np.array_equal(found, turned[:, ::-1])
    assert np.array_equal(found, more[:, :3])
    assert not np.isclose(found[:, 0], found[:, 1]).any()
    assert not np.isclose(found, hypercube(range(40), names, seed=3, again=1)).any()


def test_worlds_that_are_drawn_again_take_every_part_of_the_range_once() -> None:
    """Whatever their numbers are; and doubts are dealt independently of each other."""
    found = hypercube([3, 11, 12, 40], ["fee", "turnover"], seed=1, again=1)
    assert np.sort((4 * found).astype(int), axis=0).tolist() == [[layer] * 2 for layer in range(4)]
    whole = hypercube(range(500), [f"doubt {number}" for number in range(8)], seed=1)
    apart = np.corrcoef(whole.T) - np.eye(8)
    assert abs(apart).max() < 4 / 500**0.5


def test_ranges_come_from_beside_the_fact() -> None:
    assert range_of("teams.front.turnover.yearly") == Range(0.15, 0.42, "E-ATT-01")
    assert range_of("teams.front.hiring.training").low == 14 * 24 * 3_600_000
    with pytest.raises(ValueError, match=r"teams.front.tier has no range"):
        range_of("teams.front.tier")


def test_shares_of_worlds_and_what_decides_them() -> None:
    """Three options in four worlds; the second beats the first where the fee is low."""
    values = np.array([[1.0, 4, 2], [1, 3, 2], [1, 0, 2], [1, -1, 2]])
    assert [share.count for share in best(values, falling=True)] == [0, 2, 2]
    assert [share.count for share in best(values, falling=False)] == [2, 2, 0]
    assert str(beats(values, 1, falling=True)) == "0.50 (0.15 to 0.85)"
    fees = [
        {"fee": float(fee), "other": other}
        for fee, other in zip(range(4), (1.0, 0, 0, 1), strict=True)
    ]
    (first, rho, _), _ = doubts_that_matter(fees, values[:, 1] - values[:, 0])
    assert (first, round(rho, 6)) == ("fee", -1)


def test_where_a_gain_falls_to_nought_is_found_on_a_line() -> None:
    """Gains of 10 x level - 6, and one less or more: nought at 0.6, from 0.5 to 0.7."""
    levels = (1.0, 0.75, 0.5, 0.25)
    gains = np.array([[10 * level - 6 + off for off in (-1, 0, 1)] for level in levels])
    found = crossing(levels, gains)
    assert found is not None
    assert found.mean == pytest.approx(0.6)
    assert found.high - found.mean == pytest.approx(4.303 * 0.1 / 3**0.5, abs=1e-3)
    assert crossing(levels, gains + 100) is None


@pytest.mark.parametrize("option", WAYS)
def test_every_world_makes_a_scenario_of_every_way(option: str) -> None:
    """At both ends of all ranges; whoever draws a world need not fear to be refused."""
    doubts = ranges()
    for end in ("low", "high"):
        world = {name: float(getattr(each, end)) for name, each in doubts.items()}
        scenario = in_world(option, world).scenario
        assert scenario.transition is None
        assert ("vendor" in scenario.vendors) == (option != "in_house")
