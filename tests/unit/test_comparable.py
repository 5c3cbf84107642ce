"""What may be compared: labels of their own, one currency, one family of tests for all parts."""

import numpy as np
import pytest

from ccsim.errors import UsageError
from ccsim.experiments.comparable import both_sides, check_one_currency, own_labels, same_margins
from ccsim.experiments.load_split import split_load
from ccsim.metrics.totals import AXES, Totals
from made_up import made_up_scenario


def totals(**sums: float) -> Totals:
    """One replication with these sums over the whole of it."""
    whole = {name: np.array([value]) for name, value in sums.items()}
    labels = dict.fromkeys(AXES, ()) | {"": ("",)}
    return Totals(labels, {axis: {} for axis in AXES} | {"": whole}, "EUR")


def test_two_scenarios_of_one_name_have_labels_of_their_own() -> None:
    scenario = made_up_scenario()
    sides = both_sides((scenario, None), (scenario, None))
    assert [side.label for side in sides] == [scenario.name, f"{scenario.name} (2)"]
    assert own_labels(["a", "a", "a (2)", "a"]) == ["a", "a (2)", "a (2) (2)", "a (3)"]


def test_money_is_compared_in_one_currency() -> None:
    check_one_currency(["EUR", None, "EUR"])
    with pytest.raises(UsageError, match="count money in EUR and GBP"):
        check_one_currency(["GBP", "EUR"])


def test_margins_are_named_by_all_or_by_none() -> None:
    named, bare = [totals(margin_at_hand=5.0)], [totals(fresh=1.0)]
    assert same_margins([named, named])
    assert same_margins([bare, bare])
    assert not same_margins([named, bare, named])


def test_parts_of_the_load_that_are_the_same_are_tests_like_the_others() -> None:
    """At p = 0.02 each, two of three are not established: the clearest is held to 0.05 / 3."""
    scenario = made_up_scenario()
    before = [totals(fresh=100.0, repeats=repeats) for repeats in (50.0, 52.0, 54.0, 51.0, 53.0)]
    more = (5.0, 1.0, 3.0, 2.0, 6.0)
    after = [
        totals(fresh=100.0, repeats=float(one.sums[""]["repeats"][0]) + add)
        for one, add in zip(before, more, strict=True)
    ]
    found = {part.name: part for part in split_load((scenario, before), (scenario, after))}
    assert 0.05 / 3 < (found["repeats"].difference.p or 0) < 0.05 / 2
    assert {name: part.verdict for name, part in found.items()} == {
        "fresh": "the same",
        "repeats": "not established",
        "load": "not established",
    }
