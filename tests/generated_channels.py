"""Channels and doors of scenarios made by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

SIDE_BY_SIDE = ("chat", "email", "social")
CHANNELS = ("phone", "chat", "phone", "social", "chat", "email", "account_manager")


def add_channels(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """Gives half of the documents other channels, and their customers other doors."""
    if draw(st.booleans()):
        return
    for facts in document["queues"].values():
        facts.update(draw(_channel()))
        if facts["channel"] in ("social", "email"):
            facts.update(lines=None, patience=None, longest_wait=None, effort="5m")
    for name, team in document["teams"].items():
        served = [
            facts["channel"]
            for facts in document["queues"].values()
            if name in facts["teams"] or facts.get("overflow", {}).get("to") == name
        ]
        if set(served) <= set(SIDE_BY_SIDE):
            team["at_once"] = draw(st.sampled_from((1, 2, 3)))
    queues = list(document["queues"])
    for segment in document.get("customers", {}).values():
        segment.update(draw(_doors(queues)))
    for need in document.get("needs", {}).values():
        need["channels"] = draw(_shares(queues))
    if "operating_model" in document:
        document["operating_model"]["publicity"] = draw(st.sampled_from((0.0, 1.0)))


@st.composite
def _channel(draw: st.DrawFn) -> dict[str, Any]:
    facts: dict[str, Any] = {"channel": draw(st.sampled_from(CHANNELS))}
    if facts["channel"] == "chat":
        facts["leaves_silently"] = draw(st.sampled_from((0.5, 1.0, 0.0)))
        facts["patience"] = {"constant": "1m"}
        facts["silent_time"] = draw(st.sampled_from(("1m", "20s")))
    return facts


@st.composite
def _shares(draw: st.DrawFn, queues: list[str]) -> list[dict[str, Any]]:
    chosen = draw(st.lists(st.sampled_from(queues), max_size=2, unique=True))
    return [{"queue": queue, "chance": draw(st.sampled_from((0.1, 0.5)))} for queue in chosen]


@st.composite
def _doors(draw: st.DrawFn, queues: list[str]) -> dict[str, Any]:
    door = st.fixed_dictionaries(
        {
            "queue": st.sampled_from(queues),
            "chance": st.sampled_from((0.5, 1.0, 0.2)),
            "after": st.sampled_from((1, 2, 3)),
        }
    )
    return {
        "first_door": draw(_shares(queues)),
        "doors": draw(st.lists(door, min_size=1, max_size=3)),
        "returns_to_door": draw(st.sampled_from((0.0, 0.5, 1.0))),
    }
