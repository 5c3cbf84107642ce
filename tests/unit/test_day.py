"""A day in the life: told from the log, counted by the minute, and drawn."""

from typing import Any

import numpy as np
import pytest

from ccsim.codes import AgentState, Event, Reason
from ccsim.errors import UsageError
from ccsim.eventlog.chunk import DTYPES, Chunk, from_rows
from ccsim.experiments.day import Day, DayRows, Left, day_of, told_day
from ccsim.experiments.day_scenes import (
    MOST_DRAWN,
    MOST_SCENES,
    busiest_hour,
    callers_frame,
    facts_of,
    minutes_frame,
    scenes,
)
from ccsim.figures.animation import MOST_IN_LINE, animation_figure
from ccsim.figures.day_in_the_life import STATES, day_in_the_life_figure
from ccsim.plan.plan import Plan, make_plan
from ccsim.report.day import animation_caption, day_sentences, one_day_caption, scenes_in_words
from ccsim.units import DAY, HOUR, MINUTE
from playing import play, scenario_of

NINE = 9 * HOUR


def document(headcount: int = 2, days: int = 3) -> dict[str, Any]:
    return {
        "calendar": {"days": days},
        "queues": {
            "line": {
                "teams": ["desk"],
                "patience": {"exponential": "2m"},
                "talk": {"exponential": "3m"},
                "forecast": {"rate": "20/h"},
            }
        },
        "teams": {"desk": {"headcount": headcount}},
    }


def row(time: int, event: Event, caller: int = -1, agent: int = -1, **more: int) -> tuple[int, ...]:
    facts = dict.fromkeys(DTYPES, -1) | {"time": time, "event": int(event), "reason": 0, "value": 0}
    facts |= {"who": caller, "agent": agent, **more}
    if caller >= 0:
        facts |= {"case": 0, "contact": 0, "leg": 0, "queue": 0}
    return tuple(facts.values())


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(scenario_of(document()))


def told(plan: Plan, rows: list[tuple[int, ...]], number: int = 0) -> Day:
    """A day out of rows that come one at a time."""
    start, end = int(plan.day_starts[number]), int(plan.day_starts[number + 2])
    kept = DayRows(start, end)
    for one in rows:
        kept.add(from_rows([one]))
    return told_day(plan, kept.log(), number, seed=1, replication=0)


def served(plan: Plan) -> Day:
    """Two agents; one caller is answered at once, one after 2 min, one hangs up after 1 min."""
    minutes = [NINE + one * MINUTE for one in range(12)]
    return told(
        plan,
        [
            row(minutes[0], Event.SHIFT_STARTED, agent=0),
            row(minutes[0], Event.SHIFT_STARTED, agent=1),
            row(minutes[0], Event.BREAK_STARTED, agent=1),
            row(minutes[1], Event.QUEUE_ENTERED, 7),
            row(minutes[1], Event.CONTACT_ANSWERED, 7, 0),
            row(minutes[2], Event.QUEUE_ENTERED, 8),
            row(minutes[3], Event.QUEUE_ENTERED, 9),
            row(minutes[3], Event.LEG_ENDED, 7, 0, value=2 * MINUTE),
            row(minutes[4], Event.CONTACT_ABANDONED, 9, value=MINUTE),
            row(minutes[4], Event.WRAP_UP_ENDED, agent=0, value=MINUTE),
            row(minutes[4], Event.CONTACT_ANSWERED, 8, 0, value=2 * MINUTE),
            row(minutes[6], Event.LEG_ENDED, 8, 0, value=2 * MINUTE),
            row(minutes[8], Event.BREAK_ENDED, agent=1),
            row(minutes[10], Event.SHIFT_ENDED, agent=0),
            row(minutes[10], Event.SHIFT_ENDED, agent=1),
        ],
    )


def test_each_minute_says_who_waits_and_what_agents_do(plan: Plan) -> None:
    frame = minutes_frame(served(plan), whole=True)
    at = frame[(frame["time_ms"] >= NINE) & (frame["time_ms"] <= NINE + 10 * MINUTE)]
    assert at["waiting"].tolist() == [0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0]
    assert at["longest_wait_s"].tolist()[2:4] == [0, 60]
    assert at["talking"].tolist() == [0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0]
    assert at["wrap-up"].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert at["on break"].tolist() == [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]
    assert at["idle"].tolist() == [1, 0, 0, 0, 0, 0, 1, 1, 2, 2, 0]
    assert (frame[list(STATES)].sum(axis=1) == 2).all()


def test_each_caller_has_a_wait_and_a_way_out(plan: Plan) -> None:
    day = served(plan)
    frame = callers_frame(day)
    assert frame["wait_s"].tolist() == [0, 120, 60]
    assert frame["outcome"].tolist() == ["answered", "answered", "hung up"]
    facts = facts_of(day)
    assert (facts.came, facts.left[Left.ANSWERED], facts.left[Left.HUNG_UP]) == (3, 2, 1)
    assert (facts.longest_ms, facts.longest_at) == (2 * MINUTE, NINE + 2 * MINUTE)
    assert (facts.most, facts.most_at) == (2, NINE + 3 * MINUTE)
    assert day_sentences(day, facts)[0].endswith(
        "3 callers joined a line: 2 were answered, 1 hung up."
    )
    assert "n = 1" in one_day_caption(day)


def test_a_shift_a_talk_and_a_wait_go_on_past_midnight(plan: Plan) -> None:
    rows = [
        row(DAY - 2 * HOUR, Event.SHIFT_STARTED, agent=0),
        row(DAY - 5 * MINUTE, Event.QUEUE_ENTERED, 7),
        row(DAY - 5 * MINUTE, Event.CONTACT_ANSWERED, 7, 0),
        row(DAY - 3 * MINUTE, Event.QUEUE_ENTERED, 8),
        row(DAY + 5 * MINUTE, Event.LEG_ENDED, 7, 0, value=10 * MINUTE),
        row(DAY + 6 * MINUTE, Event.CONTACT_ABANDONED, 8, value=9 * MINUTE),
        row(DAY + HOUR, Event.SHIFT_ENDED, agent=0),
    ]
    before, after = (told(plan, rows, number) for number in (0, 1))
    assert callers_frame(before)["wait_s"].tolist() == [0, 540]
    assert callers_frame(after).empty  # they had come the day before, and still wait
    frame = minutes_frame(after, whole=True)
    assert frame["waiting"].tolist()[:8] == [1, 1, 1, 1, 1, 1, 0, 0]
    assert frame["talking"].sum() == 5
    assert frame["idle"].sum() == 55
    assert minutes_frame(before, whole=True)["idle"].sum() == 115


def test_who_waits_at_home_to_be_called_back_is_in_no_line(plan: Plan) -> None:
    callback = int(Reason.CALLBACK)
    rows = [
        row(NINE, Event.SHIFT_STARTED, agent=0),
        row(NINE, Event.QUEUE_ENTERED, 7, reason=callback),
        row(NINE + MINUTE, Event.CONTACT_ANSWERED, 7, 0, reason=callback, value=MINUTE),
        row(NINE + 3 * MINUTE, Event.LEG_ENDED, 7, 0, value=2 * MINUTE),
    ]
    day = told(plan, rows)
    assert callers_frame(day).empty
    assert minutes_frame(day, whole=True)["talking"].sum() == 2


@pytest.fixture(scope="module")
def log(plan: Plan) -> Chunk:
    return play(plan).log


def test_a_day_holds_all_that_the_log_says_of_it(plan: Plan, log: Chunk) -> None:
    day = day_of(plan.scenario, seed=1, number=1)
    of_day = (log.time >= DAY) & (log.time < 2 * DAY)
    entered = of_day & (log.event == Event.QUEUE_ENTERED)
    assert facts_of(day).came == entered.sum() > 100
    hung_up = of_day & (log.event == Event.CONTACT_ABANDONED)
    ends = (day.waits.left == Left.HUNG_UP) & (day.waits.end < DAY)
    assert sorted((day.waits.end - day.waits.start)[ends]) == sorted(log.value[hung_up])
    states = day.states_at(np.arange(0, DAY, MINUTE))
    assert set(np.unique(states)) <= {int(state) for state in AgentState}


def test_pictures_of_a_real_day_are_light_and_hold_everybody(plan: Plan) -> None:
    day = day_of(plan.scenario, seed=1, number=2)
    minutes, callers = minutes_frame(day), callers_frame(day)
    for dark in (False, True):
        figure = day_in_the_life_figure(minutes, callers, day.date, dark=dark)
        dots = [trace for trace in figure.data if trace.mode == "markers"]
        assert sum(len(trace.x) for trace in dots) == len(callers)
    shown = scenes(day, busiest_hour(day), 1)
    assert (shown.step, len(shown.times)) == (MINUTE // 2, 121)
    figure = animation_figure(scenes_in_words(shown), shown.teams)
    assert [button.label for button in figure.layout.updatemenus[0].buttons][-1] == "Pause"
    assert len(figure.frames) == len(figure.layout.sliders[0].steps) == 121
    for number, frame in enumerate(figure.frames):
        _, line, *agents = frame.data
        assert sum(x is not None for x in line.x) == len(shown.lines[number])
        assert sum(x is not None for own in agents for x in own.x) == 2


def test_many_agents_are_sampled_and_the_animation_stays_small() -> None:
    scenario = scenario_of(document(headcount=150, days=1))
    shown = scenes(day_of(scenario, seed=1, number=0), 9, 6)
    assert shown.of == 150
    assert len(shown.teams) == MOST_DRAWN
    assert len(shown.times) <= MOST_SCENES
    assert "60 of 150 agents are drawn" in animation_caption(shown)
    assert sum(shown.counts[0].values()) == 150
    figure = animation_figure(scenes_in_words(shown), shown.teams)
    assert len(figure.to_json()) < 3_000_000


def test_a_long_line_is_drawn_in_part_and_counted_whole(plan: Plan) -> None:
    rows = [row(NINE, Event.SHIFT_STARTED, agent=0)]
    rows += [row(NINE + 1, Event.QUEUE_ENTERED, 100 + one) for one in range(MOST_IN_LINE + 5)]
    shown = scenes(told(plan, rows), 9, 1)
    words = scenes_in_words(shown)
    assert f"{MOST_IN_LINE + 5} waiting" in words[1].words
    figure = animation_figure(words, shown.teams)
    assert len(figure.frames[1].data[1].x) == MOST_IN_LINE
    assert "At most" in animation_caption(shown)


def test_a_day_that_the_run_does_not_have_is_refused(plan: Plan) -> None:
    with pytest.raises(UsageError, match="day 3 is not in this run: it has the days 0 to 2"):
        day_of(plan.scenario, seed=1, number=3)


def test_a_day_without_anybody_is_drawn_empty(plan: Plan) -> None:
    day = told(plan, [row(DAY + NINE, Event.SHIFT_STARTED, agent=0)], 0)
    assert facts_of(day).came == 0
    day_in_the_life_figure(minutes_frame(day), callers_frame(day), day.date)
    shown = scenes(day, busiest_hour(day), 1)
    animation_figure(scenes_in_words(shown), shown.teams)
