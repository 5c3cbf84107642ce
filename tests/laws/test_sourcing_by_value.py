"""The sourcing question: who is cheapest is not who is worth most, and the change costs a year."""

from functools import cache

import pytest

from ccsim.experiments.compare import Comparison, compare
from sourcing import Effect, contrast
from sourcing_year import WAYS, way

pytestmark = pytest.mark.slow
SHARE, REPLICATIONS = 0.25, 4
ORDER = list(WAYS)


@cache
def in_stride() -> Comparison:
    """Four ways for eighteen weeks after the change: the same customers, the same luck."""
    loaded = [way(name, "calendar.weeks=20", share=SHARE, in_stride=True) for name in WAYS]
    return compare(loaded, replications=REPLICATIONS, workers=1)


def more(name: str, metric: str, than: str = "in_house") -> Effect:
    """The paired difference of a metric between two ways."""
    runs = in_stride().runs
    return contrast([runs[ORDER.index(than)], runs[ORDER.index(name)]], metric, (-1, 1))


@pytest.mark.mechanism("S001-10")
def test_who_costs_least_loses_most_customers() -> None:
    """By cost offshore comes first, then onshore; by margin kept the firm's own centre."""
    for name, dearer in (("offshore", "onshore"), ("onshore", "in_house")):
        found = more(name, "total_cost", dearer)
        assert found.way == "down", f"{name}: {found}"
    assert more("offshore", "margin_lost").way == "up", more("offshore", "margin_lost")


@pytest.mark.mechanism("S001-02")
@pytest.mark.mechanism("S001-10")
def test_what_bad_service_costs_does_not_eat_up_what_a_distant_vendor_saves() -> None:
    """With the middle values of the evidence; `tests/sourcing_worlds.py` tells how sure that is."""
    for name in ("onshore", "offshore"):
        saved, gained = more(name, "total_cost"), more(name, "net_value")
        assert gained.way == "up", f"{name}: {gained}"
        assert gained.mean < -saved.mean, f"{name} saves {saved} and gains {gained}"


@pytest.mark.mechanism("S001-28")
def test_the_vendor_in_the_own_building_solves_most() -> None:
    for name in ("in_house", "onshore", "offshore"):
        assert more("colocated", "true_fcr", name).way == "up", name


def test_ten_weeks_of_the_change_cost_more_than_they_bring() -> None:
    """Two teams side by side, newcomers, and what is paid once."""
    sets = ("calendar.weeks=12",)
    pair = [way(name, *sets, share=SHARE) for name in ("in_house", "onshore")]
    runs = compare(pair, replications=REPLICATIONS, workers=1).runs
    assert contrast(runs, "net_value", (-1, 1)).way == "down"
    assert contrast(runs, "total_cost", (-1, 1)).way == "up"
