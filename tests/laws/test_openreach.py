"""What the scenario of Openreach shows, a fifth as large: the chain, visits, regions, providers."""

import pytest

from ccsim.experiments.paired import PairedDifference, paired_difference
from ccsim.metrics.estimates import fractions
from openreach import (
    ALONE,
    SMALL,
    STORIES,
    TELLS,
    TIERS,
    VISITORS,
    YEARS,
    Story,
    at,
    difference,
    falls,
    played,
    rises,
)
from playing import assert_twins
from shipped import SCENARIOS, short_plan

SPLIT = {"right_first_time_rate": 0.65, "recovered_rate": 0.20, "compounded_rate": 0.15}


def small(*sets: str) -> Story:
    return played(YEARS["2014"], (*SMALL, *sets), replications=4)


def effect(sets: tuple[str, ...], metric: str, slice_: str = "") -> PairedDifference:
    return difference(small(), small(*sets), metric, slice_)


def test_both_engines_tell_the_same_fortnight() -> None:
    """Long enough for dates to be missed, questions to be handed on, and technicians to come."""
    path = SCENARIOS / "openreach.yaml"
    sets = [one for one in SMALL if not one.startswith("calendar")]
    assert assert_twins(short_plan(path, *sets, "calendar.days=16")).log.rows > 5000


@pytest.mark.mechanism("S000-05")
@pytest.mark.mechanism("S000-06")
@pytest.mark.mechanism("S000-07")
@pytest.mark.mechanism("R-000")
@pytest.mark.parametrize("metric", SPLIT)
def test_in_town_the_first_attempt_is_right_recovered_or_made_worse(metric: str) -> None:
    """It is a chance per attempt, stated as a rule: the whole split comes out within the noise."""
    met, tickets = fractions(small().totals, metric, "segment=others")
    expected = SPLIT[metric]
    error = (expected * (1 - expected) / tickets.sum()) ** 0.5
    assert tickets.sum() > 2000
    assert abs(met.sum() / tickets.sum() - expected) < 4 * error


@pytest.mark.mechanism("S000-07")
def test_what_was_made_worse_brings_more_cases() -> None:
    """The same work without compounding: as much is wrong, and nothing else is broken."""
    assert falls(effect(at(VISITORS, "compounds=0"), "cases"))
    assert falls(effect(at(VISITORS, "compounds=0"), "arrivals"))


@pytest.mark.mechanism("S000-08")
@pytest.mark.mechanism("R-000")
@pytest.mark.parametrize(("metric", "queue"), TIERS, ids=[queue for _, queue in TIERS])
def test_where_nobody_chases_every_tier_has_less_to_do(metric: str, queue: str) -> None:
    quiet = played(STORIES / "r000_nobody_chases.yaml", SMALL, replications=4)
    assert falls(difference(small(), quiet, metric, queue))


@pytest.mark.mechanism("S000-08")
@pytest.mark.mechanism("R-000")
def test_one_chasing_call_makes_more_than_two_contacts_along_the_chain() -> None:
    """The call itself, the provider's question, and that of the infrastructure to its own field.

    With eight in ten questions handed on at each tier it is 1 + 0.8 + 0.64 at most.
    """
    factor = small().estimates["chase_amplification"]
    assert factor.low is not None
    assert factor.high is not None
    assert 2.0 < factor.low < factor.high < 2.44
    alone = small("queues.service_desk.enquires.chance=0").estimates["chase_amplification"]
    assert alone.high is not None
    assert alone.high < 1.8


@pytest.mark.mechanism("S000-20")
def test_more_faults_of_other_providers_lengthen_the_repairs_of_bt_retail() -> None:
    """The lines of BT Retail break as often as before, and wait behind more others."""
    more = ("needs.line_fault.by_segment={others: 1.3}",)
    assert rises(effect(more, "time_to_repair_s", "segment=bt_retail"))
    assert falls(effect(more, "share_faults_fixed_2wd", "segment=bt_retail"))


@pytest.mark.mechanism("S000-19")
def test_in_the_country_fewer_faults_are_repaired_in_time() -> None:
    """Two regions of one provider, side by side in one run."""
    totals = played(YEARS["2014"], SMALL, replications=8).totals  # few live in the country
    town, country = (
        fractions(totals, "share_faults_fixed_2wd", f"segment={segment}")
        for segment in ("bt_retail", "bt_retail_rural")
    )
    assert falls(paired_difference(town, country))


@pytest.mark.mechanism("S000-09")
def test_messages_spare_calls_along_the_chain_and_mend_next_to_nothing() -> None:
    """Fewer calls are fewer occasions for a second ticket: no more than that changes repairs."""
    assert falls(effect(TELLS, "chases"))
    assert falls(effect(TELLS, "enquiries"))
    silent = played(YEARS["2014"], SMALL, replications=8)
    telling = played(YEARS["2014"], (*SMALL, *TELLS), replications=8)
    for metric, most in (
        ("right_first_time_rate", 0.01),
        ("share_faults_fixed_2wd", 0.01),
        ("time_to_repair_s", 3600),
    ):
        one = difference(silent, telling, metric)
        assert one.low is not None
        assert one.high is not None
        assert -most < one.low < one.high < most


@pytest.mark.mechanism("S000-10")
def test_who_chooses_the_slot_is_at_home_and_calls_less() -> None:
    chosen = at(VISITORS, "visits.self_book=1")
    assert falls(effect(chosen, "no_access_rate"))
    assert falls(effect(chosen, "chases"))


@pytest.mark.mechanism("S000-12")
def test_visits_of_a_week_are_slots_times_technicians() -> None:
    """Twelve slots a week for repairs and ten for new lines; one in twenty is missed."""
    few = (
        "departments.network.visits.technicians=2",
        "departments.underground.visits.technicians=1",
        "departments.provisioning.visits.technicians=6",
    )
    made = small(*few).estimates["visits_per_week"]
    offered = 12 * (2 + 1) + 10 * 6
    assert made.mean is not None
    assert 0.9 * offered < made.mean < offered
    assert falls(effect(few, "visits_per_week"))
    assert falls(effect(few, "share_faults_fixed_2wd"))


@pytest.mark.mechanism("S000-15")
def test_engineers_who_may_finish_on_the_spot_hand_less_on_and_are_sooner_done() -> None:
    spot = ALONE["half of the hand-overs done on the spot"]
    assert falls(effect(spot, "hand_offs_per_ticket"))
    assert falls(effect(spot, "time_to_repair_s"))
    assert rises(effect(spot, "share_faults_fixed_2wd"))
