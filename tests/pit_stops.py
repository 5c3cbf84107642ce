"""Tiny worlds with a pit stop: somebody leaves the floor, and takes the calls of a queue there."""

from collections.abc import Sequence
from typing import Any

from by_hand import Call, played
from ccsim.plan.state import State
from ccsim.replication import EngineName
from faults import world

DAY_SHIFT = "Mo-Su 08:00-20:00"
WORD = 1 << 32


def pit_stop(
    days: int,
    *,
    floor: dict[str, Any] | None = None,
    stop: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None,
    **others: Any,
) -> dict[str, Any]:
    """A floor of two of whom one at a time goes to the pit stop, from the second day on."""
    document = world(team={"headcount": 2, "hours": DAY_SHIFT} | (floor or {}), days=days, **others)
    size = (facts or {}).get("size", 1)
    document["queues"] |= {"calls": {"teams": ["agents"]}, "sample": {"teams": ["stop"]}}
    document["teams"] |= {"stop": {"headcount": size, "hours": DAY_SHIFT} | (stop or {})}
    document["pit_stop"] = {
        "team": "stop", "floor": "agents", "size": 1, "starts": "1d", "every": "91d",
    } | (facts or {})  # fmt: skip
    return document


def in_the_sample(at: str, number: int = 1, **truth: bool) -> Call:
    """A home with a fault that the pit stop takes."""
    return Call(at, number, queue="sample", segment="homes", **truth)


def states(
    document: dict[str, Any], engine: EngineName, days: Sequence[int], calls: Sequence[Call] = ()
) -> dict[int, State]:
    """What people are like on these days."""
    found: dict[int, State] = {}

    def keep(_player: object, day: int, state: State) -> None:
        if day in days:
            found[day] = state._replace(
                agents=state.agents.copy(), skills=state.skills.copy(),
                people=state.people.copy(), practice=state.practice.copy(),
            )  # fmt: skip

    played(document, calls, engine, between=keep)
    return found
