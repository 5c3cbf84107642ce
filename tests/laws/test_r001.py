"""R-001: R of Galicia and the typical outsourcer, a square of co-location and escalation."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from ccsim.experiments.compare import Comparison, compare
from ccsim.spec.loading import load
from directions import SMALL
from sourcing import CELLS, CONTRASTS, VENDORS, contrast

FEWER = (
    *SMALL,
    "calendar.weeks=6",
    "teams.front.headcount=5",
    "departments.billing.staff=3",
)
"""For fewer customers; the line is busy, and answers nine callers in ten."""
LOUD = tuple(f"customers.{name}.complains.monthly=0.05" for name in ("consumer", "business"))
"""Upper end of E-REG-06: so few customers complain seldom."""
REPLICATIONS = 6


@cache
def square() -> Comparison:
    """The four cells: neither, escalation, co-location, both; the same customers and luck."""
    cells = []
    for path in CELLS:
        way_up = ("teams.superiors.headcount=1",) if "escalation" in path.stem else ()
        cells.append(load(path, [*FEWER, *LOUD, *way_up]))
    return compare(cells, replications=REPLICATIONS, workers=1)


def effect(name: str, metric: str) -> str | None:
    """Which way a metric goes with co-location, or escalation, over both cells of the other."""
    return contrast(square().runs, metric, CONTRASTS[name]).way


def facts(index: int) -> dict[str, Any]:
    """All facts of a cell, by path."""
    return dict(_flat("", load(CELLS[index]).scenario.model_dump(exclude={"name", "why"})))


def _flat(path: str, node: Any) -> list[tuple[str, Any]]:
    if not isinstance(node, Mapping) or not node:
        return [(path, node)]
    return [pair for name, below in node.items() for pair in _flat(f"{path}.{name}", below)]


def changed(one: dict[str, Any], other: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs, from one to the other."""
    return {
        path: (one.get(path), other.get(path))
        for path in one.keys() | other.keys()
        if one.get(path) != other.get(path)
    }


@pytest.mark.mechanism("S001-29")
def test_co_location_and_escalation_are_toggled_separately() -> None:
    """Each side of the square changes the same facts as the side across, and no others."""
    neither, escalated, together, both = (facts(index) for index in range(4))
    building, way_up = changed(neither, together), changed(neither, escalated)
    assert building == changed(escalated, both)
    assert way_up == changed(together, both)
    assert not building.keys() & way_up.keys()
    assert building[".teams.front.site"] == ("vendor", "main")
    assert way_up[".operating_model.escalation"] == ("fake_supervisor", "real")


def test_the_corners_of_the_square_are_the_scenarios_of_sourcing() -> None:
    """Neither is onshore outsourcing, both is the co-located one; complaints come to each alike."""
    corners = (("onshore", 0), ("colocated", 3))
    added = []
    for name, index in corners:
        scenario = load(VENDORS[name]).scenario.model_dump(exclude={"name", "why"})
        added.append(changed(dict(_flat("", scenario)), facts(index)))
    assert added[0] == added[1]
    assert all("complain" in path or "regulator" in path for path in added[0])


@pytest.mark.mechanism("R-001", "S001-30", "S001-29")
@pytest.mark.parametrize("name", ["co-location", "escalation"])
def test_each_of_the_two_raises_satisfaction_and_lowers_complaints(name: str) -> None:
    """Experience and image go together; behind both stands that more is solved at once."""
    assert effect(name, "true_fcr") == "up"
    assert effect(name, "satisfaction") == "up"
    assert effect(name, "internal_complaints_per_100k") == "down"
    assert effect(name, "contacts_per_case") == "down"


@pytest.mark.mechanism("R-001", "S001-30")
def test_a_way_up_keeps_customers_from_the_regulator() -> None:
    """Those who are helped by a superior need not ask for one outside."""
    assert effect("escalation", "complaints_per_100k") == "down"


@pytest.mark.mechanism("R-001")
def test_both_together_are_better_than_either() -> None:
    """R of Galicia against each of the other three corners."""
    runs = square().runs
    for other in runs[:3]:
        for metric, way in (("satisfaction", "up"), ("internal_complaints_per_100k", "down")):
            found = contrast([other, runs[3]], metric, (-1, 1))
            assert found.way == way, f"{metric} against {other.label}: {found}"


@pytest.mark.mechanism("S001-07", "R-001")
def test_the_spreadsheet_prefers_the_vendor_whom_customers_like_least() -> None:
    """The call log closes more at first contact, and a contact is cheaper, where less is solved."""
    runs = square().runs
    far, both = runs[0], runs[3]
    for metric in ("log_fcr", "cost_per_contact"):
        worse = "down" if metric == "log_fcr" else "up"
        assert contrast([far, both], metric, (-1, 1)).way == worse, metric
    for metric in ("true_fcr", "resolution_rate", "satisfaction"):
        assert contrast([far, both], metric, (-1, 1)).way == "up", metric
    closed, solved = far.estimates["log_fcr"], far.estimates["true_fcr"]
    assert closed.low is not None
    assert solved.high is not None
    assert closed.low > solved.high + 0.2
