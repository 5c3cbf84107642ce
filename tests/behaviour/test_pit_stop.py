"""The week in the pit stop: who goes, who is missed on the floor, and what is solved there."""

from typing import Any

import numpy as np
import pytest

from by_hand import Call, played, told
from ccsim.codes import Event, Outcome, Reason
from ccsim.eventlog.chunk import Chunk
from ccsim.replication import EngineName
from ccsim.units import SECOND
from faults import NEEDS_POWER, NO_POWER, UNKNOWN, call
from measured import measured
from pit_stops import in_the_sample, pit_stop, states
from playing import play_document

Book = list[str]
SOLVES = {"script_adherence": 0.0, "authority": "full"}


@pytest.mark.mechanism("S004-15")
def test_a_group_leaves_the_floor_for_a_week_and_is_missed_there(
    engine: EngineName, book: Book
) -> None:
    """The second caller waits for the only one who is left; a week later nobody waits.

    1d 00:00 agents 1 goes to the pit stop
    1d 09:00 agents 0 answers homes 1 after 0s
    1d 09:02 stop 0 answers homes 3 after 0s
    1d 09:05 agents 0 answers homes 2 after 4m
    8d 00:00 agents 1 comes back from the pit stop after 7 days
    9d 09:00 agents 0 answers homes 4 after 0s
    9d 09:01 agents 1 answers homes 5 after 0s
    15d 00:00 agents 0 goes to the pit stop
    """
    calls = [
        *call("1d 09:00", 1), *call("1d 09:01", 2), in_the_sample("1d 09:02", 3),
        *call("9d 09:00", 4), *call("9d 09:01", 5),
    ]  # fmt: skip
    lines = told(pit_stop(16, facts={"every": "2w"}), calls, engine)
    words = ("answers", "pit stop after", "goes to the pit stop")
    assert [line for line in lines if any(word in line for word in words)] == book


RARELY = {"yearly": 1e-9, "by_stress": 1e13}
"""Who is under stress quits the next night, and nobody else."""


@pytest.mark.mechanism("S001-32")
@pytest.mark.mechanism("S004-15")
def test_who_has_a_bad_day_in_the_pit_stop_may_quit_there(engine: EngineName, book: Book) -> None:
    """Nobody comes into the place in the pit stop; on the floor somebody is found, and learns.

    1d 00:00 agents 1 goes to the pit stop
    4d 00:00 agents 1 quits
    4d 00:00 agents 1 comes back from the pit stop after 3 days
    6d 00:00 agents 1 is found after 2 days
    7d 00:00 agents 1 is new, after 3 days
    """
    tires = {"stress": {"angry": 1.0, "memory": "0s"}, "turnover": RARELY}
    hiring = {"hiring": {"lead": "2d", "training": "1d"}}
    document = pit_stop(
        9, floor=UNKNOWN | tires | hiring, segment={"repeat_delay": {"constant": "1h"}}
    )
    lines = told(document, [in_the_sample("3d 08:00")], engine)
    words = ("goes to the pit stop", "comes back", "quits", "is found", "is new")
    assert [line for line in lines if any(word in line for word in words)] == book


@pytest.mark.mechanism("E-ATT-06")
def test_who_is_stressed_stays_away_from_the_pit_stop_as_from_the_floor(
    engine: EngineName,
) -> None:
    """Every talk is a bad one; under full stress nobody comes, unstressed hardly anybody misses."""
    floor = UNKNOWN | {"stress": {"powerless": 1.0, "memory": "0s", "absence": 1e9}}
    stop = {"shrinkage": {"unplanned": 1e-8}}
    document = pit_stop(4, floor=floor, stop=stop, need=NEEDS_POWER, workarounds=1.0, **NO_POWER)
    document["teams"]["agents"]["knowledge"] = 1.0
    lines = told(document, [in_the_sample("1d 09:00")], engine)
    assert [line for line in lines if "absent" in line] == ["2d 00:00 stop 0 is absent for 12h"]


@pytest.mark.mechanism("S004-28")
@pytest.mark.mechanism("S004-17")
def test_a_rotation_costs_wait_and_the_pay_of_other_functions(engine: EngineName) -> None:
    """Two agents for twelve hours at 20 EUR; somebody from technology for as long at 45 EUR."""
    functions = {"technology": {"people": 1, "pay": "45 EUR/h"}}
    pay = {"pay": "20 EUR/h"}
    calls = [*call("1d 09:00", 1), *call("1d 09:01", 2)]
    costs, waits, of_functions = [], [], []
    for starts in ("14d", "1d"):
        document = pit_stop(
            2, floor=pay, stop=pay, facts={"functions": functions, "starts": starts}
        )
        numbers, _ = measured(document, calls, engine)
        costs.append(numbers["cost"])
        waits.append(numbers["mean_wait_s"])
        of_functions.append(numbers["functions_cost"])
    assert costs == [2 * 2 * 12 * 20, 2 * 2 * 12 * 20 + 12 * 45]
    assert of_functions == [0, 12 * 45]
    assert waits == [0, 120]


@pytest.mark.mechanism("S004-17")
@pytest.mark.parametrize(
    ("people", "needs", "outcome"),
    [(1, ["fault"], "resolved"), (0, ["fault"], "thought resolved"), (1, [], "thought resolved")],
)
def test_what_is_solved_depends_on_which_functions_are_there(
    engine: EngineName, people: int, needs: list[str], outcome: str
) -> None:
    """Nobody on the floor knows the matter or may solve it; technology does, if it is there."""
    technology = {"people": people, "needs": needs, "knowledge": 1.0, "authority": "full"}
    document = pit_stop(
        2, floor=UNKNOWN, need=NEEDS_POWER, facts={"functions": {"technology": technology}},
        **NO_POWER,
    )  # fmt: skip
    lines = told(document, [in_the_sample("1d 09:00")], engine)
    assert f"1d 09:05 stop 0 ends with homes 1 after 5m: {outcome}" in lines


@pytest.mark.mechanism("S004-17")
@pytest.mark.parametrize(("lent", "outcome"), [("adjust", "resolved"), ("inform", "put off")])
def test_a_function_lends_authority_over_causes_in_its_area(
    engine: EngineName, lent: str, outcome: str
) -> None:
    """The agent knows the matter, and may not act: authority is a limit of its own."""
    sales = {"needs": ["fault"], "authority": lent}
    document = pit_stop(2, need=NEEDS_POWER, facts={"functions": {"sales": sales}}, **NO_POWER)
    lines = told(document, [in_the_sample("1d 09:00")], engine)
    assert f"1d 09:05 stop 0 ends with homes 1 after 5m: {outcome}" in lines


@pytest.mark.mechanism("S004-18")
@pytest.mark.mechanism("S000-14")
def test_no_matter_how_takes_longer_and_solves_and_safety_steps_stay(
    engine: EngineName, book: Book
) -> None:
    """Five minutes of talk and three of safety steps for both; two more for going off the script.

    1d 09:08 agents 0 ends with homes 1 after 8m: put off
    1d 09:10 stop 0 ends with homes 2 after 10m: resolved
    """
    document = pit_stop(
        2, need=NEEDS_POWER | {"mandatory_time": "3m"}, stop=SOLVES, script_adherence=1.0,
        discretion_time="2m", **NO_POWER,
    )  # fmt: skip
    calls = [*call("1d 09:00", off_script=True), in_the_sample("1d 09:00", 2, off_script=True)]
    assert [line for line in told(document, calls, engine) if "ends with" in line] == book


def test_all_have_their_turn_before_anybody_goes_again(engine: EngineName) -> None:
    """Five in groups of two, chosen by lot: after three groups, one has been there twice."""
    document = pit_stop(
        22, floor={"headcount": 5}, facts={"size": 2, "every": "1w", "rotations": 3}
    )
    _, log = played(document, [], engine)
    sent = log.agent[log.event == Event.PIT_STOP_ENTERED]
    assert sorted(np.bincount(sent, minlength=5)[:5].tolist()) == [1, 1, 1, 1, 2]
    assert len(set(sent[:4].tolist())) == 4
    assert sent.tolist() != sorted(sent.tolist())


def test_what_a_guest_learns_in_the_pit_stop_is_the_persons_own(engine: EngineName) -> None:
    """A talk there is practice of the one who had it, and stays when the place is free again."""
    document = pit_stop(10, facts={"stay": "1d"})
    found = states(document, engine, [0, 2], [in_the_sample("1d 09:00")])
    was_there = found[2].people["trained"][:2] > 0
    more = (found[2].practice - found[0].practice)[:, 0]
    assert more.tolist() == [*was_there.tolist(), 0, 0]


@pytest.mark.mechanism("S004-16")
@pytest.mark.mechanism("R-004")
def test_the_pit_stop_gets_the_same_calls_as_the_rest() -> None:
    """Each arm's mix of kinds and segments is the other's, but for luck: chi-squared below 3.84
    for every line of the table (one degree of freedom, five in a hundred)."""
    document = _two_kinds()
    log = play_document(document, "simpy").log
    first = _first_contacts(log)
    sampled = log.queue[first] == 2
    assert 0.4 < sampled.mean() < 0.5
    for mark in (log.kind[first] == 0, log.who[first] >> 32 == log.who[first[0]] >> 32):
        table = np.array([[(sampled & mark).sum(), (sampled & ~mark).sum()],
                          [(~sampled & mark).sum(), (~sampled & ~mark).sum()]])  # fmt: skip
        expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / table.sum()
        assert ((table - expected) ** 2 / expected).sum() < 3.84


def _two_kinds() -> dict[str, Any]:
    document = pit_stop(14, floor={"headcount": 10}, stop={"headcount": 5}, facts={"size": 5})
    talk = {"talk": {"exponential": "5m"}, "queue": "calls"}
    document["customers"] = {"homes": {"count": 1500}, "firms": {"count": 500}}
    document["needs"] = {
        "fault": talk | {"per_customer_year": 12},
        "bill": talk | {"per_customer_year": 6, "by_segment": {"firms": 2}},
    }
    document["queues"] = {
        "calls": {"teams": ["agents"]}, "experts": {"teams": ["experts"]},
        "sample": {"teams": ["stop", "agents"]},
    }  # fmt: skip
    document["operating_model"] = {"sample": {"queue": "sample", "share": 0.45}}
    return document


def _first_contacts(log: Chunk) -> np.ndarray:
    return np.flatnonzero((log.event == Event.CONTACT_ARRIVED) & (log.reason == Reason.FRESH))


@pytest.mark.mechanism("S004-18")
def test_of_the_same_calls_more_are_solved_at_once_in_the_pit_stop_and_each_takes_longer() -> None:
    """What is solved is not typed in: it comes of authority and script, and takes its time."""
    document = _two_kinds()
    for need in document["needs"].values():
        need |= {"authority": "adjust", "off_script": 0.4, "mandatory_time": "1m"}
    document["teams"]["stop"] |= SOLVES
    document["operating_model"] |= NO_POWER | {"script_adherence": 0.95, "discretion_time": "90s"}
    played_out = play_document(document, "simpy")
    log, stop = played_out.log, played_out.plan.team_names.index("stop")
    talks = np.flatnonzero((log.event == Event.LEG_ENDED) & (log.contact + log.leg == 0))
    there = played_out.plan.agent_team[log.agent[talks]] == stop
    solved, lasted = log.reason[talks] == Outcome.RESOLVED, log.value[talks]
    assert 100 < there.sum() < (~there).sum()
    assert solved[there].mean() > 0.95
    assert solved[~there].mean() < 0.05
    assert lasted[there].mean() > lasted[~there].mean() + 20 * SECOND


def _listening(**functions: dict[str, Any]) -> dict[str, Any]:
    """From the second day on one of two sits in the pit stop; the floor takes its calls else."""
    document = pit_stop(4, facts={"functions": functions})
    document["needs"]["fault"]["causes"] = {
        "cable": {"share": 0.5, "fixable_by": "network"},
        "tariff": {"share": 0.5, "fixable_by": "billing"},
    }
    document["queues"]["sample"] = {"teams": ["stop", "agents"]}
    document["operating_model"] |= {
        "voice_of_customer": {"every": "7d", "funded": 1.0},
        "sample": {"queue": "sample", "share": 0.0},
    }
    return document


def _found(document: dict[str, Any], calls: list[Call], engine: EngineName) -> Book:
    return [line for line in told(document, calls, engine) if "is found" in line]


@pytest.mark.mechanism("S004-22")
def test_calls_of_the_sample_that_the_floor_takes_are_not_heard_by_the_pit_stop(
    engine: EngineName, book: Book
) -> None:
    """Cables while nobody is there yet; tariffs once somebody is.

    3d 00:00 tariff is found: pit stop
    """
    calls = [
        Call("09:00", 1, "sample", "homes", cause=1),
        Call("2d 09:00", 2, "sample", "homes", cause=2),
    ]
    assert _found(_listening(), calls, engine) == book
    nobody = _listening()
    nobody["queues"]["sample"]["teams"] = ["agents"]
    del nobody["pit_stop"], nobody["teams"]["stop"]
    assert _found(nobody, calls, engine) == []


@pytest.mark.mechanism("S004-17", "S004-22")
def test_a_cause_is_heard_in_the_pit_stop_by_the_function_that_sits_there(
    engine: EngineName, book: Book
) -> None:
    """Billing has sent somebody, the network nobody.

    2d 00:00 tariff is found: pit stop
    """
    document = _listening(billing={"pay": "40 EUR/h"}, network={"people": 0})
    calls = [
        Call("1d 09:00", 1, "sample", "homes", cause=1),
        Call("1d 10:00", 2, "sample", "homes", cause=2),
    ]
    assert _found(document, calls, engine) == book
