"""The level of a forecast: `scale` makes all of it more or less, and moves nobody."""

from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
import pytest

from ccsim.codes import Event
from ccsim.eventlog.chunk import Chunk
from ccsim.replication import EngineName
from in_words import lines_of
from playing import Played, play_document

AS_WRITTEN = [0.0, 2.5, 6.0, 3.5]
"""Calls of each hour from nine o'clock."""
LEVELS = (0.5, 1.0, 1.5, 2.0)


def played(engine: EngineName, days: int = 1, **forecast: Any) -> Played:
    """A hotline without lines to spare or to lack; beside it one whose forecast stays."""
    queue = {"teams": ["agents"], "talk": {"constant": "1m"}}
    mine = queue | {"forecast": {"interval": "1h"} | forecast}
    other = queue | {"forecast": {"rate": "4/h", "interval": "1h"}}
    return play_document(
        {
            "calendar": {"days": days},
            "teams": {"agents": {"headcount": 20}},
            "queues": {"calls": mine, "other": other},
        },
        engine,
    )


def dialled(found: Played, queue: str = "calls") -> list[str]:
    """Who dials when, in words."""
    hidden = set(Event) - {Event.CONTACT_ARRIVED}
    return [line for line in lines_of(found.plan, found.log, hidden) if f" {queue} " in line]


def arrivals(log: Chunk, queue: int) -> int:
    return int(np.sum((log.event == Event.CONTACT_ARRIVED) & (log.queue == queue)))


def test_a_forecast_of_double_the_scale_is_the_forecast_of_double_the_calls(
    engine: EngineName,
) -> None:
    """2.5, 6 and 3.5 calls twice over are 5, 12 and 7 calls: the same log, row for row."""
    doubled = played(engine, calls=AS_WRITTEN, starts="9h", scale=2)
    written = played(engine, calls=[2 * calls for calls in AS_WRITTEN], starts="9h")
    assert doubled.digest == written.digest
    assert played(engine, rate="10/h", scale=2).digest == played(engine, rate="20/h").digest


@pytest.mark.parametrize("shape", [{"calls": AS_WRITTEN, "starts": "9h"}, {"rate": "3/h"}])
def test_who_called_at_a_lower_scale_still_calls_at_the_same_second_at_a_higher_one(
    engine: EngineName, shape: dict[str, Any]
) -> None:
    """A higher scale adds callers and moves none; those of another queue do not notice."""
    levels = [played(engine, scale=scale, **shape) for scale in LEVELS]
    for fewer, more in pairwise(levels):
        assert set(dialled(fewer)) < set(dialled(more))
        assert dialled(fewer, "other") == dialled(more, "other") != []


def test_nobody_calls_a_queue_whose_forecast_is_scaled_to_nothing(engine: EngineName) -> None:
    """The other queue goes on."""
    for shape in ({"calls": AS_WRITTEN, "starts": "9h"}, {"rate": "3/h"}):
        found = played(engine, scale=0, **shape)
        assert dialled(found) == []
        assert dialled(found, "other")


def test_the_mean_of_calls_follows_the_scale(engine: EngineName) -> None:
    """Twelve calls a day are eighteen at 1.5: within four standard errors of a Poisson count."""
    days, scale = 200, 1.5
    found = played(engine, days, calls=AS_WRITTEN, starts="9h", scale=scale)
    wanted = days * scale * sum(AS_WRITTEN)
    calls = arrivals(found.log, found.plan.queue_names.index("calls"))
    assert abs(calls - wanted) <= 4 * sqrt(wanted)
