"""Outage day: many cases, one repair, and what it is worth to tell people."""

import pytest

from ccsim.codes import Event
from ccsim.experiments.replicate import run
from ccsim.experiments.results import RunResult
from ccsim.plan.plan import make_plan
from ccsim.spec.loading import load
from ccsim.units import HOUR
from directions import SMALL
from playing import play
from shipped import SCENARIOS
from slices import apart, falls, mean, rises

BASE, OUTAGE = (SCENARIOS / f"{name}.yaml" for name in ("scripted_call_center", "outage_day"))


def played(*sets: str, replications: int = 5) -> RunResult:
    return run(OUTAGE, sets=(*SMALL, *sets), replications=replications, workers=1)


def test_one_repair_ends_the_outage_for_all_at_the_same_instant() -> None:
    plan = make_plan(load(OUTAGE, SMALL).scenario)
    log = play(plan).log
    outage = plan.kind_names.index("outage")
    struck, repaired = (
        log.time[log.event == event] for event in (Event.INCIDENT_STRUCK, Event.INCIDENT_REPAIRED)
    )
    assert len(struck) == len(repaired) == 1
    assert repaired[0] - struck[0] == 12 * HOUR
    solved = log.time[(log.event == Event.CASE_RESOLVED) & (log.kind == outage)]
    assert len(solved) > 500
    assert (solved == repaired[0]).all()


@pytest.mark.mechanism("E-CHU-09", "E-PRO-01")
def test_who_is_told_of_an_outage_calls_less() -> None:
    """All told, most told, nobody told: the same cut, the same people struck."""
    everybody, most, nobody = (
        played(*sets)
        for sets in (("incidents.cable.announced=1.0",), (), ("incidents.cable.announced=0.0",))
    )
    for fewer, more in ((everybody, most), (most, nobody)):
        assert mean(fewer, "customers_struck") == mean(more, "customers_struck")
        assert rises(fewer, more, "incident_call_share")
        assert rises(fewer, more, "arrivals")
    # More callers than lines: who is not told finds them busy.
    assert rises(most, nobody, "blocked")
    # Whom it calms does not call: half of those who are told.
    calmed = 1 - mean(everybody, "incident_call_share") / mean(nobody, "incident_call_share")
    assert calmed == pytest.approx(0.5, abs=0.05)


@pytest.mark.mechanism("E-CHU-09")
def test_an_outage_of_a_day_drives_next_to_nobody_away() -> None:
    """Extra leavers are surely at most a thousandth of those struck."""
    base = run(BASE, sets=SMALL, replications=8, workers=1)
    outage = played(replications=8)
    extra = apart(base, outage, "customers_left")
    assert extra.high is not None
    assert extra.high <= 0.001 * mean(outage, "customers_struck")


def test_an_outage_fills_the_line_of_everybody_else() -> None:
    base = run(BASE, sets=SMALL, replications=4, workers=1)
    outage = played(replications=4)
    assert rises(base, outage, "mean_wait_s")
    assert rises(base, outage, "abandon_rate")
    assert falls(base, outage, "service_level")
