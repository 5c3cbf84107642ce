"""How agents are steered and equipped: targets, tools, training, alignment, and old habits."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from by_hand import Call, told, with_defaults
from ccsim.overnight.night import Nights
from ccsim.plan.plan import make_plan
from ccsim.plan.state import State
from ccsim.replication import EngineName
from faults import NEEDS_POWER, SPECIAL, UNKNOWN, call, world
from playing import scenario_of

Book = list[str]
LATER = {"repeat_delay": {"constant": "10h"}}
TIMED = {"kpi_regime": "handle_time"}
FAST = TIMED | {"kpi": {"target_talk": "3m", "close_fast_bias": 1.0}}
LOOKS = {"looks_further": 1.0, "looking_time": "3m"}
SOLVES = {"kpi_regime": "resolution", "kpi": LOOKS}


@pytest.mark.mechanism("S004-07")
@pytest.mark.mechanism("S003-19")
def test_who_is_timed_closes_fast_and_the_customer_calls_again(
    engine: EngineName, book: Book
) -> None:
    """The agent knows the matter, and would have solved it in five minutes.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 closes homes 1 fast, 2m early
    09:03 agents 0 ends with homes 1 after 3m: thought resolved
    19:03 homes 1 dials (repeat)
    19:03 agents 0 answers homes 1 after 0s
    19:03 agents 0 closes homes 1 fast, 2m early
    19:06 agents 0 ends with homes 1 after 3m: thought resolved
    """
    assert told(world(segment=LATER, **FAST), call(), engine) == book


@pytest.mark.mechanism("S004-07")
@pytest.mark.parametrize(
    ("knowledge", "comes"), [(1.0, "worked around"), (0.0, "thought resolved")]
)
def test_who_closes_fast_passes_nobody_on_and_offers_a_way_around_at_the_most(
    engine: EngineName, knowledge: float, comes: str
) -> None:
    """Without a target who does not know the matter asks a colleague, or passes the caller on."""
    walkers = {"count": 1, "time": "4m", "knowledge": 0.0}
    facts = world(
        need=NEEDS_POWER | SPECIAL, segment=LATER,
        team={"knowledge": knowledge, "floor_walkers": walkers}, transfers="cold", workarounds=1.0,
        escalation="real", escalation_queue="experts", authority="inform", **FAST,
    )  # fmt: skip
    (end, *_) = (line for line in told(facts, call(), engine) if "ends with" in line)
    assert end == f"09:03 agents 0 ends with homes 1 after 3m: {comes}"


@pytest.mark.mechanism("S004-07")
def test_who_closes_fast_does_not_act_on_what_the_notes_tell(
    engine: EngineName, book: Book
) -> None:
    """A colleague has found the cause meanwhile; reading of it does not solve it.

    09:03 agents 0 ends with homes 1 after 3m: thought resolved
    1d 05:06 agents 0 ends with homes 1 after 3m: thought resolved
    """

    def between(_player: object, _day: int, state: State) -> None:
        state.cases["diagnosed"] = 1

    facts = world(segment={"repeat_delay": {"constant": "20h"}}, days=2, **FAST)
    lines = told(facts, call(), engine, between=between)
    assert [line for line in lines if "ends with" in line] == book


@pytest.mark.mechanism("S003-19")
def test_a_talk_within_the_target_is_as_it_would_be(engine: EngineName, book: Book) -> None:
    """Five minutes are welcome.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:05 agents 0 ends with homes 1 after 5m: resolved
    09:05 homes 1 is helped after 5m
    """
    within = TIMED | {"kpi": {"target_talk": "5m", "close_fast_bias": 1.0}}
    assert told(world(**within), call(), engine) == book


@pytest.mark.mechanism("S003-19")
def test_who_hurries_and_does_not_close_fast_solves_it_all_the_same(
    engine: EngineName, book: Book
) -> None:
    """Half of the two minutes beyond the target is saved.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:04 agents 0 ends with homes 1 after 4m: resolved
    09:04 homes 1 is helped after 4m
    """
    hurried = TIMED | {"kpi": {"target_talk": "3m", "hurries": 0.5}}
    assert told(world(**hurried), call(), engine) == book


@pytest.mark.mechanism("S003-19")
@pytest.mark.mechanism("S004-07")
def test_who_is_measured_by_resolution_takes_the_time_to_find_out(
    engine: EngineName, book: Book
) -> None:
    """An adviser who does not know the matter looks for three minutes.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 looks further for homes 1, 3m, and finds out
    09:08 agents 0 ends with homes 1 after 8m: resolved
    09:08 homes 1 is helped after 8m
    """
    assert told(world(team=UNKNOWN, **SOLVES), call(), engine) == book


@pytest.mark.mechanism("S003-19")
def test_measured_by_value_the_worthy_are_solved_for_and_the_others_timed(
    engine: EngineName, book: Book
) -> None:
    """Firms bring in five times as much as homes.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 closes homes 1 fast, 2m early
    09:03 agents 0 ends with homes 1 after 3m: thought resolved
    09:03 homes 1 gives up after 3m
    10:00 firms 2 dials
    10:00 agents 0 answers firms 2 after 0s
    10:00 agents 0 looks further for firms 2, 3m, and finds out
    10:08 agents 0 ends with firms 2 after 8m: resolved
    10:08 firms 2 is helped after 8m
    """
    facts = world(
        segment={"margin": "10 EUR/month", "gives_up": 1.0}, team=UNKNOWN, kpi_regime="value",
        kpi=FAST["kpi"] | LOOKS,
    )  # fmt: skip
    facts["customers"]["firms"] = {"count": 10, "margin": "50 EUR/month"}
    calls = [*call(), Call("10:00", 2, segment="firms")]
    assert told(facts, calls, engine) == book


@pytest.mark.mechanism("S004-07")
def test_a_team_may_be_measured_by_something_else(engine: EngineName) -> None:
    facts = world(team={"kpi_regime": "none"}, **FAST)
    lines = told(facts, call(), engine)
    assert not [line for line in lines if "fast" in line]


@pytest.mark.mechanism("S003-19")
def test_looking_further_does_not_find_what_the_script_hides(
    engine: EngineName, book: Book
) -> None:
    """Steering by resolution leaves the script in force: the cause is not seen.

    09:00 homes 1 dials
    09:00 agents 0 answers homes 1 after 0s
    09:00 agents 0 looks further for homes 1, 3m, and finds out
    09:08 agents 0 ends with homes 1 after 8m: put off
    09:08 homes 1 gives up after 8m
    """
    facts = world(segment={"gives_up": 1.0}, team=UNKNOWN, script_adherence=1.0, **SOLVES)
    assert told(facts, call(off_script=True), engine) == book


@pytest.mark.mechanism("S004-14")
def test_an_aligned_department_takes_a_ticket_up_at_once(engine: EngineName) -> None:
    """By its own rules it lets it lie for two days."""
    done = {}
    for alignment in (0.0, 1.0):
        facts = world(
            department={"padding": "2d"}, days=4, backoffice_alignment=alignment
        )  # fmt: skip
        lines = told(facts, call(back_office=True), engine)
        done[alignment] = next(line for line in lines if "is done with" in line)
    assert done[1.0] == "10:05 network is done with homes 1 after 1h: cured"
    assert done[0.0] == "2d 10:05 network is done with homes 1 after 49h: cured"


@pytest.mark.mechanism("S004-14")
def test_whether_a_ticket_lies_is_decided_when_it_is_opened_and_not_by_later_calls() -> None:
    """Half of the departments' tickets are taken up at once; asking how it stands changes none."""
    begun = {}
    for chases in (0.0, 1.0):
        facts = world(
            department={"padding": "3d", "promise": {"says": "1h"}, "passes_to": "field",
                        "passes_on": [1.0], "staff": 50},
            segment={"count": 40, "chases": chases, "chase_delay": {"constant": "2h"}},
            team={"headcount": 40}, days=9, backoffice_alignment=0.5,
        )  # fmt: skip
        ends = {"passes_to": None, "passes_on": []}
        facts["departments"]["field"] = facts["departments"]["network"] | ends
        calls = [Call("09:00", n, segment="homes", back_office=True) for n in range(40)]
        lines = told(facts, calls, "simpy")
        begun[chases] = sorted(line for line in lines if "is done with" in line)
    assert begun[0.0] == begun[1.0]


@pytest.mark.mechanism("S000-13")
def test_who_is_trained_tells_the_date_that_the_department_knows(engine: EngineName) -> None:
    """The department says an hour, and takes four."""
    ends = {}
    for dates in (0.0, 1.0):
        facts = world(
            department={"promise": {"says": "1h"}, "work": {"constant": "4h"}},
            conversation_training={"dates": dates},
        )
        lines = told(facts, call(back_office=True), engine)
        ends[dates] = [line for line in lines if "promise" in line]
    assert ends[0.0] == ["10:05 network breaks its promise to homes 1"]
    assert ends[1.0] == ["13:05 network keeps its promise to homes 1"]


@pytest.mark.mechanism("S000-13")
def test_who_is_trained_is_more_courteous() -> None:
    """Half of what is missing to full courtesy is made good, and half of the rest by empathy."""
    courtesy = {"courtesy": 0.5}
    once = plan_of(world(conversation_training=courtesy))
    twice = plan_of(world(conversation_training=courtesy, empathy_training=0.5))
    assert plan_of(world()).team_courtesy[0] == 500
    assert once.team_courtesy[0] == 750
    assert twice.team_courtesy[0] == 875


@pytest.mark.mechanism("S004-12")
@pytest.mark.parametrize(("used", "lasts"), [(1.0, "2m30s"), (0.0, "5m")])
def test_tools_make_talks_shorter_for_those_who_use_them(
    engine: EngineName, used: float, lasts: str
) -> None:
    facts = world(tools={"faster": 0.5, "used": used})
    (end,) = (line for line in told(facts, call(), engine) if "ends with" in line)
    assert end.endswith(f"agents 0 ends with homes 1 after {lasts}: resolved")


@pytest.mark.mechanism("S004-12")
def test_tools_tell_what_an_agent_does_not_know() -> None:
    """They close half of the gap, whoever it is."""
    state = first_morning(world(team={"knowledge": 0.4}, tools={"tells": 0.5}))
    assert state.skills[0, 0] / (1 << 32) == pytest.approx(0.7)


@pytest.mark.mechanism("S004-12")
def test_tools_spare_newcomers_a_part_of_their_slowness() -> None:
    """E-RMP-04: a novice handles 30 to 34 % more an hour, an old hand about 11 % more."""
    newcomers = {"learning": {"slower": 0.64}, "headcount": 2}
    plan = plan_of(world(team=newcomers, days=2, tools={"faster": 0.1, "guides": 0.4}))
    nights = Nights(plan, 1, 0)
    state = nights.first_state()
    state, _, _ = nights.step(0, state)
    state.people["since"][0] = 1  # as if new on the second day
    state, _, _ = nights.step(1, state)
    novice, old_hand = (int(state.agents["talk_factor"][i]) / (1 << 16) for i in (0, 1))
    assert 1.30 <= 1.64 / novice <= 1.34
    assert 1 / old_hand == pytest.approx(1 / 0.9, abs=1e-3)


@pytest.mark.mechanism("S004-26")
@pytest.mark.parametrize(("fidelity", "comes"), [(1.0, "resolved"), (0.0, "put off")])
def test_who_does_not_live_the_new_rules_works_as_before(
    engine: EngineName, fidelity: float, comes: str
) -> None:
    """The rules say that all may adjust a bill; before, nobody might."""
    facts = world(
        NEEDS_POWER, authority="full", before={"authority": "inform"},
        implementation_fidelity=fidelity,
    )  # fmt: skip
    (end,) = (line for line in told(facts, call(), engine) if "ends with" in line)
    assert end == f"09:05 agents 0 ends with homes 1 after 5m: {comes}"


@pytest.mark.mechanism("S004-26")
def test_the_more_fidelity_the_more_live_the_rules_and_nobody_goes_back() -> None:
    """Whoever lives them at a lower fidelity lives them at a higher one too."""
    habits: dict[float, np.ndarray] = {}
    for fidelity in (0.0, 0.25, 0.5, 0.75, 1.0):
        facts = world(
            team={"headcount": 400}, implementation_fidelity=fidelity,
            script_adherence=0.2, ownership=0.8, shared_notes=1.0, kpi_regime="resolution",
            before={
                "script_adherence": 0.95, "ownership": 0.1, "shared_notes": 0.5,
                "kpi_regime": "none",
            },
        )  # fmt: skip
        agents = first_morning(facts).agents[:400]
        lives = agents["ownership"] > 1 << 31
        for name in ("shared_notes", "kpi"):
            assert (lives == (agents[name] > agents[name].mean() - 1e-9)).all() or fidelity in (
                0,
                1,
            )
        assert ((agents["script_adherence"] < 1 << 31) == lives).all()
        assert lives.mean() == pytest.approx(fidelity, abs=0.08)
        habits[fidelity] = lives
    steps = list(habits.values())
    assert all((less <= more).all() for less, more in pairwise(steps))


@pytest.mark.mechanism("S004-26")
def test_a_team_with_rules_of_its_own_keeps_them() -> None:
    facts = world(
        team={"authority": "exception"}, authority="full", before={"authority": "inform"},
        implementation_fidelity=0.0,
    )  # fmt: skip
    own, others = first_morning(facts).agents["authority"][:2]
    assert own == 2
    assert others == 0


def first_morning(facts: dict[str, Any]) -> State:
    nights = Nights(plan_of(facts), 1, 0)
    return nights.step(0, nights.first_state())[0]


def plan_of(facts: dict[str, Any]) -> Any:
    return make_plan(scenario_of(with_defaults(facts)))
