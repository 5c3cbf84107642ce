"""Steering at work: what targets, tools, alignment and half-hearted change do to a whole centre."""

from itertools import pairwise

import pytest

from directions import SMALL
from interplay import change, interplay, played
from lever_worlds import AMPLE, every_desk

pytestmark = pytest.mark.slow
N = 8
WORLD = (*SMALL, *AMPLE)
TIMED = (
    "operating_model.kpi_regime=handle_time",
    "operating_model.kpi={target_talk: 9m, close_fast_bias: 0.4}",
)
SOLVES = (
    "operating_model.kpi_regime=resolution",
    "operating_model.kpi={looks_further: 0.3, looking_time: 3m}",
)
TOOLS = ("operating_model.tools={tells: 0.3, faster: 0.1}",)
FREE = ("operating_model.authority=exception", "operating_model.script_adherence=0.2")
BEHIND = (
    *WORLD,
    *every_desk("padding=5d"),
    "operating_model.script_adherence=0.2",
    "operating_model.authority=inform",
    "needs.billing_error.back_office=1.0",
    "needs.cancellation.back_office=1.0",
)
EMPOWERED = ("operating_model.authority=exception",)
ALIGNED = ("operating_model.backoffice_alignment=1.0",)
BEFORE = (
    "operating_model.before={authority: inform, script_adherence: 0.95, ownership: 0.1}",
    *FREE,
    "operating_model.ownership=0.6",
)


@pytest.mark.mechanism("E-GOAL-01")
@pytest.mark.mechanism("S003-19")
@pytest.mark.mechanism("S004-07")
def test_timing_agents_shortens_calls_and_lowers_what_is_solved() -> None:
    """About 8 % of handle time and 4 points of first-contact resolution (E-GOAL-01); the calls
    saved come back."""
    base, timed = played(WORLD, N), played((*WORLD, *TIMED), N)
    aht = base.estimates["aht_s"].mean
    assert aht is not None
    low, high = change(base, timed, "aht_s")
    assert -0.10 < low / aht < high / aht < -0.06
    low, high = change(base, timed, "true_fcr")
    assert -0.06 < low < high < -0.02
    assert change(base, timed, "contacts_per_case")[0] > 0
    assert change(base, timed, "failure_demand_rate")[0] > 0


@pytest.mark.mechanism("S003-19")
@pytest.mark.mechanism("S004-07")
def test_measured_by_resolution_agents_take_longer_and_solve_more() -> None:
    base, solves = played(WORLD, N), played((*WORLD, *SOLVES), N)
    assert change(base, solves, "aht_s")[0] > 0
    assert change(base, solves, "true_fcr")[0] > 0
    assert change(base, solves, "contacts_per_case")[1] < 0


@pytest.mark.mechanism("S003-19")
def test_measured_by_value_the_worthy_are_better_off_and_the_others_worse() -> None:
    kpi = "{target_talk: 9m, close_fast_bias: 0.4, looks_further: 0.3, looking_time: 3m}"
    value = ("operating_model.kpi_regime=value", f"operating_model.kpi={kpi}")
    base, valued = played(WORLD, N), played((*WORLD, *value), N)
    assert change(base, valued, "true_fcr", "segment=business")[0] > 0
    assert change(base, valued, "true_fcr", "segment=consumer")[1] < 0


@pytest.mark.mechanism("S004-14")
def test_what_agents_may_do_is_worth_less_with_a_back_office_of_other_goals() -> None:
    """Where the work is done behind the phone, authority alone moves little."""
    neither, empowered = played(BEHIND, N), played((*BEHIND, *EMPOWERED), N)
    aligned = played((*BEHIND, *ALIGNED), N)
    both = played((*BEHIND, *EMPOWERED, *ALIGNED), N)
    billing = "kind=billing_error"
    assert interplay(neither, empowered, aligned, both, "true_fcr", billing)[0] > 0
    assert interplay(neither, empowered, aligned, both, "contacts_per_case")[1] < 0


@pytest.mark.mechanism("S004-27")
@pytest.mark.mechanism("S004-12")
def test_tools_alone_do_less_than_with_freedom_to_use_what_they_tell() -> None:
    """What the assistant tells is of no use to who must keep to the script or may not act."""
    neither, tools = played(WORLD, N), played((*WORLD, *TOOLS), N)
    free, both = played((*WORLD, *FREE), N), played((*WORLD, *FREE, *TOOLS), N)
    assert change(neither, tools, "true_fcr")[0] > 0
    assert interplay(neither, tools, free, both, "true_fcr")[0] > 0


@pytest.mark.mechanism("S004-27")
def test_tools_that_hardly_anybody_was_trained_to_use_do_little() -> None:
    base, used = played(WORLD, N), played((*WORLD, *TOOLS), N)
    unused = played((*WORLD, *TOOLS, "operating_model.tools.used=0.25"), N)
    most = change(base, used, "true_fcr")[0] / 2
    assert change(base, unused, "true_fcr")[1] < most
    assert change(base, used, "aht_s")[1] < change(base, unused, "aht_s")[0] < 0


@pytest.mark.mechanism("S004-26")
def test_a_change_is_worth_as_much_as_it_is_lived() -> None:
    """Each step of the sweep is established."""
    sweep = [
        played((*WORLD, *BEFORE, f"operating_model.implementation_fidelity={share}"), N)
        for share in (0.0, 0.33, 0.67, 1.0)
    ]
    for one, other in pairwise(sweep):
        assert change(one, other, "true_fcr")[0] > 0
        assert change(one, other, "contacts_per_case")[1] < 0


@pytest.mark.mechanism("S003-15")
def test_less_protocol_moves_the_whole_run() -> None:
    """One lever, from a script for everything to hardly any."""
    base, free = played(WORLD, N), played((*WORLD, "operating_model.script_adherence=0.2"), N)
    for metric, way in (
        ("true_fcr", 1), ("resolution_rate", 1), ("satisfaction", 1), ("contacts_per_case", -1),
        ("failure_demand_rate", -1), ("time_to_resolve_s", -1), ("cost_per_resolution", -1),
        ("offered", -1),
    ):  # fmt: skip
        low, high = change(base, free, metric)
        assert min(way * low, way * high) > 0, metric


@pytest.mark.mechanism("S004-10")
@pytest.mark.mechanism("S004-11")
@pytest.mark.mechanism("S004-12")
@pytest.mark.mechanism("S000-13")
def test_cost_and_effect_of_hiring_training_and_tools_are_seen_apart() -> None:
    """Better newcomers know more; training is paid and away from the phone; tools are paid for."""
    leave = (*WORLD, "teams.front.turnover={yearly: 4}", "teams.front.hiring={cost: 2000 EUR}")
    base = played(leave, N)
    able = played((*leave, "teams.front.hiring.knowledge=0.5"), N)
    assert change(base, able, "true_fcr")[0] > 0
    trained = played((*leave, "teams.front.hiring.training=2w"), N)
    assert base.estimates["training_s"].mean == base.estimates["training_cost"].mean == 0
    assert change(base, trained, "training_s")[0] > 0
    for centre in (base, trained):
        costs = {name: estimate.mean for name, estimate in centre.estimates.items()}
        assert costs["agents_hired"] > 1
        assert costs["hiring_cost"] == pytest.approx(2000 * costs["agents_hired"])
        assert costs["training_cost"] == pytest.approx(25 * costs["training_s"] / 3600)
    equipped = (
        "operating_model.tools={tells: 0.3, cost: 40 EUR/month}",
        "operating_model.conversation_training={courtesy: 0.5, cost: 200 EUR/year}",
    )
    tools = played((*WORLD, *equipped), N)
    plain = played(WORLD, N)
    assert change(plain, tools, "true_fcr")[0] > 0
    assert change(plain, tools, "satisfaction")[0] > 0
    places, days = 12 + 4, 28
    months = days / (365.2425 / 12)
    assert tools.estimates["tools_cost"].mean == pytest.approx(places * months * 40, rel=1e-6)
    training = tools.estimates["conversation_training_cost"].mean
    assert training == pytest.approx(places * months / 12 * 200, rel=1e-6)
