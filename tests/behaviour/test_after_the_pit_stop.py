"""Back on the floor: what they bring along, how it fades, and what it does to colleagues."""

from typing import Any

import pytest

from by_hand import told
from ccsim.codes import Away
from ccsim.plan.state import State
from ccsim.replication import EngineName
from crowds import measured
from faults import UNKNOWN
from pit_stops import WORD, pit_stop, states

Book = list[str]
STANDARD = 1 << 16
"""The talk factor of everybody, where nothing is said."""
BACK = 8
"""The day on which the first group is back."""


def owns(state: State, agent: int = 0) -> float:
    return float(state.agents["ownership"][agent] / WORD)


def knows(state: State, agent: int = 0) -> float:
    return float(state.skills[agent, 0] / WORD)


def alone(days: int, **facts: Any) -> dict[str, Any]:
    """A floor of one, who goes to the pit stop again after eight weeks."""
    floor = {"headcount": 1} | UNKNOWN
    return pit_stop(days, floor=floor, facts={"every": "8w"} | facts)


@pytest.mark.mechanism("S004-24")
@pytest.mark.mechanism("R-004")
def test_what_they_bring_back_fades_by_half_in_six_weeks_unless_refreshed(
    engine: EngineName,
) -> None:
    """Back on day 8; day 50 is six weeks later; on day 64 they are back from the second stay."""
    uplift = {"ownership": 0.5, "knowledge": 0.4}
    found = states(alone(65, uplift=uplift), engine, [0, BACK, 29, 50, 64])
    expected = {0: 0.0, BACK: 1.0, 29: 0.5**0.5, 50: 0.5, 64: 1.0}
    for day, left in expected.items():
        assert owns(found[day]) == pytest.approx(0.5 * left, abs=1e-6)
        assert knows(found[day]) == pytest.approx(0.4 * left, abs=1e-6)


@pytest.mark.mechanism("S004-24")
def test_courtesy_is_told_as_it_fades(engine: EngineName, book: Book) -> None:
    """Half of what is missing to full courtesy (500 of 1000), and less of it from day to day.

    8d 00:00 the courtesy of the team of agents 0 is now 750 of 1000
    9d 00:00 the courtesy of the team of agents 0 is now 625 of 1000
    10d 00:00 the courtesy of the team of agents 0 is now 562 of 1000
    """
    document = alone(11, uplift={"courtesy": 0.5}, half_life="1d")
    lines = told(document, [], engine)
    assert [line for line in lines if "courtesy" in line] == book


@pytest.mark.mechanism("S004-24")
def test_who_is_courteous_for_some_weeks_satisfies_for_these_weeks(engine: EngineName) -> None:
    """Half an hour for twenty points of courtesy: before, in the middle; after, half as much."""
    document = alone(30, uplift={"courtesy": 1.0}, half_life="7d")
    document["teams"]["agents"]["knowledge"] = 1.0
    document["customers"]["homes"]["count"] = 400
    document["needs"]["fault"]["per_customer_year"] = 12
    document["measures"] = {"follow_up": "1d", "satisfaction": {"per_day_open": 0}}
    plain = measured(document | {"pit_stop": document["pit_stop"] | {"uplift": {}}}, engine)
    kinder = measured(document, engine)
    before, after = plain["satisfaction"], kinder["satisfaction"]
    assert before is not None
    assert after is not None
    assert before + 1 < after < before + 10


@pytest.mark.mechanism("S004-23")
def test_how_far_the_corset_is_loosened_is_decided_once_and_gives_a_curve() -> None:
    """All cases are off the script: the less the script is kept to, the more is solved at once."""
    solved = []
    for after in (0.95, 0.6, 0.3, 0.0):
        facts = {"size": 2, "stay": "1d", "starts": "0s", "rotations": 1}
        document = pit_stop(
            20, facts=facts | {"script_adherence_after": after}, script_adherence=0.95,
            need={"per_customer_year": 12, "off_script": 1.0}, segment={"count": 400},
        )  # fmt: skip
        numbers = measured(document, "simpy")
        assert numbers["true_fcr"] is not None
        solved.append(numbers["true_fcr"])
    assert solved[0] < 0.2
    assert solved == sorted(solved)
    assert solved[3] > 0.9
    assert 0.2 < solved[1] < 0.6 < solved[2] < 0.9


@pytest.mark.mechanism("S004-23")
def test_only_those_who_have_been_there_loosen_the_corset_and_it_does_not_tighten_again(
    engine: EngineName,
) -> None:
    document = pit_stop(
        60, facts={"script_adherence_after": 0.5, "half_life": "1d"}, script_adherence=1.0
    )
    found = states(document, engine, [59])[59]
    assert sorted(found.agents["script_adherence"][:2] / WORD) == [0.5, 1.0]


@pytest.mark.mechanism("S004-25")
@pytest.mark.parametrize(("trained", "quicker"), [(1, 1.0051), (5, 1.0255)])
def test_colleagues_get_quicker_by_a_twentieth_of_a_percent_for_each_point_who_was_there(
    engine: EngineName, trained: int, quicker: float
) -> None:
    """Eleven on the floor: of ten colleagues one (or five) has been there; E-PIT-02."""
    facts = {"size": trained, "norms": {"spillover": 0.051}}
    document = pit_stop(9, floor={"headcount": 11}, facts=facts)
    found = states(document, engine, [1, BACK])
    assert set(found[1].agents["talk_factor"][:11].tolist()) == {STANDARD}
    pace = STANDARD / found[BACK].agents["talk_factor"][:11]
    never = found[BACK].people["trained"][:11] == 0
    assert pace[never] == pytest.approx(quicker, abs=2e-5)
    assert pace[~never] == pytest.approx(1 + 0.051 * (trained - 1) / 10, abs=2e-5)


@pytest.mark.mechanism("S004-25")
def test_apostles_pass_on_what_they_know_and_fewer_apostles_pass_on_less(
    engine: EngineName,
) -> None:
    """Of two one was there: the colleague closes a tenth of the gap, and forgets it likewise."""
    facts = {"norms": {"knowledge": 0.1}, "half_life": "7d"}
    found = states(pit_stop(16, floor=UNKNOWN, facts=facts), engine, [BACK, BACK + 7])
    never = found[BACK].people["trained"][:2].tolist().index(0)
    assert knows(found[BACK], never) == pytest.approx(0.1, abs=1e-6)
    assert knows(found[BACK + 7], never) == pytest.approx(0.05, abs=1e-6)


@pytest.mark.mechanism("S004-13")
def test_a_culture_of_solution_moves_with_those_who_were_there_and_draws_both_ways(
    engine: EngineName,
) -> None:
    """One of two keeps every case; half-way to what is usual (0.5) lie 0.75 and 0.25."""
    facts = {"uplift": {"ownership": 1.0}, "norms": {"conformity": 0.5}}
    found = states(pit_stop(9, facts=facts), engine, [1, BACK])
    assert [owns(found[1], agent) for agent in (0, 1)] == [0.0, 0.0]
    both = sorted(owns(found[BACK], agent) for agent in (0, 1))
    assert both == pytest.approx([0.25, 0.75], abs=1e-6)


@pytest.mark.mechanism("S004-26")
@pytest.mark.parametrize("done", [0.0, 0.5, 1.0])
def test_what_is_preached_and_not_done_has_no_effect(engine: EngineName, done: float) -> None:
    """In the week: script, ownership and other functions; after it: uplift, norms and corset."""
    facts = {
        "implementation_fidelity": done, "uplift": {"ownership": 0.5, "pace": 0.2},
        "norms": {"spillover": 0.1, "knowledge": 0.2}, "script_adherence_after": 0.0,
        "functions": {"technology": {"needs": ["fault"], "knowledge": 0.8}},
    }  # fmt: skip
    document = pit_stop(
        9, floor=UNKNOWN, stop={"script_adherence": 0.0, "ownership": 1.0}, facts=facts,
        script_adherence=1.0,
    )  # fmt: skip
    found = states(document, engine, [1, BACK])
    there = 3  # the place in the pit stop comes after the floor and the experts
    assert owns(found[1], there) == pytest.approx(done, abs=1e-6)
    assert knows(found[1], there) == pytest.approx(0.8 * done, abs=1e-6)
    assert found[1].agents["script_adherence"][there] / WORD == pytest.approx(1 - done, abs=1e-6)
    been = found[BACK].people["trained"][:2].tolist().index(BACK)
    assert owns(found[BACK], been) == pytest.approx(0.5 * done, abs=1e-6)
    pace = STANDARD / found[BACK].agents["talk_factor"][:2]
    assert pace[been] == pytest.approx(1 + 0.2 * done, abs=1e-4)
    assert pace[1 - been] == pytest.approx(1 + 0.1 * done, abs=1e-4)
    assert knows(found[BACK], 1 - been) == pytest.approx(0.2 * done, abs=1e-6)
    assert found[BACK].agents["script_adherence"][been] / WORD == pytest.approx(1 - done, abs=1e-6)


def test_with_a_person_goes_what_that_person_has_brought_back(engine: EngineName) -> None:
    """The place is empty from the night after the return: who comes has never been there."""
    found: list[State] = []

    def between(_player: object, day: int, state: State) -> None:
        found.append(state._replace(people=state.people.copy()))
        if day == BACK:
            state.people["away"][0], state.people["until"][0] = Away.VACANT, 10

    document = alone(11, uplift={"ownership": 0.5})
    document["teams"]["agents"]["turnover"] = {"yearly": 1e-9}
    told(document, [], engine, between=between)
    assert found[BACK].people["trained"][0] == BACK
    assert found[BACK].people["uplift"][0] == WORD
    assert [found[-1].people[name][0] for name in ("away", "trained", "uplift")] == [0, 0, 0]


@pytest.mark.mechanism("S004-12")
def test_tools_serve_on_the_floor_and_in_the_pit_stop_alike(engine: EngineName) -> None:
    """An assistant that halves talks and tells half of what one does not know."""
    document = pit_stop(3, floor=UNKNOWN, tools={"faster": 0.5, "tells": 0.5})
    state = states(document, engine, [1])[1]
    for seat in (0, 1, 3):  # two on the floor, and the guest's
        assert state.agents["talk_factor"][seat] == STANDARD // 2
        assert knows(state, seat) == pytest.approx(0.5)


@pytest.mark.mechanism("S004-26")
@pytest.mark.parametrize(("fidelity", "new"), [(0.0, False), (1.0, True), (0.5, None)])
def test_who_goes_on_as_before_does_so_in_the_pit_stop_too(
    engine: EngineName, fidelity: float, new: bool | None
) -> None:
    """What one lives goes along with the person, whatever place is sat in."""
    document = pit_stop(
        16, floor={"headcount": 2}, facts={"every": "1w", "rotations": 2},
        authority="full", shared_notes=1.0, kpi_regime="resolution",
        before={"authority": "inform", "shared_notes": 0.0, "kpi_regime": "none"},
        implementation_fidelity=fidelity,
    )  # fmt: skip
    for state in states(document, engine, [1, BACK]).values():
        home = int(state.people["guest"][3]) - 1
        for name in ("authority", "shared_notes", "kpi"):
            assert state.agents[name][3] == state.agents[name][home], name
            assert new is None or (state.agents[name][0] > 0) == new


@pytest.mark.mechanism("S004-23")
@pytest.mark.mechanism("S003-16")
def test_who_has_loosened_the_corset_can_use_an_education(engine: EngineName) -> None:
    """Before, all is done by script, and nothing of what the educated could do is of use."""
    document = alone(9, script_adherence_after=0.5)
    document["operating_model"]["script_adherence"] = 1.0
    document["teams"]["agents"] |= {"talents": {"education": 1.0, "gain": 0.4}}
    found = states(document, engine, [0, BACK])
    assert knows(found[0]) == 0
    assert knows(found[BACK]) == pytest.approx(0.2)
    assert found[BACK].agents["script_adherence"][0] / WORD == pytest.approx(0.5)


@pytest.mark.mechanism("E-ATT-03")
def test_who_has_loosened_the_corset_has_less_of_a_reason_to_go(engine: EngineName) -> None:
    """Nobody goes but the educated whom a script holds back: six agents go in the end, not one."""
    gone = {}
    hates_scripts = {"yearly": 20.0, "by_underuse": 100.0}
    for after in (1.0, 0.0):
        floor = {
            "headcount": 6, "turnover": hates_scripts, "talents": {"education": 1.0},
            "hiring": {"lead": "20d"},
        }  # fmt: skip
        facts = {"size": 6, "stay": "1d", "starts": "0s", "script_adherence_after": after}
        document = pit_stop(6, floor=floor, facts=facts, script_adherence=1.0)
        document["teams"]["agents"]["turnover"] = hates_scripts | {"by_script": 1.0}
        found: list[State] = []

        def between(player: object, day: int, state: State, found: list[State] = found) -> None:
            if day == 0:  # as if they had just come back
                state.people["trained"][:6] = 1
            found.append(state._replace(people=state.people.copy()))

        told(document, [], engine, between=between)
        gone[after] = int((found[-1].people["away"][:6] == Away.VACANT).sum())
    assert gone == {1.0: 6, 0.0: 0}


@pytest.mark.mechanism("S004-26")
@pytest.mark.mechanism("S004-13")
def test_a_culture_that_is_only_preached_draws_nobody(engine: EngineName) -> None:
    """One of two keeps every case, and the other none: with nothing done, both go on like that."""
    facts = {"norms": {"conformity": 0.5}, "implementation_fidelity": 0.0}
    document = pit_stop(2, facts=facts, ownership=1.0, before={"ownership": 0.0})
    document["teams"]["agents"]["headcount"] = 8
    for fidelity in (0.0, 1.0):
        document["pit_stop"]["implementation_fidelity"] = fidelity
        document["operating_model"]["implementation_fidelity"] = 0.5
        state = states(document, engine, [0])[0]
        drawn = {0.0, 1.0} != {owns(state, agent) for agent in range(8)}
        assert drawn == (fidelity > 0)
