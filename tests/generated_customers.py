"""Customers of scenarios made by Hypothesis, and what they do over months."""

from hypothesis import strategies as st

from generated_queues import redialling
from generated_values import Document, Draw, chances, times

TALKS = {
    "praise": 0.5, "praise_to": 2, "complaint": 0.7, "complaint_to": 5, "posts": 0.5,
    "audience_least": 20, "audience_most": 5_000,
}  # fmt: skip


@st.composite
def segment(draw: Draw, exact: bool) -> Document:
    leaving = {
        "monthly": draw(st.sampled_from((0.2, 0.99, 0.0))),
        "open_case": draw(st.sampled_from((0.0, 5.0))),
        "open_case_after": "12h",
        "effort_per_hour": draw(st.sampled_from((0.0, 2.0))),
        "broken_promise": draw(st.sampled_from((0.0, 10.0))),
        "compounded": draw(st.sampled_from((0.0, 10.0))),
        "unsolved": draw(st.sampled_from((0.0, 10.0))),
        "memory": draw(st.sampled_from(("0s", "1d", "90d"))),
    }
    return draw(redialling(exact)) | {
        "count": draw(st.sampled_from((40, 40, 15, 0))),
        "margin": "15 EUR/month",
        "patience": draw(times(8, exact)),
        "gives_up": draw(st.sampled_from((0.2, 0.5, 1.0))),
        "repeat_delay": draw(times(240, exact)),
        "chases": draw(chances()),
        "chase_delay": draw(times(30, exact)),
        "chase_without_promise": draw(times(120, exact)),
        "rank": draw(st.sampled_from((0, 3))),
        "trust": draw(st.sampled_from(({}, {"broken": 0.4, "kept": 0.3}, {"broken": 1.0}))),
        "update_calms": draw(st.sampled_from((0.0, 0.5))),
        "leaving": leaving | {"outage_loss": draw(st.sampled_from((0.0, 2.0)))},
        "loss_per_hour": "20 EUR/h",
        "persistence": draw(st.sampled_from(({}, {"spread": 1.0}, {"spread": 0.5, "tires": 0.3}))),
        "complains": draw(complaining()),
        "sla": draw(st.sampled_from(({"repair_within": 1, "credit": "8 EUR/day"}, None))),
    }


@st.composite
def complaining(draw: Draw) -> Document:
    return {
        "monthly": draw(st.sampled_from((0.99, 0.9, 0.0))),
        "after": draw(st.sampled_from(("0s", "12h"))),
        "per_week_open": draw(st.sampled_from((0.0, 5.0))),
        "broken_promise": draw(st.sampled_from((0.0, 2.0))),
        "failed_contact": draw(st.sampled_from((0.0, 2.0))),
    }


def add_months(draw: st.DrawFn, document: Document) -> None:
    """Word of mouth, sales, deterrence and reports; chances are high, since days are few."""
    document["measures"] = {"leaving_causes": draw(st.booleans())}
    if not draw(st.sampled_from((True, True, False))):
        return
    document["market"] = {
        "population": draw(st.sampled_from((0, 200, 100_000))),
        "ill_fame": draw(st.sampled_from((0.0, 0.3))),
        "memory": draw(st.sampled_from(("0s", "1d", "30d"))),
        "choice": draw(st.sampled_from((0.0, 0.5))),
        "choice_per_year": draw(st.sampled_from((0.0, 10.0))),
    }
    people = document["market"]["population"] > 0
    if people:
        document["market"] |= {"turns_away": draw(st.sampled_from((0.0, 0.4))), "wins": 0.3}
    known = people or document["market"]["ill_fame"] > 0
    for facts in document["customers"].values():
        facts["tells"] = TALKS
        facts["leaving"] |= {
            "friends": draw(st.sampled_from((0.0, 5.0))),
            "publications": draw(st.sampled_from((0.0, 5.0))) if known else 0.0,
            "sensitivity": draw(st.sampled_from((1.0, 3.0))),
            "inertia": draw(st.sampled_from((0.0, 0.4))),
        }
        facts["deterred"] = draw(st.sampled_from((0.0, 0.3))) if known else 0.0
        facts["lifetime_value"] = "500 EUR"
        facts["expectation_drift"] = 0.1
        lost = draw(st.sampled_from((0.0, 0.5)))
        facts["cross_sell"] = {"chance": 0.5, "lost_per_contact": lost, "revenue": "60 EUR"}
    fine = "500 EUR" if document["regulator"].get("targets") else None
    document["regulator"]["reporting"] = {"informs": 0.3, "fine": fine}
