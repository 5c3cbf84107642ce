"""Loops by hand: one bad day feeds the next, the ablest go first, tools need leave to act."""

from typing import Any

import pytest

from by_hand import Call, told
from ccsim.plan.chances import WORDS
from ccsim.plan.state import State
from ccsim.replication import EngineName
from faults import NEEDS_POWER, call, world
from measured import measured

Book = list[str]
Facts = dict[str, Any]
GOES_WHEN_WORN = {
    "hours": "Mo-Su 08:00-20:00",
    "stress": {"angry": 1.0, "memory": "0s"},
    "turnover": {"yearly": 1e-9, "by_stress": 1e13},
}
"""Who had to talk with somebody angry goes the next night, and nobody else ever."""


def floor(days: int, **team: Any) -> Facts:
    """A fault is known to old hands, a riddle to nobody; both are of use for an afternoon.

    Who was not helped calls again after an hour, and is angry when that is the third time.
    """
    facts = world(
        {"deadline": {"after": {"constant": "2h30m"}, "expires": True}},
        {"repeat_delay": {"constant": "1h"}},
        days,
        team=GOES_WHEN_WORN | {"knowledge": {"fault": 1.0, "riddle": 0.0}} | team,
    )
    facts["needs"]["riddle"] = facts["needs"]["fault"]
    return facts


RIDDLE = [Call("09:00", 1, segment="homes", kind="riddle")]
FAULTS = call("1d 09:00", 2) + call("2d 09:00", 3)


def about(lines: list[str], *words: str) -> list[str]:
    return [line for line in lines if any(word in line for word in words)]


@pytest.mark.mechanism("S002-03")
def test_one_who_goes_takes_along_what_would_have_spared_the_next_from_going(
    engine: EngineName, book: Book
) -> None:
    """A riddle wears out the only one who knows of faults; each newcomer learns of them too late.

    1d 00:00 agents 0 quits
    1d 00:00 agents 0 is new, after 0 days
    1d 09:00 homes 2 dials
    1d 10:05 homes 2 dials (repeat)
    1d 11:10 homes 2 dials (repeat)
    1d 11:30 homes 2 stops: too late after 2h30m
    2d 00:00 agents 0 quits
    2d 00:00 agents 0 is new, after 0 days
    2d 09:00 homes 3 dials
    2d 10:05 homes 3 dials (repeat)
    2d 11:10 homes 3 dials (repeat)
    2d 11:30 homes 3 stops: too late after 2h30m
    3d 00:00 agents 0 quits
    3d 00:00 agents 0 is new, after 0 days
    """
    words = ("quits", "is new", "homes 2 dials", "homes 3 dials", "too late", "is helped")
    facts = floor(4, learning={"lacks": 1.0})
    lines = about(told(facts, RIDDLE + FAULTS, engine), *words)
    assert [line for line in lines if line > "1d"] == book


@pytest.mark.mechanism("S002-03")
@pytest.mark.parametrize(
    ("spark", "team"),
    [
        (False, {"learning": {"lacks": 1.0}}),
        (True, {"learning": {"lacks": 0.0, "slower": 0.5}}),
        (True, {"learning": {"lacks": 1.0}, "stress": {}}),
    ],
    ids=["no bad day", "newcomers lack nothing", "nobody minds"],
)
def test_the_circle_stops_where_any_of_its_links_is_missing(
    engine: EngineName, spark: bool, team: Facts
) -> None:
    """Faults are solved in the first call, and after the first night nobody quits."""
    lines = told(floor(4, **team), RIDDLE * spark + FAULTS, engine)
    assert len(about(lines, "homes 2 dials", "homes 3 dials")) == 2
    assert len(about(lines, "homes 2 is helped", "homes 3 is helped")) == 2
    assert len(about(lines, "quits")) == (1 if spark and "stress" not in team else 0)


@pytest.mark.mechanism("S002-04")
@pytest.mark.parametrize(("first", "quits"), [(1.0, ["agents 0"]), (0.0, ["agents 0", "agents 1"])])
def test_after_the_same_bad_day_the_ablest_goes_and_the_least_able_stays(
    engine: EngineName, first: float, quits: list[str]
) -> None:
    """Two agents, each of whom hears of two riddles for the third time; the first is the ablest."""

    def between(_player: object, day: int, state: State) -> None:
        if day == 0:
            state.people["able"][:2] = WORDS - 1, 0

    leaves = GOES_WHEN_WORN["turnover"] | {"the_able_first": first}  # type: ignore[operator]
    facts = floor(2, headcount=2, turnover=leaves)
    calls = [Call("09:00", n, segment="homes", kind="riddle") for n in (1, 2)]
    lines = told(facts, calls, engine, between=between)
    angry = about(lines, "11:10 agents")
    assert {line.split(" answers ")[0] for line in angry} == {"11:10 agents 0", "11:10 agents 1"}
    assert [line.removesuffix(" quits")[9:] for line in about(lines, "quits")] == quits


@pytest.mark.mechanism("S004-27")
@pytest.mark.parametrize(
    ("tools", "culture", "comes"),
    [
        (None, False, "thought resolved"),
        ({"tells": 1.0}, False, "put off"),
        (None, True, "thought resolved"),
        ({"tells": 1.0}, True, "resolved"),
        ({"tells": 1.0, "used": 0.0}, True, "thought resolved"),
    ],
    ids=["neither", "tools", "culture", "both", "both, and nobody was trained"],
)
def test_technology_without_people_who_may_use_it_solves_nothing(
    engine: EngineName, tools: Facts | None, culture: bool, comes: str
) -> None:
    """A tool tells what the script does not cover; who may leave the script solves it."""
    levers: Facts = {} if tools is None else {"tools": tools}
    levers |= {"script_adherence": 0.0 if culture else 1.0}
    levers |= {"authority": "adjust" if culture else "inform"}
    facts = world(NEEDS_POWER, {"gives_up": 1.0}, team={"knowledge": 0.0}, **levers)
    (end,) = about(told(facts, call(off_script=True), engine), "ends with")
    assert end == f"09:05 agents 0 ends with homes 1 after 5m: {comes}"


@pytest.mark.mechanism("S003-15")
def test_less_protocol_alone_moves_contacts_solutions_time_and_who_stays(
    engine: EngineName,
) -> None:
    """One fact of the whole scenario: how strictly the script is kept; the causes lie beyond it.

    With the script the customer calls at nine and at ten past eleven, is put off twice, and leaves
    the next night; without it the first talk takes a minute more, and is the only one.
    """
    found = {}
    for script in (1.0, 0.0):
        segment = {
            "repeat_delay": {"constant": "2h5m"},
            "leaving": {"monthly": 0.5, "open_case": 100.0, "open_case_after": "1h"},
        }
        facts = world(segment=segment, days=2, script_adherence=script, discretion_time="1m")
        facts["teams"]["agents"]["hours"] = facts["queues"]["calls"]["hours"] = "09:00-13:00"
        numbers, _ = measured(
            facts | {"measures": {"follow_up": "1d"}}, call(off_script=True), engine
        )
        names = ("true_fcr", "contacts_per_case", "resolution_rate", "talk_s", "customers_left")
        found[script] = tuple(numbers[name] for name in names)
    assert found == {1.0: (0, 2, 0, 300, 1), 0.0: (1, 1, 1, 360, 0)}
