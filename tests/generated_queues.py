"""Queues of scenarios made by Hypothesis, and who calls them."""

from hypothesis import strategies as st

from generated_values import HOURS, Document, Draw, times

INTERVALS = ("30m", "1h", "2h", "6h")


@st.composite
def redialling(draw: Draw, exact: bool) -> Document:
    return {
        "redials": draw(st.sampled_from((0.0, 0.4, 0.8))),
        "redials_when_blocked": draw(st.sampled_from((0.0, 0.4, 0.8))),
        "redial_delay": draw(times(60, exact)),
        "redial_patience": draw(st.sampled_from(("anew", "kept"))),
        "after_closing": draw(st.sampled_from(("lost", "next_opening"))),
        "opening_spread": "0s" if exact else draw(st.sampled_from(("0s", "1h"))),
    }


@st.composite
def forecasts(draw: Draw, exact: bool, reconnects: bool) -> Document:
    facts = draw(redialling(exact))
    if draw(st.booleans()):
        facts["rate"] = draw(st.sampled_from(("3/h", "10/h", "20/h")))
        facts["interval"] = draw(st.sampled_from(INTERVALS))
    else:
        calls = draw(st.lists(st.sampled_from((0, 2, 6, 12.5)), min_size=4, max_size=12))
        facts |= {"calls": calls, "interval": draw(st.sampled_from(("1h", "2h", "6h")))}
        if draw(st.booleans()):
            facts["starts"] = "6h"
    facts["scale"] = draw(st.sampled_from((1.0, 1.0, 0.5, 1.3, 2.0)))
    if reconnects:
        facts |= {
            "reconnects": draw(st.sampled_from((0.0, 0.3))),
            "reconnect_delay": draw(times(60, exact)),
        }
    return facts


@st.composite
def queue(draw: Draw, teams: list[str], exact: bool) -> Document:
    facts: Document = {
        "teams": draw(st.permutations(teams))[: draw(st.integers(1, len(teams)))],
        "priority": draw(st.sampled_from((1, 5, 5))),
        "hours": draw(st.sampled_from(HOURS)),
        "at_closing": draw(st.sampled_from(("answered", "cleared"))),
        "lines": draw(st.sampled_from((None, None, 10, 3, 3, 1, 0))),
        "patience": draw(st.one_of(st.none(), times(4, exact))),
        "longest_wait": draw(st.sampled_from((None, None, "2m", "10m"))),
        "talk": draw(times(6, exact)),
        "wrap_up": draw(st.one_of(st.just({"constant": "0s"}), times(3, exact))),
    }
    if draw(st.booleans()):
        facts["overflow"] = {
            "to": draw(st.sampled_from(teams)),
            "after": draw(st.sampled_from(("0s", "1m", "3m"))),
            "beyond": draw(st.sampled_from((0, 0, 1, 3))),
        }
    return facts


def add_callers(
    draw: Draw, document: Document, queues: list[str], exact: bool, with_cases: bool
) -> None:
    """Anonymous callers; where customers call too, what callers do next may not be typed."""
    for i, name in enumerate(queues):
        facts = document["queues"][name]
        if i == 0 or draw(st.booleans()):
            facts["forecast"] = draw(forecasts(exact, not with_cases))
        if not with_cases and i + 1 < len(queues):
            later = [{"to": other, "chance": 0.4} for other in queues[i + 1 :]]
            facts["onward"] = later[: draw(st.integers(0, 2))]


def add_status_calls(draw: Draw, document: Document) -> None:
    """A queue of calls that the centre makes; who chats with several makes no calls."""
    teams = [name for name, team in document["teams"].items() if team.get("at_once", 1) == 1]
    if not teams:
        return
    document["queues"]["outbound"] = {
        "teams": draw(st.permutations(teams))[: draw(st.integers(1, len(teams)))],
        "priority": draw(st.sampled_from((1, 5))),
        "hours": draw(st.sampled_from(HOURS)),
    }
    document["operating_model"] |= {"status_calls": "outbound", "outbound_queue": "outbound"}
