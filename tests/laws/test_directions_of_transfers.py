"""Which way transfers, loops, lost calls and repeats go when a lever about them is pulled."""

import pytest

from ccsim.experiments.compare import compare
from ccsim.spec.loading import Loaded, load
from directions import AMPLE_DESKS, SMALL, Way, assert_goes, goes, told
from shipped import SCENARIOS

AMPLE = (
    *SMALL,
    *AMPLE_DESKS,
    "teams.front.headcount=100",
)
PASSING = (
    "operating_model.passes_on=0.44",
    "operating_model.passing_grows=0.07",
    *(
        f"needs.{need}.passed_to=[second_line, front]"
        for need in ("billing_error", "information", "order_change", "technical_fault")
    ),
)
TOWEL = tuple(f"customers.{name}.gives_up_per_pass=0.3" for name in ("consumer", "business"))


def centre(*sets: str) -> Loaded:
    return load(SCENARIOS / "scripted_call_center.yaml", [*AMPLE, *sets])


@pytest.mark.mechanism("S002-07", "E-TRF-01", "S001-35")
def test_buck_passing_raises_transfers_loops_and_the_number_of_agents_that_a_case_meets() -> None:
    ways: dict[str, Way] = {
        "transfers_per_case": "up",
        "loops_per_case": "up",
        "distinct_agents_per_case": "up",
    }
    assert_goes(centre(), centre(*PASSING), ways, 3)


@pytest.mark.mechanism("E-TRF-01")
def test_a_chance_to_pass_on_brings_transfers_into_the_range_that_is_seen() -> None:
    sets = ["operating_model.passes_on=0.15", *PASSING[1:]]
    found = compare([centre(), centre(*sets)], replications=2, workers=1).runs[1]
    rate = found.estimates["transfer_rate"].mean
    assert rate is not None
    assert 0.08 <= rate <= 0.30


@pytest.mark.mechanism("S001-34")
def test_customers_who_throw_in_the_towel_make_the_call_log_look_better() -> None:
    """Fewer are helped, and fewer call again: first contact resolution rises in the books."""
    runs = [centre(*PASSING), centre(*PASSING, *TOWEL)]
    found = {one.metric: one for one in compare(runs, replications=3, workers=1).differences}
    assert goes(found["fcr"]) == "up", told(found["fcr"])
    assert goes(found["true_fcr"]) == "down", told(found["true_fcr"])
    assert goes(found["resolution_rate"]) == "down", told(found["resolution_rate"])
    assert goes(found["gave_up_rate"]) == "up", told(found["gave_up_rate"])


@pytest.mark.mechanism("S002-26", "E-TRF-02")
def test_misdiagnosis_is_counted_and_first_contacts_that_it_transfers_solve_less() -> None:
    mistaken = centre("needs.billing_error.mistaken_for={technical_fault: 0.5}")
    comparison = compare([centre(), mistaken], replications=3, workers=1)
    found = {one.metric: one for one in comparison.differences}
    assert goes(found["misdirected_rate"]) == "up"
    assert comparison.reference.estimates["misdirected_rate"].mean == 0
    one = found["fcr_when_transferred"]
    assert goes(one) == "down", told(one)


@pytest.mark.mechanism("S002-27", "E-TRF-06")
def test_a_guard_saves_the_calls_that_blind_transfers_lose() -> None:
    blind = "operating_model.blind_transfers=0.2"
    guard = "operating_model.closed_transfer_guard=refuses"
    assert_goes(centre(), centre(blind), {"lost_in_transfer": "up"}, 3)
    guarded = compare([centre(), centre(blind, guard)], replications=2, workers=1)
    assert guarded.runs[1].estimates["lost_in_transfer"].mean == 0


@pytest.mark.mechanism("S002-28")
def test_detection_lowers_dumping() -> None:
    seen = centre(*PASSING, "operating_model.dumping_detected=0.3")
    assert_goes(centre(*PASSING), seen, {"dumping_rate": "down", "transfers_per_case": "down"}, 3)


@pytest.mark.mechanism("S002-05")
def test_systems_that_hang_together_save_time_and_errors() -> None:
    apart = ["operating_model.fragmentation_time=90s", "operating_model.fragmentation_errors=0.2"]
    before = centre(*apart, "operating_model.system_fragmentation=0.6")
    after = centre(*apart, "operating_model.system_fragmentation=0.2")
    found = compare([before, after], replications=3, workers=1).differences
    ways = {
        one.metric: goes(one) for one in found if one.metric in ("aht_s", "wrong_solution_rate")
    }
    assert ways == {"aht_s": "down", "wrong_solution_rate": "down"}


@pytest.mark.mechanism("S002-18")
def test_affinity_spares_explaining_and_strangers() -> None:
    led_back = centre("operating_model.agent_affinity=1")
    ways: dict[str, Way] = {"distinct_agents_per_case": "down", "repeat_aht_s": "down"}
    assert_goes(centre(), led_back, ways, 3)


@pytest.mark.mechanism("S002-25")
def test_shared_notes_make_repeats_shorter_and_better() -> None:
    alone, shared = (centre(f"operating_model.shared_notes={share}") for share in (0.0, 1.0))
    found = {
        one.metric: one for one in compare([alone, shared], replications=4, workers=1).differences
    }
    assert goes(found["repeat_aht_s"]) == "down", told(found["repeat_aht_s"])
    one = found["repeat_resolution_rate"]
    assert goes(one) == "up", told(one)
