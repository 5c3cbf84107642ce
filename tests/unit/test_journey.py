"""A case told and drawn: who did what, what was said and what was true."""

from pathlib import Path
from typing import Any

import pytest

from by_hand import Call, _with_calls, with_defaults
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.experiments.journey import Journey
from ccsim.experiments.lanes import CUSTOMER, Piece, lanes, rows_of
from ccsim.experiments.telling import SAID_AND_TRUE, Teller, said_and_true
from ccsim.figures.journey import SAID, TRUE, journey_figure
from ccsim.overnight.night import Nights
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import make_engine
from ccsim.report.journeys import journeys_page
from ccsim.units import DAY, HOUR, MINUTE
from faults import call, world
from playing import Keeper, scenario_of


def story(facts: dict[str, Any], calls: list[Call]) -> tuple[Plan, Chunk]:
    plan = make_plan(scenario_of(with_defaults(facts)))
    nights, player, keeper = Nights(plan, 1, 0), make_engine("simpy", plan, 1, 0), Keeper()
    state = _with_calls(plan, nights.first_state(), calls)
    for number in range(plan.total_days):
        state, day, _ = nights.step(number, state)
        for chunk in player.play(day, state):
            for reader in nights.readers:
                reader.add(chunk)
            keeper.add(chunk)
    log = concatenate(keeper.chunks)
    return plan, Chunk(*(column[log.who >= 0] for column in log))


@pytest.fixture(scope="module")
def chased() -> tuple[Plan, Chunk]:
    """A ticket that is late, a customer who asks, and a department that cures it at last."""
    facts = world(
        segment={"chases": 1.0, "chase_delay": {"constant": "10m"}},
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}},
    )
    return story(facts, call(back_office=True))


def test_every_piece_lies_in_its_lane_with_its_times(chased: tuple[Plan, Chunk]) -> None:
    nine = 9 * HOUR
    first, asked = nine + 5 * MINUTE, nine + 135 * MINUTE
    done = first + 4 * HOUR
    expected = [
        Piece("agents of agents", "talk", nine, first, "agent 1: 5m"),
        Piece(CUSTOMER, "said", first, first, "a date"),
        Piece(CUSTOMER, "true", first, first, "nothing yet"),
        Piece(CUSTOMER, "call", nine, first, "call 1: 5m"),
        Piece("network", "note", first + 2 * HOUR, first + 2 * HOUR, "promise broken"),
        Piece("agents of agents", "talk", asked, asked + 3 * MINUTE, "agent 1: 3m"),
        Piece("network", "work", first, done, "4h in the department: cured"),
        Piece(CUSTOMER, "solved", done, done, "cured"),
    ]
    pieces = lanes(*chased)
    assert [piece for piece in pieces if piece in expected] == expected


def test_a_ticket_that_nobody_finishes_is_drawn_to_the_end_of_the_story() -> None:
    facts = world(department={"work": {"constant": "30h"}})
    pieces = lanes(*story(facts, call(back_office=True)))
    assert pieces[-1].text == "still open"
    assert pieces[-1].lane == "network"


def test_what_is_said_and_what_is_true_are_told_apart() -> None:
    for outcome in SAID_AND_TRUE:
        said, true = said_and_true(outcome)
        assert said
        assert true
        assert "in truth" not in said


def test_each_line_of_a_talk_tells_both(chased: tuple[Plan, Chunk]) -> None:
    plan, log = chased
    told = [moment for moment in Teller(plan).tell(log) if moment.said]
    assert [moment.said for moment in told] == [
        "is told by when it will be done",
        "is told how it stands",
    ]
    assert all(moment.true in moment.text for moment in told)


@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_has_what_was_said_above_and_what_was_true_below(
    chased: tuple[Plan, Chunk], dark: bool
) -> None:
    plan, log = chased
    figure = journey_figure(rows_of(Teller(plan), lanes(plan, log)), dark=dark)
    shown = list(figure.layout.yaxis.ticktext)
    assert (shown[0], shown[-1]) == (SAID, TRUE)
    assert shown.index(CUSTOMER) < shown.index("agents of agents") < shown.index("network")
    names = {trace.name for trace in figure.data}
    assert {"on the phone", "talking with an agent", "with a department"} <= names
    phone = next(trace for trace in figure.data if trace.name == "on the phone")
    begins = list(phone.base)
    assert begins == sorted(begins)
    assert phone.x[0] == pytest.approx(5)  # five minutes on the phone, to scale
    assert begins[1] - begins[0] < 130  # two hours between the calls are shortened


def test_the_page_draws_and_tells_every_story(chased: tuple[Plan, Chunk], tmp_path: Path) -> None:
    plan, log = chased
    teller = Teller(plan)
    one = Journey(
        case="homes-1/fault-0-0", contacts=2, agents=1, waited_ms=0, talked_ms=480_000,
        open_at_end=False, moments=tuple(teller.tell(log)), open_ms=DAY,
        pieces=tuple(rows_of(teller, lanes(plan, log))),
    )  # fmt: skip
    text = journeys_page([one, one])
    assert text.count("homes-1/fault-0-0: 2 calls, 1 agent") >= 2
    assert 'id="figure-journey-1"' in text
    assert "the promise is broken" in text
