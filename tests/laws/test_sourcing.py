"""Who answers for the firm: the boundary of the firm, distance and perception, kept apart."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from ccsim.experiments.compare import Comparison, compare
from ccsim.experiments.results import RunResult
from ccsim.metrics.estimates import fractions
from ccsim.metrics.window import Floats
from ccsim.spec.loading import Loaded, load
from directions import SMALL, goes, told
from shipped import SCENARIOS
from sourcing import IN_HOUSE, RANGES, VENDORS, contrast, multiplier, times
from sourcing_year import WAYS
from years import year

STAFFED = (*SMALL, "calendar.weeks=6", "teams.front.headcount=5", "departments.billing.staff=3")
"""For fewer customers; the line is busy, and answers nine callers in ten."""
REPLICATIONS = 6
OTHERWISE = {
    "onshore": (),
    "colocated": ("teams.superiors.headcount=1",),
    "offshore": (),
}
NEAR = ("teams.front.site=main",)
YEARLY = "teams.front.turnover.yearly"
UNHEARD = ("teams.front.perception.abroad=0",)
HEARD = ("teams.front.perception.abroad=1", "measures.satisfaction.answered_from_abroad=5")
TURNOVER = {
    "in_house": (0.15, 0.42), "onshore_outsourcing": (0.30, 0.70),
    "colocated_outsourcing": (0.20, 0.50), "offshore_outsourcing": (0.35, 0.65),
}  # fmt: skip
"""E-ATT-01, E-ATT-02 and section 1 of the evidence: leavers in a year for each place."""


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


@pytest.mark.parametrize("name", VENDORS)
def test_nobody_has_typed_in_a_worse_vendor(name: str) -> None:
    """An old hand of the vendor knows as much, and is as quick, as one of the house."""
    ours, theirs = (load(path).scenario.teams["front"] for path in (IN_HOUSE, VENDORS[name]))
    assert (theirs.knowledge, theirs.talk_factor) == (ours.knowledge, ours.talk_factor)
    assert theirs.learning == ours.learning
    assert theirs.turnover.yearly > ours.turnover.yearly


@pytest.mark.slow
@pytest.mark.mechanism("E-ATT-02")
@pytest.mark.mechanism("E-ATT-01")
@pytest.mark.parametrize("name", TURNOVER)
def test_turnover_stays_within_its_range_with_what_script_and_workload_add(name: str) -> None:
    """The yearly rate is an input; what comes of it in a busy centre must not leave the range."""
    low, high = TURNOVER[name]
    late = year((), weeks=16, name=name).rate[-8 * 7 :].mean()
    yearly = load(SCENARIOS / f"{name}.yaml").scenario.teams["front"].turnover.yearly
    assert late > yearly - 1e-6  # in-house the script is held to as it is usual
    assert low < late < high


@pytest.mark.slow
def test_more_turnover_leaves_more_beginners_and_more_empty_places() -> None:
    """What makes a vendor's team worse: less known, longer talks, fewer there to take a call."""
    usual, high = (
        centre("onshore", "calendar.weeks=26", "teams.front.headcount=10", f"{YEARLY}={rate}")
        for rate in (0.30, 3.0)
    )
    runs = compare([usual, high], replications=4, workers=1).runs
    for metric, way in (("team_knowledge[team=front]", "down"), ("unfilled_share", "up")):
        assert contrast(runs, metric, (-1, 1)).way == way, metric


def test_the_story_of_a_year_adds_the_same_to_all_four() -> None:
    """What bad service costs, to everybody; the change of teams, to the vendors alike."""
    shipped = {"in_house": IN_HOUSE, **VENDORS}
    added = {}
    for name, path in WAYS.items():
        plain = facts_of(path) - facts_of(shipped[name])
        added[name] = {fact for fact in plain if not fact.startswith("queues.front.teams=")}
    assert added["onshore"] == added["colocated"] == added["offshore"]
    change = added["onshore"] - added["in_house"]
    assert added["in_house"] < added["onshore"]
    assert all("incumbents" in fact or fact.startswith("transition") for fact in change)


def facts_of(path: Path) -> set[str]:
    """Every fact of a scenario, as `path=value`."""
    return set(_facts("", load(path).scenario.model_dump(exclude={"name", "why"})))


def _facts(path: str, node: object) -> list[str]:
    if not isinstance(node, Mapping) or not node:
        return [f"{path.lstrip('.')}={node}"]
    return [fact for key, below in node.items() for fact in _facts(f"{path}.{key}", below)]


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
        assert multiplier(house, vendor(name), "cost_per_resolution").high < 1, name
        again = times(contacts_by_solution(house), contacts_by_solution(vendor(name)))
        assert again.low > 1, f"{name}: {again}"


def contacts_by_solution(run: RunResult) -> tuple[Floats, Floats]:
    """Contacts that reached an agent, and cases solved in truth, by replication."""
    (_, contacts), (_, solved) = (
        fractions(run.totals, metric) for metric in ("cost_per_contact", "cost_per_resolution")
    )
    return contacts, solved


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
    """Whether customers hear that they are answered from abroad changes not a row of the log."""
    runs = compare([centre("offshore"), centre("offshore", *UNHEARD)], replications=3, workers=1)
    heard, unheard = runs.runs
    assert heard.log_digest == unheard.log_digest
    assert contrast(runs.runs, "satisfaction", (-1, 1)).way == "up"
    pair = [centre(), centre("in_house", *HEARD)]
    alone = compare(pair, replications=3, workers=1).runs
    assert alone[0].log_digest == alone[1].log_digest
    assert contrast(alone, "satisfaction", (-1, 1)).way == "down"


@pytest.mark.mechanism("S001-09")
@pytest.mark.mechanism("E-SRC-04")
def test_clear_speech_moves_resolution_apart_from_boundary_and_distance() -> None:
    """In-house agents, in the firm's own building, whom customers follow less."""
    pair = [centre(), centre("in_house", "teams.front.perception.understood=0.75")]
    runs = compare(pair, replications=3, workers=1).runs
    assert contrast(runs, "true_fcr", (-1, 1)).way == "down"
    assert contrast(runs, "contacts_per_case", (-1, 1)).way == "up"


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
