"""Who answers for the firm: the boundary of the firm, distance and perception, kept apart."""

from functools import cache

import pytest

from ccsim.experiments.compare import Comparison, compare
from ccsim.experiments.results import RunResult
from ccsim.spec.loading import Loaded, load
from directions import SMALL, goes, told
from sourcing import IN_HOUSE, RANGES, VENDORS, contrast, multiplier

STAFFED = (*SMALL, "calendar.weeks=6", "teams.front.headcount=5", "departments.billing.staff=3")
"""For fewer customers; the line is busy, and answers nine callers in ten."""
REPLICATIONS = 6
OTHERWISE = {
    "onshore": (),
    "colocated": ("teams.superiors.headcount=1",),
    "offshore": (),
}
NEAR = ("teams.front.site=main",)
UNHEARD = ("teams.front.courtesy=0.5",)


def centre(name: str = "in_house", *sets: str) -> Loaded:
    """The firm's own centre, or that of a vendor, for fewer customers."""
    path = IN_HOUSE if name == "in_house" else VENDORS[name]
    return load(path, [*STAFFED, *OTHERWISE.get(name, ()), *sets])


@cache
def all_four() -> Comparison:
    """In-house first, then the three kinds of vendor: the same customers, the same luck."""
    centres = [centre(), *(centre(name) for name in VENDORS)]
    return compare(centres, replications=REPLICATIONS, workers=1)


def vendor(name: str) -> RunResult:
    return all_four().runs[1 + list(VENDORS).index(name)]


def mean(run: RunResult, metric: str) -> float:
    value = run.estimates[metric].mean
    assert value is not None, metric
    return value


def experience(turnover: float, beginner: float, weeks: float = 12) -> float:
    """Of what an old hand has, the mean over a team that loses so many a year (E-RMP-01)."""
    per_year = 365 / (7 * weeks)
    return 1 + (beginner - 1) * turnover / (turnover + per_year)


@pytest.mark.parametrize(("name", "turnover"), [("onshore", 0.45), ("colocated", 0.35)])
def test_what_agents_know_and_how_fast_they_are_is_what_turnover_leaves_of_it(
    name: str, turnover: float
) -> None:
    """Nobody has typed in a worse vendor: more beginners (E-ATT-01, E-ATT-02), and no more."""
    base, team = (load(path).scenario.teams["front"] for path in (IN_HOUSE, VENDORS[name]))
    known = experience(turnover, 0.85) / experience(0.25, 0.85)
    slower = experience(turnover, 1.64) / experience(0.25, 1.64)
    assert team.talk_factor / base.talk_factor == pytest.approx(slower, abs=0.001)
    assert isinstance(base.knowledge, dict)
    assert isinstance(team.knowledge, dict)
    for need, chance in base.knowledge.items():
        assert team.knowledge[need] == pytest.approx(chance * known, abs=0.001), need


@pytest.mark.mechanism("S001-28")
def test_four_ways_of_sourcing_run_end_to_end() -> None:
    """In-house, onshore, offshore and in the firm's own building (R of Galicia)."""
    for run in all_four().runs:
        assert mean(run, "cases") > 1_000
        assert 0.3 < mean(run, "true_fcr") < 0.9


@pytest.mark.mechanism("S001-28")
def test_a_vendor_in_the_own_building_costs_like_a_vendor_and_is_owned_like_the_house() -> None:
    """An hour is nearer to that of the vendor; ownership and site are those of the house."""
    house, together = (
        load(path).scenario for path in (IN_HOUSE, VENDORS["colocated"])
    )  # fmt: skip
    ours, theirs = house.teams["front"], together.teams["front"]
    assert (theirs.employer, ours.employer) == ("vendor", "in_house")
    assert theirs.site == ours.site
    assert theirs.ownership == house.operating_model.ownership
    far, near, own = (
        mean(run, "cost[team=front]")
        for run in (vendor("onshore"), vendor("colocated"), all_four().runs[0])
    )
    assert far < near < own
    assert near - far < own - near
    for metric in ("true_fcr", "satisfaction"):
        one = contrast([vendor("onshore"), vendor("colocated")], metric, (-1, 1))
        assert one.way == "up", f"{metric} {one}"


@pytest.mark.parametrize("name", ["onshore", "offshore"])
def test_the_multiplier_of_a_distant_vendor_emerges_and_lies_in_the_range_of_the_evidence(
    name: str,
) -> None:
    """First-contact resolution is typed in nowhere; it comes out lower than in-house."""
    found = multiplier(all_four().runs[0], vendor(name), "true_fcr")
    low, high = RANGES[name]
    assert low < found.low, found
    assert found.high < high, found


def test_a_cheaper_contact_is_not_a_cheaper_solution_by_as_much() -> None:
    """Part of what a vendor saves by the contact is lost on contacts that come again."""
    house = all_four().runs[0]
    for name in ("onshore", "offshore"):
        contact = multiplier(house, vendor(name), "cost_per_contact")
        solved = multiplier(house, vendor(name), "cost_per_resolution")
        assert contact.high < solved.low < solved.high < 1, f"{name}: {contact}, {solved}"


def test_the_boundary_of_the_firm_alone_lowers_resolution_and_satisfaction() -> None:
    """The vendor next door: no distance, and nothing to hear (E-SRC-01)."""
    pair = [centre(), centre("onshore", *NEAR)]
    found = {one.metric: one for one in compare(pair, replications=4, workers=1).differences}
    for metric in ("true_fcr", "satisfaction"):
        assert goes(found[metric]) == "down", told(found[metric])
    assert found["ticket_travel_s"].mean == 0


def test_distance_alone_keeps_cases_open_longer() -> None:
    """The same vendor at another site: tickets travel, and notes get lost on the way."""
    pair = [centre("onshore", *NEAR), centre("onshore")]
    found = {one.metric: one for one in compare(pair, replications=4, workers=1).differences}
    for metric in ("ticket_travel_s", "time_to_resolve_s"):
        assert goes(found[metric]) == "up", told(found[metric])


@pytest.mark.mechanism("S001-09")
def test_perception_moves_satisfaction_and_nothing_that_happens() -> None:
    """Courtesy stands in for a place that is heard; without it, every row of the log stays."""
    runs = compare([centre("offshore"), centre("offshore", *UNHEARD)], replications=3, workers=1)
    heard, unheard = runs.runs
    assert heard.log_digest == unheard.log_digest
    assert contrast(runs.runs, "satisfaction", (-1, 1)).way == "up"
    pair = [centre(), centre("in_house", "teams.front.courtesy=0.25")]
    alone = compare(pair, replications=3, workers=1).runs
    assert alone[0].log_digest == alone[1].log_digest
    assert contrast(alone, "satisfaction", (-1, 1)).way == "down"


@pytest.mark.slow
def test_ranked_by_cost_and_by_customers_kept_sourcing_comes_out_in_another_order() -> None:
    """S001-10, as far as it goes: the vendor who costs least is left by most, of 100,000."""
    paths = {"in-house": IN_HOUSE, **VENDORS}
    runs = compare(list(paths.values()), replications=10, workers=1).runs
    by = {
        metric: sorted(paths, key=lambda name: mean(runs[list(paths).index(name)], metric))
        for metric in ("cost", "margin_lost")
    }
    assert by["cost"][0] == by["margin_lost"][-1] == "offshore"
    house, abroad = runs[0], runs[-1]
    assert contrast([house, abroad], "cost", (-1, 1)).way == "down"
    assert contrast([house, abroad], "margin_lost", (-1, 1)).way == "up"
