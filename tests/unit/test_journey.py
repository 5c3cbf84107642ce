"""A case told and drawn: who did what, what was said and what was true."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from by_hand import Call, with_calls, with_defaults
from ccsim.codes import Event, TicketResult
from ccsim.eventlog.chunk import Chunk, concatenate
from ccsim.experiments.journey import Journey, journey_of
from ccsim.experiments.lanes import CUSTOMER, IN_SHORT, Piece, lanes, rows_of
from ccsim.experiments.telling import SAID_AND_TRUE, Teller, said_and_true
from ccsim.figures.journey import SAID, TRUE, _side, journey_figure, marks_labels
from ccsim.overnight.night import Nights
from ccsim.plan.plan import Plan, make_plan
from ccsim.replication import make_engine
from ccsim.report.journeys import journeys_page
from ccsim.store.naming import Row
from ccsim.units import DAY, HOUR, MINUTE
from faults import ASKS, call, world
from playing import Keeper, scenario_of


def story(facts: dict[str, Any], calls: list[Call]) -> tuple[Plan, Chunk]:
    plan = make_plan(scenario_of(with_defaults(facts)))
    nights, player, keeper = Nights(plan, 1, 0), make_engine("simpy", plan, 1, 0), Keeper()
    state = with_calls(plan, nights.first_state(), calls)
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
        segment=ASKS,
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


def test_what_one_company_asks_another_is_no_call_of_the_customers() -> None:
    """Two calls of the customer; the provider's question to the company behind is neither."""
    facts = world(
        segment=ASKS,
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}},
    )
    facts["queues"] = {
        "calls": {"teams": ["agents"], "enquires": {"at": "behind"}},
        "behind": {"teams": ["desk"], "channel": "wholesale"},
    }
    facts["teams"]["desk"] = {"headcount": 1}
    plan, log = story(facts, call(back_office=True))
    assert (log.event == Event.CONTACT_ARRIVED).sum() == 3
    one = journey_of(plan, log)
    assert (one.contacts, one.answered, one.agents) == (2, 2, 1)
    assert one.talked_ms == 8 * MINUTE
    calls = [piece for piece in lanes(plan, log) if piece.what == "call"]
    assert [piece.end - piece.begin for piece in calls] == [5 * MINUTE, 3 * MINUTE]
    heard = [piece for piece in lanes(plan, log) if piece.what == "said"]
    assert len(heard) == 2


def test_a_call_from_the_centre_begins_when_the_customer_picks_up() -> None:
    """Until then it is the centre that waits for an agent of its own."""
    facts = world(
        department={"work": {"constant": "4h"}, "promise": {"says": "2h"}, "follows_up": 1.0},
        status_calls="outbound",
        outbound_queue="status",
    )
    facts["queues"]["status"] = {"teams": ["late"]}
    facts["teams"]["late"] = {"headcount": 1, "hours": "12:00-18:00"}
    plan, log = story(facts, call(back_office=True))
    made = log.queue == plan.outbound_queue
    assert made.any()
    (answered,) = log.time[made & (log.event == Event.CONTACT_ANSWERED)]
    one = journey_of(plan, log)
    assert one.contacts == 1
    assert one.waited_ms == 0
    assert [piece.begin for piece in lanes(plan, log) if piece.what == "call"][-1] == answered


def test_a_ticket_that_nobody_finishes_is_drawn_to_the_end_of_the_story() -> None:
    facts = world(department={"work": {"constant": "30h"}})
    pieces = lanes(*story(facts, call(back_office=True)))
    assert pieces[-1].text == "still open"
    assert pieces[-1].lane == "network"


def about(event: Event, at: int, *, department: int = 0, reason: int = 0, value: int = 0) -> Row:
    """A row about a customer's case at a department."""
    return Row(at, int(event), 1, 7, 0, 0, -1, department, -1, 0, reason, value)


def log_of(rows: list[Row]) -> Chunk:
    return Chunk(*(np.array(column) for column in zip(*rows, strict=True)))


def two_desks() -> Plan:
    facts = world(department={})
    facts["departments"]["field"] = facts["departments"]["network"]
    return make_plan(scenario_of(with_defaults(facts)))


def test_a_ticket_that_is_handed_on_lies_in_the_lane_of_each_desk_in_turn() -> None:
    rows = [
        about(Event.TICKET_OPENED, 0, value=-1),
        about(Event.TICKET_PASSED, HOUR, value=1),
        about(Event.TICKET_DONE, 3 * HOUR, department=1, reason=1, value=3 * HOUR),
    ]
    work = [one for one in lanes(two_desks(), log_of(rows)) if one.what == "work"]
    assert work == [
        Piece("network", "work", 0, HOUR, "1h in the department: handed on"),
        Piece("field", "work", HOUR, 3 * HOUR, "2h in the department: cured"),
    ]


@pytest.mark.parametrize("result", list(TicketResult))
def test_what_made_things_worse_is_not_drawn_as_solved(result: TicketResult) -> None:
    rows = [
        about(Event.TICKET_OPENED, 0, value=-1),
        about(Event.TICKET_DONE, HOUR, reason=int(result), value=HOUR),
    ]
    cured = result in (TicketResult.CURED, TicketResult.RECOVERED)
    marks = [one.what for one in lanes(two_desks(), log_of(rows)) if one.lane == CUSTOMER]
    assert marks == ["solved" if cured else "true"]


def test_a_figure_has_short_words_for_all_that_a_talk_may_end_with() -> None:
    for outcome in SAID_AND_TRUE:
        said, true = IN_SHORT[outcome]
        assert 0 < len(said) <= 14
        assert len(true) <= 14


def test_words_in_the_figure_leave_each_other_room() -> None:
    texts = ["passed on", "to a superior", "how it stands"]
    crowded = marks_labels([{"lane": "a", "text": one} for one in texts], [10.0, 11.0, 40.0], 100.0)
    assert crowded == ["passed on", "", "how it<br>stands"]


def test_how_a_case_ends_is_said_though_something_else_happened_just_before() -> None:
    rows = [{"lane": "a", "text": one} for one in ("hangs up", "leaves the company")]
    assert marks_labels(rows, [95.0, 99.0], 100.0) == ["", "leaves the<br>company"]


def test_words_at_the_ends_of_the_figure_are_not_cut_off() -> None:
    places = (0.0, 50.0, 99.0)
    sides = [_side("leaves the<br>company", place, 100.0) for place in places]
    assert sides == ["right", "center", "left"]


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


def test_the_page_says_of_a_case_that_it_is_still_open(chased: tuple[Plan, Chunk]) -> None:
    plan, log = chased
    begun = Chunk(*(column[log.time < 10 * HOUR] for column in log))
    assert "still open at the end of the run" in journeys_page([journey_of(plan, begun)])
