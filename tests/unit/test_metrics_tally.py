"""Rows counted by axis, whoever they are about."""

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.metrics.stretch import Stretch
from ccsim.metrics.tally import CALLER, TALK, Tally
from ccsim.metrics.window import Ints, Window
from ccsim.units import DAY, HOUR
from unit.metrics_world import Story, caller, customer, tiny_plan

WINDOW = Window(tiny_plan(days=2, warm_up=1, queues=("front", "back"), agents=(0, 1, 1)))


def stretch() -> Stretch:
    """Two talks with a customer, of five and seven, and one of nine with somebody unknown."""
    story = Story()
    homes = {"who": customer(1), "case": 1, "kind": 1}
    story.row(DAY - 1, Event.LEG_ENDED, queue=0, agent=0, value=5, **homes)
    story.row(DAY, Event.LEG_ENDED, queue=1, agent=2, value=7, **homes)
    story.row(DAY + HOUR, Event.LEG_ENDED, who=caller(1), queue=0, agent=1, value=9)
    return Stretch(story.log(), WINDOW)


def test_rows_are_counted_where_they_happened() -> None:
    log, tally = stretch(), Tally(WINDOW, ("talks", "talk_ms"), TALK)
    rows = log.rows(Event.LEG_ENDED)
    tally.add("talks", log, rows)
    tally.add("talk_ms", log, rows, log.chunk.value[rows])
    sums = tally.finish()
    assert {axis: table["talks"].tolist() for axis, table in sums.items()} == {
        "": [3], "queue": [2, 1], "team": [1, 2], "segment": [2], "kind": [0, 2],
    }  # fmt: skip
    assert {axis: table["talk_ms"].tolist() for axis, table in sums.items()} == {
        "": [21], "queue": [14, 7], "team": [5, 16], "segment": [12], "kind": [0, 12],
    }  # fmt: skip


def test_who_is_not_known_is_in_the_whole_and_in_no_slice() -> None:
    log, tally = stretch(), Tally(WINDOW, ("talks",), ("segment",))
    tally.add("talks", log, log.rows(Event.LEG_ENDED))
    sums = tally.finish()
    assert sums["segment"]["talks"].tolist() == [2]
    assert sums[""]["talks"].tolist() == [3]


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_tally_is_the_same_however_rows_come(cut: int) -> None:
    log, tally = stretch(), Tally(WINDOW, ("talk_ms",), CALLER)
    rows = log.rows(Event.LEG_ENDED)
    for some in (rows[:cut], rows[cut:]):
        tally.add("talk_ms", log, some, log.chunk.value[some])
    assert tally.finish()["queue"]["talk_ms"].tolist() == [14, 7]


def test_what_is_known_to_belong_somewhere_is_counted_there() -> None:
    tally = Tally(WINDOW, ("waits",), ("hour_of_week",))
    tally.add_at("waits", {"hour_of_week": np.array([9, 9, 167])}, np.array([1, 2, 4]))
    hours = tally.finish()["hour_of_week"]["waits"]
    assert (hours[9], hours[167], hours.sum()) == (3, 4, 7)


def numbers(rows: Ints) -> list[int]:
    return list(rows.tolist())


def test_only_what_is_measured_counts() -> None:
    log = stretch()
    assert numbers(log.measured(Event.LEG_ENDED)) == [1, 2]
    assert numbers(log.begun(Event.LEG_ENDED)) == [2]  # the other one began before midnight
    assert numbers(log.of_customers(log.rows(Event.LEG_ENDED))) == [0, 1]
