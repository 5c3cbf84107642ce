"""The pit stop: who goes there, what they may do there, and what they bring back."""

from typing import Any

import pytest

from by_hand import Call, played, told
from ccsim.codes import Event
from ccsim.plan.state import State
from ccsim.replication import EngineName
from faults import UNKNOWN, call, world

Book = list[str]
DAY_SHIFT = "Mo-Su 08:00-20:00"
WORD = 1 << 32


def sent(days: int, pit: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """One of two agents goes to a pit stop that takes the calls of a queue of its own."""
    team = {"headcount": 2, "hours": DAY_SHIFT} | facts.pop("team", {})
    document = world(team=team, days=days, **facts)
    document["queues"] |= {"sample": {"teams": ["stop"]}}
    document["teams"] |= {"stop": {"headcount": 1, "hours": DAY_SHIFT} | (facts.get("stop") or {})}
    document["pit_stop"] = {"team": "stop", "floor": "agents", "size": 1} | (pit or {})
    return document
