"""Teams of scenarios made by Hypothesis, with their shifts and floor-walkers."""

from hypothesis import strategies as st

from generated_values import AUTHORITIES, HOURS, Document, Draw, chances


@st.composite
def team(draw: Draw, queues: list[str], exact: bool) -> Document:
    facts: Document = {
        "hours": draw(st.sampled_from(HOURS)),
        "priority": {q: 1 for q in queues if draw(st.booleans())},
        "talk_factor": 1.0 if exact else draw(st.sampled_from((1.0, 0.8, 1.5))),
        "knowledge": draw(chances()),
        "authority": draw(st.sampled_from((None, *AUTHORITIES))),
        "script_adherence": draw(st.sampled_from((None, 0.0, 0.9))),
        "ownership": draw(st.sampled_from((None, 0.0, 0.5, 1.0))),
        "padding": draw(st.sampled_from((None, "waived"))),
        "pay": "20 EUR/h",
        "access": draw(st.sampled_from(("shows", "shows", "override"))),
        "floor_walkers": draw(st.one_of(st.none(), floor_walkers())),
    }
    planned, unplanned = draw(st.sampled_from((0.0, 0.2))), draw(st.sampled_from((0.0, 0.3)))
    facts["shrinkage"] = {"planned": planned, "unplanned": unplanned}
    staffing = draw(st.sampled_from(("shifts", "intervals", "constant")))
    if staffing == "constant":
        facts["headcount"] = draw(st.integers(1, 3))
    elif staffing == "intervals":
        agents = st.lists(st.integers(0, 3), min_size=4, max_size=12).filter(any)
        interval = draw(st.sampled_from(("1h", "2h", "6h")))
        facts["headcount"] = {"agents": draw(agents), "interval": interval}
    else:
        facts["shifts"] = draw(st.lists(shift(), min_size=1, max_size=3))
    return facts


def floor_walkers() -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(
        {
            "count": st.integers(1, 2),
            "hours": st.sampled_from(HOURS),
            "authority": st.sampled_from(AUTHORITIES),
            "knowledge": chances(),
            "time": st.sampled_from(("0s", "1m")),
            "pay": st.sampled_from((None, "30 EUR/h")),
        }
    )


@st.composite
def shift(draw: Draw) -> Document:
    breaks = st.fixed_dictionaries(
        {
            "after": st.sampled_from(("0s", "1h", "3h", "5h", "20h")),
            "length": st.sampled_from(("1m", "15m", "1h")),
        }
    )
    return {
        "agents": draw(st.integers(1, 2)),
        "hours": draw(st.sampled_from(HOURS)),
        "breaks": draw(st.lists(breaks, max_size=3)),
    }
