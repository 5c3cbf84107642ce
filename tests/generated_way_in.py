"""Menus, callbacks and advertised hours of scenarios made by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

WRITTEN = ("email", "social", "regulator")


def add_way_in(
    draw: st.DrawFn,
    document: dict[str, Any],
    time: st.SearchStrategy[dict[str, Any]],
    hours: tuple[str, ...],
) -> None:
    """Gives some queues a menu, callbacks, and hours that are not as advertised."""
    queues = document["queues"]
    for name, facts in queues.items():
        if draw(st.sampled_from((False, False, False, True))):
            facts["advertised_hours"] = draw(st.sampled_from(hours))
        if facts.get("channel") in WRITTEN:
            continue
        if draw(st.sampled_from((False, False, True))):
            facts["ivr"] = draw(_menu(time, [other for other in queues if other != name]))
        if draw(st.sampled_from((False, False, True))):
            facts["callback"] = draw(_callback())
    for need in document.get("needs", {}).values():
        need["self_service"] = draw(st.sampled_from((0.0, 0.5, 1.0)))


@st.composite
def _menu(
    draw: st.DrawFn, time: st.SearchStrategy[dict[str, Any]], others: list[str]
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "time": draw(time),
        "opts_out": draw(st.sampled_from((0.0, 0.2))),
        "hangs_up": draw(st.sampled_from((0.1, 0.3))),
        "contains": draw(st.sampled_from((0.2, 0.5, 0.0))),
    }
    if others and draw(st.booleans()):
        wrong = draw(st.sampled_from(others))
        facts["misroutes"] = {"to": wrong, "chance": 0.4, "time": "1m"}
    return facts


@st.composite
def _callback(draw: st.DrawFn) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "beyond": draw(st.sampled_from((0, 1))),
        "accepts": draw(st.sampled_from((0.4, 1.0))),
        "unanswered": draw(st.sampled_from((0.3, 0.0))),
        "rings": draw(st.sampled_from(("1m", "0s"))),
    }
    if draw(st.booleans()):
        facts |= {"keeps": "time", "delay": draw(st.sampled_from(("10m", "5h")))}
    return facts
